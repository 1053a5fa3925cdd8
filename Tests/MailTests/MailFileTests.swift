// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct MailFileTests {
  static let one = """
    From: Dana Wills <dwills@fairview.example>
    To: "Reed, Ann" <areed@marlow.example>
    Date: Mon, 6 Mar 2017 14:14:05 -0600
    Subject: Keys
    Message-ID: <1@fairview.example>
    In-Reply-To: <0@marlow.example>

    On my desk.

    On Mon, Mar 6, 2017 at 9:00 AM, Ann Reed <areed@marlow.example> wrote:
    > Where are the keys?
    """

  @Test func `a message file gives the message and those quoted in it`() throws {
    let reading = try MailFile.messages(
      in: Array(Self.one.utf8), kind: .eml, source: PrintedPage.source)
    #expect(reading.failures.isEmpty)
    try #require(reading.messages.count == 2)
    let (mail, quoted) = (reading.messages[0], reading.messages[1])
    #expect(mail.id == "5eed5eed5eed.m1" && mail.origin == .eml)
    #expect(mail.to.first?.value?.name == "Reed, Ann")
    #expect(mail.sent.value?.iso == "2017-03-06T14:14:05-06:00")
    #expect(mail.zone == "-0600")
    #expect(mail.header == "1@fairview.example")
    #expect(mail.answersHeader == ["0@marlow.example"])
    #expect(mail.newText == "On my desk.")
    #expect(mail.lines.allSatisfy { $0.page == nil && $0.box == nil && $0.words == nil })
    #expect(quoted.quotedIn == mail.id && quoted.depth == 1 && !quoted.released)
    #expect(quoted.newText == "Where are the keys?")
    #expect(quoted.citation.place == .mail(index: 1))
  }

  @Test func `a mailbox gives its messages in order`() throws {
    let box = (1...3).map { number in
      "From dwills@fairview.example Mon Mar  6 14:14:05 2017\n"
        + Self.one.replacing("Subject: Keys", with: "Subject: Keys \(number)") + "\n\n"
    }.joined()
    let reading = try MailFile.messages(
      in: Array(box.utf8), kind: .mbox, source: PrintedPage.source)
    let outer = reading.messages.filter { $0.origin == .mbox }
    #expect(outer.map(\.subject.value) == ["Keys 1", "Keys 2", "Keys 3"])
    #expect(outer.map(\.id) == (1...3).map { "5eed5eed5eed.m\($0)" })
  }

  @Test func `what is no mail is a failure, and another kind an error`() throws {
    let reading = try MailFile.messages(in: [], kind: .eml, source: PrintedPage.source)
    #expect(reading.messages.isEmpty && reading.failures.count == 1)
    #expect(throws: MailFile.NotMail.self) {
      try MailFile.messages(in: [], kind: .pdf, source: PrintedPage.source)
    }
  }
}
