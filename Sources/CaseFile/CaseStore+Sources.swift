// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// A source with how far it has been read.
package struct StoredSource: Sendable, Hashable {
  package var source: Source
  /// Every name it was added under, sorted; the first is `source.name`.
  package var names: [String]
  package var isRead: Bool
  package var pageCount: Int?
  package var digest: String?
  /// Its place in the order of adding, from 1.
  package var order: Int
}

extension StoredSource {
  /// A source that was just entered and waits to be read.
  package init(pending source: Source) {
    self.init(
      source: source, names: [source.name], isRead: false, pageCount: nil, digest: nil, order: 0)
  }
}

extension CaseStore {
  package enum Admission: Sendable, Hashable {
    case new
    /// The case has it, under this name already.
    case known(name: String)
    /// The case has it under another name; this one was noted beside it.
    case alias(of: String)
  }

  /// Enters files that lie in `originals/`, all or none.
  package func admit(_ sources: [Source], who: String) throws -> [Admission] {
    try pool.write { db in try sources.map { try Self.admit($0, who: who, in: db) } }
  }

  private static func admit(_ source: Source, who: String, in db: Database) throws -> Admission {
    let names = try String.fetchAll(
      db.cachedStatement(sql: "SELECT name FROM source_names WHERE source = ? ORDER BY name"),
      arguments: [source.id.hex])
    if names.contains(source.name) {
      try settleParent(of: source, in: db)
      return .known(name: source.name)
    }
    if names.isEmpty {
      try db.cachedStatement(
        sql: "INSERT INTO sources (id, kind, bytes, added) VALUES (?, ?, ?, ?)"
      ).execute(arguments: [source.id.hex, source.kind.rawValue, source.bytes, source.added])
    }
    try db.cachedStatement(
      sql: "INSERT INTO source_names (source, name, parent) VALUES (?, ?, ?)"
    ).execute(arguments: [source.id.hex, source.name, source.parent?.hex])
    try ActivityLog.append(
      Activity(
        time: source.added, who: who, did: "add", object: source.id.hex, detail: source.name),
      to: db)
    return names.first.map { .alias(of: $0) } ?? .new
  }

  /// Of several files that hold one under the same name the first by hash counts, and none where it
  /// was added by itself: whatever came first.
  private static func settleParent(of source: Source, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE source_names SET parent = :parent
         WHERE source = :source AND name = :name AND (:parent IS NULL OR parent > :parent)
        """
    ).execute(arguments: [
      "parent": source.parent?.hex, "source": source.id.hex, "name": source.name,
    ])
  }

  /// In the order of their names, then hashes: the order of every listing.
  package func sources() throws -> [StoredSource] {
    try pool.read { db in
      let names = Dictionary(
        grouping: try Row.fetchAll(
          db, sql: "SELECT source, name, parent FROM source_names ORDER BY name"),
        by: { $0["source"] as String })
      return try Row.fetchAll(db, sql: "SELECT rowid AS place, * FROM sources").map { row in
        let id: String = row["id"]
        let rows = names[id] ?? []
        let known = rows.map { $0["name"] as String }
        // A file that was also added by itself has no parent; one in several that of its first name.
        let parents = rows.compactMap { $0["parent"] as String? }
        let parent = parents.count == rows.count ? parents.first : nil
        return StoredSource(
          source: Source(
            id: SourceID(hex: id), name: known.first ?? id,
            kind: SourceKind(rawValue: row["kind"]) ?? .unsupported, bytes: row["bytes"],
            parent: parent.map { SourceID(hex: $0) }, added: row["added"]),
          names: known, isRead: row["state"] == "read", pageCount: row["page_count"],
          digest: row["digest"], order: row["place"])
      }
      .sorted { ($0.source.name, $0.source.id) < ($1.source.name, $1.source.id) }
    }
  }

  /// Forgets what an interrupted run noted of files as a whole, and what it read of archives; pages
  /// stay.
  package func reopenPending() throws {
    try pool.write { db in
      try db.execute(
        sql: """
          DELETE FROM failures WHERE page IS NULL AND stage = 'read'
             AND source IN (SELECT id FROM sources WHERE state = 'pending')
          """)
      try MessageWriter.removeAll(
        where: "source IN (SELECT id FROM sources WHERE state = 'pending')", in: db)
    }
  }

  /// Forgets that a file was read, and what kept it from being read; the next run reads it anew.
  package func readAgain(_ source: SourceID) throws {
    try pool.write { db in
      try db.execute(
        sql: "DELETE FROM failures WHERE source = ? AND stage = 'read'", arguments: [source.hex])
      try db.execute(
        sql: "UPDATE sources SET state = 'pending', digest = NULL WHERE id = ?",
        arguments: [source.hex])
    }
  }

  package func setPageCount(_ count: Int, of source: SourceID) throws {
    try setPageCounts([source: count])
  }

  package func setPageCounts(_ counts: [SourceID: Int]) throws {
    if counts.isEmpty { return }
    try pool.write { db in
      for (source, count) in counts {
        try db.cachedStatement(sql: "UPDATE sources SET page_count = ? WHERE id = ?")
          .execute(arguments: [count, source.hex])
      }
    }
  }

  /// Failures of reading and of mapping, by source, each list in a fixed order.
  package func failures() throws -> [SourceID: [Failure]] {
    try pool.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT source, page, sheet, row, reason, detail FROM failures
          ORDER BY source, stage DESC, page, sheet, row, reason, detail
          """)
      return Dictionary(grouping: rows, by: { SourceID(hex: $0["source"]) })
        .mapValues { $0.map(Failure.init(row:)) }
    }
  }

  /// Numbers of pages, messages and rows by source, for listings.
  package func counts() throws -> [SourceID: (pages: Int, messages: Int, rows: Int)] {
    try pool.read { db in
      var out: [SourceID: (pages: Int, messages: Int, rows: Int)] = [:]
      func add(_ table: String, _ put: (inout (pages: Int, messages: Int, rows: Int), Int) -> Void)
        throws
      {
        let sql = "SELECT source, count(*) AS n FROM \(table) GROUP BY source"
        for row in try Row.fetchAll(db, sql: sql) {
          put(&out[SourceID(hex: row["source"]), default: (0, 0, 0)], row["n"])
        }
      }
      try add("pages") { $0.pages = $1 }
      try add("messages") { $0.messages = $1 }
      try add("sheet_rows") { $0.rows = $1 }
      return out
    }
  }
}

extension Exposure {
  init?(row: GRDB.Row) {
    guard let kind = Kind(rawValue: row["kind"]) else { return nil }
    let x0: Double? = row["x0"]
    let box = x0.map { Box(x0: $0, y0: row["y0"], x1: row["x1"], y1: row["y1"]) }
    self.init(
      kind: kind, page: row["page"], box: box,
      text: String(decoding: row["words"] as Data, as: UTF8.self), place: row["place"],
      confidence: row["confidence"])
  }
}

extension Redaction {
  init(row: GRDB.Row) throws {
    self.init(
      box: Box(x0: row["x0"], y0: row["y0"], x1: row["x1"], y1: row["y1"]),
      kind: Kind(rawValue: row["kind"]) ?? .other,
      codes: try StoredJSON.value([String].self, row["codes"]),
      textUnder: TextUnder(rawValue: row["text_under"]) ?? .unknown,
      withheldPages: row["withheld_pages"])
  }
}

extension Failure {
  init(row: GRDB.Row) {
    self.init(
      page: row["page"], sheet: row["sheet"], row: row["row"],
      reason: Reason(rawValue: row["reason"]) ?? .damaged, detail: row["detail"])
  }
}
