// SPDX-License-Identifier: Apache-2.0

import Crypto
import Evidence
import Foundation
import GRDB

/// One name of a source, and the file it was found in under that name.
package struct SourceName: Sendable, Hashable {
  package var source: SourceID
  package var name: String
  /// Nil for a file that was added by itself.
  package var parent: SourceID?
}

/// What was read comes out as it went in, to be written into another case.
extension CaseStore {
  /// Every name of every source, by source and name.
  package func sourceNames() throws -> [SourceName] {
    try pool.read { db in
      try Row.fetchAll(
        db, sql: "SELECT source, name, parent FROM source_names ORDER BY source, name"
      ).map { row in
        SourceName(
          source: SourceID(hex: row["source"]), name: row["name"],
          parent: (row["parent"] as String?).map { SourceID(hex: $0) })
      }
    }
  }

  /// SHA-256 over everything read from one source, as it stands now.
  package func digest(of source: SourceID) throws -> String {
    try pool.read { try Self.digest(of: source, in: $0) }
  }

  /// The digest that was written when a source was closed.
  package func recordedDigest(of source: SourceID) throws -> String? {
    try pool.read { db in
      try String.fetchOne(
        db, sql: "SELECT digest FROM sources WHERE id = ?", arguments: [source.hex])
    }
  }

  /// The pages of a source behind a number, at most so many, and what stands for pages that failed
  /// among them.
  package func pageReadings(
    of source: SourceID, after number: Int, limit: Int
  ) throws -> [(number: Int, reading: PageReading)] {
    try pool.read { db in
      let pages = try Row.fetchAll(
        db,
        sql: "SELECT * FROM pages WHERE source = ? AND number > ? ORDER BY number LIMIT ?",
        arguments: [source.hex, number, limit])
      let ending: Int? = pages.last.map { $0["number"] }
      let last = pages.count < limit ? Int.max : ending ?? Int.max
      let redactions = try Self.redactions(of: source, number + 1...max(last, number + 1), in: db)
      let exposures = try Self.exposures(of: source, foundIn: "page", in: db)
      var out = try pages.map { row -> (number: Int, reading: PageReading) in
        let number: Int = row["number"]
        let page = ReadPage(
          source: source, number: number, bates: row["bates"], method: row["method"],
          confidence: row["confidence"], words: row["words"],
          redactedShare: row["redacted_share"],
          codes: try StoredJSON.value([String].self, row["codes"]), text: row["text"],
          redactions: redactions[number] ?? [],
          exposures: exposures.filter { $0.page == number }, packed: Array(row["packed"] as Data))
        return (number, .page(page))
      }
      let failed = try Row.fetchAll(
        db,
        sql: """
          SELECT page, sheet, row, reason, detail FROM failures
           WHERE source = ? AND stage = 'read' AND page > ? AND page <= ?
          """, arguments: [source.hex, number, last])
      out += failed.map { ($0["page"], .failure(source, Failure(row: $0))) }
      return out
    }
  }

  /// What a source gave besides its pages, their failures and its messages.
  package func contentBesidesMessages(of source: SourceID) throws -> SourceContent {
    var content = SourceContent(sheets: try sheets(of: source))
    try pool.read { db in
      content.failures = try Row.fetchAll(
        db,
        sql: """
          SELECT page, sheet, row, reason, detail FROM failures
           WHERE source = ? AND stage = 'read' AND page IS NULL
          """, arguments: [source.hex]
      ).map(Failure.init(row:))
      content.exposures = try Self.exposures(of: source, foundIn: "file", in: db)
      content.account = try String.fetchOne(
        db, sql: "SELECT value FROM archive_accounts WHERE source = ?", arguments: [source.hex]
      ).map { try StoredJSON.value(ArchiveAccount.self, $0) }
    }
    return content
  }

  /// The messages of a source behind an id, packed, at most so many.
  package func packedMessages(
    of source: SourceID, after id: MessageID, limit: Int
  ) throws -> [(id: MessageID, bytes: [UInt8])] {
    try pool.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT id, packed FROM messages WHERE source = ? AND id > ? ORDER BY id LIMIT ?",
        arguments: [source.hex, id, limit]
      ).map { ($0["id"], Array($0["packed"] as Data)) }
    }
  }

  /// SHA-256 over which files this case has, under which names, and what was read of each: of those
  /// that were read to the end by their digests, which are not computed anew.
  package func readingsDigest() throws -> String {
    try pool.read { db in
      var hasher = SHA256()
      func add(_ sql: String) throws {
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
          for (_, value) in row {
            let text = value.description
            hasher.update(data: Data("\(text.utf8.count):\(text)".utf8))
          }
        }
        hasher.update(data: Data("|".utf8))
      }
      try add("SELECT id, kind, bytes, state, page_count, digest FROM sources ORDER BY id")
      try add("SELECT source, name, parent FROM source_names ORDER BY source, name")
      let pending = "SELECT id FROM sources WHERE state = 'pending' ORDER BY id"
      for source in try String.fetchAll(db, sql: pending) {
        hasher.update(data: Data(try Self.digest(of: SourceID(hex: source), in: db).utf8))
      }
      return hasher.finalize().hex
    }
  }

  private static func redactions(
    of source: SourceID, _ pages: ClosedRange<Int>, in db: Database
  ) throws -> [Int: [Redaction]] {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT * FROM redactions WHERE source = ? AND page BETWEEN ? AND ? ORDER BY page, n",
      arguments: [source.hex, pages.lowerBound, pages.upperBound])
    return try Dictionary(grouping: rows) { $0["page"] as Int }
      .mapValues { try $0.map(Redaction.init(row:)) }
  }

  private static func exposures(
    of source: SourceID, foundIn place: String, in db: Database
  ) throws -> [Exposure] {
    try Row.fetchAll(
      db, sql: "SELECT * FROM exposures WHERE source = ? AND found_in = ? ORDER BY n",
      arguments: [source.hex, place]
    ).compactMap(Exposure.init(row:))
  }
}
