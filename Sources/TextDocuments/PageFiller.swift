// SPDX-License-Identifier: Apache-2.0

/// Fills pages with the blocks of one stretch.
struct PageFiller {
  private let notes: [[Paragraph]]
  private let size: Double
  /// How many pages may be filled.
  private let room: Int
  private var done: [PageSheet] = []
  private var sheet: PageSheet
  private var y = Typesetter.margin

  private static let width = Typesetter.pageWidth - 2 * Typesetter.margin
  private static let bottom = Typesetter.pageHeight - Typesetter.margin
  /// White between columns.
  private static let gap = 10.0

  private init(notes: [[Paragraph]], size: Double, room: Int) {
    (self.notes, self.size, self.room) = (notes, size, room)
    sheet = PageSheet(size: size)
  }

  /// At least one page.
  static func fill(
    _ blocks: [Block], notes: [[Paragraph]], size: Double, room: Int
  ) throws(TextDocumentError) -> [PageSheet] {
    var filler = PageFiller(notes: notes, size: size, room: room)
    for block in blocks { try filler.lay(block, depth: 0) }
    return filler.done + [filler.sheet]
  }

  private var leading: Double { size * Metrics.leading }

  private mutating func turn() throws(TextDocumentError) {
    done.append(sheet)
    guard done.count < room else {
      throw .tooLarge("It has more than \(Typesetter.pageLimit) pages.")
    }
    sheet = PageSheet(size: size)
    y = Typesetter.margin
  }

  private mutating func lay(_ block: Block, depth: Int) throws(TextDocumentError) {
    switch block {
    case .paragraph(let paragraph): try lay(paragraph)
    case .table(let rows): try lay(rows, depth: depth)
    case .pageBreak: break
    }
  }

  private mutating func lay(_ paragraph: Paragraph) throws(TextDocumentError) {
    for line in LineBreaker.lines(of: paragraph, size: size, width: Self.width) {
      try place(line)
    }
    y += paragraph.after * size / Typesetter.fontSize
  }

  private mutating func place(_ line: Line) throws(TextDocumentError) {
    let lines = line.notes.flatMap { noteLines($0) }
    var more = Double(lines.count) * leading
    if more > 0, sheet.notes.isEmpty { more += 4 }
    let fits = y + leading + sheet.notesHeight + more <= Self.bottom + 0.01
    if !fits, !sheet.lines.isEmpty || y > Typesetter.margin { try turn() }
    // White lines at the top of a page that was not begun on purpose are kept: they were typed.
    sheet.lines.append(.init(line: line, x: Typesetter.margin, y: y, sharesRow: false))
    y += leading
    guard !lines.isEmpty else { return }
    if y + Double(lines.count) * leading + 4 <= Self.bottom || !sheet.notes.isEmpty {
      sheet.notes += lines
    } else {
      // Notes longer than a page stand in the text.
      for note in lines { try place(Line(pieces: note.pieces)) }
    }
  }

  private func noteLines(_ index: Int) -> [Line] {
    guard notes.indices ~= index else { return [] }
    return notes[index].flatMap { paragraph in
      LineBreaker.lines(of: paragraph, size: size, width: Self.width).map {
        Line(pieces: $0.pieces)
      }
    }
  }

  // MARK: Tables

  private mutating func lay(_ rows: [TableRow], depth: Int) throws(TextDocumentError) {
    let count = rows.reduce(0) { max($0, $1.cells.reduce(0) { $0 + max(1, $1.span) }) }
    // A table that holds tables, or has one column, is there for its layout only.
    let isLayout =
      count < 2
      || rows.contains { row in
        row.cells.contains { cell in
          cell.blocks.contains { if case .table = $0 { true } else { false } }
        }
      }
    if isLayout {
      for row in rows { try layInTurn(row, depth: depth) }
      return
    }
    guard let columns = ColumnWidths(rows, count: count, size: size, room: Self.width, gap: Self.gap)
    else {
      for row in rows { try lay(Self.joined(row)) }
      return
    }
    for row in rows { try lay(row, columns) }
  }

  private mutating func layInTurn(_ row: TableRow, depth: Int) throws(TextDocumentError) {
    for cell in row.cells {
      for block in cell.blocks where depth < 60 { try lay(block, depth: depth + 1) }
    }
  }

  /// A row as one paragraph, its cells apart by tabs.
  private static func joined(_ row: TableRow) -> Paragraph {
    var out = Paragraph()
    for cell in row.cells {
      if !out.inlines.isEmpty { out.inlines.append(.tab) }
      for (index, paragraph) in paragraphs(of: cell).enumerated() {
        if index > 0 { out.add(" ", .shown) }
        if !paragraph.mark.isEmpty { out.add(paragraph.mark + " ", .shown) }
        out.inlines += paragraph.inlines.map { $0 == .lineBreak ? .text(" ", .shown) : $0 }
      }
    }
    return out
  }

  private static func paragraphs(of cell: TableRow.Cell) -> [Paragraph] {
    cell.blocks.compactMap { if case .paragraph(let paragraph) = $0 { paragraph } else { nil } }
  }

  private mutating func lay(
    _ row: TableRow, _ columns: ColumnWidths
  ) throws(TextDocumentError) {
    var cells: [(x: Double, lines: [Line])] = []
    var column = 0
    for cell in row.cells {
      let place = columns.place(column, span: cell.span)
      column += max(1, cell.span)
      var lines = Self.paragraphs(of: cell).flatMap {
        LineBreaker.lines(of: $0, size: size, width: place.width)
      }
      while lines.last?.pieces.isEmpty == true { lines.removeLast() }
      cells.append((Typesetter.margin + place.x, lines))
    }
    let height = Double(cells.map(\.lines.count).max() ?? 0) * leading
    if height > Self.bottom - Typesetter.margin {
      try layInTurn(row, depth: 0)
      return
    }
    let notes = cells.flatMap { $0.lines.flatMap(\.notes) }
    let noteLines = notes.flatMap { self.noteLines($0) }
    let needed = height + sheet.notesHeight + Double(noteLines.count) * leading + 4
    if y + needed > Self.bottom + 0.01, !sheet.lines.isEmpty { try turn() }
    sheet.notes += noteLines
    place(cells)
    y += max(height, leading) + 2 * size / Typesetter.fontSize
  }

  /// Where one cell at most has several lines, lines are read across the row; otherwise each cell
  /// is read to its end, so that what it says stays together.
  private mutating func place(_ cells: [(x: Double, lines: [Line])]) {
    let isFlat = cells.count { $0.lines.count > 1 } <= 1
    if isFlat {
      for number in 0..<(cells.map(\.lines.count).max() ?? 0) {
        var isFirst = true
        for cell in cells where number < cell.lines.count {
          put(cell.lines[number], cell.x, number, sharesRow: !isFirst)
          if !cell.lines[number].pieces.isEmpty { isFirst = false }
        }
      }
    } else {
      for cell in cells {
        for (number, line) in cell.lines.enumerated() {
          put(line, cell.x, number, sharesRow: false)
        }
      }
    }
  }

  private mutating func put(_ line: Line, _ x: Double, _ number: Int, sharesRow: Bool) {
    sheet.lines.append(
      .init(line: line, x: x, y: y + Double(number) * leading, sharesRow: sharesRow))
  }
}
