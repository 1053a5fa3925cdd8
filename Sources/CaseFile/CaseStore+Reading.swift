// SPDX-License-Identifier: Apache-2.0

import Crypto
import Evidence
import Foundation
import GRDB

/// What one file gave, besides its pages.
package struct SourceContent: Sendable {
  package var messages: [ReadMessage] = []
  package var sheets: [Sheet] = []
  package var failures: [Failure] = []
  /// Pages that only all pages of the source together could settle; they replace those saved.
  package var pages: [SettledPage] = []
  /// Words exposed by the file as a whole; those of a page come with the page.
  package var exposures: [Exposure] = []
  /// Of a file that holds many messages or files.
  package var account: ArchiveAccount?

  package init(
    messages: [ReadMessage] = [], sheets: [Sheet] = [], failures: [Failure] = [],
    pages: [SettledPage] = [], exposures: [Exposure] = [], account: ArchiveAccount? = nil
  ) {
    (self.messages, self.sheets, self.failures) = (messages, sheets, failures)
    (self.pages, self.exposures, self.account) = (pages, exposures, account)
  }
}

/// A page whose number or furniture changed after it was saved.
package struct SettledPage: Sendable, Hashable {
  package var number: Int
  package var bates: String?
  package var packed: [UInt8]

  package init(number: Int, bates: String?, packed: [UInt8]) {
    (self.number, self.bates, self.packed) = (number, bates, packed)
  }
}

/// A page with what its row needs, so that the writer of the case unpacks nothing.
package struct ReadPage: Sendable {
  package var source: SourceID
  package var number: Int
  package var bates: String?
  package var method: String
  package var confidence: Double?
  package var words: Int
  package var redactedShare: Double
  package var codes: [String]
  package var text: String
  package var redactions: [Redaction]
  package var exposures: [Exposure]
  package var packed: [UInt8]

  package init(
    source: SourceID, number: Int, bates: String?, method: String, confidence: Double?, words: Int,
    redactedShare: Double, codes: [String], text: String, redactions: [Redaction],
    exposures: [Exposure], packed: [UInt8]
  ) {
    (self.source, self.number, self.bates) = (source, number, bates)
    (self.method, self.confidence, self.words) = (method, confidence, words)
    (self.redactedShare, self.codes, self.text) = (redactedShare, codes, text)
    (self.redactions, self.exposures, self.packed) = (redactions, exposures, packed)
  }

  package init(_ page: Page) {
    self.init(
      source: page.source, number: page.number, bates: page.bates, method: page.method.rawValue,
      confidence: page.confidence, words: page.words.count, redactedShare: page.redactedShare,
      codes: page.codes, text: page.text, redactions: page.redactions, exposures: page.exposures,
      packed: PagePacking.pack(page))
  }
}

/// One page, or the reason why there is none.
package enum PageReading: Sendable {
  case page(ReadPage)
  case failure(SourceID, Failure)
}

extension CaseStore {
  /// Writes what was read of some pages in one transaction.
  package func save(_ readings: [PageReading]) throws {
    try pool.write { db in
      let writer = try PageWriter(db)
      for reading in readings {
        switch reading {
        case .page(let page): try writer.insert(page)
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

  /// Writes what was read of a part of a source, which stays pending: another machine has the rest.
  package func leave(_ source: SourceID, _ content: SourceContent) throws {
    try pool.write { db in try Self.write(content, of: source, in: db) }
  }

  private static func finish(_ source: SourceID, _ content: SourceContent, in db: Database) throws {
    try write(content, of: source, in: db)
    try db.cachedStatement(
      sql: "UPDATE sources SET state = 'read', digest = ? WHERE id = ?"
    ).execute(arguments: [try Self.digest(of: source, in: db), source.hex])
  }

  private static func write(
    _ content: SourceContent, of source: SourceID, in db: Database
  ) throws {
    for page in content.pages {
      try db.execute(
        sql: "UPDATE pages SET bates = ?, packed = ? WHERE source = ? AND number = ?",
        arguments: [page.bates, Data(page.packed), source.hex, page.number])
    }
    try insert(content.messages, of: source, in: db)
    if let account = content.account {
      try db.execute(
        sql: "INSERT OR REPLACE INTO archive_accounts (source, value) VALUES (?, ?)",
        arguments: [source.hex, try StoredJSON.text(account)])
    }
    for exposure in content.exposures {
      try insert(exposure, of: source, foundIn: "file", in: db)
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

  /// The packed pages of one source, ascending.
  package func packedPages(of source: SourceID) throws -> [[UInt8]] {
    try pool.read { db in
      try Data.fetchAll(
        db, sql: "SELECT packed FROM pages WHERE source = ? ORDER BY number",
        arguments: [source.hex]
      ).map { Array($0) }
    }
  }

  /// Hands over every page of the case, one at a time, by source and number.
  package func forEachPage(_ body: (Page) throws -> Void) throws {
    try pool.read { db in
      let rows = try Data.fetchCursor(
        db, sql: "SELECT packed FROM pages ORDER BY source, number")
      while let packed = try rows.next() { try body(PagePacking.unpack(Array(packed))) }
    }
  }

  /// Hands over the name of every page with its Bates number, if it has one.
  package func forEachPageNumber(_ body: (PageName, String?) throws -> Void) throws {
    try pool.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: "SELECT source, number, bates FROM pages ORDER BY source, number")
      while let row = try rows.next() {
        try body(
          PageName(source: SourceID(hex: row["source"]), number: row["number"]), row["bates"])
      }
    }
  }

  /// Exposed words, by source, each list by page, place and kind.
  ///
  /// - Parameter ofFiles: only what files as a whole expose, not what `Page.exposures` has.
  package func exposures(ofFiles: Bool = false) throws -> [SourceID: [Exposure]] {
    try pool.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM exposures WHERE found_in = 'file' OR ? = 'page'
          ORDER BY source, page, y0, x0, kind, place, words
          """, arguments: [ofFiles ? "file" : "page"])
      return Dictionary(grouping: rows, by: { SourceID(hex: $0["source"]) })
        .mapValues { $0.compactMap(Exposure.init(row:)) }
    }
  }

  /// Every redaction of the case, by source and page.
  package func redactionsByPage() throws -> [SourceID: [Int: [Redaction]]] {
    try pool.read { db in
      var out: [SourceID: [Int: [Redaction]]] = [:]
      let rows = try Row.fetchAll(db, sql: "SELECT * FROM redactions ORDER BY source, page, n")
      for row in rows {
        out[SourceID(hex: row["source"]), default: [:]][row["page"], default: []]
          .append(try Redaction(row: row))
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

  /// Those of one source, by page number.
  package func batesNumbers(of source: SourceID) throws -> [Int: String] {
    try pool.read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT number, bates FROM pages WHERE source = ? AND bates IS NOT NULL",
        arguments: [source.hex])
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["number"], $0["bates"]) })
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
          rows: zip(
            rows, try StoredJSON.values([String?].self, rows.map { $0["cells"] })
          ).map { Evidence.Row(number: $0["number"], cells: $1) })
      }
    }
  }

  package func row(_ number: Int, sheet name: String?, of source: SourceID) throws -> (
    columns: [String], row: Evidence.Row
  )? {
    try pool.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT columns, cells FROM sheets s
            JOIN sheet_rows r ON r.source = s.source AND r.sheet = s.n
           WHERE s.source = ? AND s.name IS ? AND r.number = ? ORDER BY s.n
          """, arguments: [source.hex, name, number])
      return try row.map {
        (
          try StoredJSON.value([String].self, $0["columns"]),
          Evidence.Row(
            number: number, cells: try StoredJSON.value([String?].self, $0["cells"]))
        )
      }
    }
  }

  static func insert(
    _ exposure: Exposure, of source: SourceID, foundIn: String, in db: Database
  ) throws {
    let box = exposure.box
    try db.cachedStatement(
      sql: """
        INSERT INTO exposures
          (source, page, found_in, kind, x0, y0, x1, y1, place, letters, confidence, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      source.hex, exposure.page, foundIn, exposure.kind.rawValue, box?.x0, box?.y0, box?.x1,
      box?.y1,
      exposure.place, exposure.letters, exposure.confidence, Data(exposure.text.utf8),
    ])
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
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [source.hex])
      while let row = try rows.next() {
        for (_, value) in row {
          let data = Data.fromDatabaseValue(value) ?? Data(value.description.utf8)
          hasher.update(data: Data("\(data.count):".utf8))
          hasher.update(data: data)
        }
      }
    }
    try add("SELECT number, packed, text FROM pages WHERE source = ? ORDER BY number")
    try add("SELECT id, packed FROM messages WHERE source = ? ORDER BY id")
    try add("SELECT n, name, columns FROM sheets WHERE source = ? ORDER BY n")
    try add("SELECT sheet, number, cells FROM sheet_rows WHERE source = ? ORDER BY sheet, number")
    try add(
      """
      SELECT page, found_in, kind, place, x0, y0, x1, y1, words FROM exposures WHERE source = ?
      ORDER BY page, y0, x0, kind, place, words
      """)
    try add(
      """
      SELECT page, sheet, row, reason, detail FROM failures WHERE source = ? AND stage = 'read'
      ORDER BY page, sheet, row, reason, detail
      """)
    try add("SELECT value FROM archive_accounts WHERE source = ?")
    return hasher.finalize().hex
  }
}
