// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Testing

@Suite struct MailFigureTests {
  static let source = SourceID(hex: String(repeating: "b", count: 64))

  static func message(
    _ id: String, _ from: String?, _ to: [String], year: Int, released: Bool = true,
    duplicates: [String] = []
  ) -> Message {
    Message(
      id: id, source: source, origin: .printed,
      from: from.map { .known(Party(name: $0, person: $0)) }
        ?? .unknown(Unknown(.redacted, code: "(b)(6)")),
      to: to.map { .known(Party(name: $0, person: $0)) },
      sent: .known(Moment(year: year, month: 5, day: 2, hour: 9, precision: .minute)),
      subject: .known("Release"), lines: [], duplicates: duplicates, released: released,
      citation: Citation(source: source, place: .mail(index: 1), quote: ""))
  }

  static let people = [
    Person(id: "wills", name: "Dana Wills", organization: "Fairview PD", side: .local),
    Person(id: "calder", name: "James Calder", organization: "ICE", side: .federal),
    Person(id: "bolt", name: "Maren Bolt", side: .local),
  ]

  static let record = CaseRecord(
    name: "fairview", zone: "America/Chicago",
    messages: [
      message("m1", "calder", ["wills", "bolt"], year: 2016, duplicates: ["m1b"]),
      message("m1b", "calder", ["wills", "bolt"], year: 2016, duplicates: ["m1"]),
      message("m2", "wills", ["calder"], year: 2016),
      message("m3", "wills", ["calder"], year: 2017, released: false),
      message("m4", nil, ["calder"], year: 2017),
      message("m5", "wills", ["bolt"], year: 2017),
    ], people: people,
    replies: [
      Reply(
        from: "wills", to: "calder", message: "m2", inReplyTo: "m1", minutes: 8,
        businessMinutes: 6, certain: true, asked: "2016-05-02T09:00:00-05:00", zones: .assumed,
        pairing: .quote, doubts: []),
      Reply(
        from: "wills", to: "calder", message: "m3", inReplyTo: "m1", minutes: 3,
        businessMinutes: 3, certain: false, doubts: [.pairedBySubject]),
    ])

  @Test func `copies count once, and a message to two people once for each of them`() throws {
    let pairs = Network.pairs(in: Self.record)
    #expect(
      pairs.map { [$0.one, $0.other] } == [
        ["wills", "calder"], ["wills", "bolt"], ["bolt", "calder"],
      ])
    let first = try #require(pairs.first)
    #expect(first.oneToOther.released == 1)
    #expect(first.oneToOther.quoted == 1)
    #expect(first.otherToOne.messages == 1)
    #expect(first.oneToOther.medianReply == 8)
    #expect(first.oneToOther.uncertainReplies == 1)
    #expect(first.first == "2016-05-02T09:00:00")
    #expect(first.last == "2017-05-02T09:00:00")
  }

  @Test func `of a message and its copies a released one stands for all, chained or not`() {
    let messages = [
      Self.message("a", "wills", [], year: 2016, released: false, duplicates: ["b"]),
      Self.message("b", "wills", [], year: 2016, released: false, duplicates: ["c"]),
      Self.message("c", "wills", [], year: 2016),
      Self.message("d", "wills", [], year: 2016, duplicates: ["not in this case"]),
    ]
    #expect(Copies.once(messages).map(\.id) == ["c", "d"])
  }

  @Test(arguments: [
    ("messages", 5, 6), ("messages.quoted-only", 1, 5), ("redaction.senders", 1, 5),
    ("messages.local-to-federal.2016", 1, 2), ("messages.federal-to-local.2016", 1, 2),
    ("messages.local-to-federal.2017", 1, 3), ("replies.local-to-federal.all.certain", 1, 2),
    ("replies.local-to-federal.2017.uncertain", 1, 1),
    ("replies.local-to-federal.all.within-10", 1, 1), ("people.local", 2, 3),
    ("replies.within-10", 1, 1), ("replies.within-60", 1, 1), ("replies.zone-assumed", 1, 2),
    ("replies.doubt.paired-by-subject", 1, 2),
  ])
  func `each number comes with what it is out of`(_ id: String, _ count: Int, _ whole: Int) throws {
    let figures = FigureMaker.figures(of: Self.record)
    let figure = try #require(figures.first { $0.id == id })
    #expect(figure.numerator == count)
    #expect(figure.denominator == whole)
  }

  @Test(arguments: [
    ("replies.hour.09.median", 8.0), ("replies.hour.09.median-business", 6.0),
    ("replies.organizations.1.median", 8.0), ("replies.local-to-federal.all.median-business", 6.0),
  ])
  func `medians come by hour and by pair of organizations, in minutes and in office minutes`(
    id: String, value: Double
  ) throws {
    let figure = try #require(FigureMaker.figures(of: Self.record).first { $0.id == id })
    #expect(figure.value == value && figure.denominator == 1 && figure.unit == "minutes")
  }

  @Test func `what came within minutes is cited and listed by a command`() throws {
    let figure = ReplyFigures.within(7, of: Self.record)
    #expect(figure.numerator == 0 && figure.denominator == 1 && figure.citations.isEmpty)
    let slower = ReplyFigures.within(8, of: Self.record)
    #expect(slower.numerator == 1 && slower.citations.count == 1)
    #expect(slower.query == "brightline replies CASE --within 8 --format json")
  }

  @Test func `ids are unique and a share stands inside its interval`() {
    let figures = FigureMaker.figures(of: Self.record)
    #expect(Set(figures.map(\.id)).count == figures.count)
    for figure in figures where figure.unit == "share" {
      guard let interval = figure.interval else { continue }
      #expect(interval[0] <= figure.value && figure.value <= interval[1])
    }
  }

  @Test func `the median's interval holds the middle, and six values are the least`() {
    #expect(Middle.median([]) == nil)
    #expect(Middle.median([4, 1]) == 2.5)
    #expect(Middle.interval([1, 2, 3, 4, 5]) == nil)
    #expect(Middle.interval([1, 2, 3, 4, 5, 6]) == [1, 6])
    // Tables of the sign test: of 20 values the 6th and the 15th, of 100 the 40th and the 61st.
    #expect(Middle.interval(Array(1...20)) == [6, 15])
    #expect(Middle.interval(Array(1...100)) == [40, 61])
    #expect(Middle.interval(Array(1...20_000))?[0] ?? 0 > 9_800)
  }
}
