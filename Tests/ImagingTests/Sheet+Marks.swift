// SPDX-License-Identifier: Apache-2.0

import Evidence

@testable import Imaging

/// Marks of the kinds that agencies make, and what looks like them.
extension Sheet {
  /// A box filled with lines aslant, `pitch` points apart; with a border or none.
  mutating func hatch(_ box: Box, pitch: Double, slope: Double, border: Bool, cross: Bool = false) {
    raster.fill(box, grey: 255)
    let scale = raster.dpi / 72
    each(in: box) { x, y in
      let (px, py) = (Double(x) / scale, Double(y) / scale)
      let along = ((px * slope - py).truncatingRemainder(dividingBy: pitch) + pitch)
        .truncatingRemainder(dividingBy: pitch)
      let back = ((px * slope + py).truncatingRemainder(dividingBy: pitch) + pitch)
        .truncatingRemainder(dividingBy: pitch)
      return along < 0.75 || cross && back < 0.75 ? 0 : nil
    }
    if border {
      let line = 0.8
      ink(Box(x0: box.x0, y0: box.y0, x1: box.x1, y1: box.y0 + line))
      ink(Box(x0: box.x0, y0: box.y1 - line, x1: box.x1, y1: box.y1))
      ink(Box(x0: box.x0, y0: box.y0, x1: box.x0 + line, y1: box.y1))
      ink(Box(x0: box.x1 - line, y0: box.y0, x1: box.x1, y1: box.y1))
    }
  }

  /// A stroke of a broad pen: edges that wander, ends that fray, and a little up or down.
  mutating func stroke(_ box: Box, rise: Double) {
    let scale = raster.dpi / 72
    var (top, bottom) = (0.0, 0.0)
    let (left, right) = (Int(box.x0 * scale), Int(box.x1 * scale))
    for x in left..<right {
      top = min(1.4, max(-1.4, top + Double.random(in: -0.35...0.35, using: &dice)))
      bottom = min(1.4, max(-1.4, bottom + Double.random(in: -0.35...0.35, using: &dice)))
      let share = Double(x - left) / Double(max(1, right - left))
      // Round ends.
      let end = min(share, 1 - share) * box.width
      let shrink = end < 4 ? (4 - end) * (4 - end) / 16 * box.height * 0.35 : 0
      let lift = rise * (share - 0.5)
      let y0 = (box.y0 + top + lift + shrink) * scale
      let y1 = (box.y1 + bottom + lift - shrink) * scale
      for y in Int(y0)..<max(Int(y0), Int(y1))
      where y >= 0 && y < raster.height && x < raster.width {
        raster.pixels[y * raster.width + x] = UInt8.random(in: 5...35, using: &dice)
      }
    }
  }

  /// A black box turned about its middle.
  mutating func slanted(midX: Double, midY: Double, width: Double, height: Double, slope: Double)
    -> Box
  {
    let norm = (1 + slope * slope).squareRoot()
    let scale = raster.dpi / 72
    let (w, h) = (
      (width + height * abs(slope)) / norm / 2, (height + width * abs(slope)) / norm / 2
    )
    let bounds = Box(x0: midX - w, y0: midY - h, x1: midX + w, y1: midY + h)
    each(in: bounds) { x, y in
      let (dx, dy) = (Double(x) / scale - midX, Double(y) / scale - midY)
      let (along, across) = ((dx + dy * slope) / norm, (dy - dx * slope) / norm)
      return abs(along) <= width / 2 && abs(across) <= height / 2 ? 0 : nil
    }
    return bounds
  }

  /// A scribbled name: a thin line that loops.
  mutating func signature(x: Double, y: Double) {
    let scale = raster.dpi / 72
    var (px, py, vx, vy) = (x, y, 0.6, 0.0)
    for step in 0..<900 {
      vx = 0.16 + 0.5 * (Double((step * 37) % 91) / 91 - 0.42)
      vy += Double.random(in: -0.25...0.25, using: &dice) - 0.02 * (py - y)
      vy = min(1, max(-1, vy))
      (px, py) = (px + vx, py + vy)
      ink(Box(x0: px, y0: py, x1: px + 1.1 + 0.1 / scale, y1: py + 1.1))
    }
  }

  /// Upright lines of several widths.
  mutating func barCode(_ box: Box) {
    var x = box.x0
    while x < box.x1 {
      let wide = Double(Int.random(in: 1...4, using: &dice)) * 0.8
      ink(Box(x0: x, y0: box.y0, x1: min(box.x1, x + wide), y1: box.y1))
      x += wide + Double(Int.random(in: 1...3, using: &dice)) * 0.8
    }
  }

  /// Sets the pixels of `box` for which `shade` gives one.
  private mutating func each(in box: Box, _ shade: (Int, Int) -> UInt8?) {
    let scale = raster.dpi / 72
    for y in max(0, Int(box.y0 * scale))..<min(raster.height, Int((box.y1 * scale).rounded(.up))) {
      for x in max(0, Int(box.x0 * scale))..<min(raster.width, Int((box.x1 * scale).rounded(.up))) {
        if let value = shade(x, y) { raster.pixels[y * raster.width + x] = value }
      }
    }
  }
}
