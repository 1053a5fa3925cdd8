// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Tells the rows of a file apart: titles, headers, rows, headings, subtotals, notes; and where one
/// table ends and the next begins. Nothing is left out: each row goes to the sink as what it is.
///
/// It looks ahead a few rows and holds no more, so that a file of any length can be read.
struct TableShape<Source: RowSource> {
  private var source: Source
  /// Whether a row must have as many cells as the header, as in a text file.
  private let exact: Bool
  private var ahead: [RawRow] = []
  private var isAtEnd = false
  private var table = CurrentTable()
  private var titles: Set<String> = []
  private var tables = 0
  /// How many rows tell a header, and how many below a row tell what it is.
  private static var rowsAhead: Int { 60 }
  private static var rowsBelow: Int { 8 }

  init(_ source: Source, exact: Bool) { (self.source, self.exact) = (source, exact) }

  /// - Returns: how many tables there are.
  mutating func read(into sink: inout some TableSink) throws(TableError) -> Int {
    try look(Self.rowsAhead)
    var before: ListedRow.Kind?
    while !ahead.isEmpty {
      if tables == 0 || opensTable(before) {
        try look(Self.rowsAhead)
        try begin(&sink)
        before = nil
        continue
      }
      let row = ahead.removeFirst()
      try look(Self.rowsBelow)
      if row.gap > 0 { sink.blank(row.gap) }
      before = take(row, before, &sink)
    }
    if source.blankAtEnd > 0 { sink.blank(source.blankAtEnd) }
    return tables
  }

  private mutating func look(_ wanted: Int) throws(TableError) {
    while !isAtEnd, ahead.count < wanted {
      if let row = try source.next() { ahead.append(row) } else { isAtEnd = true }
    }
  }

  // MARK: Where a table begins

  private mutating func begin(_ sink: inout some TableSink) throws(TableError) {
    // A row that is cut is no title and no header.
    let sound = ahead.indices.filter { ahead[$0].fault == nil }
    guard
      let found = firstBlock(sound) ?? Header.find(in: sound.map { ahead[$0].cells }, exact: exact)
    else {
      // Nothing but rows that are cut.
      if tables == 0, isAtEnd {
        let first = ahead[0]
        throw TableError(
          reason: .damaged, detail: "row \(first.number): \(first.fault ?? "no rows")")
      }
      let row = ahead.removeFirst()
      sink.failure(row: row.number, detail: row.fault ?? "")
      return try look(Self.rowsAhead)
    }
    let lines = HeaderLines(at: found, in: sound.map { ahead[$0] }, exact: exact)
    let (first, last) = (sound[lines.first], sound[lines.last])
    let above = ahead[..<first]
    for row in above where row.fault == nil { titles.insert(Self.folded(row.text)) }
    table = CurrentTable(lines: lines, rows: sound[lines.rows...].map { ahead[$0] }, exact: exact)
    tables += 1
    let width = exact ? lines.cells.count : Header.used(lines.cells)
    sink.begin(
      columns: Header.names(lines.cells, width: width),
      isNamed: (0..<width).map { !Header.isBlank(lines.cells[$0]) },
      header: lines.isMissing ? nil : ahead[last].number, index: tables - 1)
    for row in above {
      if row.gap > 0 { sink.blank(row.gap) }
      if let fault = row.fault {
        sink.failure(row: row.number, detail: fault)
      } else {
        // Right above a table without a header stands what its first rows belong to.
        let isHeading =
          lines.isMissing && row.number == above.last?.number && row.used == 1
          && ahead[first].gap == 0
        if isHeading { table.heading = row.text }
        sink.listed(
          ListedRow(number: row.number, kind: isHeading ? .heading : .title, text: row.text))
      }
    }
    if !lines.isMissing {
      for row in ahead[first...last] {
        if row.gap > 0 { sink.blank(row.gap) }
        if let fault = row.fault {
          sink.failure(row: row.number, detail: fault)
        } else {
          sink.listed(ListedRow(number: row.number, kind: .header, text: row.text))
        }
      }
      ahead.removeFirst(last + 1)
    } else {
      ahead.removeFirst(first)
    }
    try look(Self.rowsBelow)
  }

  /// The header of the rows down to the first blank one, where these are a table by themselves: a
  /// line of words, no "label: value", over rows that have numbers or dates.
  private func firstBlock(_ sound: [Int]) -> Int? {
    guard let at = sound.firstIndex(where: { ahead[$0].used >= 2 }) else { return nil }
    let below = sound[(at + 1)...].prefix { ahead[$0].gap == 0 }.map { ahead[$0].cells }
    let header = ahead[sound[at]].cells
    guard !below.isEmpty, at + 1 + below.count < sound.count,
      !header.contains(where: { $0.map(Header.trimmed)?.hasSuffix(":") == true }),
      below.allSatisfy({ Header.used($0) <= Header.used(header) }),
      Header.isHeading(header, of: ahead[sound[at]].used, above: below[...])
    else { return nil }
    return at
  }

  /// Whether the next row is the header of another table.
  private func opensTable(_ before: ListedRow.Kind?) -> Bool {
    // Most rows have a number or a date.
    guard let row = ahead.first, row.fault == nil,
      !row.cells.contains(where: Header.beginsWithDigit),
      row.used >= 2, !table.isRepeat(row)
    else { return false }
    let texts = row.cells.filter { !Header.isBlank($0) }
    guard
      texts.allSatisfy({ ($0?.utf8.count ?? 0) <= 80 }),
      Set(texts.map { Self.folded($0 ?? "") }).count == texts.count
    else { return false }
    let below = ahead.dropFirst().prefix(5).filter { $0.fault == nil && $0.gap == 0 }
    guard !below.isEmpty else { return false }
    // The same names in another order, or with others among them: another export.
    if table.namesIn(row) * 2 > row.used, table.namesIn(row) >= 2 { return true }
    guard
      row.gap > 0 || before == .title || before == .note || before == .total
        || before == .heading
    else { return false }
    // Words in a column of numbers, over rows that have numbers again.
    let contrasts = row.cells.indices.contains { column in
      !Header.isBlank(row.cells[column])
        && below.count { column < $0.cells.count && Header.beginsWithDigit($0.cells[column]) } * 2
          > below.count
    }
    return contrasts && (table.hasWordsInNumbers(row) || table.typical != row.used)
      && below.allSatisfy { Header.used($0.cells) <= Header.used(row.cells) + 1 }
  }

  // MARK: What a row is

  private mutating func take(
    _ row: RawRow, _ before: ListedRow.Kind?, _ sink: inout some TableSink
  ) -> ListedRow.Kind? {
    if let fault = row.fault {
      sink.failure(row: row.number, detail: fault)
      return nil
    }
    let kind = listing(row, before)
    if let kind {
      sink.listed(ListedRow(number: row.number, kind: kind, text: row.text))
      switch kind {
      case .heading:
        table.heading = Header.trimmed(
          row.cells.lazy.compactMap(\.self).first { !Header.isBlank($0) } ?? "")
      case .subtotal, .total: table.heading = nil
      default: break
      }
      return kind
    }
    if exact, let wrong = table.misfit(row, isLast: ahead.isEmpty && isAtEnd) {
      sink.failure(row: row.number, detail: wrong)
      return nil
    }
    sink.row(row.number, row.cells, heading: table.heading)
    return nil
  }

  private func listing(_ row: RawRow, _ before: ListedRow.Kind?) -> ListedRow.Kind? {
    if table.isRepeat(row) { return .header }
    let used = row.used
    guard used < table.typical || used <= 3 || RowWords.mayBeTotal(row.cells) else { return nil }
    if used <= 3, titles.contains(Self.folded(row.text)) { return .title }
    if used <= 2, table.typical > 2 || used == 1, RowWords.isPageLine(row.text) { return .title }
    if let total = RowWords.total(row, in: table) { return total }
    // One cell in a file of one column, or a row of a narrow table, is a row.
    let place = row.cells.firstIndex { !Header.isBlank($0) } ?? 0
    guard used == 1,
      table.typical >= 3 || (table.typical == 2 && (isCovering(row) || table.isEmpty(place))),
      !row.mayBeCut || row.written >= table.width,
      let text = row.cells.lazy.compactMap(\.self).first(where: { !Header.isBlank($0) })
    else { return nil }
    let isWords = text.unicodeScalars.contains { $0.properties.isAlphabetic }
    guard isWords, !Header.beginsWithDigit(text) || isCovering(row) else { return nil }
    guard let next = ahead.first, next.fault == nil else {
      return exact && row.written < table.width && row.written > 1 ? nil : .note
    }
    guard place <= table.leftmost || table.isEmpty(place) || isCovering(row) else { return nil }
    let isApart =
      row.gap > 0 || before != nil || table.isNew || isCovering(row)
      || row.written == 1 || text.hasSuffix(":") || table.isEmpty(place)
    guard isApart else { return nil }
    if next.gap > 0, next.used == 1 { return .note }
    return .heading
  }

  private func isCovering(_ row: RawRow) -> Bool {
    row.spans.contains { $0.count >= max(2, table.width / 2) }
  }

  static func folded(_ text: String) -> String { Header.trimmed(text).lowercased() }
}
