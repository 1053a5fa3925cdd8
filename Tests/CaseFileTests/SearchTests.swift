// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Searching
import TestSupport
import Testing

struct SearchTests {
  let scratch: ScratchCase
  let source: SourceID

  /// Three messages, of which the first is printed on page 1, and two pages.
  init() throws {
    scratch = try ScratchCase()
    let file = try scratch.file("x", named: "letters.pdf")
    source = file.id
    _ = try scratch.store.admit([file], who: "t")
    try scratch.store.save([
      .page(ReadPage(Self.page(1, "Please notify us of the release date", "FPD 000001", file.id))),
      .page(ReadPage(Self.page(2, "The detalner was lifted; none was released", nil, file.id))),
    ])
    try scratch.store.finish([
      (file.id, SourceContent(messages: messages.map(ReadMessage.init)))
    ])
    var derived = Derivation()
    derived.people = [
      Person(id: "p-ana", name: "Ana Keller", organization: "Fairview Police"),
      Person(id: "p-raj", name: "Raj Patel", organization: "ICE-ERO"),
    ]
    derived.links = try scratch.linked(messages, people: derived.people)
    derived.events = [
      Event(
        id: "e1", facts: [:], time: nil, status: .suggested, message: "m2", origin: "cue",
        citations: [
          Citation(
            source: file.id, place: .page(number: 2, bates: nil, boxes: []), quote: "detalner")
        ])
    ]
    try scratch.store.replace(derived)
  }

  static func page(_ number: Int, _ text: String, _ bates: String?, _ source: SourceID) -> Page {
    let words = text.split(separator: " ").enumerated().map { place, word in
      let x = 72 + Double(place) * 40
      return Word(text: String(word), box: Box(x0: x, y0: 72, x1: x + 30, y1: 84), line: 0)
    }
    let codes = number == 1 ? ["(b)(7)(C)"] : []
    return Page(
      source: source, number: number, width: 612, height: 792, method: .text, words: words,
      bates: bates,
      redactions: codes.isEmpty
        ? [] : [Redaction(box: Box(x0: 72, y0: 90, x1: 200, y1: 102), kind: .black, codes: codes)])
  }

  private var ana: Party {
    Party(name: "Ana Keller", address: "ana.keller@fairview.example", person: "p-ana")
  }
  private var raj: Party {
    Party(name: "Patel, Raj", address: "raj@ice.example", person: "p-raj")
  }

  private var messages: [Message] {
    func lines(_ texts: [(String, MessageLine.Zone)]) -> [MessageLine] {
      texts.map { MessageLine(text: $0.0, zone: $0.1) }
    }
    func message(
      _ id: String, _ from: Party, _ to: Party, _ day: Int?, _ subject: String,
      _ texts: [(String, MessageLine.Zone)]
    ) -> Message {
      Message(
        id: id, source: source, origin: .eml, from: .known(from), to: [.known(to)],
        sent: day.map {
          .known(Moment(year: 2016, month: 3, day: $0, hour: 9, precision: .minute))
        } ?? .notStated,
        subject: .known(subject), lines: lines(texts),
        citation: Citation(source: source, place: .mail(index: 1), quote: ""))
    }
    var first = message("m1", ana, raj, 5, "Custody list", [])
    first.pages = [1]
    first.lines = [
      MessageLine(
        text: "Please notify us of the release date", zone: .new, page: 1,
        box: Box(x0: 72, y0: 72, x1: 342, y1: 84), words: 0..<7)
    ]
    var second = message(
      "m2", raj, ana, 6, "Re: Custody list",
      [
        ("He was not released.", .new), ("Raj Patel, Deportation Officer", .signature),
        ("> Please notify us of the release date", .quoted),
      ])
    second.attachments = ["form.pdf"]
    return [
      first, second,
      message("m3", ana, raj, nil, "Lunch", [("Noon? The jail is closed.", .new)]),
    ]
  }

  private func found(_ query: String, at store: ScratchCase? = nil) throws -> [String] {
    try (store ?? scratch).hits(query).map { $0.message?.id ?? "p\($0.page ?? 0)" }.sorted()
  }

  static let answers: [(query: String, ids: [String])] = [
    ("release", ["m1", "m2", "p1", "p2"]),
    ("\"release\"", ["m1", "m2", "p1"]),
    ("\"release date\"", ["m1", "m2", "p1"]),
    ("\"date release\"", []),
    ("releas*", ["m1", "m2", "p1", "p2"]),
    ("\"released\"*", ["m2", "p2"]),
    ("notify NEAR/2 date", []),
    ("notify NEAR/5 dates", ["m1", "m2", "p1"]),
    ("release -notify", ["p2"]),
    ("release in:new", ["m1", "m2"]),
    ("notify in:new", ["m1"]),
    ("notify -in:quoted", ["m1"]),
    ("in:signature officer", ["m2"]),
    ("in:quoted notify OR lunch", ["m2", "m3"]),
    ("subject:custody", ["m1", "m2"]),
    ("subject:(lunch OR \"custody list\") -subject:re", ["m1", "m3"]),
    ("from:keller", ["m1", "m3"]),
    ("from:raj@ice.example", ["m2"]),
    ("to:fairview", ["m2"]),
    ("with:pat*", ["m1", "m2", "m3"]),
    ("org:ICE lunch", ["m3"]),
    ("from:keller -to:patel", []),
    ("patel -from:patel", ["m1", "m3"]),
    ("date:2016-03-05", ["m1"]),
    ("date:2016-03..2016-03", ["m1", "m2"]),
    ("after:2016-03-05", ["m2"]),
    ("before:2016-03-06 custody", ["m1"]),
    ("-date:2016", []),
    ("NOT release kind:message", ["m3"]),
    ("NOT release NOT lunch kind:message", []),
    ("NOT lunch date:2016", ["m1", "m2"]),
    ("lunch OR date:2016-03-05", ["m1", "m3"]),
    ("org:ICE OR officer", ["m1", "m2", "m3"]),
    ("NOT org:ICE kind:message", []),
    ("bates:\"FPD 000001\"", ["m1", "p1"]),
    ("code:b7c", ["m1", "p1"]),
    ("code:b7* kind:page", ["p1"]),
    ("code:b7", []),
    ("has:redaction", ["m1", "p1"]),
    ("-has:redaction kind:page", ["p2"]),
    ("has:attachment", ["m2"]),
    ("has:quote release", ["m2"]),
    ("has:event", ["m2", "p2"]),
    ("has:failure", []),
    ("source:letters.pdf kind:page", ["p1", "p2"]),
    ("source:*.PDF lunch", ["m3"]),
    ("source:other.pdf", []),
    ("~detainer", ["p2"]),
    ("~\"detainer was\"", ["p2"]),
    ("detainer", []),
    ("lunch OR kind:page", ["m3", "p1", "p2"]),
    ("(lunch OR date:2016-03-06) -has:attachment", ["m3"]),
    ("\"'; DROP TABLE messages; --\"", []),
  ]

  @Test(arguments: answers)
  func `a query finds what it asks for`(answer: (query: String, ids: [String])) throws {
    #expect(try found(answer.query) == answer.ids)
  }

  @Test func `a hit shows the words that were found, and where they stand on the page`() throws {
    let hits = try scratch.hits("\"release date\"")
    let page = try #require(hits.first { $0.message == nil })
    #expect(page.snippet == "Please notify us of the [release date]")
    #expect(page.quote == "release date")
    #expect(page.words == [FoundWords(page: 1, words: [5, 6])])
    let message = try #require(hits.first { $0.message?.id == "m1" })
    #expect(message.words == [FoundWords(page: 1, words: [5, 6])])
    let quoted = try #require(hits.first { $0.message?.id == "m2" })
    #expect(quoted.snippet == "> Please notify us of the [release date]")
    let sender = try #require(try scratch.hits("from:raj").first)
    #expect(sender.snippet == "Patel, [Raj] [raj]@ice.example ICE-ERO" || sender.quote == "Raj")
  }

  @Test func `hits are counted, and a part of them is the same part of all`() throws {
    let all = try scratch.store.search(try Query("release"), limit: 10) { [$0] }
    #expect(all.messages == SearchCount(number: 2, isExact: true))
    #expect(all.pages == SearchCount(number: 2, isExact: true))
    #expect(all.isRanked)
    let parts = try (0..<4).flatMap {
      try scratch.store.search(try Query("release"), limit: 1, offset: $0) { [$0] }.hits
    }
    #expect(parts == all.hits)
    let tally = try scratch.store.tally(try Query("release")) { [$0] }
    #expect(
      tally
        == SearchTally(
          messages: 2, pages: 2, first: "2016-03-05T09:00:00", last: "2016-03-06T09:00:00"))
  }

  @Test func `strangers' marks and quotation marks break nothing`() throws {
    var hostile = messages[2]
    hostile.lines = [MessageLine(text: "a \u{1}jail\u{2} \"quoted\" \u{0} NEAR( x", zone: .new)]
    try scratch.store.save([ReadMessage(hostile)], of: source)
    #expect(try scratch.hits("jail").first?.quote == "jail")
    #expect(try found("\"jail \"\"quoted\"\" near\"") == ["m3"])
  }

  @Test func `a case of the second version is indexed when it is opened`() throws {
    try scratch.tamper(Self.backToSecondVersion)
    let store = try CaseStore.open(at: scratch.folder)
    for query in ["release in:new", "org:ICE lunch", "code:b7c", "has:attachment", "~detainer"] {
      let ids = try store.search(try Query(query), limit: 9) { [$0] }.hits
        .map { $0.message?.id ?? "p\($0.page ?? 0)" }.sorted()
      #expect(ids == Self.answers.first { $0.query == query }?.ids, "\(query)")
    }
    #expect(try store.faults { _ in }.filter { $0.hasPrefix("case.sqlite") } == [])
  }

  static let backToSecondVersion = """
    DROP TABLE messages_words; DROP TABLE pages_words;
    DROP TABLE messages_search; DROP TABLE pages_search;
    DROP TABLE message_pages; DROP TABLE page_codes;
    DROP TABLE workplaces_words; DROP TABLE workplaces_search;
    DROP VIEW v_messages; DROP VIEW v_sources;
    CREATE TABLE read_messages (
      id TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL, packed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO read_messages SELECT id, source, packed FROM messages;
    CREATE TABLE before (
      n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, origin TEXT NOT NULL,
      sender TEXT, recipients TEXT NOT NULL, sent TEXT, subject TEXT, thread TEXT, reply_to TEXT,
      released INTEGER NOT NULL, body TEXT NOT NULL, packed BLOB NOT NULL
    ) STRICT;
    INSERT INTO before
      SELECT m.n + 100, id, source, origin, sender, recipients, sent, subject, thread, reply_to,
             released, body, m.packed
        FROM messages m JOIN message_links l ON l.message = m.n;
    DROP TABLE message_links; DROP TABLE workplaces; DROP TABLE messages;
    ALTER TABLE before RENAME TO messages;
    CREATE VIEW v_messages AS SELECT id FROM messages;
    CREATE VIEW v_sources AS SELECT id FROM sources;
    CREATE VIRTUAL TABLE pages_search USING fts5 (
      text, content = 'pages', content_rowid = 'n', tokenize = 'porter unicode61');
    CREATE VIRTUAL TABLE messages_search USING fts5 (
      subject, body, content = 'messages', content_rowid = 'n', tokenize = 'porter unicode61');
    DELETE FROM grdb_migrations WHERE identifier IN ('3 search', '6 mail');
    """
}
