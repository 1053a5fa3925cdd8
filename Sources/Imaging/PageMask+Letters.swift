// SPDX-License-Identifier: Apache-2.0

extension PageMask {
  /// Whether letters stand in `area`: some ink over a good part of its height, and row by row not
  /// the same, as it is with lines and other boxes.
  func hasLetters(in area: PixelRect) -> Bool {
    let area = area.clipped(width, height)
    guard area.width > 2, area.height > 4 else { return false }
    var counts = [Int](repeating: 0, count: area.height)
    for y in area.y0..<area.y1 {
      for x in area.x0..<area.x1 where isInk(x, y) { counts[y - area.y0] += 1 }
    }
    let share = Double(counts.reduce(0, +)) / Double(area.area)
    guard (0.025...0.6).contains(share) else { return false }
    guard counts.count(where: { $0 > 0 }) * 10 >= area.height * 3 else { return false }
    let changes = zip(counts, counts.dropFirst()).count { $0 != $1 }
    return changes >= 4
  }

  /// Whether letters stand right beside `rect` on its line, left or right; on both sides.
  func letters(beside rect: PixelRect) -> (left: Bool, right: Bool) {
    let (gap, reach, trim) = (pixels(1.4), pixels(13), pixels(1))
    let left = PixelRect(
      x0: rect.x0 - reach, y0: rect.y0 + trim, x1: rect.x0 - gap, y1: rect.y1 - trim)
    let right = PixelRect(
      x0: rect.x1 + gap, y0: rect.y0 + trim, x1: rect.x1 + reach, y1: rect.y1 - trim)
    return (hasLetters(in: left), hasLetters(in: right))
  }

  /// Whether lines of letters stand above and below `rect`, within two lines of text.
  func letters(aboveAndBelow rect: PixelRect) -> (above: Bool, below: Bool) {
    let (gap, reach) = (pixels(1.5), pixels(24))
    let wide = max(rect.width, pixels(40))
    let above = PixelRect(x0: rect.x0, y0: rect.y0 - reach, x1: rect.x0 + wide, y1: rect.y0 - gap)
    let below = PixelRect(x0: rect.x0, y0: rect.y1 + gap, x1: rect.x0 + wide, y1: rect.y1 + reach)
    return (hasLetters(in: above), hasLetters(in: below))
  }

  /// The share of pixels lighter than `level` on a line beside each side of `rect`, at one of two
  /// distances, whichever shows more; the least of the four.
  func lightAround(_ rect: PixelRect, level: UInt8) -> Double {
    let (near, far) = (max(2, pixels(1.6)), max(4, pixels(3)))
    func isLight(_ x: Int, _ y: Int) -> Bool {
      x < 0 || y < 0 || x >= width || y >= height || grey[y * width + x] > level
    }
    func share(_ points: Range<Int>, _ place: (Int, Int) -> (x: Int, y: Int)) -> Double {
      let light = points.count { point in
        let (close, away) = (place(point, near), place(point, far))
        return isLight(close.x, close.y) || isLight(away.x, away.y)
      }
      return Double(light) / Double(max(1, points.count))
    }
    return [
      share(rect.x0..<rect.x1) { ($0, rect.y0 - 1 - $1) },
      share(rect.x0..<rect.x1) { ($0, rect.y1 + $1) },
      share(rect.y0..<rect.y1) { (rect.x0 - 1 - $1, $0) },
      share(rect.y0..<rect.y1) { (rect.x1 + $1, $0) },
    ].min() ?? 0
  }

  /// Whether the upper or the lower edge of a dark mark wanders, as a pen's does, rather than run
  /// straight, be it a little aslant.
  func isRagged(_ rect: PixelRect) -> Bool {
    let (inset, out, deep) = (pixels(4), pixels(3), max(pixels(4), rect.height / 3))
    guard rect.width > 4 * inset else { return false }
    let columns = Array(stride(from: rect.x0 + inset, to: rect.x1 - inset, by: 2))
    func wanders(from start: Int, by step: Int) -> Bool {
      var edges: [(x: Double, y: Double)] = []
      for x in columns {
        // From the inside outwards: a letter that touches from outside does not count.
        var y = start + step * deep
        while (y - start) * step > -out, !isPaper(x, y) { y -= step }
        edges.append((Double(x), Double(y)))
      }
      let count = Double(edges.count)
      let (midX, midY) = (
        edges.reduce(0) { $0 + $1.x } / count, edges.reduce(0) { $0 + $1.y } / count
      )
      let across = edges.reduce(0) { $0 + ($1.x - midX) * ($1.x - midX) }
      let slope =
        across > 0 ? edges.reduce(0) { $0 + ($1.x - midX) * ($1.y - midY) } / across : 0
      let far = max(1, 0.5 * scale)
      let off = edges.count { abs($0.y - midY - slope * ($0.x - midX)) > far }
      return off * 12 >= edges.count
    }
    return wanders(from: rect.y0, by: 1) && wanders(from: rect.y1 - 1, by: -1)
  }
}
