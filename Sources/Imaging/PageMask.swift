// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A page image made ready for looking at its shapes: brought to 100–200 dpi, stood straight, its
/// paper and its ink told apart.
struct PageMask {
  let width: Int
  let height: Int
  /// Pixels to the point.
  let scale: Double
  /// Row-major, 0 black … 255 white.
  let grey: [UInt8]
  /// The shade of the paper.
  let paper: UInt8
  /// Pixels below this are ink: lines, letters, boxes.
  let ink: UInt8
  /// Pixels below this are as dark as a filled box must be.
  let black: UInt8
  /// Slope of the page's lines on the original image: rise in y to the right.
  let slope: Double

  /// Nil for an image without pixels or with a resolution that means nothing.
  init?(_ raster: Raster) {
    guard raster.width > 0, raster.height > 0, raster.dpi > 0, raster.dpi.isFinite,
      raster.pixels.count == raster.width * raster.height
    else { return nil }
    let factor = max(1, Int((raster.dpi / 150).rounded()))
    let reduced = Self.reduced(raster, by: factor)
    (width, height) = (reduced.width, reduced.height)
    scale = raster.dpi / Double(factor) / 72
    guard width > 0, height > 0 else { return nil }
    let levels = Self.levels(of: reduced.pixels)
    (paper, ink, black) = (levels.paper, levels.ink, levels.black)
    slope = Skew.slope(of: reduced.pixels, width: width, height: height, ink: ink)
    grey =
      slope == 0
      ? reduced.pixels
      : Self.straightened(reduced.pixels, width: width, height: height, slope: slope)
  }

  func isInk(_ x: Int, _ y: Int) -> Bool { grey[y * width + x] < ink }

  /// Beyond the page all is paper.
  func isPaper(_ x: Int, _ y: Int) -> Bool {
    x < 0 || y < 0 || x >= width || y >= height || grey[y * width + x] >= ink
  }

  /// Whether a thin upright line runs through all of `rows` at `x`, give or take a point.
  func hasLine(at x: Int, rows: Range<Int>) -> Bool {
    let (near, clear) = (pixels(1.5), pixels(4))
    var thin = 0
    for y in rows {
      guard (x - near...x + near).contains(where: { !isPaper($0, y) }) else { return false }
      if isPaper(x - clear, y), isPaper(x + clear, y) { thin += 1 }
    }
    return thin * 10 >= rows.count * 7
  }

  /// Length in whole pixels, at least one.
  func pixels(_ points: Double) -> Int { max(1, Int((points * scale).rounded())) }

  /// The box of a rectangle found here, in points on the original image: its centre is turned back
  /// with the page, its sides keep their lengths.
  func box(_ r: PixelRect) -> Box {
    let (midX, midY) = (Double(r.x0 + r.x1) / 2, Double(r.y0 + r.y1) / 2)
    let x = midX - (midY - Double(height) / 2) * slope
    let y = midY + (midX - Double(width) / 2) * slope
    let (halfWidth, halfHeight) = (Double(r.width) / 2, Double(r.height) / 2)
    return Box(
      x0: (x - halfWidth) / scale, y0: (y - halfHeight) / scale, x1: (x + halfWidth) / scale,
      y1: (y + halfHeight) / scale)
  }

  /// The share of pixels in `r` below `level`.
  func share(below level: UInt8, in r: PixelRect) -> Double {
    let r = r.clipped(width, height)
    guard r.width > 0, r.height > 0 else { return 0 }
    var count = 0
    let span = grey.span
    for y in r.y0..<r.y1 {
      for x in r.x0..<r.x1 where span[y * width + x] < level { count += 1 }
    }
    return Double(count) / Double(r.width * r.height)
  }

  /// Square means of `factor` pixels.
  private static func reduced(
    _ raster: Raster, by factor: Int
  ) -> (width: Int, height: Int, pixels: [UInt8]) {
    if factor == 1 { return (raster.width, raster.height, raster.pixels) }
    let (width, height) = (raster.width / factor, raster.height / factor)
    var sums = [UInt16](repeating: 0, count: raster.width)
    var out = [UInt8](repeating: 255, count: width * height)
    let divisor = UInt32(factor * factor)
    let source = raster.pixels.span
    for y in 0..<height {
      for x in 0..<raster.width { sums[x] = UInt16(source[y * factor * raster.width + x]) }
      for k in 1..<factor {
        let base = (y * factor + k) * raster.width
        for x in 0..<raster.width { sums[x] &+= UInt16(source[base + x]) }
      }
      if factor == 2 {
        for x in 0..<width { out[y * width + x] = UInt8((sums[2 * x] &+ sums[2 * x + 1]) >> 2) }
      } else {
        for x in 0..<width {
          var total: UInt32 = 0
          for k in 0..<factor { total &+= UInt32(sums[x * factor + k]) }
          out[y * width + x] = UInt8(total / divisor)
        }
      }
    }
    return (width, height, out)
  }

  /// The paper's shade, where ink begins and where black begins, from the paper's own shade and the darkest ink.
  private static func levels(
    of pixels: [UInt8]
  ) -> (paper: UInt8, ink: UInt8, black: UInt8) {
    var histogram = [Int](repeating: 0, count: 256)
    let step = max(1, pixels.count / 200_000)
    var total = 0
    let span = pixels.span
    for index in stride(from: 0, to: pixels.count, by: step) {
      histogram[Int(span[index])] += 1
      total += 1
    }
    func level(at share: Double) -> Int {
      var left = Int(share * Double(total))
      for value in 0..<256 {
        left -= histogram[value]
        if left < 0 { return value }
      }
      return 255
    }
    // The commonest light shade is the paper; a page all black has none.
    let brightest = (128..<256).max { histogram[$0] < histogram[$1] } ?? 255
    let paper = histogram[brightest] * 200 > total ? brightest : 255
    let darkest = min(level(at: 0.002), 80)
    let black = min(Double(paper) * 0.45, Double(darkest) + 60)
    return (UInt8(paper), UInt8(Double(paper) * 0.68), UInt8(max(black, 30)))
  }

  /// The page turned so that its lines run level. For the few degrees of a scan, shifting stretches
  /// of columns down and of rows across is a turn; columns shift by quarters of a pixel, so that a
  /// hairline does not break where one stretch ends.
  private static func straightened(
    _ pixels: [UInt8], width: Int, height: Int, slope: Double
  ) -> [UInt8] {
    var out = [UInt8](repeating: 255, count: pixels.count)
    var stretches: [(from: Int, to: Int, quarters: Int)] = []
    for x in 0..<width {
      let quarters = Int(((Double(x) - Double(width) / 2) * slope * 4).rounded())
      if stretches.last?.quarters == quarters {
        stretches[stretches.count - 1].to = x + 1
      } else {
        stretches.append((x, x + 1, quarters))
      }
    }
    out.withUnsafeMutableBufferPointer { out in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<height {
          let left = Int(((Double(y) - Double(height) / 2) * slope).rounded())
          for stretch in stretches {
            let row = y + (stretch.quarters >> 2)
            let lower = UInt16(stretch.quarters & 3)
            let (from, to) = (max(stretch.from, left), min(stretch.to, width + left))
            guard row >= 0, row + 1 < height, from < to else { continue }
            let base = row * width - left
            for x in from..<to {
              let (above, below) = (UInt16(source[base + x]), UInt16(source[base + width + x]))
              out[y * width + x] = UInt8(
                truncatingIfNeeded: (above &* (4 &- lower) &+ below &* lower) >> 2)
            }
          }
        }
      }
    }
    return out
  }
}

/// A rectangle of whole pixels; `x1` and `y1` lie just outside.
struct PixelRect: Hashable {
  var x0: Int
  var y0: Int
  var x1: Int
  var y1: Int

  var width: Int { max(0, x1 - x0) }
  var height: Int { max(0, y1 - y0) }
  var area: Int { width * height }

  func clipped(_ width: Int, _ height: Int) -> PixelRect {
    PixelRect(x0: max(0, x0), y0: max(0, y0), x1: min(width, x1), y1: min(height, y1))
  }

  func grown(_ across: Int, _ down: Int) -> PixelRect {
    PixelRect(x0: x0 - across, y0: y0 - down, x1: x1 + across, y1: y1 + down)
  }

  func overlap(_ other: PixelRect) -> Int {
    max(0, min(x1, other.x1) - max(x0, other.x0)) * max(0, min(y1, other.y1) - max(y0, other.y0))
  }

  func contains(_ x: Int, _ y: Int) -> Bool { x >= x0 && x < x1 && y >= y0 && y < y1 }
}
