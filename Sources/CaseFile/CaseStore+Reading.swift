// SPDX-License-Identifier: Apache-2.0

import Crypto
import Evidence
import Foundation
import GRDB

/// What one file gave, besides its pages.
package struct SourceContent: Sendable {
  package var messages: [Message] = []
  package var sheets: [Sheet] = []
  package var failures: [Failure] = []
  /// Pages that only all pages of the source together could settle; they replace those saved.
  package var pages: [Page] = []

  package init(
    messages: [Message] = [], sheets: [Sheet] = [], failures: [Failure] = [], pages: [Page] = []
  ) {
    (self.messages, self.sheets, self.failures) = (messages, sheets, failures)
    self.pages = pages
  }
}

/// One page, or the reason why there is none.
package enum PageReading: Sendable {
  case page(Page)
  case failure(SourceID, Failure)
}

extension CaseStore {
  /// Writes what was read of some pages in one transaction.
  package func save(_ readings: [PageReading]) throws {
    try pool.write { db in
      for reading in readings {
        switch reading {
        case .page(let page): try Self.insert(page, in: db)
        case .failure(let source, let failure): try Self.insert(failure, of: source, in: db)
        }
      }
    }
  }

  /// The pages of `source` that are in the case or recorded as failed.
  package func settledPages(of source: SourceID) throws -> Set<Int> {
    try pool.read { db in
      try Set(
        Int.fetchAll(
          db,
          sql: """
            SELECT number FROM pages WHERE source = :s
            UNION SELECT page FROM failures WHERE source = :s AND page IS NOT NULL
            """, arguments: ["s": source.hex]))
    }
  }

  /// Closes sources: everything besides their pages, and the digest of all of it, at once.
  package func finish(_ contents: [(source: SourceID, content: SourceContent)]) throws {
    try pool.write { db in
      for (source, content) in contents { try Self.finish(source, content, in: db) }
    }
  }

  private static func finish(_ source: SourceID, _ content: SourceContent, in db: Database) throws {
    for page in content.pages {
      try db.execute(
        sql: "UPDATE pages SET bates = ?, packed = ? WHERE source = ? AND number = ?",
        arguments: [page.bates, Data(PagePacking.pack(page)), source.hex, page.number])
    }
    for message in content.messages {
      try db.execute(
        sql: "INSERT OR REPLACE INTO read_messages (id, source, value) VALUES (?, ?, ?)",
        arguments: [message.id, source.hex, try StoredJSON.text(message)])
    }
    for (index, sheet) in content.sheets.enumerated() {
      try db.execute(
        sql: "INSERT INTO sheets (source, n, name, columns) VALUES (?, ?, ?, ?)",
        arguments: [source.hex, index, sheet.name, try StoredJSON.text(sheet.columns)])
      let insert = try db.makeStatement(
        sql: "INSERT INTO sheet_rows (source, sheet, number, cells) VALUES (?, ?, ?, ?)")
      for row in sheet.rows {
        try insert.execute(arguments: [
          source.hex, index, row.number, try StoredJSON.text(row.cells),
        ])
      }
      for failure in sheet.failures { try Self.insert(failure, of: source, in: db) }
    }
    for failure in content.failures { try Self.insert(failure, of: source, in: db) }
    try db.execute(
      sql: "UPDATE sources SET state = 'read', digest = ? WHERE id = ?",
      arguments: [try Self.digest(of: source, in: db), source.hex])
  }

  /// The pages of one source, ascending, with their words.
  package func pages(of source: SourceID) throws -> [Page] {
    try pool.read { db in
      try Data.fetchAll(
        db, sql: "SELECT packed FROM pages WHERE source = ? ORDER BY number",
        arguments: [source.hex]
      ).map { try PagePacking.unpack(Array($0)) }
    }
  }

  /// Every redaction of the case, by source and page.
  package func redactionsByPage() throws -> [SourceID: [Int: [Redaction]]] {
    try pool.read { db in
      var out: [SourceID: [Int: [Redaction]]] = [:]
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM redactions ORDER BY source, page, n")
      for row in rows {
        let redaction = Redaction(
          box: Box(x0: row["x0"], y0: row["y0"], x1: row["x1"], y1: row["y1"]),
          kind: Redaction.Kind(rawValue: row["kind"]) ?? .other,
          codes: try StoredJSON.value([String].self, row["codes"]),
          textUnder: Redaction.TextUnder(rawValue: row["text_under"]) ?? .unknown)
        out[SourceID(hex: row["source"]), default: [:]][row["page"], default: []].append(redaction)
      }
      return out
    }
  }

  package func page(_ number: Int, of source: SourceID) throws -> Page? {
    try pool.read { db in
      try Data.fetchOne(
        db, sql: "SELECT packed FROM pages WHERE source = ? AND number = ?",
        arguments: [source.hex, number]
      ).map { try PagePacking.unpack(Array($0)) }
    }
  }

  /// Pages that carry this Bates number; one number may stand on several.
  package func pages(bates: String) throws -> [Page] {
    try pool.read { db in
      try Data.fetchAll(
        db, sql: "SELECT packed FROM pages WHERE bates = ? ORDER BY source, number",
        arguments: [bates]
      ).map { try PagePacking.unpack(Array($0)) }
    }
  }

  /// Every Bates number of the case, once, sorted.
  package func batesNumbers() throws -> [String] {
    try pool.read {
      try String.fetchAll(
        $0, sql: "SELECT DISTINCT bates FROM pages WHERE bates IS NOT NULL ORDER BY bates")
    }
  }

  package func sheets(of source: SourceID) throws -> [Sheet] {
    try pool.read { db in
      try Row.fetchAll(
        db, sql: "SELECT n, name, columns FROM sheets WHERE source = ? ORDER BY n",
        arguments: [source.hex]
      ).map { sheet in
        let rows = try Row.fetchAll(
          db,
          sql:
            "SELECT number, cells FROM sheet_rows WHERE source = ? AND sheet = ? ORDER BY number",
          arguments: [source.hex, sheet["n"] as Int])
        return Sheet(
          name: sheet["name"], columns: try StoredJSON.value([String].self, sheet["columns"]),
          rows: try rows.map {
            Evidence.Row(
              number: $0["number"], cells: try StoredJSON.value([String?].self, $0["cells"]))
          })
      }
    }
  }

  package func row(_ number: Int, sheet name: String?, of source: SourceID) throws -> (
    columns: [String], row: Evidence.Row
  )? {
    try sheets(of: source).first { $0.name == name }.flatMap { sheet in
      sheet.rows.first { $0.number == number }.map { (sheet.columns, $0) }
    }
  }

  /// Messages as the sources give them, by id.
  package func readMessages() throws -> [Message] {
    try pool.read { db in
      try String.fetchAll(db, sql: "SELECT value FROM read_messages ORDER BY id")
        .map { try StoredJSON.value(Message.self, $0) }
    }
  }

  private static func insert(_ page: Page, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO pages
          (source, number, bates, method, confidence, words, redacted_share, codes, text, packed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        page.source.hex, page.number, page.bates, page.method.rawValue, page.confidence,
        page.words.count, page.redactedShare, try StoredJSON.text(page.codes), page.text,
        Data(PagePacking.pack(page)),
      ])
    for (index, redaction) in page.redactions.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO redactions (source, page, n, kind, codes, x0, y0, x1, y1, text_under)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          page.source.hex, page.number, index, redaction.kind.rawValue,
          try StoredJSON.text(redaction.codes), redaction.box.x0, redaction.box.y0,
          redaction.box.x1, redaction.box.y1, redaction.textUnder.rawValue,
        ])
    }
  }

  static func insert(
    _ failure: Failure, of source: SourceID, stage: String = "read", in db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO failures (source, page, sheet, row, reason, detail, stage)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        source.hex, failure.page, failure.sheet, failure.row, failure.reason.rawValue,
        failure.detail, stage,
      ])
  }

  /// SHA-256 over everything read from one source, in a fixed order.
  static func digest(of source: SourceID, in db: Database) throws -> String {
    var hasher = SHA256()
    func add(_ sql: String) throws {
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [source.hex])
      while let row = try rows.next() {
        for (_, value) in row {
          let data = Data.fromDatabaseValue(value) ?? Data(value.description.utf8)
          hasher.update(data: Data("\(data.count):".utf8))
          hasher.update(data: data)
        }
      }
    }
    try add("SELECT number, packed, text FROM pages WHERE source = ? ORDER BY number")
    try add("SELECT id, value FROM read_messages WHERE source = ? ORDER BY id")
    try add("SELECT n, name, columns FROM sheets WHERE source = ? ORDER BY n")
    try add("SELECT sheet, number, cells FROM sheet_rows WHERE source = ? ORDER BY sheet, number")
    try add(
      """
      SELECT page, sheet, row, reason, detail FROM failures WHERE source = ? AND stage = 'read'
      ORDER BY page, sheet, row, reason, detail
      """)
    return hasher.finalize().hex
  }
}
