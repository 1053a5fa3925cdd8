// SPDX-License-Identifier: Apache-2.0

/// Stretches of the page where row after row has one unbroken run of ink between the same two
/// columns: rules, the top and bottom of boxes, whole boxes.
enum Strips {
  /// From the top down. Runs shorter than five points, as letters have, are not looked at.
  static func find(in mask: PageMask) -> [PixelRect] {
    let shortest = mask.pixels(5)
    let tolerance = mask.pixels(0.7)
    let lapse = mask.pixels(1)
    var finished: [PixelRect] = []
    var open: [PixelRect] = []
    for y in 0..<mask.height {
      let runs = runs(in: mask, row: y, shortest: shortest)
      if runs.isEmpty && open.isEmpty { continue }
      for run in runs {
        let match = open.firstIndex {
          abs($0.x0 - run.x0) <= tolerance && abs($0.x1 - run.x1) <= tolerance
        }
        if let match {
          open[match].y1 = y + 1
        } else {
          open.append(PixelRect(x0: run.x0, y0: y, x1: run.x1, y1: y + 1))
        }
      }
      open.removeAll { strip in
        guard y + 1 - strip.y1 >= lapse else { return false }
        finished.append(strip)
        return true
      }
    }
    finished += open
    return finished.sorted { ($0.y0, $0.x0, $0.x1) < ($1.y0, $1.x0, $1.x1) }
  }

  /// The runs of ink in a row of at least `shortest` pixels, single pixels of paper bridged.
  private static func runs(
    in mask: PageMask, row: Int, shortest: Int
  ) -> [(x0: Int, x1: Int)] {
    var runs: [(x0: Int, x1: Int)] = []
    let span = mask.grey.span
    let (width, base, ink) = (mask.width, row * mask.width, mask.ink)
    // Every run long enough covers one of these columns.
    var probe = shortest - 1
    while probe < width {
      guard span[base + probe] < ink else {
        probe += shortest
        continue
      }
      var (left, right) = (probe, probe + 1)
      while left > 0 {
        if span[base + left - 1] < ink {
          left -= 1
        } else if left > 1, span[base + left - 2] < ink {
          left -= 2
        } else {
          break
        }
      }
      while right < width {
        if span[base + right] < ink {
          right += 1
        } else if right + 1 < width, span[base + right + 1] < ink {
          right += 2
        } else {
          break
        }
      }
      if right - left >= shortest { runs.append((left, right)) }
      probe = max(probe + shortest, right + shortest - 1)
    }
    return runs
  }
}
