// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation
import Searching
import Testing

/// A case in a scratch folder that goes away with it.
final class ScratchCase {
  let folder: URL
  let store: CaseStore

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "brightline-\(UUID().uuidString).case")
    store = try CaseStore.create(
      at: folder,
      settings: CaseSettings(name: "Fairview", zone: "America/Chicago", place: "Fairview"),
      who: "tester", at: 1_000)
  }

  /// SQLite did not do what `tamper` asked for.
  struct Refused: Error {}

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ text: String, named name: String = "note.csv") throws -> Source {
    let url = folder.appending(path: "cache/" + name)
    try Data(text.utf8).write(to: url)
    let kept = try Originals(in: folder).keep(url)
    return Source(id: kept.id, name: name, kind: .csv, bytes: kept.bytes, added: 2_000)
  }

  /// The first hits of a query; Bates numbers mean themselves.
  func hits(_ query: String, limit: Int = 20) throws -> [SearchHit] {
    try store.search(try Query(query), limit: limit) { [$0] }.hits
  }

  /// What messages that were saved say of themselves, as the case would tell it.
  func linked(_ messages: [Message], people: [Person] = []) throws -> [LinkedMessage] {
    var keys: [MessageID: Int64] = [:]
    try store.readingMessages { reader in
      try reader.forEach(2) { batch in
        for packed in batch { keys[try MessagePacking.unpack(packed.bytes).id] = packed.key }
      }
    }
    let employers = Dictionary(
      uniqueKeysWithValues: people.compactMap { person in
        person.organization.map { (person.id, $0) }
      })
    return messages.compactMap { message in
      keys[message.id].map {
        LinkedMessage(
          key: $0, links: MessageLinks(message), parties: message.parties, employers: employers)
      }
    }
  }

  /// Runs SQL on the database with the sqlite3 library's own command, behind the store's back.
  func tamper(_ sql: String) throws {
    try store.checkpoint()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()",
      folder.appending(path: "case.sqlite").path, sql,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Refused() }
  }
}

struct CaseStoreTests {
  let page = Page(
    source: SourceID(hex: String(repeating: "a", count: 64)), number: 1, width: 612, height: 792,
    method: .text,
    words: [
      Word(text: "released", box: Box(x0: 72, y0: 72, x1: 120, y1: 84), line: 0),
      Word(text: "tomorrow", box: Box(x0: 124, y0: 72, x1: 180, y1: 84), line: 0),
    ], bates: "FPD 000001",
    redactions: [
      Redaction(box: Box(x0: 72, y0: 90, x1: 200, y1: 102), kind: .black, codes: ["(b)(6)"])
    ], redactedShare: 0.4)

  @Test func `an original is kept byte for byte under its own hash`() throws {
    let scratch = try ScratchCase()
    let source = try scratch.file("abc")
    #expect(
      source.id.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let kept = try Data(contentsOf: Originals(in: scratch.folder).url(of: source.id))
    #expect(kept == Data("abc".utf8))
  }

  @Test func `the same file twice is known, under another name an alias`() throws {
    let scratch = try ScratchCase()
    var source = try scratch.file("a,b\n1,2\n")
    #expect(try scratch.store.admit([source], who: "t") == [.new])
    #expect(try scratch.store.admit([source], who: "t") == [.known(name: "note.csv")])
    source.name = "copy.csv"
    #expect(try scratch.store.admit([source], who: "t") == [.alias(of: "note.csv")])
    #expect(try scratch.store.sources().map(\.names) == [["copy.csv", "note.csv"]])
  }

  @Test func `a page comes back as it was saved, and is found by its words and Bates number`()
    throws
  {
    let scratch = try ScratchCase()
    let source = try scratch.file("x")
    _ = try scratch.store.admit([source], who: "t")
    var saved = page
    saved.source = source.id
    try scratch.store.save([.page(ReadPage(saved))])
    try scratch.store.finish([(source.id, SourceContent())])
    try scratch.store.replace(Derivation())
    let read = try #require(try scratch.store.pages(bates: "FPD 000001").first)
    #expect(read.words.map(\.text) == ["released", "tomorrow"])
    #expect(read.redactions.map(\.codes) == [["(b)(6)"]])
    let hits = try scratch.hits("release")
    #expect(hits.map(\.page) == [1])
    #expect(hits.first?.snippet == "[released] tomorrow")
  }

  @Test func `a file within files has a parent, unless it was also released by itself`() throws {
    let scratch = try ScratchCase()
    let outer = try scratch.file("outer", named: "outer.zip")
    var inner = try scratch.file("inner", named: "inner.csv")
    inner.name = "outer.zip/inner.csv"
    inner.parent = outer.id
    _ = try scratch.store.admit([outer, inner], who: "t")
    let parent = { try scratch.store.sources().first { $0.source.id == inner.id }?.source.parent }
    #expect(try parent() == outer.id)
    inner.name = "inner.csv"
    inner.parent = nil
    #expect(try scratch.store.admit([inner], who: "t") == [.alias(of: "outer.zip/inner.csv")])
    #expect(try parent() == nil)
  }

  @Test func `messages are replaced where they changed, in the index too`() throws {
    let scratch = try ScratchCase()
    let source = try scratch.file("x")
    _ = try scratch.store.admit([source], who: "t")
    func message(_ id: String, _ text: String) -> Message {
      Message(
        id: id, source: source.id, origin: .eml, from: .notStated, sent: .notStated,
        subject: .known("Re: release"), lines: [MessageLine(text: text, zone: .new)],
        citation: Citation(source: source.id, place: .mail(index: 1), quote: ""))
    }
    func found(_ word: String) throws -> [String] {
      try scratch.hits(word).compactMap(\.message?.id).sorted()
    }
    let first = [message("a", "warrant"), message("b", "detainer"), message("c", "bail")]
    try scratch.store.save(first.map(ReadMessage.init), of: source.id)
    let again = [message("a", "warrant"), message("b", "custody"), message("d", "bail")]
    try scratch.store.save(again.map(ReadMessage.init), of: source.id)
    #expect(try found("bail") == ["c", "d"])
    // What an interrupted run left of a file is read anew.
    try scratch.store.reopenPending()
    #expect(try found("bail") == [])
    try scratch.store.finish([
      (source.id, SourceContent(messages: again.map(ReadMessage.init)))
    ])
    var derived = Derivation()
    derived.links = try scratch.linked(again)
    try scratch.store.replace(derived)
    try scratch.store.replace(derived)
    #expect(try scratch.store.messages() == again)
    #expect(try found("warrant") == ["a"])
    #expect(try found("detainer") == [])
    #expect(try found("custody") == ["b"])
    #expect(try found("bail") == ["d"])
    derived.links[1].links.duplicates = ["d"]
    derived.links[1].links.released = false
    try scratch.store.replace(derived)
    #expect(try scratch.store.message("b")?.duplicates == ["d"])
    #expect(try scratch.store.links() == derived.links.map(\.links))
    #expect(try scratch.store.faults { _ in }.filter { $0.hasPrefix("case.sqlite") } == [])
  }

  @Test func `verify is silent on a whole case and names each thing that was changed`() throws {
    let scratch = try ScratchCase()
    let source = try scratch.file("x")
    _ = try scratch.store.admit([source], who: "t")
    try scratch.store.finish([(source.id, SourceContent())])
    #expect(try scratch.store.faults { _ in } == [])

    try scratch.tamper(
      "DROP TRIGGER activity_is_never_changed; UPDATE activity SET who = 'other' WHERE n = 2")
    var faults = try scratch.store.faults { _ in }
    #expect(faults == ["activity log: entry 2 was changed after it was written"])

    try scratch.tamper(
      "INSERT INTO failures (source, reason, detail) VALUES ('\(source.id.hex)', 'damaged', 'x')")
    faults = try scratch.store.faults { _ in }
    #expect(faults.contains { $0.contains("what was read from it was changed") })

    let original = Originals(in: scratch.folder).url(of: source.id)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: original.path)
    try Data("y".utf8).write(to: original)
    faults = try scratch.store.faults { _ in }
    #expect(faults.contains { $0.contains("its original was changed") })
  }

  @Test func `the log and the decisions refuse to be changed`() throws {
    let scratch = try ScratchCase()
    #expect(throws: ScratchCase.Refused.self) { try scratch.tamper("DELETE FROM activity") }
    #expect(throws: ScratchCase.Refused.self) {
      try scratch.tamper("UPDATE activity SET did = 'x'")
    }
    // The same way in does work for what is not protected.
    try scratch.tamper("INSERT INTO settings VALUES ('probe', 'x')")
  }

  @Test func `a decision stands over the suggestion until it is taken back`() throws {
    let scratch = try ScratchCase()
    let source = try scratch.file("x")
    _ = try scratch.store.admit([source], who: "t")
    var derived = Derivation()
    derived.events = [
      Event(
        id: "e1", facts: [.action: .known(["disclosure"])], time: TimeSpan(from: 0, to: 60),
        status: .suggested, origin: "test", citations: [])
    ]
    try scratch.store.replace(derived)
    try scratch.store.replace(findings: [])
    #expect(try scratch.store.isAudited())
    try scratch.store.record(
      Decision(
        event: "e1", kind: .confirmed, reviewer: "R. Okafor", time: 5,
        facts: [.action: .known(["contact-other"])]))
    #expect(try scratch.store.isAudited() == false)
    let event = try #require(try scratch.store.events().first)
    #expect(event.status == .confirmed)
    #expect(event.reviewer == "R. Okafor")
    #expect(event.action == "contact-other")
    // New files replace what was derived; what people decided stays.
    try scratch.store.replace(derived)
    #expect(try scratch.store.events().first?.status == .confirmed)
    try scratch.store.record(
      Decision(event: "e1", kind: .reopened, reviewer: "R. Okafor", time: 6))
    #expect(try scratch.store.events().first?.status == .suggested)
    #expect(throws: CaseFileError.self) {
      try scratch.store.record(
        Decision(event: "none", kind: .confirmed, reviewer: "R. Okafor", time: 7))
    }
    #expect(try scratch.store.faults { _ in }.filter { $0.hasPrefix("decisions") } == [])
  }

  @Test func `one process changes a case at a time`() throws {
    let scratch = try ScratchCase()
    let lock = try scratch.store.lock()
    #expect(throws: CaseFileError.self) { _ = try scratch.store.lock() }
    withExtendedLifetime(lock) {}
  }
}
