// SPDX-License-Identifier: Apache-2.0

/// Takes the dust off a picture: dark points that touch nothing.
enum Speckle {
  /// More points than one in so many pixels is dust; a clean page has dots of its own.
  private static let clean = 6_000

  /// - Parameter ink: pixels below this are dark.
  static func removed(from raster: Raster, ink: UInt8) -> Raster {
    let (width, height) = (raster.width, raster.height)
    guard width > 4, height > 4, raster.pixels.count == width * height else { return raster }
    // As wide as a point of dust may be: far less than the dot of an i.
    let size = raster.dpi >= 250 ? 2 : 1
    var specks: [Int] = []
    raster.pixels.withUnsafeBufferPointer { pixels in
      for y in 1..<height - size {
        for x in 1..<width - size where pixels[y * width + x] < ink {
          let index = y * width + x
          // Its first pixel in the order of reading.
          guard pixels[index - 1] >= ink, pixels[index - width] >= ink,
            Self.isAlone(pixels, x, y, width, size, ink)
          else { continue }
          specks.append(index)
        }
      }
    }
    guard specks.count * clean > raster.pixels.count else { return raster }
    var out = raster
    for index in specks {
      let paper = raster.pixels[index - width - 1]
      for row in 0..<size {
        for column in 0..<size { out.pixels[index + row * width + column] = paper }
      }
    }
    return out
  }

  /// Whether the ring around `size` × `size` pixels is paper.
  private static func isAlone(
    _ pixels: UnsafeBufferPointer<UInt8>, _ x: Int, _ y: Int, _ width: Int, _ size: Int,
    _ ink: UInt8
  ) -> Bool {
    let (above, below) = ((y - 1) * width, (y + size) * width)
    for column in x - 1...x + size
    where pixels[above + column] < ink || pixels[below + column] < ink { return false }
    for row in y..<y + size
    where pixels[row * width + x - 1] < ink || pixels[row * width + x + size] < ink {
      return false
    }
    return true
  }
}
