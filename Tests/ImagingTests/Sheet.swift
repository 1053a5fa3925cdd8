// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport

@testable import Imaging

/// A letter page drawn in code: lines of strokes that look like text, and boxes.
struct Sheet {
  var raster: Raster
  var dice: SplitMix

  init(dpi: Double, seed: UInt64) {
    let (width, height) = (Int(8.5 * dpi), Int(11 * dpi))
    raster = Raster(
      width: width, height: height, dpi: dpi,
      pixels: [UInt8](repeating: 255, count: width * height))
    dice = SplitMix(seed: seed)
  }

  static let firstBaseline = 80.0
  static let pitch = 13.5

  /// The top of the box that covers text line `line`, and its bottom, in points.
  static func rows(ofLine line: Int) -> (top: Double, bottom: Double) {
    let baseline = firstBaseline + pitch * Double(line)
    return (baseline - 10, baseline + 3.2)
  }

  /// Strokes of letters from `x0` to `x1`, in words.
  mutating func write(line: Int, from x0: Double, to x1: Double, size: Double = 7, grey: UInt8 = 0)
  {
    let baseline = Self.firstBaseline + Self.pitch * Double(line)
    var x = x0
    var left = Int.random(in: 2...8, using: &dice)
    while x + 5 < x1 {
      if left == 0 {
        x += 3
        left = Int.random(in: 2...8, using: &dice)
        continue
      }
      left -= 1
      let tall = Int.random(in: 0..<3, using: &dice) == 0
      let top = baseline - (tall ? size : size * 0.72)
      ink(Box(x0: x, y0: top, x1: x + 0.9, y1: baseline), grey)
      let bar = top + Double.random(in: 0...0.8, using: &dice) * (baseline - top)
      ink(Box(x0: x, y0: bar, x1: x + size * 0.4, y1: bar + 0.8), grey)
      if Int.random(in: 0..<2, using: &dice) == 0 {
        ink(Box(x0: x + size * 0.4, y0: top, x1: x + size * 0.4 + 0.9, y1: baseline), grey)
      }
      x += size * 0.62
    }
  }

  mutating func ink(_ box: Box, _ grey: UInt8 = 0) { raster.fill(box, grey: grey) }

  mutating func frame(_ box: Box, line: Double = 0.8, inside: UInt8 = 255) {
    ink(box)
    raster.fill(box.grown(by: -line), grey: inside)
  }

  /// A page of lines from margin to margin; lines in `except` stay empty.
  mutating func fillWithText(lines: Range<Int> = 0..<45, except: Set<Int> = []) {
    for line in lines where !except.contains(line) {
      write(line: line, from: 64, to: Double.random(in: 300...540, using: &dice))
    }
  }

  /// What a scanner makes of it: leaning by `slope`, paler, with noise.
  mutating func scanned(slope: Double, noise: Int) -> Raster {
    var out = raster
    let (midX, midY) = (Double(raster.width) / 2, Double(raster.height) / 2)
    for y in 0..<raster.height {
      for x in 0..<raster.width {
        let (dx, dy) = (Double(x) - midX, Double(y) - midY)
        let (sx, sy) = (
          Int((midX + dx + dy * slope).rounded()), Int((midY + dy - dx * slope).rounded())
        )
        let inside = sx >= 0 && sy >= 0 && sx < raster.width && sy < raster.height
        let value = inside ? Int(raster.pixels[sy * raster.width + sx]) : 255
        let speck = noise == 0 ? 0 : Int(dice.next() % UInt64(2 * noise)) - noise
        out.pixels[y * raster.width + x] = UInt8(min(255, max(0, value * 93 / 100 + 10 + speck)))
      }
    }
    return out
  }

  /// Where a box of the straight page stands on the leaning one.
  func leaning(_ box: Box, slope: Double) -> Box {
    Turn(
      slope: slope, midX: Double(raster.width) * 36 / raster.dpi,
      midY: Double(raster.height) * 36 / raster.dpi
    ).back(box)
  }
}

func overlap(_ a: Box, _ b: Box) -> Double {
  let both = a.intersection(b).area
  return both / (a.area + b.area - both)
}
