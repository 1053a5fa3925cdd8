// SPDX-License-Identifier: Apache-2.0

/// What stands between two page breaks.
struct Stretch {
  var blocks: [Block] = []
  fileprivate var hasText = false
}

/// Cuts the blocks of a section at its page breaks, those within paragraphs and rows too.
struct Stretches {
  private(set) var all: [Stretch] = [Stretch()]
  /// Whether the last stretch began at a break that the writer of the file put, not the program.
  private var beganHard = true

  static func of(_ blocks: [Block]) -> [Stretch] {
    var stretches = Stretches()
    for block in blocks { stretches.add(block) }
    return stretches.all
  }

  private mutating func add(_ block: Block) {
    switch block {
    case .pageBreak(let kind): cut(kind)
    case .paragraph(let paragraph):
      for (index, part) in Self.parts(of: paragraph).enumerated() {
        if let kind = part.after {
          // A break that ends a paragraph, or begins it, leaves no line of its own.
          if !part.paragraph.inlines.isEmpty { put(part.paragraph) }
          cut(kind)
        } else if index == 0 || !part.paragraph.inlines.isEmpty {
          put(part.paragraph)
        }
      }
    case .table(let rows):
      var kept: [TableRow] = []
      for row in rows {
        let slices = Self.slices(of: row)
        kept.append(slices[0].row)
        for slice in slices.dropFirst() {
          putTable(kept)
          cut(slice.before)
          kept = [slice.row]
        }
      }
      putTable(kept)
    }
  }

  private mutating func cut(_ kind: PageBreak) {
    let last = all[all.count - 1]
    switch kind {
    case .hard: break
    case .soft: if last.blocks.isEmpty { return }
    // The program notes where it broke a page even where the writer did just before.
    case .rendered: if beganHard, !last.hasText { return }
    }
    all.append(Stretch())
    beganHard = kind != .rendered
  }

  private mutating func put(_ paragraph: Paragraph) {
    all[all.count - 1].blocks.append(.paragraph(paragraph))
    if paragraph.hasText { all[all.count - 1].hasText = true }
  }

  private mutating func putTable(_ rows: [TableRow]) {
    let rows = rows.filter { row in row.cells.contains { !$0.blocks.isEmpty } }
    guard !rows.isEmpty else { return }
    all[all.count - 1].blocks.append(.table(rows))
    all[all.count - 1].hasText = true
  }

  /// A paragraph cut at its page breaks; `after` is the break that ends a part.
  private static func parts(
    of paragraph: Paragraph
  ) -> [(paragraph: Paragraph, after: PageBreak?)] {
    var out: [(paragraph: Paragraph, after: PageBreak?)] = []
    var rest = paragraph
    rest.inlines = []
    for inline in paragraph.inlines {
      if case .pageBreak(let kind) = inline {
        out.append((rest, kind))
        (rest.inlines, rest.mark) = ([], out.contains { $0.paragraph.hasText } ? "" : rest.mark)
      } else {
        rest.inlines.append(inline)
      }
    }
    out.append((rest, nil))
    return out
  }

  /// A row whose cells go on over pages, as one row a page: each cell notes the breaks for itself.
  private static func slices(of row: TableRow) -> [(row: TableRow, before: PageBreak)] {
    var columns: [[[Block]]] = []
    var breaks: [PageBreak] = []
    for cell in row.cells {
      var slices: [[Block]] = [[]]
      func cut(_ kind: PageBreak) {
        if breaks.count < slices.count { breaks.append(kind) }
        slices.append([])
      }
      for block in cell.blocks {
        switch block {
        case .pageBreak(let kind): cut(kind)
        case .table: slices[slices.count - 1].append(block)
        case .paragraph(let paragraph):
          for part in parts(of: paragraph) {
            if part.after == nil || part.paragraph.hasText {
              slices[slices.count - 1].append(.paragraph(part.paragraph))
            }
            if let kind = part.after { cut(kind) }
          }
        }
      }
      columns.append(slices)
    }
    return (0...breaks.count).map { index in
      let cells = zip(row.cells, columns).map { cell, slices in
        TableRow.Cell(blocks: index < slices.count ? slices[index] : [], span: cell.span)
      }
      return (TableRow(cells: cells), index == 0 ? .soft : breaks[index - 1])
    }
  }
}
