// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct MailTableTests {
  static let english: [String?] = [
    "Subject", "Body", "From: (Name)", "From: (Address)", "From: (Type)", "To: (Name)",
    "To: (Address)", "To: (Type)", "CC: (Name)", "CC: (Address)", "CC: (Type)", "BCC: (Name)",
    "BCC: (Address)", "BCC: (Type)", "Categories",
  ]
  static let german: [String?] = [
    "Betreff", "Text", "Von: (Name)", "Von: (Adresse)", "Von: (Typ)", "An: (Name)",
    "An: (Adresse)", "An: (Typ)", "CC: (Name)", "CC: (Adresse)", "CC: (Typ)", "BCC: (Name)",
    "BCC: (Adresse)", "BCC: (Typ)", "Kategorien",
  ]

  static func row(_ number: Int, _ subject: String) -> Row {
    Row(
      number: number,
      cells: [
        subject,
        "On my desk.\n\nFrom: Ann Reed\nSent: Monday, March 6, 2017 9:00 AM\n"
          + "To: Dana Wills\nSubject: Keys\n\nWhere are the keys?", "Dana Wills",
        "dwills@fairview.example", "SMTP", "Ann Reed;Lee Park",
        "areed@marlow.example;/o=Fairview/cn=LPARK", "SMTP;EX", nil, nil, nil, nil, nil, nil, nil,
      ])
  }

  @Test(arguments: [english, german, nil])
  func `each row is a message, by the labels or by the shape`(header: [String?]?) throws {
    let rows =
      [header.map { Row(number: 1, cells: $0) }].compactMap { $0 }
      + [Self.row(2, "RE: Keys"), Self.row(3, "FW: Keys")]
    let reading = try #require(
      MailTable.messages(in: rows, failures: [], source: PrintedPage.source))
    let outer = reading.messages.filter { $0.origin == .csv }
    #expect(outer.map(\.subject.value) == ["RE: Keys", "FW: Keys"])
    #expect(outer.map(\.citation.place) == [.row(sheet: nil, row: 2), .row(sheet: nil, row: 3)])
    #expect(outer[0].from.value?.address == "dwills@fairview.example")
    #expect(outer[0].to.map { $0.value?.name } == ["Ann Reed", "Lee Park"])
    #expect(outer[0].to.map { $0.value?.address } == ["areed@marlow.example", nil])
    #expect(outer[0].newText == "On my desk." && outer[0].sent.value == nil)
    let quoted = reading.messages.filter { $0.quotedIn == outer[0].id }
    #expect(quoted.map(\.newText) == ["Where are the keys?"])
    #expect(reading.account == ArchiveAccount(unit: .messages, expected: 2, read: 2))
  }

  @Test func `rows that are no message are listed, and other tables are none of mail`() throws {
    let rows = [
      Row(number: 1, cells: Self.english), Self.row(2, "Keys"),
      Row(number: 3, cells: ["loose end"]),
      Row(number: 4, cells: [nil, nil, nil, nil, nil, "x"] + [String?](repeating: nil, count: 9)),
    ]
    let reading = try #require(
      MailTable.messages(in: rows, failures: [], source: PrintedPage.source))
    #expect(reading.failures.map(\.row) == [3, 4])
    #expect(
      reading.account == ArchiveAccount(unit: .messages, expected: 3, read: 1, unreadable: 2))
    let log = [
      Row(number: 1, cells: ["Subject", "Body", "From", "To"]),
      Row(number: 2, cells: ["a", "b", "c", "d"]),
    ]
    #expect(!MailTable.isMail(log))
  }
}
