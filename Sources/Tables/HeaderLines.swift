// SPDX-License-Identifier: Apache-2.0

/// The header of a table as it stands: on one line, on two, or not at all.
struct HeaderLines {
  /// Where it stands among the rows looked at.
  var first: Int
  var last: Int
  /// Where the rows of the table begin among them.
  var rows: Int
  /// The text of each line, for knowing it again.
  var texts: [[String?]]
  /// One text a column, of the two lines joined.
  var cells: [String?]
  /// The first row is a row of the table already: there is no header.
  var isMissing = false

  private static let rowsBelow = 10

  /// - Parameter at: where a header was found.
  init(at: Int, in rows: [RawRow], exact: Bool) {
    (first, last, self.rows) = (at, at, at + 1)
    texts = [rows[at].cells]
    cells = rows[at].cells
    let below = Array(rows[(at + 1)...].prefix(Self.rowsBelow))
    if Self.isRow(rows[at], above: below) {
      (isMissing, self.rows, texts) = (true, at, [])
      let width = max(rows[at].cells.count, exact ? 0 : below.map(\.cells.count).max() ?? 0)
      cells = [String?](repeating: nil, count: width)
      return
    }
    if at > 0, rows[at].gap == 0, Self.isUpper(rows[at - 1], of: rows[at]) {
      join(rows[at - 1], rows[at])
      first = at - 1
    } else if let next = below.first, next.gap == 0,
      Self.isLower(next, under: rows[at], above: Array(below.dropFirst()))
    {
      join(rows[at], next)
      (last, self.rows) = (at + 1, at + 2)
    }
  }

  /// Each column's two texts in one: "Release" over "Date" is "Release Date". A text of the upper
  /// line that covers several columns stands for all of them.
  private mutating func join(_ upper: RawRow, _ lower: RawRow) {
    texts = [upper.cells, lower.cells]
    let width = max(upper.cells.count, lower.cells.count)
    var out: [String?] = []
    var covering: String?
    for column in 0..<width {
      let mine = column < upper.cells.count ? upper.cells[column] : nil
      let span = upper.spans.first { $0.contains(column) }
      if !Header.isBlank(mine) {
        covering = mine
      } else if let span {
        covering = upper.cells[span.lowerBound]
      } else if !upper.spans.isEmpty || !Self.covers(upper, lower, column) {
        covering = nil
      }
      let below = column < lower.cells.count ? lower.cells[column] : nil
      let (a, b) = (Self.text(covering), Self.text(below))
      out.append(a == b || b == nil ? a : a == nil ? b : "\(a ?? "") \(b ?? "")")
      if b == nil, Header.isBlank(mine), span == nil { out[column] = nil }
    }
    cells = out
  }

  /// Whether a blank of the upper line is covered by the text to its left: where the lower line
  /// repeats names, as "Date, Time, Date, Time".
  private static func covers(_ upper: RawRow, _ lower: RawRow, _ column: Int) -> Bool {
    let names = lower.cells.compactMap { text($0)?.lowercased() }
    return Set(names).count < names.count
  }

  private static func text(_ cell: String?) -> String? {
    Header.isBlank(cell) ? nil : cell.map(Header.trimmed)
  }

  /// Whether the row above a header is its upper line: it has several texts, each over a column that
  /// the header names or over several, and they are not a title's.
  private static func isUpper(_ upper: RawRow, of lower: RawRow) -> Bool {
    guard upper.used >= 2, !upper.cells.contains(where: Header.beginsWithDigit) else {
      return upper.used == 1 && upper.spans.contains { $0.count >= 2 && $0.count < lower.used }
    }
    if !upper.spans.isEmpty { return upper.spans.allSatisfy { $0.count < lower.used } }
    let names = lower.cells.compactMap { text($0)?.lowercased() }
    if Set(names).count < names.count {
      return Header.used(upper.cells) <= Header.used(lower.cells)
    }
    // Words stacked: each stands over a name, and together they are most of the columns.
    let over = upper.cells.indices.count {
      !Header.isBlank(upper.cells[$0]) && $0 < lower.cells.count && !Header.isBlank(lower.cells[$0])
    }
    return over == upper.used && over * 2 >= lower.used
  }

  /// Whether the row below a header is its second line: words where the rows below have numbers or
  /// dates, or nothing but remarks in brackets.
  private static func isLower(_ row: RawRow, under header: RawRow, above below: [RawRow]) -> Bool {
    let texts = row.cells.compactMap { text($0) }
    guard texts.count >= 1, !texts.contains(where: { Header.beginsWithDigit($0) }) else {
      return false
    }
    if texts.allSatisfy({ $0.hasPrefix("(") && $0.hasSuffix(")") && $0.utf8.count < 30 }),
      !texts.contains(where: { $0.contains("b)(") }), texts.count >= 2
    {
      return true
    }
    guard below.count >= 3, !header.spans.isEmpty || header.used < row.used || row.used >= 2 else {
      return false
    }
    var contrasts = 0
    for column in row.cells.indices {
      let digits = below.count {
        column < $0.cells.count && Header.beginsWithDigit($0.cells[column])
      }
      guard digits * 5 >= below.count * 4 else { continue }
      guard !Header.isBlank(row.cells[column]) else { continue }
      contrasts += 1
    }
    // A first row with a word in one such column, "unknown" for a date, is a row all the same.
    let columns = (0..<(below.map(\.cells.count).max() ?? 0)).count { column in
      below.count { column < $0.cells.count && Header.beginsWithDigit($0.cells[column]) } * 5
        >= below.count * 4
    }
    guard contrasts >= 1, contrasts == columns, contrasts >= 2 || !header.spans.isEmpty else {
      return false
    }
    return true
  }

  /// Whether what was taken for a header is a row: it has a number or a date where the rows below
  /// have them too.
  private static func isRow(_ row: RawRow, above below: [RawRow]) -> Bool {
    guard below.count >= 2 else { return false }
    return row.cells.indices.contains { column in
      guard let cell = text(row.cells[column]), isValue(cell) else { return false }
      let others = below.compactMap { column < $0.cells.count ? text($0.cells[column]) : nil }
      return others.count >= 2 && others.count(where: isValue) * 5 >= others.count * 4
    }
  }

  /// A number, a date or a long token of digits and letters; a year may be a column's name.
  private static func isValue(_ text: String) -> Bool {
    if let year = Int(text) { return !(1900...2100 ~= year) }
    if RowWords.isAmount(text) { return text.contains { $0.isNumber } }
    let digits = text.utf8.count { 0x30...0x39 ~= $0 }
    return digits >= 6 && digits * 3 >= text.utf8.count && !text.contains("\n")
  }
}
