// SPDX-License-Identifier: Apache-2.0

/// Tells pictures of text from photographs and logos without reading them.
package enum TextLook {
  /// A copy to be read, dark on light, where `picture` may hold lines of text; nil where it does
  /// not.
  ///
  /// Text stands on a flat ground, in several rows of about a letter's height with paper between
  /// them, and every row changes many times between ink and ground.
  package static func legible(_ picture: Raster) -> Raster? {
    let (width, height) = (picture.width, picture.height)
    guard width >= 60, height >= 16, picture.pixels.count == width * height else { return nil }
    var histogram = [Int](repeating: 0, count: 256)
    for value in picture.pixels { histogram[Int(value)] += 1 }
    let ground = histogram.indices.max { histogram[$0] < histogram[$1] } ?? 255
    let flat = histogram[max(0, ground - 12)...min(255, ground + 12)].reduce(0, +)
    guard flat * 20 >= picture.pixels.count * 9 else { return nil }
    guard letterRows(picture, ground: ground) >= 2 else { return nil }
    if ground >= 110 { return picture }
    return Raster(
      width: width, height: height, dpi: picture.dpi, pixels: picture.pixels.map { 255 - $0 })
  }

  /// How many rows of letters there are, counted in slots: text need not fill the width.
  private static func letterRows(_ picture: Raster, ground: Int) -> Int {
    let scale = picture.dpi / 72
    let slot = max(40, Int(100 * scale))
    let (low, high) = (max(3, Int(2.5 * scale)), Int(30 * scale))
    var most = 0
    for left in stride(from: 0, to: picture.width, by: slot) {
      let right = min(picture.width, left + slot)
      guard right - left >= 30 else { continue }
      var (rows, inked, changes) = (0, 0, 0)
      for y in 0...picture.height {
        let here = y < picture.height ? Self.changes(picture, y, left..<right, ground) : 0
        if here > 0 {
          inked += 1
          changes += here
        } else if inked > 0 {
          // Letters change six times or more in a word, frames and rules twice.
          if inked >= low, inked <= high, changes >= 7 * inked { rows += 1 }
          (inked, changes) = (0, 0)
        }
      }
      most = max(most, rows)
    }
    return most
  }

  private static func changes(
    _ picture: Raster, _ y: Int, _ columns: Range<Int>, _ ground: Int
  ) -> Int {
    var (count, wasInk) = (0, false)
    let base = y * picture.width
    for x in columns {
      let isInk = abs(Int(picture.pixels[base + x]) - ground) > 50
      if isInk != wasInk { count += 1 }
      wasInk = isInk
    }
    return count
  }
}
