// SPDX-License-Identifier: Apache-2.0

/// The size of a pictured page, ahead of its PNG.
struct PictureSize {
  static let bytes = 16

  var width: Double
  var height: Double

  func packed() throws -> [UInt8] {
    var out: [UInt8] = []
    for value in [width, height] {
      let bits = value.bitPattern
      for shift in stride(from: 0, to: 64, by: 8) {
        out.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
      }
    }
    return out
  }

  init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= Self.bytes else { return nil }
    func value(_ offset: Int) -> Double {
      var bits: UInt64 = 0
      for index in 0..<8 {
        bits |= UInt64(bytes[bytes.startIndex + offset + index]) << UInt64(8 * index)
      }
      return Double(bitPattern: bits)
    }
    self.init(width: value(0), height: value(8))
  }
}
