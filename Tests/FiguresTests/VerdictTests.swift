// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Testing

@Suite struct VerdictTests {
  static let source = SourceID(hex: String(repeating: "c", count: 64))

  static func finding(_ event: String, _ verdict: Verdict, _ status: Event.Status) -> Finding {
    Finding(
      event: event, instrument: "TRUST", rule: "15a", cite: "5 XYZ 805/15(a)", verdict: verdict,
      why: [], citations: [], status: status)
  }

  @Test func `an open verdict widens the share of every other one, and states stay apart`() throws {
    let record = CaseRecord(
      name: "fairview", zone: "UTC",
      findings: [
        Self.finding("a", .violated, .suggested), Self.finding("b", .undetermined, .suggested),
        Self.finding("c", .permitted, .suggested), Self.finding("d", .undetermined, .suggested),
        Self.finding("e", .undetermined, .confirmed), Self.finding("f", .violated, .rejected),
      ])
    let figures = FigureMaker.figures(of: record)
    let share = try #require(figures.first { $0.id == "verdicts.TRUST.15a.suggested.violated" })
    #expect(share.numerator == 1)
    #expect(share.denominator == 4)
    #expect(share.interval == [0.25, 0.75])
    // Nothing is known to be violated here, but the open one may be: 0 to all.
    let open = try #require(figures.first { $0.id == "verdicts.TRUST.15a.confirmed.violated" })
    #expect(open.interval == [0, 1])
    #expect(figures.contains { $0.status == "rejected" && $0.id.hasPrefix("verdicts") } == false)
  }

  @Test func `time as loose as the record leaves it stands beside each instrument in force then`()
    throws
  {
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    let month = Moment(year: 2017, month: 8, precision: .month).span(in: zone)
    let record = CaseRecord(
      name: "fairview", zone: "America/Chicago",
      events: [
        Event(
          id: "stop", facts: [.action: .known(["stop"])], time: month, status: .suggested,
          parties: [.actor: "Sgt. Okafor"], origin: "cue", citations: []),
        Event(
          id: "no", facts: [:], time: month, status: .rejected, origin: "cue", citations: []),
      ],
      instruments: [
        InstrumentSummary(
          id: "TRUST", place: "Linden", from: "2017-08-28", to: nil, cite: "5 XYZ 805",
          source: Self.source),
        InstrumentSummary(
          id: "GO-12", place: "Fairview", from: "2015-06-01", to: "2018-06-30", cite: "",
          source: Self.source),
      ])
    let entries = Chronology.entries(in: record)
    #expect(entries.map(\.when) == ["2015-06-01", "2017-08", "2017-08-28", "2018-06-30"])
    #expect(entries[1].label == "Sgt. Okafor stops a person.")
    #expect(entries[1].precision == .month)
    #expect(entries[1].inForce == ["GO-12"])
    #expect(entries[1].partlyInForce == ["TRUST"])
    #expect(entries[3].kind == .instrumentEnds)
  }

  @Test func `many rows of a log in one month are one entry`() {
    let rows = (0..<40).map { (account: "a", seconds: Int64($0) * 86_400, reason: nil as String?) }
    let entries = Chronology.entries(in: LogTests.record(rows, zone: "UTC"))
    // 31 days of January 1970, and nine of February, few enough to stand alone.
    #expect(entries.map(\.count) == [31] + Array(repeating: 1, count: 9))
    #expect(entries.first?.label == "31 “database-query” events are logged in access.csv.")
  }

  @Test func `a sentence says what is not known`() {
    let event = Event(
      id: "x",
      facts: [
        .action: .known(["release-notification"]), .actor: .known(["jail-corrections"]),
        .recipient: .unknown(Unknown(.redacted, code: "(b)(6)")),
        .information: .known(["release-date", "contact-home"]), .basis: .notStated,
      ], time: nil, status: .suggested, parties: [.actor: "Teresa Lind"], origin: "cue",
      citations: [])
    #expect(
      EventSentence.sentence(event)
        == "Teresa Lind (jail corrections) tells of a release to someone (redacted under (b)(6)); "
        + "information: release date, contact home; basis: not stated.")
  }
}
