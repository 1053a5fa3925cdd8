// SPDX-License-Identifier: Apache-2.0

import Casework
import Events
import Evidence
import Foundation
import Tables
import TestSupport
import Testing

/// A log read by the column, and held against policies from the command line.
struct AuditLogTests {
  private static let mapping = """
    mapping: jail
    source: "*.csv"
    place: Fairview
    acts: [presentation]
    time: {column: When, zone: America/Chicago}
    patterns:
      reasons:
        - {says: [removal, "ice hold"], is: civil-immigration-enforcement}
        - {exactly: [inv], is: {unknown: not-stated}}
    shared:
      actor: jail-corrections
      recipient: {column: Agency}
      purpose: {column: Reason, patterns: reasons}
      basis: {column: Basis, blank: none-shown}
      person: {columns: [Last, First], join: ", "}
    events:
      - {name: held, when: {Act: hold}, action: detention-hold}
      - {name: look-up, when: {Act: query}, action: database-query, person: {column: Number}}
      - {name: let go, when: {Act: "rel*"}, action: release}
      - {name: shown, when: {Act: {says: [warrant]}}, action: presentation, document: judicial-warrant}
    coverage:
      - {actions: [presentation, release, detention-hold], from: 2019-01-01, to: 2019-12-31}
    """

  private static let policy = """
    # Rules

    ```policy
    place Fairview within MarlowCounty
    instrument FAIR for Fairview in force 2019-02-01 cite "F 1"
    rule look: jail must not query if purpose is civil-immigration-enforcement
    rule hold: jail must not detain person
      unless warrant: there was presentation where document is judicial-warrant before detain
    ```
    """

  private func log(_ random: inout SplitMix, rows: Int) -> String {
    var text = "When,Act,Agency,Reason,Basis,Last,First,Number\n"
    for _ in 0..<rows {
      let day = 1 + random.below(28)
      let date = String(
        format: random.pick(["2019-%02d-%02d", "%d/%d/2019"]), 1 + random.below(4), day)
      let clock = random.pick([
        " 10:05:09", " 1:07 PM", "", " 23:59:59.5", " 2:30:00", "T08:00:00Z",
      ])
      let cells = [
        random.pick([date + clock, date + clock, "", "soon", "[REDACTED]"]),
        random.pick(["hold", "query", "release", "Warrant shown", "lunch"]),
        random.pick(["ICE-ERO", "ICE-HSI", "", "(b)(6)", "Nobody"]),
        random.pick(["removal order", "\"ICE hold, again\"", "inv", "", "other"]),
        random.pick(["judicial-warrant", "", "none-shown"]),
        random.pick(["Adler", "Brandt", "", "XXXX"]), random.pick(["Ann", "Bo", ""]),
        random.pick(["17", "18", "REDACTED", ""]),
      ]
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }

  private struct Row: Hashable, Comparable {
    var row: Int
    var facts: String
    var time: TimeSpan?

    init(_ event: Event, row: Int) {
      self.row = row
      time = event.time
      facts = event.facts.sorted { $0.key < $1.key }.map { slot, fact in
        switch fact {
        case .known(let values):
          "\(slot.rawValue)=\(slot.rawValue == "person" ? values.map { $0.lowercased() } : values)"
        case .unknown(let unknown):
          "\(slot.rawValue)?\(unknown.reason.rawValue)\(unknown.code ?? "")\(unknown.candidates)"
        }
      }.joined(separator: " ")
    }

    static func < (a: Row, b: Row) -> Bool { (a.row, a.facts) < (b.row, b.facts) }
  }

  @Test(arguments: 1...12) func `columns hold the events that a mapping makes of each row`(
    seed: Int
  ) throws {
    var random = SplitMix(seed: UInt64(seed))
    let scratch = try ScratchFolder()
    let text = log(&random, rows: 30 + random.below(200))
    let url = scratch.url.appending(path: "log.csv")
    try Data(text.utf8).write(to: url)
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    // Rows that name people in one column, in two, and in none.
    let yaml = [
      Self.mapping, Self.mapping.replacing(", person: {column: Number}", with: ""),
      Self.mapping.split(separator: "\n").filter { !$0.contains("person: {columns") }
        .joined(separator: "\n").replacing(", person: {column: Number}", with: ""),
    ][seed % 3]
    let mapping = try Mapping(yaml: yaml, file: "log.mapping.yaml")
    let source = SourceID(hex: String(repeating: "d", count: 64))
    let read = try LogReading.read(
      url, mapping: mapping, source: source, zone: zone, place: nil, workers: 1 + seed % 2,
      buckets: 1 << (seed % 4))
    let sheets = try TableReader.read(Array(text.utf8), kind: .csv)
    let mapped = mapping.events(in: sheets, source: source, zone: zone, place: nil)
    let expected = mapped.events.map { event -> Row in
      guard case .row(_, let row)? = event.citations.first?.place else { return Row(event, row: 0) }
      return Row(event, row: row)
    }
    let own = (0..<read.columns.count).map {
      Row(read.columns.event($0), row: Int(read.columns.row[$0]))
    }
    #expect(own.sorted() == expected.sorted())
    #expect(read.rows == mapped.rows)
    #expect(read.failed == mapped.failures.count)
    #expect(
      read.notEvents.values.reduce(0) { $0 + $1.count } == mapped.notEvents.count)
    #expect(read.coverage == mapped.coverage)
    // Kinds are numbered by their first rows, whoever met them first.
    let firsts = read.columns.kinds.indices.map { kind in
      read.columns.row.indices.filter { Int(read.columns.kind[$0]) == kind }.map {
        read.columns.row[$0]
      }.min()
    }
    #expect(zip(firsts, firsts.dropFirst()).allSatisfy { ($0 ?? 0) <= ($1 ?? 0) })
    let order = (0..<read.columns.count).map { (read.columns.person[$0], read.columns.from[$0]) }
    #expect(zip(order, order.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func `a log is held against policies and every row is accounted for`() throws {
    let scratch = try ScratchFolder()
    func write(_ text: String, _ name: String) throws -> String {
      try Data(text.utf8).write(to: scratch.url.appending(path: name))
      return scratch.path(name)
    }
    let log = try write(
      """
      When,Act,Agency,Reason,Basis,Last,First,Number
      2019-03-01 10:00:00,hold,ICE-ERO,removal,,Adler,Ann,1
      2019-03-02 10:00:00,Warrant shown,ICE-ERO,,,Brandt,Bo,2
      2019-03-03 10:00:00,hold,ICE-ERO,,,Brandt,Bo,2
      2019-03-03 11:00:00,query,ICE-ERO,removal,,,,3
      2019-03-03 12:00:00,query,ICE-ERO,inv,,,,4
      soon,query,ICE-ERO,removal,,,,5
      2019-03-03 13:00:00,lunch,,,,,,

      """, "log.csv")
    let result = try Program.run(
      "audit-log", log, "--mapping", write(Self.mapping, "log.mapping.yaml"), "--policies",
      write(Self.policy, "fair.policy.md"), "--zone", "America/Chicago", "--format", "json")
    #expect(result.status == 1, "\(result.err)")
    let schema = try SchemaCheck(named: "audit-log")
    var rows: [String: [Int]] = [:]
    for object in try result.objects() {
      let rule = object["rule"] as? String ?? "none"
      let first = object["first"] as? [[String: Any]] ?? []
      #expect(first.allSatisfy { $0["log"] as? String == "log.csv" })
      rows["\(rule) \(object["verdict"] as? String ?? "")"] = first.compactMap {
        $0["row"] as? Int
      }
      #expect(object["events"] as? Int == 5)
      #expect(schema.faults(in: object) == [])
    }
    #expect(
      rows == [
        "hold violated": [2], "hold permitted": [4], "look violated": [5],
        "look undetermined": [6], "none not-covered": [3],
      ])
    let text = try Program.run(
      "audit-log", log, "--mapping", scratch.path("log.mapping.yaml"), "--policies",
      scratch.path("fair.policy.md"))
    #expect(text.out.contains("7 rows: 5 events, 1 that could not be read, 1 that are no event"))
    let wrong = try Program.run(
      "audit-log", log, "--mapping", scratch.path("log.mapping.yaml"), "--zone", "Mars/Base")
    #expect(wrong.status == 2)
    #expect(wrong.err.contains("there is no time zone 'Mars/Base'"))
  }
}
