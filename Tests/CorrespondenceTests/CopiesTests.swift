// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Correspondence

struct CopiesTests {
  private static let text = """
    Rene, attached is the list of bookings for the weekend.
    Two of them are held for Marlow County until Monday morning.
    """

  private func pairs(_ messages: [Message]) -> [[MessageID]] {
    Mail.resolve(messages).messages.map(\.duplicates)
  }

  @Test func `a message printed twice and quoted once is one, and counted once`() {
    let first = Mail.message(
      "m1", from: "Wills, Dana", to: ["Ortiz, Rene"], sent: "2018-03-01 14:05", text: Self.text)
    var second = Mail.message(
      "m2", from: "Dana Wills", to: ["Rene Ortiz"], sent: "2018-03-01 14:05",
      subject: "RE: Bookings", text: Self.text.replacing("weekend", with: "week-end"))
    second.bates = ["FPD 12"]
    let answer = Mail.message(
      "m3", from: "Rene Ortiz", to: ["Dana Wills"], sent: "2018-03-01 14:35",
      subject: "Re: Bookings")
    let resolved = Mail.resolve([
      answer, first, second, Mail.quote(first, in: "m3", depth: 1, id: "m3q"),
    ])
    #expect(
      resolved.messages.map(\.duplicates) == [["m2", "m3q"], ["m1", "m3q"], [], ["m1", "m2"]])
    #expect(resolved.messages.map(\.released) == [true, true, true, true])
    let dana = resolved.people.first { $0.id == "p-dana-wills" }
    #expect(dana?.sent == 1 && dana?.received == 1)
    #expect(dana?.first == "2018-03-01T14:05:00" && dana?.last == "2018-03-01T14:35:00")
  }

  @Test func `a quote that was never released in full stays so`() {
    let answer = Mail.message("m1", from: "Rene Ortiz", sent: "2018-03-01 14:35")
    let quoted = Mail.message("x", from: "Dana Wills", sent: "2018-03-01 14:05", text: Self.text)
    let resolved = Mail.resolve([answer, Mail.quote(quoted, in: "m1", depth: 1, id: "m1q")])
    #expect(resolved.messages.map(\.released) == [true, false])
    #expect(resolved.messages[0].replyTo == "m1q")
  }

  @Test func `a mail file and its print agree across zones and with text blacked out`() {
    var file = Mail.message(
      "e1", from: "Dana Wills <dwills@fairview.example>", to: ["Rene Ortiz"],
      sent: "2018-03-01 20:05 +0000", text: Self.text, origin: .eml)
    file.header = "a1@fairview.example"
    let print = Mail.message(
      "p1", from: "Wills, Dana", to: ["Ortiz, Rene"], sent: "2018-03-01 14:05",
      text: "Two of them are held for Marlow County until")
    let elsewhere = Mail.message(
      "q1", from: "Dana Wills", sent: "2018-03-01 15:05", text: Self.text, origin: .quoted)
    let day = Mail.message("d1", from: "Dana Wills", sent: "2018-03-01", text: Self.text)
    #expect(pairs([file, print, elsewhere, day]).allSatisfy { $0.count == 3 })
  }

  @Test(arguments: [
    (from: "Dana Wills", sent: "2018-03-01 14:06", subject: "Bookings", text: "The list follows"),
    (from: "Lee Park", sent: "2018-03-01 14:05", subject: "Bookings", text: CopiesTests.text),
    (from: "Dana Wills", sent: "2018-03-01 14:05", subject: "Overtime", text: CopiesTests.text),
    (
      from: "Dana Wills", sent: "2018-03-01 14:05", subject: "Bookings",
      text: "No list today, sorry"
    ),
    (from: "Dana Wills", sent: "2018-03-02", subject: "Bookings", text: CopiesTests.text),
  ])
  func `another minute, sender, subject or text is another message`(
    other: (from: String, sent: String, subject: String, text: String)
  ) {
    let first = Mail.message("m1", from: "Dana Wills", sent: "2018-03-01 14:05", text: Self.text)
    let second = Mail.message(
      "m2", from: other.from, sent: other.sent, subject: other.subject, text: other.text)
    #expect(pairs([first, second]) == [[], []])
  }

  @Test func `the same words to other people, or under another Message-ID, are another message`() {
    let messages = ["Rene Ortiz", "Lee Park"].enumerated().map { index, to in
      Mail.message(
        "m\(index)", from: "Dana Wills", to: [to], sent: "2018-03-01 14:05", text: Self.text)
    }
    #expect(pairs(messages) == [[], []])
    let files = ["a", "b"].map { id in
      var file = Mail.message(
        id, from: "Dana Wills", sent: "2018-03-01 14:05", text: Self.text, origin: .eml)
      file.header = id
      return file
    }
    #expect(pairs(files) == [[], []])
  }

  @Test func `a withheld sender is no obstacle where time, subject and text agree`() {
    let first = Mail.message("m1", from: "Dana Wills", sent: "2018-03-01 14:05", text: Self.text)
    let second = Mail.message("m2", from: "?", sent: "2018-03-01 14:05", text: Self.text)
    #expect(pairs([first, second]) == [["m2"], ["m1"]])
  }

  @Test(arguments: [
    // One is nearly all covered, or each is covered elsewhere, or the shorter is part of the longer.
    ("Rene, thanks", "Two of them are held for Marlow", 0.6, "Dana Wills", true),
    ("Two of them are held for", "are held for Marlow until Monday", 0.1, "Dana Wills", true),
    ("Thanks Dana", "Two of them are held for Marlow", 0.1, "Dana Wills", false),
    ("Thanks Dana", "Two of them are held for Marlow", 0.0, "Dana Wills", false),
    ("Two held Monday", "Two of them are held for Marlow until Monday", 0.0, "?", true),
    ("Thanks Dana", "Two of them are held for Marlow until Monday", 0.6, "?", false),
  ])
  func `what is withheld does not make two of one message`(
    first: String, second: String, covered: Double, sender: String, areOne: Bool
  ) {
    var messages = [("m1", first, "Dana Wills"), ("m2", second, sender)].map { id, text, from in
      Mail.message(
        id, from: from, to: ["Rene Ortiz"], sent: "2018-03-01 14:05", text: text)
    }
    // Lines are 10 points high and 100 wide; the box below them is as wide as it must be.
    for index in messages.indices {
      messages[index].pages = [index + 1]
      messages[index].citation = Citation(
        source: Mail.source,
        place: .page(
          number: index + 1, bates: nil, boxes: [Box(x0: 0, y0: 0, x1: 100, y1: 20)]), quote: "")
      messages[index].lines[0].page = index + 1
      messages[index].lines[0].box = Box(x0: 0, y0: 30, x1: 100, y1: 40)
    }
    let box = Box(x0: 0, y0: 50, x1: 100 * covered / (1 - covered), y1: 60)
    let redaction = Redaction(box: box, kind: .black, codes: [], textUnder: .none)
    let resolved = Correspondence.resolve(
      messages, zone: .gmt, guide: Mail.guide,
      redactions: covered > 0 ? [Mail.source: [1: [redaction]]] : [:])
    #expect(resolved.messages[0].duplicates == (areOne ? ["m2"] : []))
  }
}
