// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestArchives
import Testing

@testable import Mail

struct OutlookMailTests {
  /// The same message as a mail file has it, as properties of Outlook.
  static func file(headers: Bool) -> [UInt8] {
    var own: [OutlookProperty] = [
      .text(0x001A, "IPM.Note"), .text(0x0042, "Wills, Dana (FPD)"),
      .text(
        0x1000,
        "On my desk.\r\n\r\nFrom: Ann Reed\r\nSent: Monday, March 6, 2017 9:00 AM\r\n"
          + "To: Dana Wills\r\nSubject: Keys\r\n\r\nWhere are the keys?\r\n"),
      .text(0x0037, "RE: Keys"), .time(0x0039, 1_488_831_245),
    ]
    if headers {
      own.append(
        .text(
          0x007D,
          "Microsoft Mail Internet Headers Version 2.0\r\n"
            + "Content-Type: multipart/mixed;\r\n\tboundary=\"x\"\r\n"
            + "From: Dana Wills <dwills@fairview.example>\r\nTo: areed@marlow.example\r\n"
            + "Date: Mon, 6 Mar 2017 14:14:05 -0600\r\nMessage-ID: <1@fairview.example>\r\n"))
    }
    return CompoundFileWriter.bytes(OutlookMessageParts.properties(own, header: 32))
  }

  @Test func `the header it came with counts before what Outlook noted`() throws {
    let reading = try MailFile.messages(
      in: Self.file(headers: true), kind: .msg, source: PrintedPage.source)
    let mail = try #require(reading.messages.first)
    #expect(reading.failures.isEmpty && mail.origin == .msg)
    #expect(mail.from.value == Party(name: "Dana Wills", address: "dwills@fairview.example"))
    #expect(mail.sent.value?.iso == "2017-03-06T14:14:05-06:00")
    #expect(mail.header == "1@fairview.example" && mail.subject.value == "RE: Keys")
    #expect(mail.newText == "On my desk.")
    #expect(reading.messages.map(\.quotedIn) == [nil, mail.id])
  }

  @Test func `without a header the properties speak`() throws {
    let reading = try MailFile.messages(
      in: Self.file(headers: false), kind: .msg, source: PrintedPage.source)
    let mail = try #require(reading.messages.first)
    #expect(mail.from.value?.address == nil && mail.from.value?.name != nil)
    #expect(mail.sent.value?.iso == "2017-03-06T20:14:05Z")
  }

  @Test func `what winmail holds is in the places of the mail`() throws {
    let properties: [UInt8] = {
      let text = OutlookProperty.text(0x1000, "On my desk.").bytes
      return OutlookProperty.little(1, 4) + [0x1F, 0, 0, 0x10, 1, 0, 0, 0]
        + OutlookProperty.little(text.count, 4) + text + [0, 0]
    }()
    func attribute(_ level: UInt8, _ id: Int, _ data: [UInt8]) -> [UInt8] {
      [level] + OutlookProperty.little(id, 2) + [6, 0] + OutlookProperty.little(data.count, 4)
        + data + [0, 0]
    }
    let wrapped: [UInt8] =
      [0x78, 0x9F, 0x3E, 0x22, 1, 0] + attribute(1, 0x9003, properties)
      + attribute(2, 0x9002, [0, 0]) + attribute(2, 0x8010, Array("door.txt\0".utf8))
      + attribute(2, 0x800F, Array("the door".utf8))
    let hex = wrapped.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return "=" + (digits.count < 2 ? "0" : "") + digits
    }
    let mail = """
      From: dwills@fairview.example
      Subject: Keys
      Content-Type: application/ms-tnef; name="winmail.dat"
      Content-Transfer-Encoding: quoted-printable

      \(stride(from: 0, to: hex.count, by: 20).map {
        hex[$0..<min($0 + 20, hex.count)].joined()
      }.joined(separator: "=\n"))
      """
    let bytes = Array(mail.utf8)
    let reading = try MailFile.messages(in: bytes, kind: .eml, source: PrintedPage.source)
    #expect(reading.messages.first?.newText == "On my desk.")
    #expect(reading.messages.first?.attachments == ["door.txt"])
    let files = try MailFile.attachments(in: bytes, kind: .eml)
    #expect(files.map(\.name) == ["door.txt"])
    #expect(files.map(\.bytes) == [Array("the door".utf8)])
    let loose = try MailFile.messages(in: wrapped, kind: .tnef, source: PrintedPage.source)
    #expect(loose.messages.first?.newText == "On my desk.")
  }
}
