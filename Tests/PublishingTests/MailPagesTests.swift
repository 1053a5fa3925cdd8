// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation
import Testing

@testable import Publishing

@Suite struct MailPagesTests {
  private static func cited(_ page: Int, _ quote: String) -> Citation {
    Citation(
      source: Fixture.release,
      place: .page(
        number: page, bates: "FPD 00000\(page)", boxes: [Box(x0: 72, y0: 86, x1: 300, y1: 98)]),
      quote: quote)
  }

  /// The invented town's mail with a third message known from a quote, a named attachment, a passage
  /// in two versions and an answer in doubt.
  static func record() -> CaseRecord {
    var record = Fixture.record()
    var quoted = Fixture.message(
      "m0", from: "Lind", to: "Calder", hour: 8, subject: "Who is due",
      lines: ["Who is due today?"],
      page: 2)
    (quoted.origin, quoted.released, quoted.quotedIn) = (.quoted, false, "m2")
    record.messages.append(quoted)
    record.messages[1].attachments = ["List of holds.xlsx"]
    record.people.append(Person(id: "Oakes", name: "Oakes", side: .local))
    record.messages[1].cc = [.known(Party(name: "Oakes", person: "Oakes"))]
    record.missing = MissingReport(
      items: [
        MissingItem(
          kind: .quotedMessage, ask: "The message of Lind to Calder, “Who is due”",
          reason: "It is known only because message m2 quotes it.", message: "m0",
          citation: cited(2, "Who is due")),
        MissingItem(
          kind: .attachment, ask: "“List of holds.xlsx”, attached to the message of Calder",
          reason: "The message names it and no file of the case is called so.", message: "m2",
          name: "List of holds.xlsx", citation: cited(2, "From: Calder")),
      ], attachmentsNamed: 3)
    record.replies.append(
      Reply(
        from: "Lind", to: "Calder", message: "m1", inReplyTo: "m2", minutes: 7,
        businessMinutes: 0, certain: false, zones: .assumed, pairing: .subject,
        doubts: [.pairedBySubject]))
    record.wording = WordingReport(
      passages: [
        RecurringPassage(
          id: "w-1", label: "county decline quiroz", weight: 2, texts: 2,
          versions: [
            RecurringPassage.Version(
              number: 1, text: "The county may decline for Rosa Marten.", words: 7,
              appearances: [
                RecurringPassage.Appearance(
                  message: "m1", sent: record.messages[0].sent.value, author: "Lind",
                  show: "FPD 000001", citation: cited(1, "The county may decline"))
              ], isFirstCertain: true,
              runs: [RecurringPassage.Run(.same, "The county may decline for Rosa Marten.")]),
            RecurringPassage.Version(
              number: 2, text: "The county may not decline for Rosa Quiroz.", words: 8,
              appearances: [
                RecurringPassage.Appearance(
                  message: "m2", sent: record.messages[1].sent.value, author: "Calder",
                  show: "FPD 000002", citation: cited(2, "The county may not decline"))
              ], isFirstCertain: true, against: 1,
              changes: [
                RecurringPassage.Change(
                  kind: .added, at: 3..<4, was: 3..<3, removed: "", added: "not"),
                RecurringPassage.Change(
                  kind: .replaced, at: 7..<8, was: 6..<7, removed: "Marten.", added: "Quiroz."),
              ],
              runs: [
                RecurringPassage.Run(.same, "The county may"), RecurringPassage.Run(.added, "not"),
                RecurringPassage.Run(.same, "decline for Rosa"),
                RecurringPassage.Run(.removed, "Marten."), RecurringPassage.Run(.added, "Quiroz."),
              ]),
          ])
      ], texts: 5, bearing: 2)
    return record
  }

  @Test func `what is missing is asked for with who, when, why and the page`() throws {
    let published = try Published(Self.record())
    let page = try published.text("missing.html")
    for part in [
      "Who is due", "2017-09-12 08:00", "A released message quotes it.", "List of holds.xlsx",
      "href=\"pages/1a1a1a1a1a1a-2.html#q1\"", "1 of 3", "href=\"missing.txt\"",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(!page.contains("message m2"), "ids only the program knows")
    let draft = try published.text("missing.txt")
    #expect(draft.contains("1. The message of Lind to Calder, “Who is due”."))
    #expect(draft.contains("See FPD 000002 (release.pdf, page 2)."))
    #expect(published.asked.map(\.page) == [1, 2])
    #expect(page.contains("href=\"messages.html#m-3\">Who is due"))
  }

  @Test func `versions mark what came and went in words too and cite their pages`() throws {
    let page = try Published(Self.record()).text("wording.html")
    #expect(page.contains("[added: </span>not<span"))
    #expect(page.contains("[removed: </span>Marten.<span"))
    #expect(page.contains("href=\"pages/1a1a1a1a1a1a-1.html#q2\">FPD 000001"))
    #expect(page.contains("1 passage in 2 of 5 texts (40.0 %)"))
    #expect(page.contains("changes against version 1"))
  }

  @Test func `a name of which only one word is new is private in every part`() throws {
    var record = Self.record()
    record.privateMarks = ["Rosa Quiroz", "Rosa Marten"]
    let published = try Published(record)
    for file in ["wording.html", "data/wording-versions.jsonl", "data/wording.csv"] {
      let text = try published.text(file)
      #expect(text.contains("[private person]"), "\(file)")
      for word in ["Rosa", "Quiroz", "quiroz", "Marten"] {
        #expect(!text.contains(word), "\(file): \(word)")
      }
    }
    #expect(try published.text("wording.html").contains("county decline"))
  }

  @Test func `every count of contacts leads to its messages`() throws {
    let published = try Published(Self.record())
    let page = try published.text("contacts.html")
    let lists = Tags(try published.text("contact-messages.html")).values("id")
    let links = Tags(page).values("href").filter { $0.hasPrefix("contact-messages.html#") }
    #expect(links.count >= 4)
    for link in links { #expect(lists.contains(String(link.drop { $0 != "#" }.dropFirst()))) }
    #expect(page.contains("2 messages of Lind to Calder"))
    #expect(page.contains("into a thread that went on without them"), "Oakes, by Calder")
    #expect(try published.text("data/introductions.jsonl").contains(#""person":"Oakes""#))
  }

  @Test func `answers are listed by how soon they came, with zone and doubt`() throws {
    let options = try { () throws -> PublicationOptions in
      var options = try Fixture.options()
      options.within = [60]
      return options
    }()
    let published = try Published(Self.record(), options: options)
    let page = try published.text("replies.html")
    #expect(page.contains("id=\"within-60\""))
    #expect(page.contains("1 of 1 certain answers"))
    #expect(page.contains("the case&#39;s, assumed"))
    #expect(page.contains("only subject, people and times say what is answered"))
    #expect(
      try published.text("figures.html").contains("href=\"replies.html#within-60\""))
  }

  @Test func `without anything to show each page says why`() throws {
    var record = Fixture.record()
    (record.messages, record.replies, record.people) = ([], [], [])
    let published = try Published(record)
    #expect(try published.text("missing.html").contains("does not show that everything was"))
    #expect(try published.text("wording.html").contains("in different words"))
    #expect(try published.text("contacts.html").contains("who are known by name or address"))
  }

  @Test func `pages beyond the pictures of a report keep their words`() throws {
    var options = try Fixture.options()
    options.otherPictures = 0
    let published = try Published(Self.record(), options: options)
    #expect(published.asked.map(\.page) == [1])
    #expect(try published.text("pages/1a1a1a1a1a1a-2.html").contains("pictures no more pages"))
  }
}
