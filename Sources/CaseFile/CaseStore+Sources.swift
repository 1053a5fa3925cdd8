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
      db, sql: "SELECT name FROM source_names WHERE source = ? ORDER BY name",
      arguments: [source.id.hex])
    if names.contains(source.name) { return .known(name: source.name) }
    if names.isEmpty {
      try db.execute(
        sql: "INSERT INTO sources (id, kind, bytes, parent, added) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          source.id.hex, source.kind.rawValue, source.bytes, source.parent?.hex, source.added,
        ])
    }
    try db.execute(
      sql: "INSERT INTO source_names (source, name) VALUES (?, ?)",
      arguments: [source.id.hex, source.name])
    try ActivityLog.append(
      Activity(
        time: source.added, who: who, did: "add", object: source.id.hex, detail: source.name),
      to: db)
    return names.first.map { .alias(of: $0) } ?? .new
  }

  /// In the order of their names, then hashes: the order of every listing.
  package func sources() throws -> [StoredSource] {
    try pool.read { db in
      let names = Dictionary(
        grouping: try Row.fetchAll(db, sql: "SELECT source, name FROM source_names ORDER BY name"),
        by: { $0["source"] as String }
      ).mapValues { $0.map { $0["name"] as String } }
      return try Row.fetchAll(db, sql: "SELECT rowid AS place, * FROM sources").map { row in
        let id: String = row["id"]
        let known = names[id] ?? []
        return StoredSource(
          source: Source(
            id: SourceID(hex: id), name: known.first ?? id,
            kind: SourceKind(rawValue: row["kind"]) ?? .unsupported, bytes: row["bytes"],
            parent: (row["parent"] as String?).map { SourceID(hex: $0) }, added: row["added"]),
          names: known, isRead: row["state"] == "read", pageCount: row["page_count"],
          digest: row["digest"], order: row["place"])
      }
      .sorted { ($0.source.name, $0.source.id) < ($1.source.name, $1.source.id) }
    }
  }

  /// Forgets what an interrupted run noted of the file as a whole; its pages stay.
  package func reopen(_ source: SourceID) throws {
    try pool.write { db in
      try db.execute(
        sql: "DELETE FROM failures WHERE source = ? AND page IS NULL AND stage = 'read'",
        arguments: [source.hex])
    }
  }

  package func setPageCount(_ count: Int, of source: SourceID) throws {
    try pool.write { db in
      try db.execute(
        sql: "UPDATE sources SET page_count = ? WHERE id = ?", arguments: [count, source.hex])
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

extension Failure {
  init(row: GRDB.Row) {
    self.init(
      page: row["page"], sheet: row["sheet"], row: row["row"],
      reason: Reason(rawValue: row["reason"]) ?? .damaged, detail: row["detail"])
  }
}
