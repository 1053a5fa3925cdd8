// SPDX-License-Identifier: Apache-2.0

/// Boxes of one even shade between paper and black, in the place of words.
///
/// Shaded rows of tables, panels behind text and fields of forms are grey too. What can be read
/// on them tells most of them; a field or an empty cell stands apart from running text.
struct GreyBoxes {
  struct Found {
    var rect: PixelRect
    var label: PixelRect?
    var confidence: Double
  }

  let mask: PageMask
  let grid: ToneGrid

  func find() -> [Found] {
    let even = max(4, grid.noise * 2 + 2)
    let (dark, light) = (Int(mask.black) + 6, grid.paper - max(12, grid.noise + 4))
    guard dark < light else { return [] }
    var chosen = [Bool](repeating: false, count: grid.mean.count)
    var any = false
    for index in chosen.indices {
      let value = Int(grid.mean[index])
      if value > dark, value < light, Int(grid.spread[index]) <= even {
        chosen[index] = true
        any = true
      }
    }
    guard any else { return [] }
    let patches = grid.patches(of: chosen, least: 12, step: 10 + grid.noise)
    // A page of many shades is a picture.
    guard patches.count <= 400 else { return [] }
    let rects = patches.compactMap { patch in refined(patch).map { (patch, $0) } }
    return rects.compactMap { patch, rect in
      examined(patch, rect, among: rects.map { $0.1 })
    }
  }

  /// The rectangle in pixels whose edges lie half-way between the shade and the paper; nil where
  /// the patch is none.
  private func refined(_ patch: ToneGrid.Patch) -> PixelRect? {
    let bounds = patch.bounds
    guard bounds.width >= 4, bounds.height >= 2, patch.cells.count * 10 >= bounds.area * 5 else {
      return nil
    }
    let shade = tone(patch)
    let middle = UInt8(max(0, min(255, (shade + grid.paper) / 2)))
    let inside = grid.pixels(bounds)
    let reach = grid.size * 2
    func isFilled(_ r: PixelRect) -> Bool { mask.share(below: middle, in: r) >= 0.55 }
    var out = inside
    // Outwards from the cells that are grey throughout, row by row and column by column.
    while out.y0 > 0, inside.y0 - out.y0 < reach,
      isFilled(PixelRect(x0: inside.x0, y0: out.y0 - 1, x1: inside.x1, y1: out.y0))
    {
      out.y0 -= 1
    }
    while out.y1 < mask.height, out.y1 - inside.y1 < reach,
      isFilled(PixelRect(x0: inside.x0, y0: out.y1, x1: inside.x1, y1: out.y1 + 1))
    {
      out.y1 += 1
    }
    while out.x0 > 0, inside.x0 - out.x0 < reach,
      isFilled(PixelRect(x0: out.x0 - 1, y0: out.y0, x1: out.x0, y1: out.y1))
    {
      out.x0 -= 1
    }
    while out.x1 < mask.width, out.x1 - inside.x1 < reach,
      isFilled(PixelRect(x0: out.x1, y0: out.y0, x1: out.x1 + 1, y1: out.y1))
    {
      out.x1 += 1
    }
    guard out.height >= mask.pixels(6), out.width >= mask.pixels(12) else { return nil }
    return out
  }

  private func tone(_ patch: ToneGrid.Patch) -> Int {
    patch.cells.reduce(0) { $0 + Int(grid.mean[$1]) } / max(1, patch.cells.count)
  }

  private func examined(
    _ patch: ToneGrid.Patch, _ rect: PixelRect, among all: [PixelRect]
  ) -> Found? {
    let shade = tone(patch)
    let off = patch.cells.count { abs(Int(grid.mean[$0]) - shade) > 10 + grid.noise }
    guard off * 20 <= patch.cells.count else { return nil }
    let edge = mask.pixels(3)
    guard rect.x0 > edge, rect.y0 > edge, rect.x1 < mask.width - edge,
      rect.y1 < mask.height - edge
    else { return nil }
    // Everything inside is that shade, but for one label.
    let inner = rect.grown(-mask.pixels(1.6), -mask.pixels(1.6))
    let label = writing(in: inner, shade: shade)
    if let label {
      guard label.height <= mask.pixels(12), label.width <= mask.pixels(110),
        rect.width >= mask.pixels(14)
      else { return nil }
    }
    let middle = UInt8((shade + grid.paper) / 2)
    guard mask.lightAround(rect, level: middle) >= 0.72, !isOfTable(rect, among: all) else {
      return nil
    }
    let beside = mask.letters(beside: rect)
    let isLight = shade * 100 > grid.paper * 86
    let isLow = rect.height <= mask.pixels(22)
    if label != nil {
      // Whoever reads it decides whether it is a label; a narrow box about one word is a button.
      guard beside.left || beside.right || rect.width >= mask.pixels(24) else { return nil }
      return Found(rect: rect, label: label, confidence: beside.left || beside.right ? 0.7 : 0.5)
    }
    if isLow {
      guard isLight ? beside.left && beside.right : beside.left || beside.right else { return nil }
      return Found(rect: rect, label: nil, confidence: isLight ? 0.6 : 0.8)
    }
    let around = mask.letters(aboveAndBelow: rect)
    guard !isLight, around.above, around.below, rect.width >= mask.pixels(80) else { return nil }
    return Found(rect: rect, label: nil, confidence: 0.6)
  }

  /// The rectangle about what differs from the shade; nil where hardly anything does.
  private func writing(in inner: PixelRect, shade: Int) -> PixelRect? {
    let inner = inner.clipped(mask.width, mask.height)
    let far = max(32, 4 * grid.noise)
    var found: PixelRect?
    var count = 0
    for y in inner.y0..<max(inner.y0, inner.y1) {
      for x in inner.x0..<max(inner.x0, inner.x1)
      where abs(Int(mask.grey[y * mask.width + x]) - shade) > far {
        count += 1
        let old = found ?? PixelRect(x0: x, y0: y, x1: x + 1, y1: y + 1)
        found = PixelRect(
          x0: min(old.x0, x), y0: min(old.y0, y), x1: max(old.x1, x + 1), y1: max(old.y1, y + 1))
      }
    }
    return count > max(6, inner.area / 300) ? found : nil
  }

  /// Another grey rectangle shares a side with it, or lines run on from its corners.
  private func isOfTable(_ rect: PixelRect, among all: [PixelRect]) -> Bool {
    let near = mask.pixels(2.5)
    let touches = all.contains { other in
      guard other != rect else { return false }
      let across = min(rect.x1, other.x1) - max(rect.x0, other.x0)
      let down = min(rect.y1, other.y1) - max(rect.y0, other.y0)
      let isBeside =
        down * 10 > min(rect.height, other.height) * 7
        && min(abs(other.x0 - rect.x1), abs(rect.x0 - other.x1)) <= near
      // Lines of a withheld paragraph touch too, but have no lines between them.
      return isBeside && across <= near
    }
    if touches { return true }
    let beyond = mask.pixels(5)
    return [rect.y0 - beyond..<rect.y0 - 1, rect.y1 + 1..<rect.y1 + beyond].contains { rows in
      mask.hasLine(at: rect.x0, rows: rows) || mask.hasLine(at: rect.x1 - 1, rows: rows)
    }
  }
}
