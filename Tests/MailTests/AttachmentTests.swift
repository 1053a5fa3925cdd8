// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

@Suite struct AttachmentTests {
  private static let mail = """
    From: Dana Wills <dwills@fairview.example>
    Subject: Files
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: multipart/alternative; boundary=a

    --a
    Content-Type: text/plain

    See attached.
    --a
    Content-Type: text/html

    <p>See attached.</p>
    --a--
    --b
    Content-Type: application/pdf; name="../up/list.pdf"
    Content-Disposition: attachment; filename="../up/list.pdf"
    Content-Transfer-Encoding: base64

    JVBERi0xLjQ=
    --b
    Content-Type: application/pdf; name="list.pdf"
    Content-Transfer-Encoding: base64

    JVBERi0xLjU=
    --b
    Content-Type: image/png; name="logo.png"
    Content-ID: <logo>
    Content-Transfer-Encoding: base64

    iVBORw==
    --b
    Content-Type: text/plain; name="note.txt"
    Content-Disposition: attachment

    A note.
    --b
    Content-Type: message/rfc822

    From: Robin Vega <rvega@fairview.example>
    Subject: Inner one
    Content-Type: multipart/mixed; boundary=c

    --c
    Content-Type: text/plain

    Inner text.
    --c
    Content-Type: text/csv; name="deep.csv"
    Content-Disposition: attachment

    a,b
    --c--
    --b--

    """

  @Test func `Attached files come with safe names; the text and logos do not`() throws {
    let found = try MailFile.attachments(in: Array(Self.mail.utf8), kind: .eml)
    #expect(found.map(\.name) == ["list.pdf", "list (2).pdf", "note.txt", "Inner one.eml"])
    #expect(found.map(\.message) == [1, 1, 1, 1])
    #expect(found[0].bytes == Array("%PDF-1.4".utf8))
    #expect(String(decoding: found[2].bytes, as: UTF8.self).hasPrefix("A note."))
    #expect(found.allSatisfy { $0.problem == nil })
  }

  @Test func `An enclosed message is a mail file of its own`() throws {
    let found = try MailFile.attachments(in: Array(Self.mail.utf8), kind: .eml)
    let inner = try #require(found.last).bytes
    let reading = try MailFile.messages(in: inner, kind: .eml, source: SourceID(hex: "ab"))
    #expect(reading.messages.first?.subject.value == "Inner one")
    #expect(try MailFile.attachments(in: inner, kind: .eml).map(\.name) == ["deep.csv"])
  }

  @Test func `Attachments of a mailbox name their message`() throws {
    let text =
      "From a Thu Jan  1 00:00:00 2015\nFrom: a@fairview.example\nSubject: x\n\nno files\n\n"
      + "From a Thu Jan  1 00:00:00 2015\n" + Self.mail
    let found = try MailFile.attachments(in: Array(text.utf8), kind: .mbox)
    #expect(found.map(\.message) == [2, 2, 2, 2])
  }

  @Test func `What is no mail has no attachments`() throws {
    #expect(try MailFile.attachments(in: [0, 1, 2], kind: .eml).isEmpty)
    #expect(throws: MailFile.NotMail.self) { try MailFile.attachments(in: [], kind: .pdf) }
  }

  @Test func `No cut of a message makes it crash`() throws {
    let bytes = Array(Self.mail.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      let found = try MailFile.attachments(in: Array(bytes[..<end]), kind: .eml)
      #expect(found.allSatisfy { !$0.name.isEmpty && !$0.name.contains("/") })
    }
  }
}
