// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB
import Searching

/// Writes pages into the tables and the search index of one transaction.
struct PageWriter {
  private let db: Database
  private let page: Statement
  private let redaction: Statement
  private let search: Statement

  init(_ db: Database) throws {
    self.db = db
    page = try db.cachedStatement(
      sql: """
        INSERT INTO pages
          (source, number, bates, method, confidence, words, redacted_share, codes, text, packed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    redaction = try db.cachedStatement(
      sql: """
        INSERT INTO redactions
          (source, page, n, kind, codes, x0, y0, x1, y1, text_under, withheld_pages)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    search = try db.cachedStatement(sql: "INSERT INTO pages_search (rowid, text) VALUES (?, ?)")
  }

  func insert(_ read: ReadPage) throws {
    try page.execute(arguments: [
      read.source.hex, read.number, read.bates, read.method, read.confidence, read.words,
      read.redactedShare, try StoredJSON.text(words: read.codes), read.text, Data(read.packed),
    ])
    let n = db.lastInsertedRowID
    try search.execute(arguments: [n, read.text])
    try Self.insert(codes: read.codes, of: n, in: db)
    for (index, item) in read.redactions.enumerated() {
      let box = item.box
      try redaction.execute(arguments: [
        read.source.hex, read.number, index, item.kind.rawValue,
        try StoredJSON.text(words: item.codes), box.x0, box.y0, box.x1, box.y1,
        item.textUnder.rawValue, item.withheldPages,
      ])
    }
    for exposure in read.exposures {
      var exposure = exposure
      exposure.page = read.number
      try CaseStore.insert(exposure, of: read.source, foundIn: "page", in: db)
    }
  }

  static func insert(codes: [String], of page: Int64, in db: Database) throws {
    for code in codes {
      let key = ExemptionKey.of(code)
      guard !key.isEmpty else { continue }
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO page_codes (code, page) VALUES (?, ?)")
        .execute(arguments: [key, page])
    }
  }
}
