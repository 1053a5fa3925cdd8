// SPDX-License-Identifier: Apache-2.0

/// Gathers paragraphs into blocks, tables within tables among them, whatever order tags come in.
struct BlockGatherer {
  private struct Table {
    var rows: [TableRow] = []
    var cells: [TableRow.Cell] = []
    /// The blocks of what stood around the cell that is open; nil between cells.
    var around: [Block]?
    var span = 1
  }

  /// The paragraph being written.
  var paragraph = Paragraph()
  private var blocks: [Block] = []
  private var tables: [Table] = []
  /// Tables opened inside so many others that they are read as plain text.
  private var ignored = 0
  private static let depthLimit = 30

  mutating func add(_ block: Block) { blocks.append(block) }

  mutating func endParagraph() {
    blocks.append(.paragraph(paragraph))
    paragraph = Paragraph()
  }

  private mutating func close() { if !paragraph.inlines.isEmpty { endParagraph() } }

  /// An empty line, unless there is one or nothing stands before it.
  mutating func addGap() {
    guard let last = blocks.last else { return }
    if case .paragraph(let paragraph) = last, !paragraph.hasText { return }
    if case .pageBreak = last { return }
    blocks.append(.paragraph(Paragraph()))
  }

  mutating func beginTable() {
    close()
    if tables.count >= Self.depthLimit {
      ignored += 1
    } else {
      tables.append(Table())
    }
  }

  mutating func endTable() {
    if ignored > 0 {
      ignored -= 1
      return
    }
    endRow()
    guard let table = tables.popLast(), !table.rows.isEmpty else { return }
    blocks.append(.table(table.rows))
  }

  mutating func beginRow() { endRow() }

  mutating func endRow() {
    guard ignored == 0, let last = tables.indices.last else { return }
    endCell()
    guard !tables[last].cells.isEmpty else { return }
    tables[last].rows.append(TableRow(cells: tables[last].cells))
    tables[last].cells = []
  }

  mutating func beginCell(span: Int = 1) {
    guard ignored == 0, let last = tables.indices.last else { return }
    endCell()
    close()
    tables[last].around = blocks
    tables[last].span = span
    blocks = []
  }

  mutating func endCell() {
    guard ignored == 0, let last = tables.indices.last, let around = tables[last].around else {
      return
    }
    close()
    while case .paragraph(let paragraph)? = blocks.last, !paragraph.hasText { blocks.removeLast() }
    tables[last].cells.append(TableRow.Cell(blocks: blocks, span: tables[last].span))
    tables[last].around = nil
    blocks = around
  }

  /// All blocks, with the tables still open closed and no empty lines at the end.
  mutating func finish() -> [Block] {
    close()
    ignored = 0
    while !tables.isEmpty { endTable() }
    while case .paragraph(let paragraph)? = blocks.last, !paragraph.hasText { blocks.removeLast() }
    return blocks
  }
}
