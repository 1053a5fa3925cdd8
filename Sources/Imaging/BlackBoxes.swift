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
    // What a box touches speaks against it, unless that is a box too.
    var rects = candidates()
    var found: [Found] = []
    for _ in 0..<2 {
      found = rects.indices.compactMap { index in
        let near = rects[index].grown(6, 6)
        let others = rects.indices.filter { $0 != index && near.overlap(rects[$0]) > 0 }
        return examined(rects[index], beside: others.map { rects[$0] })
      }
      rects = found.map(\.rect)
    }
    return found.flatMap(split)
  }

  /// Strips joined over their labels, large enough to cover a word, none inside another.
  private func candidates() -> [PixelRect] {
    let joined = joined()
    let rects = joined.filter(isLikely)
    var kept: [PixelRect] = []
    for rect in rects.sorted(by: { ($0.area, $1.y0, $1.x0) > ($1.area, $0.y0, $0.x0) })
    where kept.reduce(0, { $0 + $1.overlap(rect) }) * 10 <= rect.area * 6 {
      kept.append(rect)
    }
    let thin = joined.filter { $0.height < mask.pixels(6) }
    return kept.map { extended($0, by: thin) }.sorted { ($0.y0, $0.x0) < ($1.y0, $1.x0) }
  }

  /// Where two boxes of different edges overlap, the rows they share are wider than either and
  /// make a strip of their own, which belongs to both.
  private func extended(_ rect: PixelRect, by thin: [PixelRect]) -> PixelRect {
    let slack = mask.pixels(0.7)
    var out = rect
    for strip in thin where strip.x0 <= rect.x0 + slack && strip.x1 >= rect.x1 - slack {
      if abs(strip.y0 - rect.y1) <= 1 { out.y1 = max(out.y1, strip.y1) }
      if abs(strip.y1 - rect.y0) <= 1 { out.y0 = min(out.y0, strip.y0) }
    }
    return out
  }

  /// Large enough to cover a word, and no upright bar, as charts and large letters have.
  private func isLikely(_ rect: PixelRect) -> Bool {
    guard rect.height >= mask.pixels(6), rect.width >= mask.pixels(9) else { return false }
    if rect.width < mask.pixels(24), rect.height > mask.pixels(20) { return false }
    if rect.width < mask.pixels(45), rect.height > 2 * rect.width { return false }
    return 10 * rect.width >= 7 * min(rect.height, mask.pixels(16)) && isSquare(rect)
  }

  /// All four corners are ink; those of large letters are round or open.
  private func isSquare(_ rect: PixelRect) -> Bool {
    // A little inside: a lean that was not quite undone frays the rim.
    let (size, inset) = (mask.pixels(1.2), mask.pixels(0.9))
    let columns = [rect.x0 + inset, rect.x1 - inset - size]
    return [rect.y0 + inset, rect.y1 - inset - size].allSatisfy { y in
      columns.allSatisfy { x in
        mask.share(
          below: mask.ink, in: PixelRect(x0: x, y0: y, x1: x + size, y1: y + size)) >= 0.75
      }
    }
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
    func column(_ x: Int) -> Double {
      mask.share(
        below: mask.ink, in: PixelRect(x0: x, y0: gap.y0, x1: x + rim, y1: gap.y1))
    }
    return column(gap.x0 + 1) >= 0.85 && column(gap.x1 - 1 - rim) >= 0.85
      && mask.share(below: mask.black, in: gap) >= 0.5 && !isWider(gap)
  }

  /// Whether black goes on left or right of `gap`: then a wider box stands between two others that
  /// happen to be equally wide. A letter right beside the box is thinner than that.
  private func isWider(_ gap: PixelRect) -> Bool {
    let (reach, most) = (mask.pixels(3), mask.pixels(4))
    return [gap.x0 - reach..<gap.x0, gap.x1..<gap.x1 + reach].contains { columns in
      let full = (gap.y0..<gap.y1).count { y in columns.allSatisfy { !mask.isPaper($0, y) } }
      return full > most
    }
  }

  private func examined(_ rect: PixelRect, beside others: [PixelRect]) -> Found? {
    guard !isShadow(rect), !isRowOfGrid(rect) else { return nil }
    let paper = paperAround(rect, beside: others)
    guard paper >= (touchesEdge(rect) ? 0.9 : 0.7) else { return nil }
    let whole = rect.grown(-mask.pixels(0.7), -mask.pixels(0.7))
    guard whole.width > 1, whole.height > 1, mask.share(below: mask.black, in: whole) >= 0.5
    else { return nil }
    // Away from the rim, where a lean that was not quite undone shows, and from the label there is
    // nothing but black.
    let inner = rect.grown(-mask.pixels(1.4), -mask.pixels(2.2))
    let label = label(in: inner)
    var (dark, area) = (mask.share(below: mask.black, in: inner) * Double(inner.area), inner.area)
    if let label {
      // Its grey rim counts as label.
      let about = PixelRect(
        x0: max(inner.x0, label.x0 - 1), y0: max(inner.y0, label.y0 - 1),
        x1: min(inner.x1, label.x1 + 1), y1: min(inner.y1, label.y1 + 1))
      dark -= mask.share(below: mask.black, in: about) * Double(about.area)
      area -= about.area
    }
    if area * 10 > inner.area, dark < 0.93 * Double(area) { return nil }
    if let label {
      guard label.width <= mask.pixels(140), rect.width >= mask.pixels(14),
        !isArtwork(label, in: rect)
      else { return nil }
    } else if rect.width < mask.pixels(18) {
      // Hardly wider than high: a bullet, a swatch or the end of an arrow, unless it stands among letters.
      let beside = mask.letters(beside: rect)
      guard beside.left || beside.right else { return nil }
    }
    let small =
      rect.height < mask.pixels(7) || rect.width < mask.pixels(12) || touchesEdge(rect)
    return Found(rect: rect, label: label, confidence: (small ? 0.75 : 0.97) * min(1, paper + 0.1))
  }

  /// Whether what is light on a box is no writing: the inside of a large letter, or a sign without
  /// lines, higher than the letters of a label.
  private func isArtwork(_ label: PixelRect, in rect: PixelRect) -> Bool {
    if rect.width < mask.pixels(24), label.height * 20 > rect.height * 11 { return true }
    let highest = max(mask.pixels(18), rect.height * 2 / 5)
    guard label.height > highest else { return false }
    var run = 0
    for count in lightCounts(in: label, across: false) {
      run = count > 0 ? run + 1 : 0
      if run > highest { return true }
    }
    return false
  }

  /// The dark rim of a scan lies along the edge of the page; a box one line high may run into it.
  private func isShadow(_ rect: PixelRect) -> Bool {
    guard touchesEdge(rect) else { return false }
    let isLine = rect.height >= mask.pixels(7) && rect.height <= mask.pixels(22)
    return !isLine || rect.width < 2 * rect.height || rect.width * 10 > mask.width * 6
  }

  private func touchesEdge(_ rect: PixelRect) -> Bool {
    let edge = mask.pixels(2)
    return rect.x0 <= edge || rect.y0 <= edge || rect.x1 >= mask.width - edge
      || rect.y1 >= mask.height - edge
  }

  /// A row filled to set parts of a table off: nearly as wide as the page, the lines of the table
  /// running on from both its ends.
  private func isRowOfGrid(_ rect: PixelRect) -> Bool {
    guard rect.width * 10 > mask.width * 6, rect.height < mask.pixels(24) else { return false }
    // Further than a white box that stands under it on the next line.
    let beyond = mask.pixels(20)
    return [rect.y0 - beyond..<rect.y0 - 1, rect.y1 + 1..<rect.y1 + beyond].contains { rows in
      mask.hasLine(at: rect.x0, rows: rows) && mask.hasLine(at: rect.x1 - 1, rows: rows)
    }
  }

  /// The share of paper just outside, over all sides; 0 where more than a letter touches a side.
  private func paperAround(_ rect: PixelRect, beside others: [PixelRect]) -> Double {
    // Two distances, so that the underline of a line above is not taken for touching.
    let (near, far) = (max(2, mask.pixels(1.6)), max(4, mask.pixels(3)))
    let boxes = others.map { $0.grown(near, near) }
    func share(
      _ points: some Collection<Int>, widest: Int, _ place: (Int, Int) -> (x: Int, y: Int)
    ) -> Double? {
      var (light, all, run) = (0, 0, 0)
      for point in points {
        let (close, away) = (place(point, near), place(point, far))
        if boxes.contains(where: { $0.contains(close.x, close.y) }) {
          run = 0
          continue
        }
        all += 1
        if mask.isPaper(close.x, close.y) || mask.isPaper(away.x, away.y) {
          light += 1
          run = 0
        } else {
          run += 1
          if run > widest { return 0 }
        }
      }
      return all == 0 ? nil : Double(light) / Double(all)
    }
    // A letter may stand right beside a box; above and below only its tail may touch, or else the
    // box is itself part of a large letter.
    let letter = mask.pixels(8)
    let stroke = min(letter, max(mask.pixels(3), rect.width / 3))
    let sides = [
      share(rect.x0..<rect.x1, widest: stroke) { ($0, rect.y0 - 1 - $1) },
      share(rect.x0..<rect.x1, widest: stroke) { ($0, rect.y1 + $1) },
      share(rect.y0..<rect.y1, widest: letter) { (rect.x0 - 1 - $1, $0) },
      share(rect.y0..<rect.y1, widest: letter) { (rect.x1 + $1, $0) },
    ].compactMap { $0 }
    guard let least = sides.min(), least >= 0.5 else { return sides.isEmpty ? 1 : 0 }
    return sides.reduce(0, +) / Double(sides.count)
  }

  /// The smallest rectangle about the light pixels inside, nil where there are hardly any.
  private func label(in inner: PixelRect) -> PixelRect? {
    guard inner.width > 1, inner.height > 1 else { return nil }
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
    // Small white print on black is grey on a scan.
    let light = mask.black + (mask.ink - min(mask.ink, mask.black)) / 2
    for y in inner.y0..<inner.y1 {
      for x in inner.x0..<inner.x1 where span[y * mask.width + x] >= light {
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
