// SPDX-License-Identifier: Apache-2.0

import GRDB
import Searching

/// Finds in a text what a match found in it, by the same index in miniature.
struct Highlighter {
  /// For the columns of messages, and for the text of pages.
  static let messages = Result { try Highlighter(columns: SearchColumn.allCases.map(\.rawValue)) }
  static let pages = Result { try Highlighter(columns: ["text"]) }

  private let queue: DatabaseQueue
  private let columns: [String]

  private init(columns: [String]) throws {
    self.columns = columns
    queue = try DatabaseQueue()
    try queue.inDatabase { db in
      try db.execute(
        sql: """
          CREATE VIRTUAL TABLE texts USING fts5 (
            \(columns.joined(separator: ", ")), tokenize = 'unicode61')
          """)
    }
  }

  /// For each text of each hit, the bytes that are found, ascending and apart.
  ///
  /// - Parameter texts: one list a hit, in the order of the columns.
  func marks(of match: String, in texts: [[String]]) throws -> [[[Range<Int>]]] {
    var out = texts.map { $0.map { _ in [Range<Int>]() } }
    // What is never committed need not be written, even to memory.
    try queue.inTransaction { db in
      let places = columns.map { _ in ", ?" }.joined()
      let insert = try db.makeStatement(
        sql: "INSERT INTO texts (rowid, \(columns.joined(separator: ", "))) VALUES (?\(places))")
      for (row, hit) in texts.enumerated() {
        try insert.execute(arguments: [row + 1] + StatementArguments(hit.map(Self.unmarked)))
      }
      let marked = columns.indices.map { "highlight(texts, \($0), char(1), char(2))" }
      let rows = try Row.fetchCursor(
        db, sql: "SELECT rowid, \(marked.joined(separator: ", ")) FROM texts WHERE texts MATCH ?",
        arguments: [match])
      while let row = try rows.next() {
        for index in columns.indices {
          out[(row[0] as Int) - 1][index] = Self.ranges(in: row[index + 1])
        }
      }
      return .rollback
    }
    return out
  }

  /// Texts are strangers': what marks a place must not stand in them.
  private static func unmarked(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 <= 2 }) else { return text }
    return String(decoding: text.utf8.map { $0 <= 2 ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func ranges(in text: String) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var at = 0
    var start = 0
    for byte in text.utf8 {
      switch byte {
      case 1: start = at
      case 2: ranges.append(start..<at)
      default: at += 1
      }
    }
    return ranges
  }
}
