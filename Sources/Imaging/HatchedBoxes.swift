// SPDX-License-Identifier: Apache-2.0

/// Boxes filled with lines aslant or level, or with dots, framed or not.
///
/// Down every column of one, ink and paper take turns without a wide gap for more than the height
/// of a letter, and the pattern repeats itself after a short step. No writing does both.
struct HatchedBoxes {
  let mask: PageMask

  /// A stretch of one column in which ink and paper take turns.
  struct Stretch {
    var x: Int
    var y0: Int
    var y1: Int
  }

  func find() -> [PixelRect] {
    let groups = grouped(stretches())
    let likely = groups.filter { $0.width >= mask.pixels(13) && $0.height >= mask.pixels(8) }
    guard likely.count <= 80 else { return [] }
    return likely.filter { rect in
      let share = mask.share(below: mask.ink, in: rect)
      guard (0.1...0.75).contains(share), isEven(rect, share), repeats(rect) else { return false }
      let beside = mask.letters(beside: rect)
      let around = mask.letters(aboveAndBelow: rect)
      return beside.left || beside.right || around.above && around.below
    }
  }

  func stretches() -> [Stretch] {
    let (gap, least) = (mask.pixels(3.4), mask.pixels(8.5))
    var open = [(top: Int32, last: Int32, turns: Int32)](repeating: (0, -1, 0), count: mask.width)
    var out: [Stretch] = []
    func close(_ x: Int) {
      let column = open[x]
      if column.last >= 0, column.turns >= 2, Int(column.last - column.top) + 1 >= least {
        out.append(Stretch(x: x, y0: Int(column.top), y1: Int(column.last) + 1))
      }
    }
    let span = mask.grey.span
    let ink = mask.ink
    for y in 0..<mask.height {
      let base = y * mask.width
      let row = Int32(y)
      for x in 0..<mask.width where span[base + x] < ink {
        let last = open[x].last
        if last < 0 || Int(row - last) > gap {
          close(x)
          open[x] = (row, row, 1)
        } else {
          if row - last > 1 { open[x].turns += 1 }
          open[x].last = row
        }
      }
    }
    for x in 0..<mask.width { close(x) }
    return out.sorted { ($0.x, $0.y0) < ($1.x, $1.y0) }
  }

  /// Stretches of neighbouring columns that begin and end within a step of one another. Here and
  /// there a letter above or below joins a column; most columns must belong.
  func grouped(_ stretches: [Stretch]) -> [PixelRect] {
    let (step, skip) = (mask.pixels(3.6), mask.pixels(7))
    var open: [Group] = []
    var done: [PixelRect] = []
    func close(_ group: Group) {
      if group.tops.count * 10 >= (group.x1 - group.x0) * 6 { done.append(group.rect) }
    }
    for stretch in stretches {
      open.removeAll { group in
        guard stretch.x - group.x1 > skip else { return false }
        close(group)
        return true
      }
      let match = open.firstIndex { group in
        abs(group.tops[0] - stretch.y0) <= step && abs(group.bottoms[0] - stretch.y1) <= step
      }
      if let match {
        open[match].x1 = stretch.x + 1
        open[match].tops.append(stretch.y0)
        open[match].bottoms.append(stretch.y1)
      } else {
        open.append(
          Group(x0: stretch.x, x1: stretch.x + 1, tops: [stretch.y0], bottoms: [stretch.y1]))
      }
    }
    open.forEach(close)
    return joined(done.sorted { ($0.y0, $0.x0, $0.y1, $0.x1) < ($1.y0, $1.x0, $1.y1, $1.x1) })
  }

  /// Whether a framed box is filled with lines, wider apart than `find` looks for.
  func isHatched(_ rect: PixelRect) -> Bool {
    let inner = rect.grown(-mask.pixels(1.5), -mask.pixels(1.5))
    let share = mask.share(below: mask.ink, in: inner)
    return (0.1...0.75).contains(share) && isEven(inner, share) && repeats(inner)
  }

  private struct Group {
    var x0: Int
    var x1: Int
    var tops: [Int]
    var bottoms: [Int]

    /// Unframed lines begin in steps: the outer ones count, but for strays.
    var rect: PixelRect {
      PixelRect(
        x0: x0, y0: tops.sorted()[tops.count / 8], x1: x1,
        y1: bottoms.sorted()[bottoms.count - 1 - bottoms.count / 8])
    }
  }

  /// Pieces of one box side by side, as much ink between them as in them.
  private func joined(_ pieces: [PixelRect]) -> [PixelRect] {
    let near = mask.pixels(3)
    var out: [PixelRect] = []
    for piece in pieces.sorted(by: { ($0.x0, $0.y0) < ($1.x0, $1.y0) }) {
      let home = out.firstIndex { rect in
        guard abs(rect.y0 - piece.y0) <= near, abs(rect.y1 - piece.y1) <= near,
          piece.x1 > rect.x1
        else { return false }
        if piece.x0 <= rect.x1 { return true }
        let between = PixelRect(x0: rect.x1, y0: rect.y0, x1: piece.x0, y1: rect.y1)
        let (here, there) = (
          mask.share(below: mask.ink, in: rect), mask.share(below: mask.ink, in: between)
        )
        return repeats(rect) && repeats(piece) && abs(here - there) < 0.35 * here
      }
      if let home { out[home].x1 = piece.x1 } else { out.append(piece) }
    }
    return out.sorted { ($0.y0, $0.x0, $0.y1, $0.x1) < ($1.y0, $1.x0, $1.y1, $1.x1) }
  }

  /// As much ink above as below, and left as right.
  func isEven(_ rect: PixelRect, _ share: Double) -> Bool {
    let (midX, midY) = ((rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2)
    let parts = [
      PixelRect(x0: rect.x0, y0: rect.y0, x1: rect.x1, y1: midY),
      PixelRect(x0: rect.x0, y0: midY, x1: rect.x1, y1: rect.y1),
      PixelRect(x0: rect.x0, y0: rect.y0, x1: midX, y1: rect.y1),
      PixelRect(x0: midX, y0: rect.y0, x1: rect.x1, y1: rect.y1),
    ]
    return parts.allSatisfy { abs(mask.share(below: mask.ink, in: $0) - share) < 0.3 * share }
  }

  /// Whether the middle of `rect` looks the same a short step away, but not half-way there.
  func repeats(_ rect: PixelRect) -> Bool {
    let reach = mask.pixels(6)
    let rim = mask.pixels(1.2)
    let height = min(rect.height - 2 * rim, mask.pixels(24))
    let width = min(rect.width - 2 * rim, mask.pixels(30))
    guard height > mask.pixels(5), width > mask.pixels(9) else { return false }
    let (x0, y0) = ((rect.x0 + rect.x1 - width) / 2, (rect.y0 + rect.y1 - height) / 2)
    func likeness(_ dx: Int, _ dy: Int) -> Double {
      var (both, first, second, count) = (0, 0, 0, 0)
      for y in y0..<y0 + height - dy {
        for x in max(x0, x0 - dx)..<min(x0 + width, x0 + width - dx) {
          let (a, b) = (mask.isInk(x, y), mask.isInk(x + dx, y + dy))
          count += 1
          if a { first += 1 }
          if b { second += 1 }
          if a && b { both += 1 }
        }
      }
      guard count > 40 else { return 0 }
      let (p, q) = (Double(first) / Double(count), Double(second) / Double(count))
      let spread = (p * (1 - p) * q * (1 - q)).squareRoot()
      return spread > 0.02 ? (Double(both) / Double(count) - p * q) / spread : 0
    }
    let least = mask.pixels(1.6)
    for dy in 0...min(reach, height / 2) {
      for dx in -min(reach, width / 2)...min(reach, width / 2)
      where dx * dx + dy * dy >= least * least {
        let here = likeness(dx, dy)
        if here >= 0.5, here - likeness(dx / 2, dy / 2) >= 0.35 { return true }
      }
    }
    return false
  }
}
