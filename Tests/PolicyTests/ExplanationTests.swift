// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy
import Testing

struct ExplanationTests {
  static let source = SourceID(hex: String(repeating: "c", count: 64))

  static let library = PolicyLibrary([
    PolicyFile.parse(
      """
      ```policy
      place Fairview within MarlowCounty
      instrument LAW for Fairview in force 2020-01-01 cite "Ordinance 7"
      rule 1: jail must not detain person if every basis is immigration-detainer
        unless warrant: there was presentation where document is judicial-warrant before detain
        unless felony: conviction is serious-felony
        cite "Ordinance 7, section 1"
      ```
      """, file: "law.policy.md"
    ).file
  ])

  static func hold(_ conviction: Fact<[String]>) -> Event {
    let noon = CivilDay(year: 2020, month: 3, day: 1)?.start(in: .gmt) ?? 0
    return Event(
      id: "hold",
      facts: [
        .action: .known(["detention-hold"]), .actor: .known(["jail-corrections"]),
        .basis: .known(["immigration-detainer"]), "conviction": conviction,
        "person": .known(["p1"]),
      ], time: TimeSpan(from: noon, to: noon + 1), place: "Fairview", status: .logged,
      origin: "log",
      citations: [Citation(source: source, place: .line(4), quote: "held on I-247A")])
  }

  @Test func `a redacted fact is told with its place and code, and what would settle it`() throws {
    let place = Citation(source: Self.source, place: .line(9), quote: "conviction")
    let fact = Fact<[String]>.unknown(
      Unknown(.redacted, candidates: [], code: "(b)(7)(C)", citation: place))
    let whole = Coverage(
      source: Self.source, actions: ["presentation"],
      span: TimeSpan(from: 0, to: 4_000_000_000))
    let told = Self.library.explain(
      Self.hold(fact), among: EventIndex([]), coverage: [whole], zone: .gmt)
    let tree = try #require(told.first)
    #expect(told.count == 1)
    #expect(tree.verdict == .undetermined)
    #expect(tree.cite == "Ordinance 7, section 1")
    #expect(
      tree.lines == [
        "LAW.1 must not detain person: undetermined (Ordinance 7, section 1)",
        "  + the place",
        "    + the place is in Fairview",
        "  + the day",
        "    + the day is 2020-01-01 or later",
        "  + must not detain person",
        "    + action is detention-hold",
        "    + actor is jail",
        "  + its condition",
        "    + every basis is immigration-detainer",
        "  - exception warrant",
        "    - there was no presentation where document is judicial-warrant before detain",
        "  ? exception felony",
        "    ? conviction is serious-felony — conviction: redacted, (b)(7)(C)",
        "  until conviction is serious-felony → permitted",
        "  until conviction is not serious-felony → violated",
      ])
    let felony = try #require(tree.parts.last)
    #expect(felony.parts.first?.citations == [place])
    let basis = try #require(tree.parts.first { $0.kind == .condition }?.parts.first)
    #expect(basis.citations.map(\.quote) == ["held on I-247A"])
  }

  @Test func `the tree reads as one sentence and comes back from JSON`() throws {
    let told = Self.library.explain(
      Self.hold(.known(["none"])), among: EventIndex([]),
      coverage: [
        Coverage(
          source: Self.source, actions: ["presentation"],
          span: TimeSpan(from: 0, to: 4_000_000_000))
      ], zone: .gmt)
    let tree = try #require(told.first)
    #expect(
      tree.sentence
        == "LAW.1 must not detain person (Ordinance 7, section 1) is violated: "
        + "the place is in Fairview; the day is 2020-01-01 or later; "
        + "action is detention-hold and actor is jail; every basis is immigration-detainer; "
        + "exception warrant does not hold because there was no presentation where document is "
        + "judicial-warrant before detain; exception felony does not hold because conviction is "
        + "not serious-felony.")
    let data = try JSONEncoder().encode(tree)
    #expect(try JSONDecoder().decode(Explanation.self, from: data) == tree)
  }
}
