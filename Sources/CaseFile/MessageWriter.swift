// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB
import Searching

/// Brings the messages of a case, and their search index, to what they are now: rows that did not
/// change are left alone.
struct MessageWriter {
  private let db: Database
  /// Where people work, by `Person.id`.
  private let organizations: [String: String]
  private var kept: Set<Int64> = []

  init(_ db: Database, organizations: [String: String]) throws {
    (self.db, self.organizations) = (db, organizations)
  }

  private struct Row {
    let sender: String?
    let recipients: String
    let sent: String?
    let packed: Data
    let organizations: String

    init(_ message: Message, people: [String: String]) {
      sender = message.from.value?.label
      recipients = (message.to + message.cc).compactMap { $0.value?.label }
        .joined(separator: "; ")
      sent = message.sent.value?.iso
      packed = Data(MessagePacking.pack(message))
      organizations = MessageTexts.organizations(of: message, people: people)
    }
  }

  /// Replaces the row of the same id, if there is one.
  mutating func put(_ message: Message) throws {
    let row = Row(message, people: organizations)
    let old = try GRDB.Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT n, packed = ? AND organizations = ? AS same FROM messages WHERE id = ?
          """),
      arguments: [row.packed, row.organizations, message.id])
    if let old {
      if old["same"] {
        kept.insert(old["n"])
        return
      }
      try remove(old["n"])
    }
    try insert(message, row)
  }

  private mutating func insert(_ message: Message, _ row: Row) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO messages
          (id, source, origin, sender, recipients, sent, subject, thread, reply_to, released, body,
           packed, attachments, quotes, organizations)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      message.id, message.source.hex, message.origin.rawValue, row.sender, row.recipients,
      row.sent, message.subject.value, message.thread, message.replyTo, message.released,
      message.newText, row.packed, message.attachments.count,
      message.lines.contains { $0.zone == .quoted }, row.organizations,
    ])
    let n = db.lastInsertedRowID
    kept.insert(n)
    try index(message, as: n, organizations: row.organizations)
  }

  /// Indexes a message that stands in the table and in no index yet.
  mutating func index(_ n: Int64) throws {
    guard let message = try Self.message(n, in: db)?.message else { return }
    let row = Row(message, people: organizations)
    try db.cachedStatement(
      sql: "UPDATE messages SET attachments = ?, quotes = ?, organizations = ? WHERE n = ?"
    ).execute(arguments: [
      message.attachments.count, message.lines.contains { $0.zone == .quoted }, row.organizations,
      n,
    ])
    try index(message, as: n, organizations: row.organizations)
  }

  private func index(_ message: Message, as n: Int64, organizations: String) throws {
    let texts = MessageTexts(message, organizations: organizations)
    try db.cachedStatement(
      sql: "INSERT INTO messages_search (rowid, \(Self.columns)) VALUES (?\(Self.places))"
    ).execute(arguments: [n] + StatementArguments(texts.all))
    let place = try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO message_pages (message, page)
        SELECT ?, n FROM pages WHERE source = ? AND number = ?
        """)
    for page in message.pages { try place.execute(arguments: [n, message.source.hex, page]) }
  }

  /// Removes every message that was neither put nor inserted.
  mutating func finish() throws {
    for n in try Int64.fetchAll(db, sql: "SELECT n FROM messages") where !kept.contains(n) {
      try remove(n)
    }
  }

  /// The index keeps no text of its own: it must be told what to forget.
  private func remove(_ n: Int64) throws {
    if let (message, organizations) = try Self.message(n, in: db) {
      let texts = MessageTexts(message, organizations: organizations)
      try db.cachedStatement(
        sql: """
          INSERT INTO messages_search (messages_search, rowid, \(Self.columns))
          VALUES ('delete', ?\(Self.places))
          """
      ).execute(arguments: [n] + StatementArguments(texts.all))
    }
    try db.cachedStatement(sql: "DELETE FROM message_pages WHERE message = ?")
      .execute(arguments: [n])
    try db.cachedStatement(sql: "DELETE FROM messages WHERE n = ?").execute(arguments: [n])
  }

  private static func message(_ n: Int64, in db: Database) throws -> (
    message: Message, organizations: String
  )? {
    try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT packed, organizations FROM messages WHERE n = ?"),
      arguments: [n]
    ).map { (try MessagePacking.unpack(Array($0["packed"] as Data)), $0["organizations"]) }
  }

  private static let columns = SearchColumn.allCases.map(\.rawValue).joined(separator: ", ")
  private static let places = String(repeating: ", ?", count: SearchColumn.allCases.count)
}
