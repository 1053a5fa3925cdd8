// SPDX-License-Identifier: Apache-2.0

import Workbook

/// The rows of a workbook's sheet, with what merged areas say of the cells they cover.
struct WorkbookRows: RowSource {
  private var rows: [RawRow] = []
  private var at = 0
  private(set) var blankAtEnd = 0

  init(_ sheet: Workbook.Sheet) {
    var last = 0
    rows.reserveCapacity(sheet.rows.count)
    for row in sheet.rows where !Header.isBlank(row.cells) {
      var raw = RawRow(number: row.number, cells: row.cells)
      raw.gap = max(0, row.number - last - 1)
      last = row.number
      rows.append(raw)
    }
    if !sheet.merges.isEmpty { carry(sheet.merges) }
  }

  mutating func next() -> RawRow? {
    guard at < rows.count else { return nil }
    defer { at += 1 }
    return rows[at]
  }

  /// The value of an area that covers several rows is that of each row.
  private mutating func carry(_ merges: [Workbook.Merge]) {
    var place: [Int: Int] = [:]
    for (index, row) in rows.enumerated() { place[row.number] = index }
    for merge in merges {
      guard let first = place[merge.rows.lowerBound] else { continue }
      let column = merge.columns.lowerBound
      if merge.columns.count > 1 { rows[first].spans.append(merge.columns) }
      guard merge.rows.count > 1, column < rows[first].cells.count,
        let value = rows[first].cells[column], !Header.isBlank(value)
      else { continue }
      var index = first + 1
      while index < rows.count, rows[index].number <= merge.rows.upperBound {
        let missing = column + 1 - rows[index].cells.count
        if missing > 0 { rows[index].cells += [String?](repeating: nil, count: missing) }
        if Header.isBlank(rows[index].cells[column]) { rows[index].cells[column] = value }
        index += 1
      }
    }
  }
}
