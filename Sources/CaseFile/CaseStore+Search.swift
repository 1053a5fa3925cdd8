// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// One page or message that answers a query.
package struct SearchHit: Sendable, Hashable {
  package var source: SourceID
  package var page: Int?
  package var bates: String?
  package var message: MessageID?
  /// The words around the hit, the hit itself between `[` and `]`.
  package var snippet: String
  /// Higher is better.
  package var score: Double
}

extension CaseStore {
  /// Full-text search over pages and messages in FTS5's own language; plain words otherwise.
  package func search(_ query: String, limit: Int) throws -> [SearchHit] {
    try pool.read { db in
      let pattern = try Self.pattern(query, in: db)
      let pages = try Row.fetchAll(
        db,
        sql: """
          SELECT p.source, p.number, p.bates, bm25(pages_search) AS rank,
                 snippet(pages_search, 0, '[', ']', '…', 12) AS snippet
            FROM pages_search JOIN pages p ON p.n = pages_search.rowid
           WHERE pages_search MATCH ? ORDER BY rank, p.source, p.number LIMIT ?
          """, arguments: [pattern, limit]
      ).map {
        SearchHit(
          source: SourceID(hex: $0["source"]), page: $0["number"], bates: $0["bates"],
          message: nil, snippet: $0["snippet"], score: -($0["rank"] as Double))
      }
      let messages = try Row.fetchAll(
        db,
        sql: """
          SELECT m.id, m.source, bm25(messages_search) AS rank,
                 snippet(messages_search, -1, '[', ']', '…', 12) AS snippet
            FROM messages_search JOIN messages m ON m.n = messages_search.rowid
           WHERE messages_search MATCH ? ORDER BY rank, m.id LIMIT ?
          """, arguments: [pattern, limit]
      ).map {
        SearchHit(
          source: SourceID(hex: $0["source"]), page: nil, bates: nil, message: $0["id"],
          snippet: $0["snippet"], score: -($0["rank"] as Double))
      }
      return Array((messages + pages).sorted { $0.score > $1.score }.prefix(limit))
    }
  }

  /// The query as FTS5 reads it, or, where that is no valid query, all of its words.
  private static func pattern(_ query: String, in db: Database) throws -> String {
    let probe = "SELECT 1 FROM pages_search WHERE pages_search MATCH ? LIMIT 1"
    if (try? Int.fetchOne(db, sql: probe, arguments: [query])) != nil { return query }
    do {
      _ = try Int.fetchOne(db, sql: probe, arguments: [query])
      return query
    } catch is DatabaseError {
      let words = query.split(whereSeparator: \.isWhitespace).map {
        "\"" + $0.replacing("\"", with: "\"\"") + "\""
      }
      guard !words.isEmpty else { throw CaseFileError("the query is empty; give it some words") }
      return words.joined(separator: " ")
    }
  }
}
