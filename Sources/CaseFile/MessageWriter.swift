// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB
import Searching

/// Writes messages, as the files give them, into the tables and the search index of one transaction.
struct MessageWriter {
  private let db: Database
  private let row: Statement
  private let search: Statement
  private let place: Statement

  init(_ db: Database) throws {
    self.db = db
    row = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO messages
          (id, source, origin, sender, recipients, sent, subject, attachments, quotes, body, packed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    search = try db.cachedStatement(
      sql: "INSERT INTO messages_search (rowid, \(Self.columns)) VALUES (?\(Self.places))")
    place = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO message_pages (message, page)
        SELECT ?, n FROM pages WHERE source = ? AND number = ?
        """)
  }

  /// Replaces the message of the same id, if there is one.
  func insert(_ read: ReadMessage, of source: SourceID) throws {
    if try !isNew(read, of: source) {
      let old = try Int64.fetchOne(
        db, sql: "SELECT n FROM messages WHERE id = ?", arguments: [read.id])
      if let old { try Self.remove(old, in: db) }
      _ = try isNew(read, of: source)
    }
    let n = db.lastInsertedRowID
    try search.execute(arguments: [n] + StatementArguments(read.texts))
    for page in read.pages { try place.execute(arguments: [n, source.hex, page]) }
  }

  private func isNew(_ read: ReadMessage, of source: SourceID) throws -> Bool {
    try row.execute(arguments: [
      read.id, source.hex, read.origin, read.sender, read.recipients, read.sent, read.subject,
      read.attachments, read.hasQuotes, read.body, Data(read.packed),
    ])
    return db.changesCount > 0
  }

  /// Forgets messages with all that was written of them.
  static func removeAll(where condition: String, in db: Database) throws {
    for n in try Int64.fetchAll(db, sql: "SELECT n FROM messages WHERE \(condition)") {
      try remove(n, in: db)
    }
  }

  /// The index keeps no text of its own: it must be told what to forget.
  private static func remove(_ n: Int64, in db: Database) throws {
    let packed = try Data.fetchOne(
      db.cachedStatement(sql: "SELECT packed FROM messages WHERE n = ?"), arguments: [n])
    if let packed {
      let texts = MessageTexts(try MessagePacking.unpack(Array(packed)))
      try db.cachedStatement(
        sql: """
          INSERT INTO messages_search (messages_search, rowid, \(columns))
          VALUES ('delete', ?\(places))
          """
      ).execute(arguments: [n] + StatementArguments(texts.all))
    }
    for sql in [
      "DELETE FROM message_pages WHERE message = ?", "DELETE FROM message_links WHERE message = ?",
      "DELETE FROM messages WHERE n = ?",
    ] {
      try db.cachedStatement(sql: sql).execute(arguments: [n])
    }
  }

  private static let columns = SearchColumn.allCases.map(\.rawValue).joined(separator: ", ")
  private static let places = String(repeating: ", ?", count: SearchColumn.allCases.count)
}
