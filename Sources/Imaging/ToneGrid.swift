// SPDX-License-Identifier: Apache-2.0

/// The page in cells of about two points: how light each is, and how even.
struct ToneGrid {
  /// Cells across and down; what is left over at the right and the bottom is no cell.
  let columns: Int
  let rows: Int
  /// Pixels to the side of a cell.
  let size: Int
  /// Row-major, 0 black … 255 white.
  let mean: [UInt8]
  /// Standard deviation of the pixels of each cell.
  let spread: [UInt8]
  /// The commonest mean of even cells that are light: paper as it was scanned.
  let paper: Int
  /// What even cells of paper deviate by.
  let noise: Int

  init(_ mask: PageMask) {
    size = max(2, mask.pixels(2))
    (columns, rows) = (mask.width / size, mask.height / size)
    var mean = [UInt8](repeating: 255, count: columns * rows)
    var spread = [UInt8](repeating: 0, count: columns * rows)
    var sums = [UInt32](repeating: 0, count: columns)
    var squares = [UInt32](repeating: 0, count: columns)
    let span = mask.grey.span
    let area = UInt32(size * size)
    for row in 0..<rows {
      for column in 0..<columns { (sums[column], squares[column]) = (0, 0) }
      for y in row * size..<(row + 1) * size {
        var place = y * mask.width
        for column in 0..<columns {
          var (sum, square): (UInt32, UInt32) = (0, 0)
          for offset in place..<place + size {
            let value = UInt32(span[offset])
            sum &+= value
            square &+= value &* value
          }
          sums[column] &+= sum
          squares[column] &+= square
          place += size
        }
      }
      for column in 0..<columns {
        let average = sums[column] / area
        mean[row * columns + column] = UInt8(average)
        if sums[column] == 255 * area { continue }
        let variance =
          Double(squares[column]) / Double(area)
          - (Double(sums[column]) / Double(area)) * (Double(sums[column]) / Double(area))
        spread[row * columns + column] = UInt8(min(255, max(0, variance).squareRoot()))
      }
    }
    (self.mean, self.spread) = (mean, spread)
    var histogram = [Int](repeating: 0, count: 256)
    for index in mean.indices where mean[index] > 150 && spread[index] < 30 {
      histogram[Int(mean[index])] += 1
    }
    paper = (151..<256).max { histogram[$0] < histogram[$1] } ?? 255
    var spreads = [Int](repeating: 0, count: 256)
    var total = 0
    for index in mean.indices where abs(Int(mean[index]) - paper) <= 8 && spread[index] < 40 {
      spreads[Int(spread[index])] += 1
      total += 1
    }
    var left = total / 2
    noise =
      spreads.firstIndex { count in
        left -= count
        return left < 0
      } ?? 0
  }

  /// Cells that touch and meet a condition.
  struct Patch {
    var cells: [Int] = []
    /// In cells.
    var bounds = PixelRect(x0: .max, y0: .max, x1: 0, y1: 0)
  }

  /// Patches of at least `least` cells; two cells belong together where they share a side and
  /// their means differ by at most `step`.
  func patches(of chosen: [Bool], least: Int, step: Int) -> [Patch] {
    var open = chosen
    var out: [Patch] = []
    var queue: [Int] = []
    for start in open.indices where open[start] {
      var patch = Patch()
      open[start] = false
      queue.append(start)
      while let cell = queue.popLast() {
        patch.cells.append(cell)
        let (x, y) = (cell % columns, cell / columns)
        patch.bounds.x0 = min(patch.bounds.x0, x)
        patch.bounds.y0 = min(patch.bounds.y0, y)
        patch.bounds.x1 = max(patch.bounds.x1, x + 1)
        patch.bounds.y1 = max(patch.bounds.y1, y + 1)
        func visit(_ next: Int) {
          guard open[next], abs(Int(mean[next]) - Int(mean[cell])) <= step else { return }
          open[next] = false
          queue.append(next)
        }
        if x > 0 { visit(cell - 1) }
        if x + 1 < columns { visit(cell + 1) }
        if y > 0 { visit(cell - columns) }
        if y + 1 < rows { visit(cell + columns) }
      }
      if patch.cells.count >= least { out.append(patch) }
    }
    return out
  }

  /// The cells of a rectangle, in pixels.
  func pixels(_ cells: PixelRect) -> PixelRect {
    PixelRect(
      x0: cells.x0 * size, y0: cells.y0 * size, x1: cells.x1 * size, y1: cells.y1 * size)
  }
}
