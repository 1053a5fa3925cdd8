// SPDX-License-Identifier: Apache-2.0

import Evidence
import Workbook

/// Why a table could not be read at all.
package struct TableError: Error, Sendable, Hashable {
  package var reason: Failure.Reason
  /// A sentence for people.
  package var detail: String

  package init(reason: Failure.Reason, detail: String) {
    (self.reason, self.detail) = (reason, detail)
  }
}

/// Reads CSV files and XLSX workbooks into sheets with every row accounted for.
///
/// A row below the header that is not blank is either in `Sheet.rows` or in `Sheet.failures`.
/// Lines above the header (titles, dates of the report) are not part of the table.
package enum TableReader {
  /// - Parameter kind: `.csv` or `.xlsx`.
  package static func read(_ bytes: [UInt8], kind: SourceKind) throws(TableError) -> [Sheet] {
    if bytes.isEmpty { throw TableError(reason: .empty, detail: "the file is empty") }
    switch kind {
    case .csv: return [try CSVTable.read(bytes)]
    case .xlsx: return try sheets(bytes)
    default:
      throw TableError(reason: .unsupported, detail: "a \(kind.rawValue) file is not a table")
    }
  }

  /// The first rows of a CSV file as they stand, none of them taken for a header, and the rows that
  /// are cut. Blank rows are left out.
  package static func rows(
    _ bytes: [UInt8], limit: Int = .max
  ) throws(TableError) -> (rows: [Row], failures: [Failure]) {
    try CSVTable.rows(bytes, limit: limit)
  }

  private static func sheets(_ bytes: [UInt8]) throws(TableError) -> [Sheet] {
    let workbook: Workbook
    do {
      workbook = try Workbook(bytes)
    } catch {
      switch error {
      case .damaged(let what): throw TableError(reason: .damaged, detail: what)
      case .encrypted:
        throw TableError(
          reason: .encrypted, detail: "the workbook is protected by a password; ask for it without")
      case .unsupported(let what): throw TableError(reason: .unsupported, detail: what)
      case .tooLarge(let what): throw TableError(reason: .outputLimit, detail: what)
      }
    }
    if workbook.sheets.isEmpty {
      throw TableError(reason: .empty, detail: "the workbook has no sheets")
    }
    return workbook.sheets.map { sheet in
      let rows = sheet.rows.filter { !Header.isBlank($0.cells) }
      guard let at = Header.find(in: rows.lazy.map(\.cells), exact: false) else {
        return Sheet(name: sheet.name, columns: [], rows: [])
      }
      let data = rows[(at + 1)...]
      let width = max(Header.used(rows[at].cells), data.map { Header.used($0.cells) }.max() ?? 0)
      return Sheet(
        name: sheet.name, columns: Header.names(rows[at].cells, width: width),
        rows: data.map { Row(number: $0.number, cells: Header.fitted($0.cells, to: width)) })
    }
  }
}
