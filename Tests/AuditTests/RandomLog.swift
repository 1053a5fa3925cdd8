// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy
import TestSupport
import Testing

/// A log of invented rows, as events and as columns.
struct RandomLog {
  var events: [Event] = []
  var columns = EventColumns()
  var coverage: [Coverage] = []

  static let policy = """
    ```policy
    place Fairview within MarlowCounty
    calendar working: weekends, 2019-01-21
    question q "Does it bind?" open
    instrument CITY for Fairview in force 2019-01-10 cite "City 1"
    rule plain: jail must not disclose to ICE if purpose is civil-immigration-enforcement
      unless missing: basis is judicial-warrant
    rule warrant: jail must not detain person
      unless warrant: there was presentation where document is judicial-warrant before detain
    rule often: police must not query
      if count of query about any person with the same account within 2 days before this >= 2
    rule again: police must not query if there was query within 3 hours before query
    rule out: jail must release person within 48 hours excluding working of detention-hold
    rule both: jail must not transfer person
      if there was presentation before transfer and there was detention-hold within 9 hours before transfer
    rule some: jail may transfer person if distinct document of presentation before transfer > 1
    rule near: jail must not release person if there was release within 3 days of release
    rule named: jail must not arrest person if person is p2
    instrument COUNTY for MarlowCounty in force 2019-01-20 to 2019-01-25 cite "County 2"
    rule 1: agency may disclose to ICE if answer q
    ```
    """

  static let start: Int64 = 1_546_300_800  // 2019-01-01

  /// A log of some days in which cells are missing, spans overlap and sources have gaps.
  ///
  /// - Parameters:
  ///   - regular: most rows have a time and a person.
  ///   - start: about when it begins.
  init(_ random: inout SplitMix, rows: Int, regular: Bool, start: Int64 = Self.start) {
    var made: [(event: Event, kind: Event, person: String, row: Int)] = []
    var edges: [Int64] = []
    for row in 0..<rows {
      let action = random.pick([
        "disclosure", "detention-hold", "presentation", "database-query", "release",
        "custody-transfer", "arrest",
      ])
      var facts: [Slot: Fact<[String]>] = [.action: .known([action])]
      facts[.actor] =
        random.chance(0.9)
        ? .known([action == "database-query" ? "municipal-police" : "jail-corrections"])
        : .unknown(Unknown(.redacted))
      if random.chance(0.1) {
        facts[.action] = .unknown(Unknown(.notStated, candidates: [action, "release"]))
      }
      facts[.recipient] = .known([random.pick(["ICE-ERO", "ICE-unspecified", "FBI-CJIS"])])
      facts[.purpose] =
        random.chance(0.7)
        ? .known([random.pick(["civil-immigration-enforcement", "missing-person"])]) : .notStated
      if random.chance(0.3) { facts[.basis] = .known(["judicial-warrant"]) }
      if random.chance(0.8) {
        facts["document"] = .known([random.pick(["judicial-warrant", "immigration-detainer"])])
      }
      if random.chance(0.8) { facts["account"] = .known([random.pick(["a1", "a2"])]) }
      let person = random.chance(regular ? 0.95 : 0.8) ? random.pick(["p1", "p2", "p3", "p4"]) : ""
      if !person.isEmpty { facts["person"] = .known([person]) }
      // Half of the rows lie at the edge of a window that is seen from another row, or a second off.
      var from = start + Int64(random.below(40 * 24)) * 3_600 + Int64(random.below(3)) * 901
      if random.chance(0.5), !edges.isEmpty {
        let hours = random.pick([0, 3, 9, 48, 72, -3, -9, -48, -72])
        from = random.pick(edges) + Int64(hours) * 3_600 + Int64(random.below(3) - 1)
      }
      let length: Int64? =
        random.chance(regular ? 0.97 : 0.6)
        ? 1 : random.pick([60, 3_600, 86_400, 40 * 86_400, nil])
      edges += [from, from + (length ?? 1) - 1]
      let place = random.chance(0.9) ? random.pick(["Fairview", "Marlow County"]) : nil
      var event = Event(
        id: "\(row + 2)", facts: facts,
        time: length.map { TimeSpan(from: from, to: from + $0) }, place: place, status: .logged,
        origin: "log", citations: [])
      var kind = event
      (kind.id, kind.time) = ("", nil)
      if !person.isEmpty { kind.facts["person"] = .known([EventColumns.somebody]) }
      event.id = "\(row + 2)"
      made.append((event, kind, person, row + 2))
    }
    made.sort {
      ($0.person, $0.event.time?.from ?? .min, $0.row)
        < ($1.person, $1.event.time?.from ?? .min, $1.row)
    }
    for entry in made {
      var kind = columns.kinds.firstIndex(of: entry.kind)
      if kind == nil {
        kind = columns.kinds.count
        columns.kinds.append(entry.kind)
      }
      var person = columns.people.firstIndex(of: entry.person)
      if person == nil {
        person = columns.people.count
        columns.people.append(entry.person)
      }
      columns.kind.append(UInt32(kind ?? 0))
      columns.person.append(UInt32(person ?? 0))
      columns.from.append(entry.event.time?.from ?? EventColumns.noTime)
      columns.length.append(
        entry.event.time.map { UInt32($0.to - $0.from) } ?? 0)
      columns.row.append(UInt32(entry.row))
      events.append(entry.event)
    }
    let source = SourceID(hex: String(repeating: "c", count: 64))
    for actions in [["presentation", "release"], ["database-query", "detention-hold"]]
    where random.chance(0.8) {
      let from = start + Int64(random.below(5)) * 86_400
      coverage.append(
        Coverage(
          source: source, actions: actions,
          span: TimeSpan(from: random.chance(0.5) ? 0 : from, to: from + 36 * 86_400),
          gaps: random.chance(0.5)
            ? [TimeSpan(from: from + 9 * 86_400, to: from + 10 * 86_400)] : []))
    }
  }

  /// Holds of which the minute is known and not the second, each of another person with a release and
  /// a showing of a warrant at either edge of what their windows reach from some or from all instants
  /// of that minute.
  init(atEdgesFrom start: Int64) throws {
    var made: [Event] = []
    func add(_ action: String, _ person: Int, _ from: Int64, seconds: Int64) {
      var facts: [Slot: Fact<[String]>] = [
        .action: .known([action]), .actor: .known(["jail-corrections"]),
        "person": .known(["p\(person)"]), "account": .known(["a1"]),
      ]
      if action == "presentation" { facts["document"] = .known(["judicial-warrant"]) }
      made.append(
        Event(
          id: "", facts: facts, time: TimeSpan(from: from, to: from + seconds), place: "Fairview",
          status: .logged, origin: "log", citations: []))
    }
    var person = 10
    let edges: [Int64] = [0, 59, 48 * 3_600, 48 * 3_600 + 59, 72 * 3_600, -9 * 3_600]
    let offsets: [Int64] = [-2, -1, 0, 1, 2]
    let lengths: [Int64] = [1, 2, 60]
    for edge in edges {
      for offset in offsets {
        for seconds in lengths {
          let from = start + Int64(person) * 3_600
          add("detention-hold", person, from, seconds: 60)
          add("release", person, from + edge + offset, seconds: seconds)
          add("presentation", person, from + edge + offset - seconds + 1, seconds: seconds)
          person += 1
        }
      }
    }
    columns = try #require(EventColumns(made, rows: made.indices.map { $0 + 2 }))
    events = (0..<columns.count).map { columns.event($0) }
    coverage = [
      Coverage(
        source: SourceID(hex: String(repeating: "c", count: 64)),
        actions: ["presentation", "release", "detention-hold"],
        span: TimeSpan(from: start - 90 * 86_400, to: start + 900 * 86_400))
    ]
  }

  static func library() throws -> PolicyLibrary {
    let (file, wrong) = PolicyFile.parse(policy, file: "city.policy.md")
    let library = PolicyLibrary([file])
    try #require((wrong + library.check()).filter { $0.severity == .error }.isEmpty)
    return library
  }
}

/// What a finding says, without what it cites.
struct Said: Hashable {
  var rule: String?
  var verdict: Verdict
  var until: [Settling]

  static func all(_ findings: [Finding]) -> [Said] {
    findings.map { Said(rule: $0.rule, verdict: $0.verdict, until: $0.until) }
  }
}
