// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Correspondence

struct GuideTests {
  @Test func `an agency may leave out what it has none of`() throws {
    let yaml = """
      agencies:
        - name: Marlow County Jail
          side: local
        - {name: Field Office, side: federal, domains: ["*.field.example"], titles: Field Agent,
           actor: ICE-ERO, generic: no}
      """
    let guide = try OrganizationGuide(yaml: yaml, file: "agencies.yaml")
    #expect(
      guide.organizations == [
        Organization(name: "Marlow County Jail", side: "local"),
        Organization(
          name: "Field Office", side: "federal", domains: ["*.field.example"],
          titles: ["Field Agent"], actor: "ICE-ERO"),
      ])
  }

  @Test(arguments: [
    ("agencies:\n  - name: FPD\n    side: municipal", 3, "local, federal, other"),
    ("agencies:\n  - side: local", 2, "needs its name"),
    ("agencies:\n  - name: FPD", 2, "local, federal, other"),
    ("agencies:\n  - name: FPD\n    side: local\n    domain: fpd.example", 4, "domains"),
    ("agencies:\n  - {name: FPD, side: local, actor: police}", 2, "municipal-police"),
    ("agencies:\n  - {name: FPD, side: local, domains: [\"the police\"]}", 2, "ice.dhs.gov"),
    ("agencies:\n  - {name: FPD, side: local, generic: maybe}", 2, "true or false"),
    ("agencies: {}", 1, "must be a list"), ("organizations: []", 1, "agencies"),
    ("- FPD", 1, "agencies"), ("agencies:\n  - name: ''\n    side: local", 2, "name is empty"),
    ("agencies:\n\t- name: FPD", 2, "not YAML"),
  ])
  func `what is wrong is said with its line and what is allowed`(
    yaml: String, line: Int, allowed: String
  ) {
    expectGuideError(line: line, saying: allowed) {
      try OrganizationGuide(yaml: yaml, file: "agencies.yaml")
    }
  }

  @Test func `the shipped file is whole and tells federal domains and titles`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Data/agencies.yaml")
    let guide = try OrganizationGuide(
      yaml: String(contentsOf: file, encoding: .utf8), file: "agencies.yaml")
    let messages = [
      Mail.message(
        "a", from: "Ortiz, Rene", sent: "2018-03-01 10:00",
        signature: ["Rene Ortiz", "Deportation Officer"]),
      Mail.message("b", from: "lee.park@field.ice.dhs.gov", sent: "2018-03-01 10:00"),
    ]
    let people = Correspondence.resolve(messages, zone: .gmt, guide: guide).people
    #expect(people.map(\.organization) == ["ICE", "ICE ERO"])
    #expect(people.allSatisfy { $0.side == .federal })
  }
}
