// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// Brings the messages of a case, and their search index, to what they are now: rows that did not
/// change are left alone.
struct MessageWriter {
  private let db: Database
  private var kept: Set<Int64> = []

  init(_ db: Database) throws { self.db = db }

  private struct Row {
    let sender: String?
    let recipients: String
    let sent: String?
    let packed: Data

    init(_ message: Message) {
      sender = message.from.value?.label
      recipients = (message.to + message.cc).compactMap { $0.value?.label }
        .joined(separator: "; ")
      sent = message.sent.value?.iso
      packed = Data(MessagePacking.pack(message))
    }
  }

  /// Replaces the row of the same id, if there is one.
  mutating func put(_ message: Message) throws {
    let row = Row(message)
    let old = try GRDB.Row.fetchOne(
      db.cachedStatement(sql: "SELECT n, packed = ? AS same FROM messages WHERE id = ?"),
      arguments: [row.packed, message.id])
    if let old {
      if old["same"] {
        kept.insert(old["n"])
        return
      }
      try remove(old["n"])
    }
    try insert(message, row)
  }

  mutating func insert(_ message: Message) throws { try insert(message, Row(message)) }

  private mutating func insert(_ message: Message, _ row: Row) throws {
    let body = message.newText
    try db.cachedStatement(
      sql: """
        INSERT INTO messages
          (id, source, origin, sender, recipients, sent, subject, thread, reply_to, released, body,
           packed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      message.id, message.source.hex, message.origin.rawValue, row.sender, row.recipients,
      row.sent, message.subject.value, message.thread, message.replyTo, message.released, body,
      row.packed,
    ])
    let n = db.lastInsertedRowID
    kept.insert(n)
    try db.cachedStatement(
      sql: "INSERT INTO messages_search (rowid, subject, body) VALUES (?, ?, ?)"
    ).execute(arguments: [n, message.subject.value, body])
  }

  /// Removes every message that was neither put nor inserted.
  mutating func finish() throws {
    for n in try Int64.fetchAll(db, sql: "SELECT n FROM messages") where !kept.contains(n) {
      try remove(n)
    }
  }

  /// The index keeps no text of its own: it must be told what to forget.
  private func remove(_ n: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO messages_search (messages_search, rowid, subject, body)
        SELECT 'delete', n, subject, body FROM messages WHERE n = ?
        """
    ).execute(arguments: [n])
    try db.cachedStatement(sql: "DELETE FROM messages WHERE n = ?").execute(arguments: [n])
  }
}
