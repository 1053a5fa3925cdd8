// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import GMime

private func read(_ text: String) throws(MIMEError) -> MIMEMessage {
  try MIMEReader.message(in: Array(text.utf8))
}

struct MessageTests {
  @Test func `a header is decoded into people, time and names`() throws {
    let message = try read(
      """
      From: "Wills, Dana (FPD)" <dwills@fairview.example>
      To: Liaison: =?utf-8?Q?Ren=C3=A9_Ortiz?= <rortiz@field.example>,
       jail@marlow.example; Records Desk <records@fairview.example>
      Cc: undisclosed-recipients:;
      Date: Thu, 1 Mar 2018 14:05:09 -0600 (CST)
      Subject: =?iso-8859-1?Q?Re:_caf=E9?=
       list
      Message-ID: <a1@fairview.example>
      In-Reply-To: Your message of Monday <q7@field.example>
      References: <q1@field.example>
       <q7@field.example> <q1@field.example>

      Thanks.
      """)
    #expect(
      message.from == [MIMEAddress(name: "Wills, Dana (FPD)", address: "dwills@fairview.example")])
    #expect(message.to.map(\.name) == ["René Ortiz", nil, "Records Desk"])
    #expect(message.to.map(\.address)[1] == "jail@marlow.example")
    #expect(message.cc == [MIMEAddress(name: "undisclosed-recipients")])
    #expect(message.dateSeconds == 1_519_934_709 && message.dateOffset == -360)
    #expect(message.subject == "Re: café list")
    #expect(message.messageID == "a1@fairview.example")
    #expect(message.inReplyTo == ["q7@field.example"])
    #expect(message.references == ["q1@field.example", "q7@field.example"])
    #expect(message.bodyLines == ["Thanks."] && message.warnings.isEmpty)
  }

  @Test(
    arguments: [
      ("Thu, 1 Mar 2018 14:05:09 EST", -300), ("Thu, 1 Mar 2018 14:05:09 +0530", 330),
      ("Thu, 1 Mar 2018 14:05:09 Z", 0), ("Thu, 1 Mar 2018 14:05:09", nil),
      ("Thu, 1 Mar 2018 14:05:09 LOCAL", nil), ("Thu, 1 Mar 2018 14:05:09 +9900", nil),
    ] as [(String, Int?)])
  func `the zone is the one stated, and none is none`(date: String, offset: Int?) throws {
    let message = try read("From: dwills@fairview.example\nDate: \(date)\n\nHi")
    #expect(message.dateOffset == offset)
    #expect(message.dateSeconds == 1_519_913_109 - Int64(offset ?? 0) * 60)
    #expect(message.warnings.isEmpty == (offset != nil))
  }

  @Test func `a date that cannot be read is none, with a warning`() throws {
    let message = try read("From: dwills@fairview.example\nDate: soon\n\nHi")
    #expect(message.dateSeconds == nil)
    #expect(message.warnings == ["The date \"soon\" cannot be read."])
  }

  @Test func `plain text is preferred, and every other part is accounted for`() throws {
    let message = try read(
      """
      From: dwills@fairview.example
      Content-Type: multipart/mixed; boundary=a

      --a
      Content-Type: multipart/alternative; boundary=b

      --b
      Content-Type: text/html

      <p>The <b>list</b></p>
      --b
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: base64

      VGhlIGxpc3Q=
      --b--
      --a
      Content-Type: application/pdf
      Content-Disposition: attachment; filename*=utf-8''b%C3%BCcher.pdf

      --a
      Content-Type: image/png

      --a
      Content-Type: message/rfc822

      From: rortiz@field.example
      Subject: Re: bookings

      Inner
      --a--
      """)
    #expect(message.bodyLines == ["The list"])
    #expect(message.attachments == ["bücher.pdf", "unnamed image/png", "Re: bookings.eml"])
    #expect(message.enclosed.map(\.bodyLines) == [["Inner"]])
  }

  @Test func `an empty plain part gives way to the HTML part`() throws {
    let message = try read(
      """
      From: dwills@fairview.example
      Content-Type: multipart/alternative; boundary=b

      --b
      Content-Type: text/plain

      --b
      Content-Type: text/html

      Released <i>today</i>
      --b--
      """)
    #expect(message.bodyLines == ["Released today"])
  }

  @Test(arguments: ["", "\n\n", "%PDF-1.7\nobj", "name,date\nDana,2018", "Hello: there\n\nworld"])
  func `what is no mail is refused`(text: String) {
    #expect(throws: MIMEError.self) { try read(text) }
  }

  @Test func `address lists built to exhaust the parser are refused`() {
    let groups = String(repeating: "a:", count: 100_000)
    #expect(throws: MIMEError.self) { try read("From: x@fairview.example\nTo: \(groups)\n\nHi") }
  }

  @Test func `parts nested without end are cut off with a warning`() throws {
    let parts = (0..<3_000).map {
      "--x\($0)\nContent-Type: multipart/mixed; boundary=x\($0 + 1)\n\n"
    }
    let head = "From: x@fairview.example\nContent-Type: multipart/mixed; boundary=x0\n\n"
    let message = try read(head + parts.joined() + "--x3000\n\nHi\n")
    #expect(message.warnings.contains("Parts nested deeper than 40 were not read."))
  }
}
