// SPDX-License-Identifier: Apache-2.0

import Evidence
import Tesseract

/// A page image stood straight at the size recognition reads best.
///
/// Tesseract brings every line to 36 pixels, so finer pictures only cost time in finding the lines,
/// and its time grows with the length of a line in those pixels. Letters a little narrower than they
/// were are read as well, and faster: measured on prints in five typefaces, clean and noisy, 240
/// pixels an inch down and 204 across lose no words against 300 both ways.
struct LegiblePage {
  /// `dpi` is that down the page.
  private(set) var raster: Raster
  private static let down = 240.0
  private static let squeeze = 0.85

  init(_ page: Raster, _ turn: Turn) {
    // Beyond twice the target, pixels would be skipped by taking the four nearest.
    let source = page.dpi > 400 ? page.scaled(to: 300) : page
    raster =
      turn.slope == 0
      ? source.scaled(to: Self.down, squeeze: Self.squeeze)
      : Self.straightened(source, turn)
  }

  mutating func blank(_ box: Box) {
    raster.fill(
      Box(x0: box.x0 * Self.squeeze, y0: box.y0, x1: box.x1 * Self.squeeze, y1: box.y1), grey: 255)
  }

  /// In points of the straight page.
  func box(of word: TesseractEngine.RecognizedWord) -> Box {
    let scale = 72 / raster.dpi
    return Box(
      x0: Double(word.left) * scale / Self.squeeze, y0: Double(word.top) * scale,
      x1: Double(word.right) * scale / Self.squeeze, y1: Double(word.bottom) * scale)
  }

  /// Turned and brought to size in one step, linear between pixels; corners white.
  private static func straightened(_ page: Raster, _ turn: Turn) -> Raster {
    let (width, height) = (page.width, page.height)
    let (across, below) = (page.dpi / (down * squeeze), page.dpi / down)
    let newWidth = max(1, Int((Double(width) / across).rounded()))
    let newHeight = max(1, Int((Double(height) / below).rounded()))
    let unit = 65_536.0
    // From one pixel to the next along a row, in 1/65,536 of a pixel of the source.
    let (stepX, stepY) = (Int(across * turn.cosine * unit), Int(across * turn.sine * unit))
    let pixels = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight) { out, count in
      page.pixels.withUnsafeBufferPointer { source in
        for row in 0..<newHeight {
          let x = (0.5 - Double(newWidth) / 2) * across
          let y = (Double(row) + 0.5 - Double(newHeight) / 2) * below
          var fromX = Int((x * turn.cosine - y * turn.sine + Double(width) / 2 - 0.5) * unit)
          var fromY = Int((y * turn.cosine + x * turn.sine + Double(height) / 2 - 0.5) * unit)
          for column in 0..<newWidth {
            let (left, top) = (fromX >> 16, fromY >> 16)
            if left >= 0, top >= 0, left + 1 < width, top + 1 < height {
              let (right, bottom) = ((fromX >> 8) & 255, (fromY >> 8) & 255)
              let base = top * width + left
              let upper = Int(source[base]) * (256 - right) + Int(source[base + 1]) * right
              let lower =
                Int(source[base + width]) * (256 - right) + Int(source[base + width + 1]) * right
              out[row * newWidth + column] = UInt8(
                truncatingIfNeeded: (upper * (256 - bottom) + lower * bottom + 32_768) >> 16)
            } else {
              out[row * newWidth + column] = 255
            }
            fromX += stepX
            fromY += stepY
          }
        }
      }
      count = newWidth * newHeight
    }
    return Raster(width: newWidth, height: newHeight, dpi: down, pixels: pixels)
  }
}
