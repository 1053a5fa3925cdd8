// SPDX-License-Identifier: Apache-2.0

/// Empty rectangles drawn with a thin line over text.
///
/// Forms, tables and figures have such rectangles too. A redaction stands in a line of text, is one
/// line high, and holds nothing or an exemption code; its sides end at its corners, where the lines
/// of a table run on and its cells share their sides.
struct WhiteBoxes {
  struct Found {
    /// With its border.
    var rect: PixelRect
    /// What is written in it; nil where it is blank.
    var label: PixelRect?
    /// Text stands right beside it on its line.
    var isInLine: Bool
    /// It shares a side with another, or its sides run on beyond its corners: part of a grid.
    var isCell: Bool
  }

  private struct Side {
    var x0: Int
    var x1: Int
    /// Its last row.
    var foot: Int
  }

  let mask: PageMask
  let strips: [PixelRect]

  func find() -> [Found] {
    var rects: Set<PixelRect> = []
    for strip in strips + mendedLines() { rects.formUnion(boxes(below: strip)) }
    let sorted = rects.sorted { ($0.y0, $0.x0, $0.y1, $0.x1) < ($1.y0, $1.x0, $1.y1, $1.x1) }
    // The same box found under two strips a pixel apart counts once.
    var distinct: [PixelRect] = []
    for rect in sorted
    where !distinct.contains(where: { $0.overlap(rect) * 10 > max($0.area, rect.area) * 8 }) {
      distinct.append(rect)
    }
    return distinct.filter(isOnPaper).map { rect in
      Found(
        rect: rect, label: label(in: rect), isInLine: isInLine(rect),
        isCell: isCell(rect, among: distinct))
    }
  }

  /// Lines of a pixel or two that a lean not quite undone broke into steps, put together again.
  private func mendedLines() -> [PixelRect] {
    let (thin, gap) = (mask.pixels(1.2), mask.pixels(1))
    var lines: [(whole: PixelRect, parts: Int)] = []
    // From the left, so that each piece meets the line it goes on with.
    for strip in strips.filter({ $0.height <= thin }).sorted(by: { ($0.x0, $0.y0) < ($1.x0, $1.y0) }
    ) {
      let next = lines.firstIndex { line, _ in
        strip.x0 <= line.x1 + gap && strip.x1 > line.x1
          && min(abs(strip.y0 - line.y1), abs(line.y0 - strip.y1)) <= 2
          && max(strip.y1, line.y1) - min(strip.y0, line.y0) <= 2 * thin
      }
      if let next {
        let line = lines[next].whole
        lines[next].whole = PixelRect(
          x0: line.x0, y0: min(line.y0, strip.y0), x1: strip.x1, y1: max(line.y1, strip.y1))
        lines[next].parts += 1
      } else {
        lines.append((strip, 1))
      }
    }
    return lines.filter { $0.parts > 1 }.map(\.whole)
  }

  /// White inside, and paper about it: no part of a photograph or of a dark bar.
  private func isOnPaper(_ rect: PixelRect) -> Bool {
    let shade = UInt8(Double(mask.paper) * 0.85)
    let inner = inside(rect)
    guard inner.width > 0, inner.height > 0, mask.share(below: shade, in: inner) < 0.4 else {
      return false
    }
    let (near, far) = (max(2, mask.pixels(1.6)), max(4, mask.pixels(3)))
    func isPaper(_ points: some Collection<Int>, _ place: (Int, Int) -> (x: Int, y: Int)) -> Bool {
      let light = points.count { point in
        let (close, away) = (place(point, near), place(point, far))
        return mask.isPaper(close.x, close.y) || mask.isPaper(away.x, away.y)
      }
      return light * 2 > points.count
    }
    // Above and below another box may lie; text stands left and right.
    return isPaper(rect.y0..<rect.y1) { (rect.x0 - 1 - $1, $0) }
      && isPaper(rect.y0..<rect.y1) { (rect.x1 + $1, $0) }
  }

  /// Boxes whose top is `strip`: neighbouring lines that drop from it to a line between them.
  private func boxes(below strip: PixelRect) -> [PixelRect] {
    let (thin, lowest, narrowest) = (mask.pixels(3), mask.pixels(7), mask.pixels(13))
    let sides = sides(below: strip, thin: thin, lowest: lowest)
    var out: [PixelRect] = []
    for (left, right) in zip(sides, sides.dropFirst()) where right.x1 - left.x0 >= narrowest {
      let foot = min(left.foot, right.foot)
      var y = strip.y1 + lowest - 2
      while y <= foot, !isLine(row: y, from: left.x0, to: right.x1) { y += 1 }
      guard y <= foot else { continue }
      var bottom = y + 1
      while bottom < mask.height, bottom - y < thin,
        isLine(row: bottom, from: left.x0, to: right.x1)
      {
        bottom += 1
      }
      // Where the line is thick, another box begins below.
      let y1 = bottom - y >= thin ? y + mask.pixels(1) : bottom
      let y0 = strip.height > thin ? strip.y1 - mask.pixels(1) : strip.y0
      let rect = PixelRect(x0: left.x0, y0: y0, x1: right.x1, y1: y1)
      if isSquare(rect) { out.append(rect) }
    }
    return out
  }

  /// Thin lines that hang from the strip, from left to right.
  private func sides(below strip: PixelRect, thin: Int, lowest: Int) -> [Side] {
    let row = strip.y1 + 1
    guard row < mask.height else { return [] }
    var sides: [Side] = []
    var x = max(0, strip.x0 - 1)
    let end = min(mask.width, strip.x1 + 1)
    while x < end {
      guard mask.isInk(x, row) else {
        x += 1
        continue
      }
      let start = x
      while x < end, mask.isInk(x, row) { x += 1 }
      guard x - start <= thin else { continue }
      let foot = foot(ofLineAt: (start + x) / 2, row: row)
      if foot - strip.y1 >= lowest { sides.append(Side(x0: start, x1: x, foot: foot)) }
    }
    return sides
  }

  /// Follows a line down; it may step a pixel sideways, and miss one.
  private func foot(ofLineAt column: Int, row: Int) -> Int {
    var (x, y, last) = (column, row, row)
    while y + 1 < mask.height, y - last < 2 {
      y += 1
      guard
        let next = [x, x - 1, x + 1].first(where: {
          $0 >= 0 && $0 < mask.width && mask.isInk($0, y)
        })
      else { continue }
      // No further than a pixel from where it began for every 60 rows: a line, not a stroke.
      if abs(next - column) > 1 + (y - row) / 60 { break }
      (x, last) = (next, y)
    }
    return last
  }

  private func isLine(row: Int, from x0: Int, to x1: Int) -> Bool {
    var missing = (x1 - x0) / 20
    for x in x0..<x1 {
      let isInk = (row...row + 2).contains { $0 < mask.height && mask.isInk(x, $0) }
      if !isInk {
        missing -= 1
        if missing < 0 { return false }
      }
    }
    return true
  }

  /// Ink in all four corners; a large letter's are round.
  private func isSquare(_ rect: PixelRect) -> Bool {
    [rect.y0, rect.y1 - 1].allSatisfy { y in
      [rect.x0, rect.x1 - 1].allSatisfy { x in
        (-2...2).contains { dy in (-2...2).contains { !mask.isPaper(x + $0, y + dy) } }
      }
    }
  }

  private func inside(_ rect: PixelRect) -> PixelRect {
    rect.grown(-mask.pixels(2.4), -mask.pixels(2.2))
  }

  private func label(in rect: PixelRect) -> PixelRect? {
    let inner = inside(rect).clipped(mask.width, mask.height)
    var found: PixelRect?
    var count = 0
    for y in inner.y0..<max(inner.y0, inner.y1) {
      for x in inner.x0..<max(inner.x0, inner.x1) where mask.isInk(x, y) {
        count += 1
        let old = found ?? PixelRect(x0: x, y0: y, x1: x + 1, y1: y + 1)
        found = PixelRect(
          x0: min(old.x0, x), y0: min(old.y0, y), x1: max(old.x1, x + 1), y1: max(old.y1, y + 1))
      }
    }
    return count > max(5, inner.area / 1_500) ? found : nil
  }

  private func isInLine(_ rect: PixelRect) -> Bool {
    let (gap, reach, trim) = (mask.pixels(1.2), mask.pixels(12), mask.pixels(1.5))
    let left = PixelRect(
      x0: rect.x0 - reach, y0: rect.y0 + trim, x1: rect.x0 - gap, y1: rect.y1 - trim)
    let right = PixelRect(
      x0: rect.x1 + gap, y0: rect.y0 + trim, x1: rect.x1 + reach, y1: rect.y1 - trim)
    return [left, right].contains { side in
      // Letters: some ink, neither a solid block nor a line over the whole height.
      (0.03...0.6).contains(mask.share(below: mask.ink, in: side))
    }
  }

  private func isCell(_ rect: PixelRect, among all: [PixelRect]) -> Bool {
    let near = mask.pixels(1.5)
    let beside = all.contains { other in
      other != rect
        && min(rect.y1, other.y1) - max(rect.y0, other.y0) > min(rect.height, other.height) / 2
        && (abs(other.x0 - rect.x1) <= near * 2 || abs(rect.x0 - other.x1) <= near * 2)
    }
    if beside { return true }
    // Both sides run on above, or both below; a black box there is no line.
    let beyond = mask.pixels(4)
    return [rect.y0 - beyond..<rect.y0, rect.y1..<rect.y1 + beyond].contains { rows in
      let between = PixelRect(
        x0: rect.x0, y0: rows.lowerBound, x1: rect.x1, y1: rows.upperBound)
      return mask.hasLine(at: rect.x0, rows: rows) && mask.hasLine(at: rect.x1 - 1, rows: rows)
        && mask.share(below: mask.ink, in: between) < 0.5
    }
  }
}
