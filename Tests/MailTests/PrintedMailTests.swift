// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct PrintedMailTests {
  static let outlook = """
    From: Wills, Dana (FPD) [E]
    Sent: Monday, March 6, 2017 2:14 PM
    To: Ortega, Luis (Marlow Jail); Reed, Ann
    Cc: records@fairview.example
    Subject: Roster for tomorrow
    Attachments: roster.xlsx; map.pdf

    Luis, the roster is attached.

    Thanks, Dana
    """

  @Test func `an Outlook print becomes a message with its page and words`() throws {
    let messages = PrintedMail.messages(in: PrintedPage.pages(Self.outlook))
    let mail = try #require(messages.first)
    #expect(messages.count == 1)
    #expect(mail.id == "5eed5eed5eed.p1.1")
    #expect(mail.from.value?.name == "Wills, Dana (FPD) [E]")
    #expect(mail.from.value?.organization == "FPD")
    #expect(mail.to.map(\.value?.name) == ["Ortega, Luis (Marlow Jail)", "Reed, Ann"])
    #expect(mail.cc.map(\.value?.address) == ["records@fairview.example"])
    #expect(mail.sent.value?.iso == "2017-03-06T14:14:00")
    #expect(mail.subject.value == "Roster for tomorrow")
    #expect(mail.attachments == ["roster.xlsx", "map.pdf"])
    #expect(mail.newText == "Luis, the roster is attached.\n\nThanks, Dana")
    #expect(mail.bates == ["FV000001"])
    #expect(mail.released && mail.depth == 0 && mail.origin == .printed)
    #expect(mail.citation.boxes.count == 6)
    #expect(mail.citation.quote.hasPrefix("From: Wills, Dana (FPD) [E]\nSent: Monday"))
    #expect(mail.lines.first?.words == 28..<33)
  }

  /// A conversation printed newest first, three to a page, reads like quotes of the message above;
  /// that a few other conversations begin mid-page in the same layout tells that none of it is.
  @Test func `conversations printed one below the other stay messages, whatever their order`() {
    func mail(_ thread: Int, _ day: Int) -> String {
      """
      From: Dana Wills <dwills@fairview.example>
      Date: Mon, Mar \(day), 2017 at 9:0\(day % 10) AM
      To: Luis Ortega <lortega@marlow.example>
      Subject: Re: Roster of shift \(thread)

      Line \(day) of the matter.

      """
    }
    let mails = (0..<8).flatMap { thread in (1...4).map { mail(thread, 20 - $0) } }
    let pages = stride(from: 0, to: mails.count, by: 3).map { start in
      mails[start..<min(start + 3, mails.count)].joined(separator: "\n")
    }
    let messages = PrintedMail.messages(
      in: pages.enumerated().map { PrintedPage.page($0 + 1, $1) })
    #expect(messages.count == mails.count)
    #expect(messages.allSatisfy { $0.origin == .printed })
  }

  @Test func `a header without a sender, copied into a text, begins no message among others`() {
    func mail(_ day: Int, _ text: String) -> String {
      """
      From: Dana Wills <dwills@fairview.example>
      Date: Mon, Mar \(day), 2017 at 9:00 AM
      To: Luis Ortega <lortega@marlow.example>
      Subject: Matter \(day)

      \(text)


      """
    }
    let copied =
      "Date: 2017-05-05T12:40:52Z\nTo: Ann Reed\nSubject: FW: Slides\n\nPlease file it.\n\n\n"
    let days = [20, 22, 5, 17, 21]
    let full = days.map { mail($0, "Line.") }.joined() + mail(9, "I had this:").dropLast(2)
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(String(full), copied + mail(11, "More.") + mail(2, "Last.")))
    let printed = messages.filter { $0.origin == .printed }
    #expect(printed.count == 8)
    #expect(printed.allSatisfy { $0.from.value?.name == "Dana Wills" })
  }

  @Test func `header blocks below a message are quoted in it, each in the one above`() throws {
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        Self.outlook + """


          -----Original Message-----
          From: Ortega, Luis (Marlow Jail)
          Sent: Monday, March 6, 2017 1:02 PM
          To: Wills, Dana (FPD) [E]
          Subject: RE: Roster for tomorrow

          Can you send it today?
          """,
        """
        From: Reed, Ann
        Sent: Friday, March 3, 2017 9:00 AM
        To: Ortega, Luis (Marlow Jail)
        Subject: Roster for tomorrow

        Luis, we need the roster.
        """))
    #expect(messages.map(\.depth) == [0, 1, 0])
    let chain = PrintedMail.messages(
      in: PrintedPage.pages(
        Self.outlook + """


          From: Ortega, Luis (Marlow Jail)
          Sent: Monday, March 6, 2017 1:02 PM
          To: Wills, Dana (FPD) [E]
          Subject: RE: Roster for tomorrow

          Can you send it today?

          From: Reed, Ann
          Sent: Friday, March 3, 2017 9:00 AM
          To: Ortega, Luis (Marlow Jail)
          Subject: Roster for tomorrow

          Luis, we need the roster.
          """))
    #expect(chain.map(\.depth) == [0, 1, 2])
    #expect(chain.map(\.released) == [true, false, false])
    #expect(chain.map(\.quotedIn) == [nil, chain[0].id, chain[1].id])
    #expect(
      chain.map(\.sent.value?.iso) == [
        "2017-03-06T14:14:00", "2017-03-06T13:02:00", "2017-03-03T09:00:00",
      ])
    #expect(chain[1].newText == "Can you send it today?")
    #expect(chain[2].newText == "Luis, we need the roster.")
    #expect(chain[0].newText == "Luis, the roster is attached.\n\nThanks, Dana")
    #expect(chain[0].text.contains("we need the roster"))
    #expect(chain[2].citation.quote.hasPrefix("From: Reed, Ann"))
  }

  @Test func `what is covered is unknown, with its code and place`() throws {
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        """
        From: ██████████
        Sent: Monday, March 6, 2017 2:14 PM
        To: Ortega, Luis; ███████; Reed, Ann
        Subject: Re ██████████

        Call me about ███████ today.
        """))
    let mail = try #require(messages.first)
    #expect(mail.from.unknown?.reason == .redacted)
    #expect(mail.from.unknown?.code == "(b)(6)")
    #expect(mail.from.unknown?.citation?.boxes.count == 1)
    #expect(mail.to.map(\.value?.name) == ["Ortega, Luis", nil, "Reed, Ann"])
    #expect(mail.to[1].unknown?.reason == .redacted)
    #expect(mail.subject.unknown?.reason == .redacted)
    #expect(mail.newText == "Call me about today.")
  }

  @Test func `a covered page belongs to the message before it, a missing one ends it`() throws {
    var black = PrintedPage.page(2, "", bates: nil)
    black.redactions = [
      Redaction(box: Box(x0: 60, y0: 60, x1: 550, y1: 730), kind: .page, codes: ["(b)(5)"])
    ]
    let after = PrintedPage.page(4, "and that is the end of some message")
    let pages = [PrintedPage.page(1, Self.outlook), black, after]
    let messages = PrintedMail.messages(in: pages)
    #expect(messages.map(\.pages) == [[1, 2]])
    #expect(messages.first?.text.contains("the end of some message") == false)
  }

  @Test func `several messages on a page, in the order they stand`() {
    func mail(_ day: Int, _ name: String, _ subject: String) -> String {
      """
      From: \(name) <\(name.lowercased())@fairview.example>
      Date: Mon, Mar \(day), 2017 at 2:14 PM
      To: Dana Wills <dwills@fairview.example>
      Subject: \(subject)

      This is what \(name) wrote.



      """
    }
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        mail(1, "Ann", "Keys") + mail(4, "Luis", "Parking") + mail(9, "Bo", "Cake")))
    #expect(messages.map(\.from.value?.name) == ["Ann", "Luis", "Bo"])
    #expect(messages.map(\.newText) == ["Ann", "Luis", "Bo"].map { "This is what \($0) wrote." })
    #expect(messages.map(\.id.last) == ["1", "2", "3"])
  }

  @Test func `a conversation printed from the web`() throws {
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        """
        Keys for the annex
        2 messages

        Dana Wills <dwills@fairview.example>   Mon, Mar 6, 2017 at 2:14 PM
        To: Ann Reed <areed@marlow.example>

        Where are the keys?

        Ann Reed <areed@marlow.example>   Mon, Mar 6, 2017 at 3:20 PM
        To: Dana Wills <dwills@fairview.example>

        On my desk.
        """))
    #expect(messages.map(\.from.value?.name) == ["Dana Wills", "Ann Reed"])
    #expect(messages.first?.subject.value == "Keys for the annex")
    #expect(messages.map(\.newText) == ["Where are the keys?", "On my desk."])
  }

  @Test func `misread and unpunctuated labels, wrapped lists, values in a column`() throws {
    let messages = PrintedMail.messages(
      in: PrintedPage.pages(
        """
        Frorn:            Wills, Dana
        Sent              Monday, March 6, 2O17 2:14 PM
        Te:               Ortega, Luis; Reed, Ann;
                          Stone, Kim
        Subiect:          A subject so long that it is carried over to the next line of the
                          print
        Importance:       High

        Short text.
        """))
    let mail = try #require(messages.first)
    #expect(mail.from.value?.name == "Wills, Dana")
    #expect(mail.sent.value?.iso == "2017-03-06T14:14:00")
    #expect(mail.to.map(\.value?.name) == ["Ortega, Luis", "Reed, Ann", "Stone, Kim"])
    #expect(mail.subject.value?.hasSuffix("line of the print") == true)
    #expect(mail.newText == "Short text.")
  }

  @Test(arguments: [
    """
    MEMORANDUM

    TO: All staff
    FROM: Chief Wills
    DATE: March 6, 2017
    SUBJECT: Parking

    Please park behind the annex.
    """,
    """
    FAX
    To: Marlow County Jail
    From: Fairview Police
    Date: 3/6/2017
    Pages: 4
    Subject: Detainer
    """,
    """
    To enroll, please write to the training unit, or enroll via e-mail at
    training@fairview.example before 4:00 P.M., Wednesday, March 8, 2017.

    TO PARTICIPATE
    To participate in the audio portion of the call, please call in on one of the
    following numbers.
    """,
    """
    Dear Chief Wills,

    From: here on, the contract of March 6, 2017 2:14 PM is in force.
    To: whom it may concern.
    """,
  ])
  func `memos, faxes and letters are no messages`(text: String) {
    #expect(PrintedMail.messages(in: PrintedPage.pages(text)).isEmpty)
  }

  @Test func `no line of a message is lost, whatever the text`() {
    var random = Seeded(7)
    let stock = [
      "From: Reed, Ann", "Sent: Friday, March 3, 2017 9:00 AM", "To: Ortega, Luis",
      "Subject: RE: Roster", "", "> quoted", ">> twice", "On Mar 3, 2017, Ann wrote:",
      "plain words",
      "-----Original Message-----", "-- ", "Ann Reed", "555-010-2000", "█████", "█████ and more",
      ">>> Ann Reed 3/3/2017 9:00 AM >>>", "This e-mail is confidential", "________________",
    ]
    for _ in 0..<200 {
      let lines = (0..<30).map { _ in stock.randomElement(using: &random) ?? "" }
      let pages = PrintedPage.pages(Self.outlook + "\n" + lines.joined(separator: "\n"))
      let messages = PrintedMail.messages(in: pages)
      let shown = messages.filter { $0.origin == .printed }.map { mail in
        mail.citation.quote + "\n"
          + mail.lines.filter { $0.words != nil }.map(\.text)
          .joined(separator: "\n")
      }
      let words = shown.joined(separator: "\n").split(whereSeparator: \.isWhitespace)
      let printed = pages.flatMap { $0.words.dropLast() }.map { Substring($0.text) }
      #expect(words == printed)
      #expect(messages == PrintedMail.messages(in: pages))
      #expect(Set(messages.map(\.id)).count == messages.count)
    }
  }
}

/// The same numbers every time.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
