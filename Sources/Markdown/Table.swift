// SPDX-License-Identifier: Apache-2.0

/// A table written with upright bars, which CommonMark takes for a paragraph.
///
/// A paragraph is one if it has a second line of dashes, with as many bars as the first line.
struct Table {
  private static let mostColumns = 40
  private var rows: [[[MarkdownNode]]]

  init?(_ paragraph: MarkdownNode) {
    let lines = paragraph.children.split(separator: MarkdownNode(.softBreak)).map(Array.init)
    guard lines.count >= 2 else { return nil }
    let dashes = Self.cells(lines[1]).map { $0.map(\.plain).joined() }
    guard (2...Self.mostColumns).contains(dashes.count),
      dashes.allSatisfy({ cell in
        cell.contains("-") && cell.allSatisfy { "-: ".contains($0) }
      })
    else { return nil }
    let head = Self.cells(lines[0])
    guard head.count == dashes.count else { return nil }
    rows =
      [head]
      + lines.dropFirst(2).map { line in
        let cells = Self.cells(line).prefix(head.count)
        return cells + Array(repeating: [], count: head.count - cells.count)
      }
  }

  /// The first row is its head.
  var node: MarkdownNode {
    MarkdownNode(
      .table,
      children: rows.map { cells in
        MarkdownNode(.row, children: cells.map { MarkdownNode(.cell, children: $0) })
      })
  }

  /// What stands between the bars of one line.
  private static func cells(_ line: [MarkdownNode]) -> [[MarkdownNode]] {
    var cells: [[MarkdownNode]] = [[]]
    for node in line {
      guard node.kind == .text, node.text.contains("|") else {
        cells[cells.count - 1].append(node)
        continue
      }
      for (number, piece) in node.text.split(separator: "|", omittingEmptySubsequences: false)
        .enumerated()
      {
        if number > 0 { cells.append([]) }
        if !piece.isEmpty {
          cells[cells.count - 1].append(MarkdownNode(.text, text: String(piece)))
        }
      }
    }
    func isBlank(_ cell: [MarkdownNode]) -> Bool {
      cell.allSatisfy { $0.kind == .text && $0.text.allSatisfy(\.isWhitespace) }
    }
    // The bars at either end of a line enclose nothing.
    if let first = cells.first, isBlank(first) { cells.removeFirst() }
    if let last = cells.last, isBlank(last) { cells.removeLast() }
    return cells
  }
}
