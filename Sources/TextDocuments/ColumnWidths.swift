// SPDX-License-Identifier: Apache-2.0

/// How wide the columns of a table are: as wide as they need where there is room, and narrower in
/// proportion to what they hold where there is not.
struct ColumnWidths {
  private var lefts: [Double] = []
  private var widths: [Double] = []

  /// Nil where not even the longest words fit side by side.
  init?(_ rows: [TableRow], count: Int, size: Double, room: Double, gap: Double) {
    var least = [Double](repeating: 0, count: count)
    var wanted = [Double](repeating: 0, count: count)
    guard Double(count) * (size + gap) < room else { return nil }
    for row in rows {
      var column = 0
      for cell in row.cells {
        if cell.span <= 1 {
          for case .paragraph(let paragraph) in cell.blocks {
            let needs = Self.needs(paragraph, size)
            least[column] = max(least[column], needs.word)
            wanted[column] = max(wanted[column], needs.line)
          }
        }
        column += max(1, cell.span)
      }
    }
    // Addresses and the like may be broken rather than starve the others.
    for index in 0..<count {
      least[index] = min(max(least[index], 2 * size), room / 3)
      wanted[index] = max(min(wanted[index], room), least[index])
    }
    let free = room - gap * Double(count - 1)
    let (leastSum, wantedSum) = (least.reduce(0, +), wanted.reduce(0, +))
    guard leastSum <= free else { return nil }
    let share = wantedSum <= free ? 1 : (free - leastSum) / max(wantedSum - leastSum, 0.001)
    var x = 0.0
    for index in 0..<count {
      lefts.append(x)
      widths.append(least[index] + (wanted[index] - least[index]) * share)
      x += widths[index] + gap
    }
  }

  func place(_ column: Int, span: Int) -> (x: Double, width: Double) {
    let first = min(column, lefts.count - 1)
    let last = min(column + max(1, span), lefts.count) - 1
    // A little more than measured, so that rounding does not break a line that fits.
    return (lefts[first], lefts[max(first, last)] + widths[max(first, last)] - lefts[first] + 0.05)
  }

  /// The width of the longest word, and of the paragraph on one line.
  private static func needs(_ paragraph: Paragraph, _ size: Double) -> (word: Double, line: Double)
  {
    let mark = paragraph.mark.isEmpty ? 0 : Metrics.width(paragraph.mark) * size + 18
    var (word, line, longest, widest) = (0.0, paragraph.indent + mark, 0.0, 0.0)
    for inline in paragraph.inlines {
      switch inline {
      case .text(let text, let look) where look.takesRoom:
        for scalar in text.unicodeScalars {
          let width = Metrics.width(scalar.value < 32 ? " " : scalar) * size
          line += width
          word = scalar.value <= 32 ? 0 : word + width
          longest = max(longest, word)
        }
      case .tab: (word, line) = (0, line + 36)
      case .lineBreak:
        widest = max(widest, line)
        (word, line) = (0, paragraph.indent)
      case .pageNumber: line += 3 * size
      default: break
      }
    }
    return (longest + paragraph.indent + mark, max(widest, line))
  }
}
