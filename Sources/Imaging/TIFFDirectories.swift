// SPDX-License-Identifier: Apache-2.0

/// The chain of page directories in a TIFF file, followed without unpacking a page.
///
/// The layout is that of TIFF 6.0: the offset of the first directory at byte 4; each directory a
/// count, that many entries of 12 bytes, and the offset of the next, 0 at the end.
enum TIFFDirectories {
  /// How many pages; nil where the chain runs in a circle, out of the file or beyond `limit`.
  static func count(in bytes: [UInt8], limit: Int) -> Int? {
    guard bytes.count >= 8 else { return nil }
    let little = bytes[0] == 0x49
    func number(at offset: Int, bytes size: Int) -> Int? {
      guard offset >= 0, offset + size <= bytes.count else { return nil }
      var value = 0
      for k in 0..<size {
        value = value << 8 | Int(bytes[little ? offset + size - 1 - k : offset + k])
      }
      return value
    }
    var seen: Set<Int> = []
    guard var next = number(at: 4, bytes: 4) else { return nil }
    while next != 0 {
      guard seen.count < limit, seen.insert(next).inserted, let entries = number(at: next, bytes: 2)
      else { return nil }
      guard let following = number(at: next + 2 + entries * 12, bytes: 4) else {
        // Some writers leave the last offset out; what was counted can still be read.
        return seen.count
      }
      next = following
    }
    return seen.isEmpty ? nil : seen.count
  }
}
