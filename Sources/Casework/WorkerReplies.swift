// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Documents
import Evidence
import Foundation
import Searching

/// Pages as a worker sends them back: the number of pages of the file, then each page or failure.
struct PagesReply: Sendable {
  enum Entry: Sendable {
    case page(ReadPage)
    case failure(Failure)
  }

  var pageCount: Int
  var entries: [Entry] = []

  init(pageCount: Int) { self.pageCount = pageCount }

  func packed() throws -> [UInt8] {
    var out = PackWriter()
    out.number(pageCount)
    out.number(entries.count)
    for entry in entries {
      switch entry {
      case .page(let page):
        out.number(0)
        out.page(page)
      case .failure(let failure):
        out.number(1)
        out.blob(Array(try JSONEncoder().encode(failure)))
      }
    }
    return out.bytes
  }

  init(unpacking bytes: [UInt8]) throws {
    var input = PackReader(bytes: bytes)
    pageCount = try input.number()
    let count = try input.number()
    for _ in 0..<max(0, count) {
      if try input.number() == 0 {
        entries.append(.page(try input.page()))
      } else {
        entries.append(
          .failure(try JSONDecoder().decode(Failure.self, from: Data(try input.blob()))))
      }
    }
  }
}

/// How far the reading of a large file has come.
struct ArchivePlace: Hashable, Codable, Sendable {
  /// Counted from 0: the file, item or byte to begin with.
  var first = 0
  /// How many messages come before.
  var messages = 0
  /// How many items to read at most.
  var limit = Int(Int32.max)
  /// Whether something of the file has come back already.
  var isBegun = false

  /// Where to go on in an archive of Outlook after a stretch broke its reader: with fewer items, or
  /// past the one that does it.
  var afterFailure: (place: ArchivePlace, isSkipped: Bool) {
    var next = self
    switch limit {
    case ...1: (next.first, next.limit) = (first + 1, Int(Int32.max))
    case ...50: next.limit = 1
    default: next.limit = 50
    }
    return (next, limit <= 1)
  }
}

/// What all pages of a document, a mail file or a table give.
struct ContentReply: Sendable {
  var content = SourceContent()
  /// Whether there are files in it to unpack.
  var holdsFiles = false
  /// Where to go on; nil when that was all.
  var next: ArchivePlace?

  func packed() throws -> [UInt8] {
    var out = PackWriter()
    out.list(content.messages) { $0.message($1) }
    out.list(content.sheets) { out, sheet in
      out.text(sheet.name)
      out.list(sheet.columns) { $0.text($1) }
      out.list(sheet.rows) { out, row in
        out.number(row.number)
        out.list(row.cells) { $0.text($1) }
      }
      out.blob(Self.json(sheet.failures))
    }
    out.list(content.pages) { out, page in
      out.number(page.number)
      out.text(page.bates)
      out.blob(page.packed)
    }
    out.blob(Self.json(content.failures))
    out.blob(Self.json(content.exposures))
    out.number(holdsFiles ? 1 : 0)
    out.blob(Self.json(content.account.map { [$0] } ?? []))
    out.place(next)
    return out.bytes
  }

  /// No bytes for none. Values of these types always encode.
  private static func json(_ values: [some Encodable]) -> [UInt8] {
    values.isEmpty ? [] : (try? JSONEncoder().encode(values)).map { Array($0) } ?? []
  }

  private static func values<Value: Decodable>(_ bytes: [UInt8]) throws -> [Value] {
    bytes.isEmpty ? [] : try JSONDecoder().decode([Value].self, from: Data(bytes))
  }
}

extension ContentReply {
  init(unpacking bytes: [UInt8]) throws {
    typealias Malformed = PackReader.Malformed
    var input = PackReader(bytes: bytes)
    content.messages = try input.list { input throws(Malformed) in
      try input.message()
    }
    let count = try input.number()
    for _ in 0..<max(0, count) {
      var sheet = Sheet(
        name: try input.optionalText(),
        columns: try input.list { input throws(Malformed) in try input.text() },
        rows: try input.list { input throws(Malformed) in
          Row(
            number: try input.number(),
            cells: try input.list { input throws(Malformed) in try input.optionalText() })
        })
      sheet.failures = try Self.values(try input.blob())
      content.sheets.append(sheet)
    }
    content.pages = try input.list { input throws(Malformed) in
      SettledPage(
        number: try input.number(), bates: try input.optionalText(), packed: try input.blob())
    }
    content.failures = try Self.values(try input.blob())
    content.exposures = try Self.values(try input.blob())
    holdsFiles = try input.number() != 0
    let accounts: [ArchiveAccount] = try Self.values(try input.blob())
    content.account = accounts.first
    next = try input.place()
  }
}

/// Where the stretches of a mailbox file begin.
struct SurveyReply: Sendable {
  var places: [ArchivePlace]
  /// Where to go on; nil when that was all.
  var next: ArchivePlace?

  func packed() throws -> [UInt8] {
    var out = PackWriter()
    out.list(places) { $0.place($1) }
    out.place(next)
    return out.bytes
  }
}

extension SurveyReply {
  init(unpacking bytes: [UInt8]) throws {
    var input = PackReader(bytes: bytes)
    places = try input.list { input throws(PackReader.Malformed) in try input.place() }
      .compactMap(\.self)
    next = try input.place()
  }
}

/// What each of several mail files gives.
struct MailsReply: Sendable {
  var replies: [ContentReply] = []

  init() {}

  func packed() throws -> [UInt8] {
    var out = PackWriter()
    let all = try replies.map { try $0.packed() }
    out.list(all) { $0.blob($1) }
    return out.bytes
  }

  init(unpacking bytes: [UInt8]) throws {
    var input = PackReader(bytes: bytes)
    let all = try input.list { input throws(PackReader.Malformed) in try input.blob() }
    replies = try all.map { try ContentReply(unpacking: $0) }
  }
}

/// Files within a file.
struct UnpackReply: Sendable {
  struct Entry: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  var entries: [Entry] = []
  var failures: [Failure] = []
  /// Where to go on; nil when that was all.
  var next: ArchivePlace?
  /// Of these files, where it is they that the archive holds.
  var account: ArchiveAccount?

  func packed() throws -> [UInt8] {
    var out = PackWriter()
    out.list(entries) { out, entry in
      out.text(entry.name)
      out.blob(entry.bytes)
    }
    out.blob(Array(try JSONEncoder().encode(failures)))
    out.place(next)
    out.blob(Array(try JSONEncoder().encode([account])))
    return out.bytes
  }
}

extension UnpackReply {
  /// About as much as one reply carries: what follows is asked for again.
  private static let size = 64 << 20

  /// Files from number `first` on, as many as go into a reply; those that cannot be unpacked become
  /// failures.
  init(
    names: [String], from first: Int, bytes: (Int) throws(ReadingError) -> [UInt8]
  ) {
    var taken = 0
    var account = ArchiveAccount(unit: .files)
    defer { self.account = account }
    for index in names.indices.dropFirst(max(0, first)) {
      if taken > Self.size {
        next = ArchivePlace(first: index)
        return
      }
      account.expected += 1
      do throws(ReadingError) {
        let file = try bytes(index)
        taken += file.count
        account.read += 1
        entries.append(Entry(name: names[index], bytes: file))
      } catch {
        account.unreadable += 1
        failures.append(
          Failure(reason: error.reason, detail: "\(names[index]): \(error.detail)"))
      }
    }
  }

  init(unpacking bytes: [UInt8]) throws {
    var input = PackReader(bytes: bytes)
    entries = try input.list { input throws(PackReader.Malformed) in
      Entry(name: try input.text(), bytes: try input.blob())
    }
    failures = try JSONDecoder().decode([Failure].self, from: Data(try input.blob()))
    next = try input.place()
    account =
      try JSONDecoder().decode([ArchiveAccount?].self, from: Data(try input.blob())).first ?? nil
  }
}

extension PackWriter {
  fileprivate mutating func place(_ place: ArchivePlace?) {
    number(place == nil ? 0 : 1)
    if let place {
      number(place.first)
      number(place.messages)
      number(place.isBegun ? 1 : 0)
    }
  }

  fileprivate mutating func page(_ page: ReadPage) {
    text(page.source.hex)
    number(page.number)
    text(page.bates)
    text(page.method)
    share(page.confidence)
    number(page.words)
    share(page.redactedShare)
    list(page.codes) { $0.text($1) }
    text(page.text)
    blob(page.packed)
    // The rest stands in the packed page; only pages that have any are unpacked for it.
    number(page.redactions.isEmpty && page.exposures.isEmpty ? 0 : 1)
  }

  fileprivate mutating func message(_ message: ReadMessage) {
    text(message.id)
    text(message.origin)
    text(message.sender)
    text(message.recipients)
    text(message.sent)
    text(message.subject)
    number(message.attachments)
    number(message.hasQuotes ? 1 : 0)
    list(message.pages) { $0.number($1) }
    list(message.texts) { $0.text($1) }
    blob(message.packed)
  }
}

extension PackReader {
  fileprivate mutating func place() throws(Malformed) -> ArchivePlace? {
    if try number() == 0 { return nil }
    var place = ArchivePlace(first: try number(), messages: try number())
    place.isBegun = try number() != 0
    return place
  }

  fileprivate mutating func page() throws -> ReadPage {
    var page = ReadPage(
      source: SourceID(hex: try text()), number: try number(), bates: try optionalText(),
      method: try text(), confidence: try share(), words: try number(),
      redactedShare: try share() ?? 0,
      codes: try list { input throws(Malformed) in try input.text() }, text: try text(),
      redactions: [], exposures: [], packed: try blob())
    if try number() != 0 {
      let whole = try PagePacking.unpack(page.packed)
      (page.redactions, page.exposures) = (whole.redactions, whole.exposures)
    }
    return page
  }

  fileprivate mutating func message() throws(Malformed) -> ReadMessage {
    let message = ReadMessage(
      id: try text(), origin: try text(), sender: try optionalText(), recipients: try text(),
      sent: try optionalText(), subject: try optionalText(), attachments: try number(),
      hasQuotes: try number() != 0,
      pages: try list { input throws(Malformed) in try input.number() },
      texts: try list { input throws(Malformed) in try input.text() }, packed: try blob())
    guard message.texts.count == SearchColumn.allCases.count else {
      throw Malformed(offset: 0)
    }
    return message
  }
}
