// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A page as an image in grey.
package struct Raster: Sendable {
  package var width: Int
  package var height: Int
  /// Pixels an inch, the same across and down.
  package var dpi: Double
  /// Row-major, one byte a pixel, 0 black … 255 white.
  package var pixels: [UInt8]

  package init(width: Int, height: Int, dpi: Double, pixels: [UInt8]) {
    (self.width, self.height, self.dpi, self.pixels) = (width, height, dpi, pixels)
  }

  /// Paints `box` (in points); the parts outside the page are left out.
  package mutating func fill(_ box: Box, grey: UInt8) {
    let scale = dpi / 72
    func pixel(_ points: Double, _ limit: Int) -> Int {
      let value = (points * scale).rounded()
      return value.isFinite ? Int(min(max(value, 0), Double(limit))) : 0
    }
    let (x0, x1) = (pixel(box.x0, width), pixel(box.x1, width))
    let (y0, y1) = (pixel(box.y0, height), pixel(box.y1, height))
    guard x0 < x1, y0 < y1, pixels.count == width * height else { return }
    for y in y0..<y1 {
      for index in y * width + x0..<y * width + x1 { pixels[index] = grey }
    }
  }
}
