// SPDX-License-Identifier: Apache-2.0

/// Words whited out of a line without a trace: a gap in running text that the lines above and
/// below run past.
///
/// Columns and tables have gaps too, but theirs stand below one another; a form's blank has a line.
struct WhiteGaps {
  let mask: PageMask

  /// A line of letters: its rows, and its stretches of ink with no gap wider than between words.
  private struct Line {
    var y0: Int
    var y1: Int
    var parts: [(x0: Int, x1: Int)]
    var height: Int { y1 - y0 }
  }

  func find() -> [PixelRect] {
    let lines = lines()
    var out: [PixelRect] = []
    for index in lines.indices.dropFirst(2).dropLast(2) {
      let line = lines[index]
      guard line.parts.count == 2 else { continue }
      let (left, right) = (line.parts[0], line.parts[1])
      guard left.x1 - left.x0 >= mask.pixels(12), right.x1 - right.x0 >= mask.pixels(12) else {
        continue
      }
      // In the middle of a paragraph: two lines above and two below, from the same margin.
      let gap = left.x1..<right.x0
      let around = [lines[index - 2], lines[index - 1], lines[index + 1], lines[index + 2]]
      let isInParagraph =
        around.allSatisfy { runsPast($0, gap, from: left.x0) }
        && (index - 2..<index + 2).allSatisfy { isNext(lines[$0], lines[$0 + 1]) }
      guard gap.count >= mask.pixels(40), isInParagraph else { continue }
      let (above, below) = (lines[index - 1], lines[index + 1])
      let (apart, rise) = (mask.pixels(1.5), (line.height * 2) / 5)
      out.append(
        PixelRect(
          x0: gap.lowerBound + apart, y0: max(line.y0 - rise, (above.y1 + line.y0) / 2),
          x1: gap.upperBound - apart, y1: min(line.y1 + rise, (line.y1 + below.y0) / 2 + 1)))
    }
    // Many gaps are a layout.
    return out.count <= 12 ? out : []
  }

  private func isNext(_ upper: Line, _ lower: Line) -> Bool {
    let pitch = lower.y1 - upper.y1
    return pitch >= mask.pixels(7) && pitch <= mask.pixels(24)
      && abs(upper.height - lower.height) * 2 <= max(upper.height, lower.height)
  }

  /// Letters stand over the whole gap, with none in them, from the same margin.
  private func runsPast(_ line: Line, _ gap: Range<Int>, from margin: Int) -> Bool {
    guard line.parts.count == 1, let part = line.parts.first else { return false }
    return abs(part.x0 - margin) <= mask.pixels(5) && part.x1 >= gap.upperBound
  }

  private func lines() -> [Line] {
    var counts = [Int](repeating: 0, count: mask.height)
    let span = mask.grey.span
    for y in 0..<mask.height {
      let base = y * mask.width
      var count = 0
      for x in 0..<mask.width where span[base + x] < mask.ink { count += 1 }
      counts[y] = count
    }
    let least = max(2, mask.pixels(1.5))
    var out: [Line] = []
    var y = 0
    while y < mask.height {
      guard counts[y] > least else {
        y += 1
        continue
      }
      let start = y
      while y < mask.height, counts[y] > least { y += 1 }
      let line = line(start..<y)
      out.append(line ?? Line(y0: start, y1: y, parts: []))
    }
    return out
  }

  /// Nil for rows that are no line of letters: rules, boxes, pictures.
  private func line(_ rows: Range<Int>) -> Line? {
    guard rows.count >= mask.pixels(4), rows.count <= mask.pixels(15) else { return nil }
    var inked = [Int](repeating: 0, count: mask.width)
    let span = mask.grey.span
    for y in rows {
      let base = y * mask.width
      for x in 0..<mask.width where span[base + x] < mask.ink { inked[x] += 1 }
    }
    // The space between words.
    let space = max(mask.pixels(7), rows.count * 3 / 2)
    var parts: [(x0: Int, x1: Int, ink: Int)] = []
    for (x, count) in inked.enumerated() where count > 0 {
      if let last = parts.last, x - last.x1 <= space {
        parts[parts.count - 1].x1 = x + 1
        parts[parts.count - 1].ink += count
      } else {
        parts.append((x, x + 1, count))
      }
    }
    // Specks.
    parts.removeAll { $0.x1 - $0.x0 < mask.pixels(1.2) && $0.ink < rows.count / 2 }
    let isText = parts.allSatisfy { part in
      let share = Double(part.ink) / Double((part.x1 - part.x0) * rows.count)
      return share > 0.04 && share < 0.6
    }
    guard isText, !parts.isEmpty else { return nil }
    return Line(y0: rows.lowerBound, y1: rows.upperBound, parts: parts.map { ($0.x0, $0.x1) })
  }
}
