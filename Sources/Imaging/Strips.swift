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
    var open: [Growing] = []
    for y in 0..<mask.height {
      let runs = runs(in: mask, row: y, shortest: shortest)
      if runs.isEmpty && open.isEmpty { continue }
      for run in runs {
        if let match = open.firstIndex(where: { $0.goesOn(with: run, tolerance: tolerance) }) {
          open[match].last = run
          open[match].rect.y1 = y + 1
        } else {
          open.append(
            Growing(rect: PixelRect(x0: run.x0, y0: y, x1: run.x1, y1: y + 1), last: run))
        }
      }
      open.removeAll { strip in
        guard y + 1 - strip.rect.y1 >= lapse else { return false }
        finished.append(strip.whole)
        return true
      }
    }
    finished += open.map(\.whole)
    return finished.sorted { ($0.y0, $0.x0, $0.x1) < ($1.y0, $1.x0, $1.x1) }
  }

  /// A strip whose end has not been seen yet.
  private struct Growing {
    /// As wide as its first row.
    var rect: PixelRect
    var last: (x0: Int, x1: Int)

    /// Ends may drift with what is left of a lean, but not curve as those of a letter do.
    func goesOn(with run: (x0: Int, x1: Int), tolerance: Int) -> Bool {
      let drift = tolerance + rect.height / 250
      return abs(last.x0 - run.x0) <= tolerance && abs(last.x1 - run.x1) <= tolerance
        && abs(rect.x0 - run.x0) <= drift && abs(rect.x1 - run.x1) <= drift
    }

    var whole: PixelRect {
      var whole = rect
      // Midway between its first row and its last.
      if rect.height > 250 {
        (whole.x0, whole.x1) = ((rect.x0 + last.x0) / 2, (rect.x1 + last.x1) / 2)
      }
      return whole
    }
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
