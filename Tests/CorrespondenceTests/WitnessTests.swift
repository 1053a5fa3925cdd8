// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Correspondence

struct WitnessTests {
  /// A printed copy whose lines stand 12 points apart below its head, on page 1.
  private func printed(_ id: String, _ lines: [String], from: String = "Dana Wills") -> Message {
    var message = Mail.message(
      id, from: from, to: ["Rene Ortiz"], sent: "2018-03-01 14:05")
    message.pages = [1]
    message.source = SourceID(hex: String(repeating: id == "a" ? "a" : "b", count: 64))
    message.citation = Citation(
      source: message.source,
      place: .page(number: 1, bates: nil, boxes: [Box(x0: 70, y0: 60, x1: 300, y1: 100)]),
      quote: "")
    message.lines = lines.enumerated().map { index, text in
      let top = 112 + Double(index) * 12
      return MessageLine(
        text: text, zone: .new, page: 1, box: Box(x0: 70, y0: top, x1: 500, y1: top + 10))
    }
    return message
  }

  private func box(line: Int, on message: Message, _ codes: [String]) -> Witnesses.Redactions {
    let top = 112 + Double(line) * 12
    return [
      message.source: [
        1: [
          Redaction(
            box: Box(x0: 100, y0: top, x1: 300, y1: top + 10), kind: .black, codes: codes,
            textUnder: .none)
        ]
      ]
    ]
  }

  @Test func `what one copy has a box on is withheld there and shown here`() throws {
    let full = printed("a", ["Two of them are held for", "Marlow County until Monday", "Thanks"])
    let less = printed("b", ["Two of them are held for", "(b)(6) until Monday", "Thanks"])
    let found = Witnesses.compare(
      [full, less], redactions: box(line: 1, on: less, ["(b)(6)"]))
    #expect(found.witnesses.map(\.message) == ["a", "b"])
    let difference = try #require(found.differences.first)
    #expect(found.differences.count == 1 && difference.text == "Marlow County")
    #expect(difference.kind == .withheld && difference.codes == ["(b)(6)"])
    #expect(difference.shownIn == "a" && difference.withheldIn == "b")
    #expect(difference.citation.boxes == [Box(x0: 70, y0: 124, x1: 500, y1: 134)])
  }

  @Test func `without a box words are absent, and other words differ`() {
    let full = printed("a", ["Two of them are held for", "Marlow County until Monday", "Thanks"])
    let cut = printed("b", ["Two of them are he1d for", "Marlow County"])
    let found = Witnesses.compare([cut, full], redactions: [:])
    #expect(found.differences.map(\.kind) == [.differs, .absent])
    #expect(found.differences.map(\.text) == ["held", "until Monday Thanks"])
    #expect(found.differences[0].instead == "he1d")
    #expect(Witnesses.compare([full, full], redactions: [:]).differences == [])
    // Broken elsewhere, the words are the same.
    let broken = printed(
      "b", ["Two of them", "are held for Mar low", "County until Monday Thanks"])
    #expect(Witnesses.compare([full, broken], redactions: [:]).differences == [])
  }

  @Test func `each may show what the other withholds, in the head, too`() {
    var one = printed("a", ["The list follows"])
    one.to.append(.unknown(Unknown(.redacted, code: "(b)(7)(C)")))
    var other = printed("b", ["The list follows"], from: "?")
    other.to.append(Mail.party("Lee Park"))
    let found = Witnesses.compare([one, other], redactions: [:]).differences
    #expect(
      found.map { "\($0.part) \($0.kind) \($0.text) \($0.shownIn) \($0.codes)" } == [
        #"from withheld Dana Wills a []"#, #"to withheld Lee Park b ["(b)(7)(C)"]"#,
      ])
  }
}

struct MissingItemTests {
  @Test func `what is quoted, answered, attached or numbered and not there is asked for`() {
    var answer = Mail.message(
      "a", from: "Rene Ortiz", to: ["Dana Wills"], sent: "2018-03-01 14:35", subject: "Re: Bookings"
    )
    answer.attachments = ["List of holds.xlsx", "logo.png"]
    let quoted = Mail.message(
      "x", from: "Dana Wills", sent: "2018-03-01 14:05", text: "Who is held?")
    let dangling = Mail.message(
      "b", from: "Lee Park", to: ["Sue Kim"], sent: "2018-04-01 10:00", subject: "RE: Overtime")
    let forward = Mail.message(
      "c", from: "Lee Park", to: ["Sue Kim"], sent: "2018-05-01 10:00", subject: "FW: Roster")
    var header = Mail.message("d", from: "Al Roy", sent: "2018-05-02 10:00", origin: .eml)
    header.answersHeader = ["gone@fairview.example"]
    let notice = Mail.message(
      "e", from: "Al Roy", sent: "2018-05-03 10:00", subject: "Automatic reply: Re: Leave")
    let resolved = Mail.resolve([
      answer, Mail.quote(quoted, in: "a", depth: 1, id: "aq"), dangling, forward, header, notice,
    ])
    let gap = BatesGap(
      prefix: "FPD", first: "FPD 13", last: "FPD 15", count: 3,
      after: PageName(source: Mail.source, number: 4),
      before: PageName(source: Mail.source, number: 5))
    let people = Dictionary(resolved.people.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let report = MissingItems.list(
      messages: resolved.messages, people: people, files: ["mail/1/LOGO.png", "letters.pdf"],
      gaps: [gap], bates: [gap.after: "FPD 12"])
    let found = report.items
    #expect(report.attachmentsNamed == 2)
    #expect(
      found.map(\.kind.rawValue) == [
        "quoted-message", "answered-message", "answered-message", "forwarded-message", "attachment",
        "pages",
      ])
    #expect(found.map(\.message) == ["aq", "b", "d", "c", "a", nil])
    #expect(found[0].ask == "The message of Dana Wills, sent 2018-03-01 14:05, “Bookings”")
    #expect(found[2].reason.contains("<gone@fairview.example>"))
    #expect(found[4].ask.hasPrefix("“List of holds.xlsx”"))
    #expect(
      found[5].ask == "Pages FPD 13 to FPD 15, 3 pages" && found[5].citation.bates == "FPD 12")
  }

  @Test func `an attachment that any copy names is asked for unless a file or a mail brings it`() {
    var bare = Mail.message(
      "a", from: "Rene Ortiz", to: ["Dana Wills"], sent: "2018-03-01 14:35", text: "See the list")
    var named = bare
    (named.id, named.attachments) = ("b", ["Holds 2018.docx", "Roster.pdf"])
    (bare.duplicates, named.duplicates) = (["b"], ["a"])
    var carried = Mail.message(
      "c", from: "Sue Kim", to: ["Dana Wills"], sent: "2018-03-02 14:35", origin: .eml)
    carried.attachments = ["logo.gif"]
    var printed = carried
    (printed.id, printed.origin, printed.attachments) = ("d", .printed, ["LOGO.gif", "gone.xls"])
    (carried.duplicates, printed.duplicates) = (["d"], ["c"])
    let found = MissingItems.list(
      messages: [bare, named, carried, printed], people: [:],
      files: ["release/holds-2018.pdf", "in/roster.PDF"], gaps: [], bates: [:])
    #expect(found.items.map(\.name) == ["Holds 2018.docx", "gone.xls"])
    #expect(found.items.first?.message == "a" && found.attachmentsNamed == 4)
    #expect(found.items.first?.reason.contains("“holds-2018.pdf”") == true)
  }
}
