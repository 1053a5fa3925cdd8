// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Events

struct MappingTests {
  private static let source = SourceID(hex: String(repeating: "0123456789ab", count: 6))
  private static let chicago = TimeZone(identifier: "America/Chicago") ?? .gmt

  private static let jail = """
    mapping: jail-access
    source: ["access-log*.csv", "*.xlsx"]
    time: {column: When}
    tables:
      who: {"ice_*": ICE-ERO, jdoe: sheriff}
    patterns:
      reasons:
        - says: [trafficking, "human traff*"]
          is: trafficking-victim
        - regex: 'case\\s+\\d+'
          is: criminal-investigation
        - exactly: [investigation, inv, "."]
          is: {unknown: not-stated}
    shared:
      purpose: {column: Reason, patterns: reasons}
      database: not-public
      person: {column: Booking}
    events:
      - name: federal account
        when: {Account: "ice_*"}
        action: access-grant
        actor: jail-corrections
        recipient: {column: Account, table: who}
      - name: county account
        when: {Account: {blank: false}}
        action: database-query
        actor: {column: Account, table: who}
    coverage:
      - actions: [access-grant]
        from: 2019-01-01
        to: 2019-02
        gaps: [{from: 2019-01-14, to: 2019-01-15}]
    """

  private func sheet(_ columns: [String], _ rows: [[String?]], name: String? = nil) -> Sheet {
    Sheet(
      name: name, columns: columns,
      rows: rows.enumerated().map { Row(number: $0 + 2, cells: $1) })
  }

  private func map(_ yaml: String, _ sheets: [Sheet]) throws -> MappedEvents {
    try Mapping(yaml: yaml, file: "a.mapping.yaml").events(
      in: sheets, source: Self.source, zone: Self.chicago, place: "Marlow County")
  }

  private func error(_ yaml: String) -> MappingError? {
    do {
      _ = try Mapping(yaml: yaml, file: "a.mapping.yaml")
      return nil
    } catch {
      return error
    }
  }

  private var log: Sheet {
    sheet(
      ["When", "Account", "Reason", "Booking"],
      [
        ["2019-01-02 10:05", "ice_rm4", "Human+Trafficking", "B-1"],
        ["2019-01-03", "jdoe", "Case 1234", "B-2"],
        ["2019-01-04 9:30 PM", "asmith", "inv", nil],
        ["next week", "jdoe", "", "B-4"],
        ["2019-01-05", nil, "x", "B-5"],
        [nil, "ICE_2", "(b)(7)(e)", "[REDACTED]"],
      ])
  }

  @Test func `one table gives grants to federal accounts and look-ups by county ones`() throws {
    let out = try map(Self.jail, [log])
    #expect(out.rows == 6)
    #expect(out.events.count + out.failures.count + out.notEvents.count == 6)
    let grant = out.events[0]
    #expect(grant.id == "0123456789ab.-.r2")
    #expect(grant.status == .logged)
    #expect(grant.origin == "jail-access")
    #expect(grant.place == "Marlow County")
    #expect(grant.facts[.action]?.value == ["access-grant"])
    #expect(grant.facts[.recipient]?.value == ["ICE-ERO"])
    #expect(grant.facts[.purpose]?.value == ["trafficking-victim"])
    #expect(grant.facts["database"]?.value == ["not-public"])
    #expect(grant.facts["person"]?.value == ["B-1"])
    #expect(grant.parties == [.recipient: "ice_rm4"])
    #expect(
      grant.citations == [
        Citation(
          source: Self.source, place: .row(sheet: nil, row: 2),
          quote: "2019-01-02 10:05 | ice_rm4 | Human+Trafficking | B-1")
      ])
    #expect(out.events[1].facts[.actor]?.value == ["sheriff"])
    #expect(out.events[1].facts[.purpose]?.value == ["criminal-investigation"])
  }

  @Test func `what a cell does not tell is unknown with its reason and place`() throws {
    let out = try map(Self.jail, [log])
    let query = out.events[2]
    #expect(query.facts[.actor]?.unknown?.reason == .illegible)
    #expect(query.facts[.actor]?.unknown?.citation?.quote == "asmith")
    #expect(query.facts[.purpose]?.unknown?.reason == .notStated)
    #expect(query.facts["person"]?.unknown?.reason == .notStated)
    let redacted = out.events[3]
    #expect(redacted.time == nil)
    #expect(redacted.facts[.purpose]?.unknown?.reason == .redacted)
    #expect(redacted.facts[.purpose]?.unknown?.code == "(b)(7)(E)")
    #expect(redacted.facts["person"]?.unknown?.reason == .redacted)
  }

  @Test func `an unreadable time is a failure of its row and a row of no kind is no event`() throws
  {
    let out = try map(Self.jail, [log])
    #expect(out.failures.map(\.row) == [5])
    #expect(out.failures[0].reason == .badRow)
    #expect(out.failures[0].detail.contains("next week"))
    #expect(out.notEvents.map(\.row) == [6])
  }

  @Test func `a day is a day and coverage includes its last month`() throws {
    let out = try map(Self.jail, [log])
    let day = try #require(out.events[1].time)
    #expect(day.to - day.from == 86_400)
    let span = Moment(year: 2019, month: 2, precision: .month).span(in: Self.chicago)
    #expect(out.coverage.first?.span.to == span.to)
    let gap = try #require(out.coverage.first?.gaps.first)
    #expect(gap.to - gap.from == 2 * 86_400)
  }

  @Test func `a column that is not there is told with the nearest and claims no coverage`() throws {
    let out = try map(Self.jail, [sheet(["When", "Acount", "Reason", "Booking"], [["a", "b"]])])
    #expect(out.events.isEmpty)
    #expect(out.coverage.isEmpty)
    #expect(out.notEvents.count == 1)
    #expect(out.failures.first?.reason == .badHeader)
    #expect(out.failures.first?.detail.contains("did you mean 'Acount'") == true)
  }

  @Test func `rows that answer name the event they answer`() throws {
    let yaml = """
      source: "*"
      time: When
      events:
        - when: {Kind: asked}
          action: information-request
          request: {column: No}
        - when: {Kind: told}
          action: disclosure
          answers: No
      """
    let out = try map(
      yaml,
      [
        sheet(
          ["When", "Kind", "No"],
          [
            ["3/2/2018", "told", "17"], ["3/1/2018", "asked", "17"], ["3/3/2018", "told", "99"],
            ["3/3/2018", "denied", "99"],
          ])
      ])
    #expect(out.events.map(\.answers) == ["0123456789ab.-.r3", nil, nil])
    #expect(out.events[2].facts["request"]?.value == ["99"])
    #expect(out.notEvents.count == 1)
  }

  @Test func `one row can tell of several acts`() throws {
    let yaml = """
      source: "*"
      sheet: "Rel*"
      rows: all
      time: Released
      events:
        - when: {Held: {at least: 2}, Booked: {blank: false}}
          time: Booked
          action: detention-hold
          basis: {column: Paper, split: "+", table: papers, blank: none-shown}
        - action: release
      tables:
        papers: {"I-247*": immigration-detainer, I-200: civil-immigration-warrant}
      """
    let rows: [[String?]] = [
      ["2018-03-01 08:00", "2018-03-01 14:00", "6", "I-247A + I-200"],
      ["2018-03-01 08:00", "see file", "6", nil], [nil, "2018-03-01 14:00", "0.5", nil],
    ]
    let out = try map(
      yaml,
      [
        sheet(["Booked", "Released", "Held", "Paper"], rows, name: "Releases"),
        sheet(["a"], [["x"]], name: "Notes"),
      ])
    #expect(
      out.events.map(\.id) == [
        "0123456789ab.Releases.r2", "0123456789ab.Releases.r2.2", "0123456789ab.Releases.r3",
        "0123456789ab.Releases.r4",
      ])
    #expect(
      out.events[0].facts[.basis]?.value == ["immigration-detainer", "civil-immigration-warrant"])
    #expect(out.events[2].facts[.basis]?.value == ["none-shown"])
    #expect(out.failures.map(\.row) == [3])
    #expect(out.notEvents.map(\.sheet) == ["Notes"])
  }

  @Test(arguments: [
    ("events:\n  - action: databse-query", "source"),
    ("source: a\nevents:\n  - action: databse-query\ntime: none", "did you mean 'database-query'"),
    ("source: a\ntime: none\nevents: [{action: stop, recipent: CBP}]", "did you mean 'recipient'"),
    ("source: a\ntime: none\nevents: [{action: stop, actor: {column: A, table: x}}]", "no table"),
    ("source: a\ntime: none\nevents: [{action: stop, purpose: unknown}]", "{unknown: not-stated}"),
    ("source: a\nevents: [{action: stop}]", "there is no `time`"),
    ("source: a\ntime: {column: A, zone: CST}\nevents: [{action: stop}]", "no time zone"),
    ("source: a\ntime: {column: A, formats: [qq]}\nevents: [{action: stop}]", "no format"),
    ("source: a\ntime: none\nevents: [{action: stop, when: {A: {regex: '('}}}]", "no regular"),
    ("source: a\nsorce: b\nevents: []", "did you mean 'source'"),
    ("source: [a", "not YAML"), ("- a", "must be a list of `key: value`"), ("", "empty"),
  ])
  func `a slip is told before any row is read`(yaml: String, expected: String) throws {
    let found = try #require(error(yaml))
    #expect(found.message.contains(expected), "\(found)")
  }

  @Test func `deep and repeated structures are refused or read without harm`() {
    #expect(error(String(repeating: "[", count: 50_000)) != nil)
    var bomb = "a0: &a0 [x, x]\n"
    for level in 1...30 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(error(bomb) != nil)
  }

  @Test func `a glob speaks of the file's name in any case and folder`() throws {
    let mapping = try Mapping(yaml: Self.jail, file: "a.mapping.yaml")
    #expect(mapping.matches(sourceName: "release/Access-Log 2019.CSV"))
    #expect(mapping.matches(sourceName: "b.xlsx"))
    #expect(!mapping.matches(sourceName: "access-log.csv.txt"))
  }
}
