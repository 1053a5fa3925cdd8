// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Keeps the tables it is given, whole.
struct SheetCollector: TableSink {
  private var sheets: [Sheet] = []
  private var columns: [String] = []
  private var isNamed: [Bool] = []
  private var isUsed: [Bool] = []
  private var headings: [String?] = []
  private var hasHeadings = false
  private let name: String?

  init(name: String?) { self.name = name }

  mutating func begin(columns: [String], isNamed: [Bool], header: Int?, index: Int) {
    close()
    let name =
      index == 0 ? self.name : self.name.map { "\($0) (\(index + 1))" } ?? "table \(index + 1)"
    sheets.append(Sheet(name: name, columns: columns, rows: []))
    (self.columns, self.isNamed) = (columns, isNamed)
    isUsed = isNamed
    (headings, hasHeadings) = ([], false)
  }

  mutating func row(_ number: Int, _ cells: [String?], heading: String?) {
    let known = isUsed.count
    for index in cells.indices where index >= known || !isUsed[index] {
      guard !Header.isBlank(cells[index]) else { continue }
      while isUsed.count <= index { isUsed.append(false) }
      isUsed[index] = true
    }
    sheets[sheets.count - 1].rows.append(Row(number: number, cells: cells))
    headings.append(heading)
    if heading != nil { hasHeadings = true }
  }

  mutating func listed(_ row: ListedRow) { sheets[sheets.count - 1].listed.append(row) }

  mutating func failure(row: Int, detail: String) {
    if sheets.isEmpty { sheets.append(Sheet(name: name, columns: [], rows: [])) }
    sheets[sheets.count - 1].failures.append(
      Failure(sheet: sheets[sheets.count - 1].name, row: row, reason: .badRow, detail: detail))
  }

  mutating func blank(_ count: Int) {
    if !sheets.isEmpty { sheets[sheets.count - 1].blank += count }
  }

  mutating func finishColumns(_ names: [String]) {
    (columns, isNamed) = (names, names.map { _ in true })
    isUsed = isNamed
  }

  mutating func finish() -> [Sheet] {
    close()
    return sheets
  }

  /// Columns without a name in which nothing stands are none: spacers, and delimiters at the end of
  /// every line.
  private mutating func close() {
    guard let last = sheets.indices.last, !(columns.isEmpty && sheets[last].rows.isEmpty) else {
      return
    }
    let names = Header.names(
      (0..<isUsed.count).map { $0 < columns.count && isNamed[$0] ? columns[$0] : nil },
      width: isUsed.count)
    var kept = isUsed.indices.filter { isUsed[$0] }
    if kept.isEmpty { kept = Array(columns.indices.prefix(1)) }
    sheets[last].columns = kept.map { names[$0] }
    let isWhole = kept.count == isUsed.count
    for index in sheets[last].rows.indices {
      let cells = sheets[last].rows[index].cells
      if isWhole {
        if cells.count != kept.count {
          sheets[last].rows[index].cells = Header.fitted(cells, to: kept.count)
        }
      } else {
        sheets[last].rows[index].cells = kept.map { $0 < cells.count ? cells[$0] : nil }
      }
    }
    guard hasHeadings else { return }
    var name = "heading"
    while sheets[last].columns.contains(where: { $0.lowercased() == name }) { name += " above" }
    sheets[last].columns.append(name)
    for index in sheets[last].rows.indices {
      sheets[last].rows[index].cells.append(headings[index])
    }
  }
}
