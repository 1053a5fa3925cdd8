// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Raster {
  /// Turned clockwise by quarters.
  package func turned(_ quarters: Int) -> Raster {
    let quarters = (quarters % 4 + 4) % 4
    if quarters == 0 || pixels.count != width * height { return self }
    let swapped = quarters % 2 == 1
    let (newWidth, newHeight) = swapped ? (height, width) : (width, height)
    let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { out, count in
      pixels.withUnsafeBufferPointer { source in
        for y in 0..<newHeight {
          for x in 0..<newWidth {
            let from =
              switch quarters {
              case 1: (height - 1 - x) * width + y
              case 2: (height - 1 - y) * width + (width - 1 - x)
              default: x * width + (width - 1 - y)
              }
            out[y * newWidth + x] = source[from]
          }
        }
      }
      count = pixels.count
    }
    return Raster(width: newWidth, height: newHeight, dpi: dpi, pixels: turned)
  }

  /// Left and right exchanged.
  package var mirrored: Raster {
    guard width > 0, pixels.count == width * height else { return self }
    var out = self
    for y in 0..<height { out.pixels[y * width..<(y + 1) * width].reverse() }
    return out
  }

  /// The part within `box` (in points, from the top left), cut to the picture.
  package func cut(_ box: Box) -> (raster: Raster, left: Double, top: Double)? {
    let scale = dpi / 72
    guard pixels.count == width * height, box.x0.isFinite, box.x1.isFinite, box.y0.isFinite,
      box.y1.isFinite
    else { return nil }
    func pixel(_ points: Double, _ limit: Int) -> Int {
      Int(min(max((points * scale).rounded(), 0), Double(limit)))
    }
    let (x0, x1) = (pixel(box.x0, width), pixel(box.x1, width))
    let (y0, y1) = (pixel(box.y0, height), pixel(box.y1, height))
    guard x0 < x1, y0 < y1 else { return nil }
    var part: [UInt8] = []
    part.reserveCapacity((x1 - x0) * (y1 - y0))
    for y in y0..<y1 { part += pixels[y * width + x0..<y * width + x1] }
    return (
      Raster(width: x1 - x0, height: y1 - y0, dpi: dpi, pixels: part), Double(x0) / scale,
      Double(y0) / scale
    )
  }
}
