// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// Reads messages of a case within one look at it.
package struct MessageReader {
  private let db: Database

  init(_ db: Database) { self.db = db }

  package typealias Packed = (key: Int64, bytes: [UInt8])

  /// Hands over every message as the files give it, packed, so many at a time, by key.
  package func forEach(_ count: Int, _ body: ([Packed]) throws -> Void) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT n, packed FROM messages ORDER BY n")
    var batch: [Packed] = []
    while let row = try rows.next() {
      batch.append((row["n"], try row.withUnsafeData(atIndex: 1) { Array($0 ?? Data()) }))
      if batch.count == count {
        try body(batch)
        batch = []
      }
    }
    if !batch.isEmpty { try body(batch) }
  }

  /// One message as its file gives it.
  package func message(_ key: Int64) throws -> Message? {
    try Data.fetchOne(
      db.cachedStatement(sql: "SELECT packed FROM messages WHERE n = ?"), arguments: [key]
    ).map { try MessagePacking.unpack(Array($0)) }
  }

  /// The columns of a message with what the case tells of it; `m` are messages, `l` their links.
  static let columns = "m.id, m.packed, l.thread, l.reply_to, l.released, l.packed AS links"

  /// A message of `columns`; one that nothing was worked out for yet is as its file gives it.
  static func message(_ row: Row) throws -> Message {
    let message = try MessagePacking.unpack(Array(row["packed"] as Data))
    guard let packed = row["links"] as Data? else { return message }
    return message.linked(
      by: try MessageLinks(
        message: message.id, replyTo: row["reply_to"], thread: row["thread"],
        released: row["released"], packed: Array(packed)))
  }
}

extension CaseStore {
  package func readingMessages<Result>(_ body: (MessageReader) throws -> Result) throws -> Result {
    try pool.read { try body(MessageReader($0)) }
  }

  /// How many messages there are, and how many of them are known from quotes only.
  package func messageCounts() throws -> (all: Int, quoted: Int) {
    try pool.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*) AS n, count(*) FILTER (WHERE NOT l.released) AS quoted
            FROM messages m JOIN message_links l ON l.message = m.n
          """)
      return row.map { ($0["n"], $0["quoted"]) } ?? (0, 0)
    }
  }

  /// In order of time, then of place in the record; messages of unknown time last. Those of files
  /// that were not read to the end are not among them.
  package func messages() throws -> [Message] {
    try pool.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(MessageReader.columns) FROM messages m JOIN message_links l ON l.message = m.n
          ORDER BY m.sent IS NULL, m.sent, m.source, m.id
          """)
      var out: [Message] = []
      while let row = try rows.next() { out.append(try MessageReader.message(row)) }
      return out
    }
  }

  package func message(_ id: MessageID) throws -> Message? {
    try pool.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT \(MessageReader.columns)
            FROM messages m LEFT JOIN message_links l ON l.message = m.n WHERE m.id = ?
          """, arguments: [id]
      ).map(MessageReader.message)
    }
  }

  /// What the case tells of its messages, by their ids.
  package func links() throws -> [MessageLinks] {
    try pool.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT m.id, l.* FROM message_links l JOIN messages m ON m.n = l.message ORDER BY m.id
          """
      ).map { row in
        try MessageLinks(
          message: row["id"], replyTo: row["reply_to"], thread: row["thread"],
          released: row["released"], packed: Array(row["packed"] as Data))
      }
    }
  }
}
