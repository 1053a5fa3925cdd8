// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct PrintedHeaderTests {
  /// "C: 555-0100" at the foot of a page reads like the label of copies.
  @Test func `a signature at the foot of a page is no label of the next message`() {
    let first = PrintedMailTests.outlook + "\n\nDana Wills\nC: 555-0100\nM: 555-0101"
    let second = """
      From: Reed, Ann
      Sent: Tuesday, March 7, 2017 8:00 AM
      ████████████████████
      Subject: Keys

      The keys are at the desk.
      """
    let messages = PrintedMail.messages(in: PrintedPage.pages(first, second))
    #expect(messages.map { $0.from.value?.name } == ["Wills, Dana (FPD) [E]", "Reed, Ann"])
    #expect(messages.map(\.pages) == [[1], [2]])
    #expect(messages.last?.cc.isEmpty == true)
    #expect(messages.last?.to.first?.unknown?.reason == .redacted)
    #expect(messages.last?.to.first?.unknown?.code == "(b)(6)")
  }

  @Test func `headers without a column are quoted below one whose values stand in a column`() {
    func mail(_ from: String, _ hour: Int, _ subject: String, gap: String) -> String {
      "From:\(gap)\(from)\nSent:\(gap)Monday, March 6, 2017 \(hour):14 AM\nTo:\(gap)Dana Wills\n"
        + "Subject:\(gap)\(subject)\n\nWords of \(from).\n\n"
    }
    let page =
      mail("Reed, Ann", 9, "FVV: Keys", gap: "          ")
      + mail("Ortega, Luis", 8, "The annex", gap: " ") + mail("Hale, Pat", 7, "Keys", gap: " ")
    let messages = PrintedMail.messages(in: PrintedPage.pages(page))
    #expect(messages.map(\.origin) == [.printed, .quoted, .quoted])
    #expect(messages.map(\.depth) == [0, 1, 2])
  }

  @Test func `an address set apart from its sender's name belongs to it`() throws {
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        PrintedMailTests.outlook + """


          -----Original Message-----
          From: "Reed, Ann" <areed@marlow.example>@MARLOW

          [mailto:IMCEANOTES-+22Reed+2C+20Ann+22@marlow.example]

          Sent: Monday, March 6, 2017 8:28 AM
          To: Ortega, Luis
          Subject: Keys

          Where are the keys?
          """))
    let quote = try #require(messages.last)
    #expect(quote.from.value?.name == "Reed, Ann")
    #expect(quote.from.value?.address == "areed@marlow.example")
    #expect(quote.to.map(\.value?.name) == ["Ortega, Luis"])
    #expect(quote.newText == "Where are the keys?")
  }

  /// The order of the list tells how many are hidden; what can be read of a subject stays in the
  /// place where it is cited.
  @Test func `copies and subjects covered in part keep what can be read`() throws {
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        """
        From: Wills, Dana
        Sent: Monday, March 6, 2017 2:14 PM
        To: Ortega, Luis (Marlow Jail)
        Cc: Reed, Ann; ██████████; Stone, Kim; Ibarra, Noor (Marlow Jail); Vance, Theo;
        ██████████████; Hale, Pat; ██████ (Marlow Jail); Lund, Ingrid ██████████████
        Subject: Roster of ██████████ for Monday

        The roster is below.
        """))
    let mail = try #require(messages.first)
    let known = ["Stone, Kim", "Ibarra, Noor (Marlow Jail)", "Vance, Theo", nil, "Hale, Pat", nil]
    #expect(mail.cc.map(\.value?.name) == ["Reed, Ann", nil] + known + ["Lund, Ingrid"])
    #expect(mail.cc.compactMap(\.unknown).allSatisfy { $0.code == "(b)(6)" })
    let subject = try #require(mail.subject.unknown)
    #expect(subject.reason == .redacted && subject.code == "(b)(6)")
    #expect(subject.citation?.boxes.count == 1)
    #expect(subject.citation?.quote == "Subject: Roster of for Monday")
    #expect(mail.newText == "The roster is below.")
  }
}
