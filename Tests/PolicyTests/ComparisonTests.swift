// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import Testing

struct ComparisonTests {
  static func file(_ rules: String, name: String = "law.policy.md") -> PolicyFile {
    PolicyFile.parse(
      """
      ```policy
      place Fairview within MarlowCounty
      slot conviction: felony, misdemeanor, none
      instrument LAW for Fairview in force 2020-01-01 cite "Ordinance 7"
      \(rules)
      ```
      """, file: name
    ).file
  }

  @Test func `an exception taken away is told by the fact that it turned on`() {
    let before = Self.file(
      """
      rule 1: jail must not detain person
        unless felony: conviction is felony
        unless warrant: basis is judicial-warrant
      """)
    let after = Self.file(
      """
      rule 1: jail must not detain person unless warrant: basis is judicial-warrant
      """)
    let comparison = PolicyComparison(from: [before], to: [after])
    #expect(comparison.diagnostics == [])
    #expect(comparison.undecided == [])
    #expect(comparison.differences.map(\.action) == ["detention-hold"])
    let difference = comparison.differences.first
    #expect(difference?.before == .permitted)
    #expect(difference?.after == .violated)
    #expect(difference?.rulesBefore == ["LAW.1"])
    #expect(difference?.rulesAfter == ["LAW.1"])
    // Whom it binds and where and when, the felony, and no warrant.
    #expect(difference?.facts.contains("conviction is felony") == true)
    #expect(difference?.facts.contains("basis is not judicial-warrant") == true)
  }

  @Test func `the same rules in another order and with other words do not differ`() {
    let before = Self.file(
      """
      define paper as basis is judicial-warrant or court-order
      rule 1: jail must not detain person unless warrant: (paper)
      rule 2: jail must not transfer person if conviction is none
      """)
    let after = Self.file(
      """
      rule 2: jail must not transfer person if not conviction is felony or misdemeanor
      rule 1: jail must not detain person
        unless order: basis is court-order
        unless warrant: basis is judicial-warrant
      """)
    #expect(PolicyComparison(from: [before], to: [after]).differences == [])
  }

  @Test func `versions in one file are compared as if both were in force`() throws {
    let file = Self.file(
      """
      rule 1: jail must not disclose release-date to ICE
      instrument NEW for Fairview in force 2021-01-01 replaces LAW cite "Ordinance 8"
      rule 1: jail must not disclose release-date to ICE if not conviction is felony
      """)
    let comparison = try #require(
      PolicyComparison(in: PolicyLibrary([file]), from: ["LAW"], to: ["NEW"]))
    let differences = comparison.differences.filter { $0.action == "release-notification" }
    #expect(differences.map(\.before) == [.violated])
    #expect(differences.map(\.after) == [.notCovered])
    #expect(differences.first?.rulesAfter == [])
    #expect(differences.first?.facts.contains("conviction is felony") == true)
    #expect(PolicyComparison(in: PolicyLibrary([file]), from: ["LAW"], to: ["OLD"]) == nil)
  }
}
