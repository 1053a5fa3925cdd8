// SPDX-License-Identifier: Apache-2.0

import Evidence
import Unpacking
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

/// Reads text tables, JSON Lines and XLSX workbooks, packed or not, into sheets with every row
/// accounted for.
///
/// A row that is not blank is either in `Sheet.rows`, in `Sheet.failures` or in `Sheet.listed`;
/// blank ones are counted.
package enum TableReader {
  /// The most that is held of a table at once, unpacked.
  package static let largest = 2 << 30

  /// - Parameter kind: `.csv` (any text table), `.jsonl` or `.xlsx`; each may be packed.
  package static func read(_ bytes: [UInt8], kind: SourceKind) throws(TableError) -> [Sheet] {
    if bytes.isEmpty { throw TableError(reason: .empty, detail: "the file is empty") }
    guard [.csv, .jsonl, .xlsx].contains(kind) else {
      throw TableError(reason: .unsupported, detail: "a \(kind.rawValue) file is not a table")
    }
    if kind == .xlsx, PackedStream.packing(of: bytes) == nil {
      return try sheets(of: book(bytes))
    }
    var collector = SheetCollector(name: nil)
    var limits = PackedLimits()
    (limits.bytes, limits.ratioFrom) = (largest, 1 << 26)
    let source = try TableSource(TextInput(bytes, limits: limits), kind: kind)
    switch source.content {
    case .workbook(let book): return try sheets(of: book)
    default:
      try source.read(into: &collector)
      return collector.finish()
    }
  }

  /// The first rows of a text table as they stand, none of them taken for a header, and the rows that
  /// are cut. Blank rows are left out.
  package static func rows(
    _ bytes: [UInt8], limit: Int = .max
  ) throws(TableError) -> (rows: [Row], failures: [Failure]) {
    let input = try TextInput(bytes)
    guard input.encoding != nil else {
      throw TableError(reason: .unsupported, detail: "not a text file")
    }
    var source = try CSVRows(input)
    var rows: [Row] = []
    var failures: [Failure] = []
    while rows.count < limit, let row = try source.next() {
      if let fault = row.fault {
        failures.append(Failure(row: row.number, reason: .badRow, detail: fault))
      } else {
        rows.append(Row(number: row.number, cells: row.cells))
      }
    }
    return (rows, failures)
  }

  private static func sheets(of book: Workbook) throws(TableError) -> [Sheet] {
    var out: [Sheet] = []
    for sheet in book.sheets { out += try sheets(sheet) }
    return out
  }

  private static func sheets(_ sheet: Workbook.Sheet) throws(TableError) -> [Sheet] {
    var collector = SheetCollector(name: sheet.name)
    var shape = TableShape(WorkbookRows(sheet), exact: false)
    let found = try shape.read(into: &collector)
    return found == 0 ? [Sheet(name: sheet.name, columns: [], rows: [])] : collector.finish()
  }

  static func book(_ bytes: [UInt8]) throws(TableError) -> Workbook {
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
    return workbook
  }
}
