// SPDX-License-Identifier: Apache-2.0

import Evidence
import Figures
import Foundation
import Testing

@Suite struct ContactTests {
  private static let people = [
    Person(id: "wills", name: "Dana Wills", organization: "FPD", side: .local),
    Person(id: "bolt", name: "Maren Bolt", organization: "FPD", side: .local),
    Person(id: "calder", name: "James Calder", organization: "ICE", side: .federal),
    Person(id: "ortiz", name: "Rene Ortiz", organization: "ICE", side: .federal),
    Person(id: "nobody", name: "N. N."),
  ]

  private static func message(
    _ id: String, _ from: String?, _ to: [String?], day: Int, thread: String? = nil,
    duplicates: [String] = [], released: Bool = true
  ) -> Message {
    func party(_ person: String?) -> Fact<Party> {
      person.map { .known(Party(name: $0, person: $0)) } ?? .unknown(Unknown(.redacted))
    }
    return Message(
      id: id, source: MailFigureTests.source, origin: .printed, from: party(from),
      to: to.map(party),
      sent: .known(
        Moment(year: 2018, month: day > 31 ? 4 : 3, day: (day - 1) % 31 + 1, precision: .day)),
      subject: .known("Bookings"), lines: [], thread: thread, duplicates: duplicates,
      released: released,
      citation: Citation(source: MailFigureTests.source, place: .mail(index: day), quote: id))
  }

  private static let messages = [
    message("c", "calder", ["wills", "bolt"], day: 40),
    // Two releases of one message, each with another name blacked out.
    message("a1", "wills", [nil, "calder"], day: 1, duplicates: ["a2"]),
    message("a2", nil, ["ortiz", nil], day: 1, duplicates: ["a1"]),
    message("b", "wills", ["calder", "bolt", "nobody"], day: 9, released: false),
  ]

  private func rows(_ grouping: Contacts.Grouping) -> [String] {
    Contacts.list(messages: Self.messages, people: Self.people, zone: .gmt, by: grouping).map {
      "\($0.month ?? "-") \($0.from.id ?? "?") \($0.to.id ?? "?") \($0.released)+\($0.quoted) "
        + "\($0.first ?? "") \($0.last ?? "") \($0.messages.joined(separator: ","))"
    }
  }

  @Test func `what each copy withholds the other may show, and copies count once`() {
    #expect(
      rows(.person) == [
        "- wills calder 1+1 2018-03-01 2018-03-09 a1,b",
        "- calder bolt 1+0 2018-04-09 2018-04-09 c", "- calder wills 1+0 2018-04-09 2018-04-09 c",
        "- wills bolt 0+1 2018-03-09 2018-03-09 b", "- wills nobody 0+1 2018-03-09 2018-03-09 b",
        "- wills ortiz 1+0 2018-03-01 2018-03-01 a1",
      ])
  }

  @Test func `an organization is written to once by a message, and not by itself`() {
    #expect(
      rows(.organization) == [
        "- FPD ICE 1+1 2018-03-01 2018-03-09 a1,b", "- FPD ? 0+1 2018-03-09 2018-03-09 b",
        "- ICE FPD 1+0 2018-04-09 2018-04-09 c",
      ])
    #expect(
      rows(.month).map { String($0.prefix(15)) } == [
        "2018-03 FPD ICE", "2018-03 FPD ? 0", "2018-04 ICE FPD",
      ])
  }

  @Test func `who is new in a thread was brought in by the one who wrote to them first`() {
    let thread = [
      Self.message("m3", "calder", ["wills", "ortiz", "bolt"], day: 3, thread: "t"),
      Self.message("m1", "wills", ["calder"], day: 1, thread: "t"),
      Self.message("m2", "wills", ["bolt", "calder", "nobody"], day: 2, thread: "t"),
      Self.message("m4", "wills", ["ortiz"], day: 4, thread: "t"),
      Self.message("x1", "wills", ["bolt"], day: 1, thread: "x"),
      Self.message("x2", "bolt", ["ortiz"], day: 2, thread: "x"),
    ]
    let found = Contacts.introductions(messages: thread, people: Self.people, zone: .gmt)
    #expect(
      found.map { "\($0.kind.rawValue) \($0.message) \($0.by.id) \($0.person.id)" } == [
        "opens m1 wills calder", "adds x2 bolt ortiz",
      ])
    let any = Contacts.introductions(
      messages: thread, people: Self.people, zone: .gmt, anySide: true)
    #expect(
      any.map { "\($0.kind.rawValue) \($0.message) \($0.by.id) \($0.person.id)" } == [
        "opens m1 wills calder", "adds m2 wills bolt", "adds m2 wills nobody",
        "adds x2 bolt ortiz", "adds m3 calder ortiz",
      ])
  }
}
