// SPDX-License-Identifier: Apache-2.0

/// What holds within one group of Rich Text.
struct RichTextState {
  enum Place: Hashable {
    case text, skipped, fonts, colors
    case header(Edge), footer(Edge)
    case note, comment
  }

  enum Edge: Hashable { case usual, even, first }

  var place = Place.text
  var isHidden = false
  var isDeleted = false
  var color = 0
  var background: Int?
  /// A pattern of 100 % is filled with the foreground colour.
  var isFilled = false
  var font = 0
  /// How many characters follow a Unicode character for readers that do not know it.
  var fallback = 1
  var inTable = false
  var isShaded = false
  var indent = 0.0

  mutating func resetCharacters() {
    (isHidden, isDeleted, color, background, isFilled) = (false, false, 0, nil, false)
  }

  mutating func resetParagraph() { (inTable, isShaded, indent) = (false, false, 0) }

  /// - Parameter colors: the brightness of each colour; nil for one that is left to the reader.
  func look(_ colors: [Double?]) -> Look {
    if isHidden { return .hidden }
    if isDeleted { return .deleted }
    func luma(_ index: Int) -> Double? { colors.indices.contains(index) ? colors[index] : nil }
    let behind = isFilled ? 0 : background.flatMap { $0 == 0 ? nil : luma($0) }
    let letters = luma(color)
    if let behind {
      return behind < 50 && (letters ?? 0) < 50 ? .blackedOut(sure: letters != nil) : .shown
    }
    return (letters ?? 0) > 250 && !inTable && !isShaded ? .faint : .shown
  }
}

/// A stretch of Rich Text with its tables, being gathered.
struct RichTextBody {
  var paragraph = Paragraph()
  private(set) var blocks: [Block] = []
  private var rows: [TableRow] = []
  private var cells: [TableRow.Cell] = []
  private var cell: [Block] = []

  var isEmpty: Bool {
    blocks.isEmpty && rows.isEmpty && cells.isEmpty && cell.isEmpty && paragraph.inlines.isEmpty
  }

  mutating func endParagraph(inTable: Bool) {
    if inTable {
      cell.append(.paragraph(paragraph))
    } else {
      endTable()
      blocks.append(.paragraph(paragraph))
    }
    paragraph = Paragraph()
  }

  mutating func endCell() {
    if !paragraph.inlines.isEmpty || cell.isEmpty { cell.append(.paragraph(paragraph)) }
    paragraph = Paragraph()
    cells.append(TableRow.Cell(blocks: cell))
    cell = []
  }

  mutating func endRow() {
    if !cell.isEmpty { endCell() }
    if !cells.isEmpty { rows.append(TableRow(cells: cells)) }
    cells = []
  }

  private mutating func endTable() {
    endRow()
    if !rows.isEmpty { blocks.append(.table(rows)) }
    rows = []
  }

  mutating func add(_ pageBreak: PageBreak) {
    if !paragraph.inlines.isEmpty { endParagraph(inTable: false) } else { endTable() }
    blocks.append(.pageBreak(pageBreak))
  }

  /// Takes back the page break that stands last.
  mutating func dropBreak() {
    if case .pageBreak(.soft)? = blocks.last, paragraph.inlines.isEmpty, cell.isEmpty {
      blocks.removeLast()
    }
  }

  mutating func finish() -> [Block] {
    if !paragraph.inlines.isEmpty { endParagraph(inTable: false) }
    endTable()
    return blocks
  }

  /// What was gathered as paragraphs only.
  mutating func finishParagraphs() -> [Paragraph] {
    finish().flatMap { block -> [Paragraph] in
      switch block {
      case .paragraph(let paragraph): return [paragraph]
      case .pageBreak: return []
      case .table(let rows):
        return rows.map { row in
          var line = Paragraph()
          for cell in row.cells {
            if !line.inlines.isEmpty { line.inlines.append(.tab) }
            for case .paragraph(let paragraph) in cell.blocks { line.inlines += paragraph.inlines }
          }
          return line
        }
      }
    }
  }
}
