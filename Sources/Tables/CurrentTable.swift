// SPDX-License-Identifier: Apache-2.0

/// What is known of the table whose rows are being told apart.
struct CurrentTable {
  /// The header's lines, folded, to know them again.
  private var lines: [[String]] = []
  private var names: Set<String> = []
  /// How many cells the header has, and up to which it names a column.
  private(set) var width = 0
  private var named = 0
  /// How many cells most rows use.
  private(set) var typical = 0
  /// Columns that have something in most rows; of those, the ones with numbers or dates.
  private(set) var filled: Set<Int> = []
  private var digits: Set<Int> = []
  private var empty: Set<Int> = []
  private var exact = false
  /// What the rows at hand belong to.
  var heading: String?
  /// No row was taken yet.
  var isNew: Bool { rowsSeen == 0 }
  private var rowsSeen = 0

  init() {}

  /// - Parameter rows: the first below the header.
  init(lines: HeaderLines, rows: [RawRow], exact: Bool) {
    self.exact = exact
    width = lines.cells.count
    named = Header.used(lines.cells)
    if !lines.isMissing {
      self.lines = lines.texts.map { $0.map(Self.folded) }
      names = Set(lines.cells.map { Self.folded($0) }.filter { !$0.isEmpty })
    }
    let uses = rows.map(\.used).sorted()
    // Rows of one cell are headings more often than rows, where others have more.
    let wide = uses.filter { $0 > 1 }
    typical = wide.count * 3 >= uses.count ? (wide.isEmpty ? 1 : wide[(wide.count - 1) / 2]) : 1
    let whole = rows.filter { $0.used >= typical }
    for column in 0..<(whole.map(\.cells.count).max() ?? 0) {
      let cells = whole.map { column < $0.cells.count ? $0.cells[column] : nil }
      let present = cells.filter { !Header.isBlank($0) }
      if present.isEmpty { empty.insert(column) }
      if !present.isEmpty, empty.count == column { leftmost = column }
      if present.count * 5 >= cells.count * 4 { filled.insert(column) }
      let numbers = present.count { Header.beginsWithDigit($0) }
      if numbers * 2 > present.count { digits.insert(column) }
    }
  }

  func isEmpty(_ column: Int) -> Bool { empty.contains(column) }

  /// The leftmost column in which rows have anything.
  private(set) var leftmost = 0

  /// Whether the row is the header again: an export put behind another, a printed page.
  func isRepeat(_ row: RawRow) -> Bool {
    guard let first = lines.first else { return false }
    let named = first.count { !$0.isEmpty }
    guard row.used >= 2 || named == 1 else { return false }
    return lines.contains { line in
      for at in 0..<max(line.count, row.cells.count) {
        let mine = at < line.count ? line[at] : ""
        let other = at < row.cells.count ? row.cells[at] : nil
        if mine.isEmpty {
          if !Header.isBlank(other) { return false }
          continue
        }
        // Most rows differ in the first letter of the first cell.
        guard let other, let letter = other.utf8.first,
          letter <= 0x20 || letter >= 0x80 || letter | 0x20 == (mine.utf8.first ?? 0) | 0x20,
          Self.folded(other) == mine
        else { return false }
      }
      return true
    }
  }

  /// How many of the row's cells are names of the header.
  func namesIn(_ row: RawRow) -> Int {
    row.cells.count { !Header.isBlank($0) && names.contains(Self.folded($0)) }
  }

  func hasWordsInNumbers(_ row: RawRow) -> Bool {
    digits.contains { $0 < row.cells.count && !Header.isBlank(row.cells[$0]) }
  }

  /// Why the row does not fit the header; nil if it does.
  ///
  /// It may lack its last cell, as a program that drops an empty one writes it, and may have empty
  /// cells too many.
  func misfit(_ row: RawRow, isLast: Bool) -> String? {
    let count = row.written
    let isShort = count < (row.mayBeCut && isLast ? named : named - 1)
    if !isShort, count <= width || Header.used(row.cells) <= width { return nil }
    var detail = "it has \(count) cells, the header \(named)"
    if row.mayBeCut, isLast, count < named { detail += "; the file ends here and may be cut" }
    return detail
  }

  static func folded(_ text: String?) -> String {
    guard let text else { return "" }
    return Header.trimmed(text).lowercased()
  }
}
