// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import TestSupport
import Testing

@Suite struct LogTests {
  /// A log of (account, seconds since 1970 UTC, reason) as a record.
  static func record(
    _ rows: [(account: String, seconds: Int64, reason: String?)], zone: String = "America/Chicago"
  ) -> CaseRecord {
    let source = SourceID(hex: String(repeating: "a", count: 64))
    let events = rows.enumerated().map { n, row in
      Event(
        id: "e\(n)",
        facts: [
          .action: .known(["database-query"]),
          "reason": row.reason.map { .known([$0]) } ?? .notStated,
        ],
        time: TimeSpan(from: row.seconds, to: row.seconds + 1), status: .logged,
        parties: [.actor: row.account], origin: "access.mapping.yaml",
        citations: [Citation(source: source, place: .row(sheet: nil, row: n + 2), quote: "")])
    }
    return CaseRecord(
      name: "marlow", zone: zone,
      sources: [Source(id: source, name: "logs/access.csv", kind: .csv, bytes: 1)],
      rows: [source: rows.count], events: events)
  }

  static func seconds(_ iso: String) throws -> Int64 {
    let date = try Date(iso, strategy: .iso8601)
    return Int64(date.timeIntervalSince1970)
  }

  @Test func `a day is the day on the wall, also on the day the clocks change`() throws {
    // Five evenings in Fairview around 12 March 2017; three of them are already the next day in UTC,
    // and one hour more or less would move the first to the day before.
    let evenings = [
      "2017-03-10T06:30:00Z", "2017-03-12T05:30:00Z", "2017-03-12T05:59:59Z",
      "2017-03-13T04:59:59Z", "2017-03-13T05:00:00Z", "2017-03-15T04:00:00Z",
    ]
    let rows = try evenings.map {
      (account: "ice_rm4", seconds: try Self.seconds($0), reason: nil as String?)
    }
    let tally = try #require(LogTally.tallies(of: Self.record(rows)).first).tally
    // 10, 11 (twice), 12, 13, 14 March.
    #expect(tally.streaks.map(\.days) == [5])
    let streak = try #require(tally.streaks.first)
    #expect(LocalClock.iso(day: streak.first) == "2017-03-10")
    #expect(LocalClock.iso(day: streak.last) == "2017-03-14")
  }

  @Test func `runs of days and counts agree with counting by hand, for any log`() {
    var random = SplitMix(seed: 7)
    for _ in 0..<40 {
      let zone = ["America/Chicago", "Asia/Kathmandu", "UTC"][random.below(3)]
      let start: Int64 = 1_490_000_000
      let rows = (0..<random.below(300)).map { _ in
        (
          account: "account \(random.below(6))",
          seconds: start + Int64(random.below(20 * 86_400)), reason: nil as String?
        )
      }
      let record = Self.record(rows, zone: zone)
      let tally = LogTally.tallies(of: record).first?.tally ?? LogTally()

      let timeZone = TimeZone(identifier: zone) ?? .gmt
      var days: [String: Set<String>] = [:]
      for row in rows {
        let iso = Moment(seconds: row.seconds, in: timeZone).iso
        days[row.account, default: []].insert(String(iso.prefix(10)))
      }
      var expected: [String] = []
      for (account, own) in days {
        for first in own where !own.contains(Self.next(first, -1)) {
          var length = 1
          while own.contains(Self.next(first, length)) { length += 1 }
          if length >= 5 {
            expected.append("\(account) \(length) \(first) \(Self.next(first, length - 1))")
          }
        }
      }
      let found = tally.streaks.map {
        "\($0.account) \($0.days) \(LocalClock.iso(day: $0.first)) \(LocalClock.iso(day: $0.last))"
      }
      #expect(found.sorted() == expected.sorted())
      #expect(tally.accounts.reduce(0) { $0 + $1.events } == rows.count)
      #expect(tally.byHour.reduce(0, +) == rows.count)
      for account in tally.accounts { #expect(account.activeDays == days[account.name]?.count) }
    }
  }

  private static func next(_ iso: String, _ days: Int) -> String {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    let day = Calendar1970.days(year: parts[0], month: parts[1], day: parts[2]) + Int64(days)
    return LocalClock.iso(day: day)
  }

  @Test func `a reason is blank, or says nothing, or says something`() {
    let rows = ["", " ", nil, ".", "-", "123", "x", "INV", "booking"].map {
      (account: "a", seconds: Int64(0), reason: $0 as String?)
    }
    let figures = FigureMaker.figures(of: Self.record(rows))
    func count(_ part: String) -> [Int?] {
      figures.filter { $0.id.hasSuffix(part) }.flatMap { [$0.numerator, $0.denominator] }
    }
    #expect(count(".reason-blank") == [3, 9])
    #expect(count(".reason-empty") == [4, 9])
  }

  @Test func `only rows count as logged, and nothing else is added to them`() {
    var record = Self.record([("a", 0, "x"), ("a", 1, "y"), ("b", 2, "z")])
    record.events[0].status = .confirmed
    record.events[1].status = .rejected
    let figures = FigureMaker.figures(of: record)
    func value(_ id: String) -> Int? { figures.first { $0.id == id }?.numerator }
    #expect(value("events.logged") == 1)
    #expect(value("events.confirmed") == 1)
    #expect(value("events.rejected") == 1)
    #expect(value("events.suggested") == nil)
    #expect(figures.filter { $0.id.hasPrefix("log.") }.allSatisfy { $0.status == "logged" })
    #expect(value("log.aaaaaaaaaaaa.events") == 1)
  }
}
