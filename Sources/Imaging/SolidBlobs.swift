// SPDX-License-Identifier: Apache-2.0

/// Black marks without straight level edges: strokes of a marker pen, and boxes drawn aslant.
///
/// Told from letters, logos and photographs by being solid row for row, long and even in
/// thickness, on paper, near lines of text. Level boxes are left to `BlackBoxes`.
struct SolidBlobs {
  struct Found {
    var rect: PixelRect
    var isSlanted: Bool
    var confidence: Double
  }

  let mask: PageMask
  let grid: ToneGrid
  /// What has been found already.
  let known: [PixelRect]

  func find() -> [Found] {
    let dark = UInt8(min(Double(mask.ink) * 0.6, Double(mask.black) + 30))
    let chosen = grid.mean.map { $0 < dark }
    let patches = grid.patches(of: chosen, least: 14, step: 255)
    guard patches.count <= 300 else { return [] }
    return patches.compactMap(examined)
  }

  private func examined(_ patch: ToneGrid.Patch) -> Found? {
    let bounds = patch.bounds
    let scale = Double(grid.size) / mask.scale
    let (wide, high) = (Double(bounds.width) * scale, Double(bounds.height) * scale)
    guard wide >= 18, high >= 4, wide < 560, high < 300 else { return nil }
    let rect = grid.pixels(bounds)
    let edge = mask.pixels(4)
    guard rect.x0 > edge, rect.y0 > edge, rect.x1 < mask.width - edge,
      rect.y1 < mask.height - edge,
      !known.contains(where: { $0.overlap(rect) * 10 > rect.area * 2 })
    else { return nil }
    let shape = Shape(patch, columns: grid.columns)
    // Letters have gaps; a mark has them at its ragged rim only.
    guard shape.rowShare >= 0.78, shape.columnShare >= 0.93 else { return nil }
    let (length, breadth) = (shape.length * scale, shape.breadth * scale)
    let place = rimmed(rect)
    guard isOnPaper(patch) else { return nil }
    let lean = abs(shape.slope)
    // Coarse cells lose the rim of a long narrow box.
    let isLong = lean > 0.12 && length >= 60 && length >= 3.4 * breadth
    let least = isLong && shape.columnShare >= 0.98 ? 0.62 : 0.77
    if lean > 0.05, shape.fill >= least, shape.rowShare >= 0.95, breadth >= 6, length >= 20,
      length >= 1.8 * breadth
    {
      return Found(rect: place, isSlanted: true, confidence: 0.8)
    }
    // A straight level box was looked at before, and was none.
    guard lean > 0.02 || mask.isRagged(place) else { return nil }
    guard lean <= 0.25, shape.fill >= 0.6, length >= 22, length >= 2 * breadth,
      (4.5...30).contains(breadth)
    else { return nil }
    let beside = mask.letters(beside: place)
    let around = mask.letters(aboveAndBelow: place)
    guard beside.left || beside.right || around.above || around.below else { return nil }
    let inLine = beside.left || beside.right
    return Found(rect: place, isSlanted: false, confidence: inLine ? 0.8 : 0.65)
  }

  /// Paper with no more than letters on it lies around, a cell away from the mark.
  func isOnPaper(_ patch: ToneGrid.Patch) -> Bool {
    let bounds = patch.bounds.grown(3, 3).clipped(grid.columns, grid.rows)
    var near = [Bool](repeating: false, count: bounds.area)
    for cell in patch.cells {
      let (x, y) = (cell % grid.columns - bounds.x0, cell / grid.columns - bounds.y0)
      for row in max(0, y - 1)...min(bounds.height - 1, y + 1) {
        for column in max(0, x - 1)...min(bounds.width - 1, x + 1) {
          near[row * bounds.width + column] = true
        }
      }
    }
    // Letters are no darker than this, a cell at a time.
    let level = mask.black / 2 + mask.ink / 2
    var (light, blank, all) = (0, 0, 0)
    for row in 0..<bounds.height {
      for column in 0..<bounds.width where !near[row * bounds.width + column] {
        all += 1
        let cell = (row + bounds.y0) * grid.columns + column + bounds.x0
        if grid.mean[cell] >= level { light += 1 }
        if Int(grid.mean[cell]) >= grid.paper - 30 { blank += 1 }
      }
    }
    // Between letters there is paper; between the shades of a picture there is none.
    return light * 10 >= all * 7 && blank * 10 >= all * 4
  }

  /// Grown over the cells that are black only in part, to the last rows and columns with much ink.
  func rimmed(_ rect: PixelRect) -> PixelRect {
    var out = rect
    let reach = grid.size
    func share(_ r: PixelRect) -> Double { mask.share(below: mask.ink, in: r) }
    while rect.y0 - out.y0 < reach, out.y0 > 0,
      share(PixelRect(x0: rect.x0, y0: out.y0 - 1, x1: rect.x1, y1: out.y0)) > 0.3
    {
      out.y0 -= 1
    }
    while out.y1 - rect.y1 < reach, out.y1 < mask.height,
      share(PixelRect(x0: rect.x0, y0: out.y1, x1: rect.x1, y1: out.y1 + 1)) > 0.3
    {
      out.y1 += 1
    }
    while rect.x0 - out.x0 < reach, out.x0 > 0,
      share(PixelRect(x0: out.x0 - 1, y0: rect.y0, x1: out.x0, y1: rect.y1)) > 0.3
    {
      out.x0 -= 1
    }
    while out.x1 - rect.x1 < reach, out.x1 < mask.width,
      share(PixelRect(x0: out.x1, y0: rect.y0, x1: out.x1 + 1, y1: rect.y1)) > 0.3
    {
      out.x1 += 1
    }
    return out
  }

  /// Measures of a patch, in cells.
  struct Shape {
    /// Of the rectangle about it that leans with it.
    var length = 0.0
    var breadth = 0.0
    /// Rise to the right of its longer axis.
    var slope = 0.0
    /// The share of that rectangle it fills.
    var fill = 0.0
    /// Dark cells among those between the first and the last of each row, and of each column.
    var rowShare = 0.0
    var columnShare = 0.0

    init(_ patch: ToneGrid.Patch, columns: Int) {
      let bounds = patch.bounds
      let count = Double(patch.cells.count)
      var rows = [(first: Int, last: Int)](repeating: (.max, -1), count: bounds.height)
      var uprights = [(first: Int, last: Int)](repeating: (.max, -1), count: bounds.width)
      var (sumX, sumY, sumXX, sumYY, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for cell in patch.cells {
        let (x, y) = (cell % columns - bounds.x0, cell / columns - bounds.y0)
        rows[y] = (min(rows[y].first, x), max(rows[y].last, x))
        uprights[x] = (min(uprights[x].first, y), max(uprights[x].last, y))
        let (dx, dy) = (Double(x), Double(y))
        sumX += dx
        sumY += dy
        sumXX += dx * dx
        sumYY += dy * dy
        sumXY += dx * dy
      }
      func extent(_ lines: [(first: Int, last: Int)]) -> Double {
        Double(lines.reduce(0) { $0 + max(0, $1.last - $1.first + 1) })
      }
      (rowShare, columnShare) = (count / max(1, extent(rows)), count / max(1, extent(uprights)))
      let (xx, yy) = (sumXX - sumX * sumX / count, sumYY - sumY * sumY / count)
      let xy = sumXY - sumX * sumY / count
      // The axis of least spread across (principal axis).
      let difference = xx - yy
      let root = (difference * difference + 4 * xy * xy).squareRoot()
      slope = difference + root > 0 ? 2 * xy / (difference + root) : .infinity
      guard slope.isFinite else { return }
      let norm = (1 + slope * slope).squareRoot()
      var (low, high, left, right) = (
        Double.infinity, -Double.infinity, Double.infinity, -Double.infinity
      )
      for cell in patch.cells {
        let (x, y) = (Double(cell % columns - bounds.x0), Double(cell / columns - bounds.y0))
        let (along, across) = ((x + y * slope) / norm, (y - x * slope) / norm)
        (left, right) = (min(left, along), max(right, along))
        (low, high) = (min(low, across), max(high, across))
      }
      (length, breadth) = (right - left + 1, high - low + 1)
      fill = count / max(1, length * breadth)
    }
  }
}
