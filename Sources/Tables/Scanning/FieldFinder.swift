// SPDX-License-Identifier: Apache-2.0

/// Finds the ends of fields eight bytes at a time.
enum FieldFinder {
  private static let low: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// The place of the first delimiter, CR or LF from `at` on; `end` if there is none before it.
  @inline(__always)
  static func next(
    _ bytes: UnsafePointer<UInt8>, from at: Int, to end: Int, delimiter: UInt8
  ) -> Int {
    let wanted = UInt64(delimiter) &* low
    let cr = 0x0D &* low
    let lf = 0x0A &* low
    var at = at
    while at + 8 <= end {
      let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
      let a = word ^ wanted
      let b = word ^ cr
      let c = word ^ lf
      let hits =
        ((a &- low) & ~a | (b &- low) & ~b | (c &- low) & ~c) & high
      // The lowest hit is certain; those above it may come of a borrow.
      if hits != 0 { return at + hits.trailingZeroBitCount >> 3 }
      at += 8
    }
    while at < end {
      let byte = bytes[at]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { return at }
      at += 1
    }
    return end
  }
}
