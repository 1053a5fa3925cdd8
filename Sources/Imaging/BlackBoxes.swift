// SPDX-License-Identifier: Apache-2.0

/// Filled rectangles that cover text.
///
/// What tells one: four straight edges, paper on the far side of each, the fill as dark as the
/// page's darkest ink, and nothing on it but, at most, a short label. Dark bars of tables and
/// screens carry longer writing; photographs have no straight edge against paper; the shadow of a
/// scanner's lid touches the edge of the page.
struct BlackBoxes {
  struct Found {
    var rect: PixelRect
    /// What is written in white on it.
    var label: PixelRect?
    var confidence: Double
  }

  let mask: PageMask
  let strips: [PixelRect]

  func find() -> [Found] {
    let rects = candidates()
    return rects.enumerated().flatMap { index, rect -> [Found] in
      let others = rects.indices.filter { $0 != index && rects[$0].grown(4, 4).overlap(rect) > 0 }
      guard let found = examined(rect, beside: others.map { rects[$0] }) else { return [] }
      return split(found)
    }
  }

  /// Strips joined over their labels, large enough to cover a word, none inside another.
  private func candidates() -> [PixelRect] {
    let (lowest, narrowest) = (mask.pixels(5.5), mask.pixels(7))
    let rects = joined().filter { rect in
      rect.height >= lowest && rect.width >= narrowest
        && Double(rect.width) >= 0.7 * Double(min(rect.height, mask.pixels(16)))
    }
    var kept: [PixelRect] = []
    for rect in rects.sorted(by: { ($0.area, $1.y0, $1.x0) > ($1.area, $0.y0, $0.x0) })
    where !kept.contains(where: { $0.overlap(rect) * 10 > rect.area * 6 }) {
      kept.append(rect)
    }
    return kept.sorted { ($0.y0, $0.x0) < ($1.y0, $1.x0) }
  }

  /// A label breaks a box into the strip above it and the strip below.
  private func joined() -> [PixelRect] {
    let tolerance = mask.pixels(0.9)
    let furthest = mask.pixels(40)
    var used = [Bool](repeating: false, count: strips.count)
    var out: [PixelRect] = []
    for start in strips.indices where !used[start] {
      var rect = strips[start]
      var next = start + 1
      while next < strips.count, strips[next].y0 - rect.y1 <= furthest {
        let strip = strips[next]
        if !used[next], strip.y0 >= rect.y1 - 1, abs(strip.x0 - rect.x0) <= tolerance,
          abs(strip.x1 - rect.x1) <= tolerance, isFilled(between: rect, and: strip)
        {
          rect.y1 = max(rect.y1, strip.y1)
          used[next] = true
        }
        next += 1
      }
      out.append(rect)
    }
    return out
  }

  private func isFilled(between upper: PixelRect, and lower: PixelRect) -> Bool {
    let gap = PixelRect(
      x0: max(upper.x0, lower.x0), y0: upper.y1, x1: min(upper.x1, lower.x1), y1: lower.y0)
    if gap.height <= 1 { return true }
    let rim = mask.pixels(1)
    let left = PixelRect(x0: gap.x0 + 1, y0: gap.y0, x1: gap.x0 + 1 + rim, y1: gap.y1)
    let right = PixelRect(x0: gap.x1 - 1 - rim, y0: gap.y0, x1: gap.x1 - 1, y1: gap.y1)
    return mask.share(below: mask.ink, in: left) >= 0.75
      && mask.share(below: mask.ink, in: right) >= 0.75
      && mask.share(below: mask.black, in: gap) >= 0.5
  }

  private func examined(_ rect: PixelRect, beside others: [PixelRect]) -> Found? {
    let edge = mask.pixels(2)
    guard rect.x0 > edge, rect.y0 > edge, rect.x1 < mask.width - edge, rect.y1 < mask.height - edge
    else { return nil }
    let paper = paperAround(rect, beside: others)
    guard paper >= 0.7 else { return nil }
    let inner = rect.grown(-mask.pixels(0.7), -mask.pixels(0.7))
    guard inner.width > 1, inner.height > 1 else { return nil }
    let label = label(in: inner)
    // Away from the label nothing but black.
    let dark = mask.share(below: mask.black, in: inner) * Double(inner.area)
    var labelled = 0.0
    if let label {
      labelled = mask.share(below: mask.black, in: label) * Double(label.area)
    }
    let plainArea = Double(inner.area - (label?.area ?? 0))
    if plainArea > Double(inner.area) * 0.1, (dark - labelled) / plainArea < 0.93 { return nil }
    guard dark >= 0.5 * Double(inner.area) else { return nil }
    if let label, label.width > mask.pixels(140) { return nil }
    let small = rect.height < mask.pixels(7) || rect.width < mask.pixels(12)
    return Found(rect: rect, label: label, confidence: (small ? 0.75 : 0.97) * min(1, paper + 0.1))
  }

  /// The share of paper just outside, over all sides; 0 where one side is mostly ink.
  private func paperAround(_ rect: PixelRect, beside others: [PixelRect]) -> Double {
    let away = max(2, mask.pixels(1.6))
    let near = others.map { $0.grown(away, away) }
    func share(_ points: [(x: Int, y: Int)]) -> Double? {
      var (light, all) = (0, 0)
      for (x, y) in points {
        guard x >= 0, y >= 0, x < mask.width, y < mask.height else { continue }
        if near.contains(where: { $0.contains(x, y) }) { continue }
        all += 1
        if !mask.isInk(x, y) { light += 1 }
      }
      return all == 0 ? nil : Double(light) / Double(all)
    }
    let sides = [
      share((rect.x0..<rect.x1).map { ($0, rect.y0 - 1 - away) }),
      share((rect.x0..<rect.x1).map { ($0, rect.y1 + away) }),
      share((rect.y0..<rect.y1).map { (rect.x0 - 1 - away, $0) }),
      share((rect.y0..<rect.y1).map { (rect.x1 + away, $0) }),
    ].compactMap { $0 }
    guard let least = sides.min(), least >= 0.5 else { return sides.isEmpty ? 1 : 0 }
    return sides.reduce(0, +) / Double(sides.count)
  }

  /// The smallest rectangle about the light pixels inside, nil where there are hardly any.
  private func label(in inner: PixelRect) -> PixelRect? {
    let columns = lightCounts(in: inner, across: true)
    let rows = lightCounts(in: inner, across: false)
    guard columns.reduce(0, +) > max(6, inner.area / 2_000),
      let left = columns.firstIndex(where: { $0 > 0 }),
      let right = columns.lastIndex(where: { $0 > 0 }),
      let top = rows.firstIndex(where: { $0 > 0 }), let bottom = rows.lastIndex(where: { $0 > 0 })
    else { return nil }
    return PixelRect(
      x0: inner.x0 + left, y0: inner.y0 + top, x1: inner.x0 + right + 1, y1: inner.y0 + bottom + 1)
  }

  private func lightCounts(in inner: PixelRect, across: Bool) -> [Int] {
    var counts = [Int](repeating: 0, count: across ? inner.width : inner.height)
    let span = mask.grey.span
    for y in inner.y0..<inner.y1 {
      for x in inner.x0..<inner.x1 where span[y * mask.width + x] >= mask.ink {
        counts[across ? x - inner.x0 : y - inner.y0] += 1
      }
    }
    return counts
  }

  /// Boxes of equal width on successive lines flow together; a label on each line tells them apart.
  private func split(_ found: Found) -> [Found] {
    guard let label = found.label, label.height > mask.pixels(12) else { return [found] }
    let band = PixelRect(x0: label.x0, y0: found.rect.y0, x1: label.x1, y1: found.rect.y1)
      .grown(0, -mask.pixels(1))
    let rows = lightCounts(in: band, across: false)
    var bands: [Range<Int>] = []
    let quiet = mask.pixels(2)
    for (offset, count) in rows.enumerated() where count > 0 {
      let y = band.y0 + offset
      if let last = bands.last, y - last.upperBound < quiet {
        bands[bands.count - 1] = last.lowerBound..<y + 1
      } else {
        bands.append(y..<y + 1)
      }
    }
    bands.removeAll { $0.count < mask.pixels(3) }
    guard bands.count >= 2 else { return [found] }
    let pitch = Double(found.rect.height) / Double(bands.count)
    let even = bands.enumerated().allSatisfy { index, band in
      let line = Double(found.rect.y0) + pitch * Double(index)
      return Double(band.lowerBound) >= line - 1 && Double(band.upperBound) <= line + pitch + 1
    }
    guard even, pitch >= 8 * mask.scale, pitch <= 24 * mask.scale else { return [found] }
    return bands.enumerated().map { index, band in
      var part = found
      part.rect.y0 = found.rect.y0 + Int((pitch * Double(index)).rounded())
      part.rect.y1 = found.rect.y0 + Int((pitch * Double(index + 1)).rounded())
      part.label = PixelRect(
        x0: label.x0, y0: band.lowerBound, x1: label.x1, y1: band.upperBound)
      return part
    }
  }
}
