// SPDX-License-Identifier: Apache-2.0

/// Turns the bytes of a text file into UTF-8.
package enum TextDecoding {
  /// UTF-8 without a byte order mark, from UTF-8, UTF-16 or windows-1252.
  ///
  /// UTF-16 is told by its mark or by its zero bytes. In a file that is not all UTF-8, each byte
  /// that does not belong to a valid sequence is read as windows-1252, so that one bad byte does
  /// not spoil the accents of all others. Returns nil for a file that is no text.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return checked(Array(bytes[3...])) }
    if bytes.starts(with: [0xFF, 0xFE]) { return checked(utf16(bytes[2...], isLittle: true)) }
    if bytes.starts(with: [0xFE, 0xFF]) { return checked(utf16(bytes[2...], isLittle: false)) }
    if let isLittle = seemsUTF16(bytes) { return checked(utf16(bytes[...], isLittle: isLittle)) }
    return checked(bytes)
  }

  private static func checked(_ bytes: [UInt8]) -> [UInt8]? {
    var zeros = 0
    var high: UInt8 = 0
    for byte in bytes {
      high |= byte
      if byte == 0 { zeros += 1 }
    }
    if zeros * 100 > bytes.count { return nil }
    var text = bytes
    if high >= 0x80, String(validating: bytes, as: UTF8.self) == nil { text = mixed(bytes) }
    if zeros > 0 { text = Array(String(decoding: text, as: UTF8.self).visible.utf8) }
    return text
  }

  /// Whether every other byte of the beginning is mostly zero, and which.
  static func seemsUTF16(_ bytes: [UInt8]) -> Bool? {
    let sample = bytes.prefix(1_000)
    guard sample.count >= 4 else { return nil }
    var zeros = [0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
    let half = sample.count / 2
    if zeros[1] * 10 > half * 6, zeros[0] * 10 < half { return true }
    if zeros[0] * 10 > half * 6, zeros[1] * 10 < half { return false }
    return nil
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = bytes.startIndex
    while at + 1 < bytes.endIndex {
      let (a, b) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      units.append(isLittle ? b << 8 | a : a << 8 | b)
      at += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func mixed(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      let length = byte < 0x80 ? 1 : sequence(bytes, at)
      if length > 0 {
        out.append(contentsOf: bytes[at..<(at + length)])
        at += length
      } else {
        out.append(contentsOf: String(Character(windows1252(byte))).utf8)
        at += 1
      }
    }
    return out
  }

  /// The length of the valid sequence of two to four bytes that begins here, or 0.
  static func sequence(_ bytes: [UInt8], _ at: Int) -> Int {
    let length: Int
    switch bytes[at] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    guard at + length <= bytes.count else { return 0 }
    return String(validating: bytes[at..<(at + length)], as: UTF8.self) == nil ? 0 : length
  }

  static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    // The five bytes that windows-1252 leaves out are shown as replaced.
    let upper: [UInt16] = [
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
    let code = 0x80...0x9F ~= byte ? upper[Int(byte) - 0x80] : UInt16(byte)
    return Unicode.Scalar(code) ?? "\u{FFFD}"
  }
}

extension String {
  /// With a sign in the place of each zero byte.
  fileprivate var visible: String {
    var view = String.UnicodeScalarView()
    for scalar in unicodeScalars { view.append(scalar == "\0" ? "\u{FFFD}" : scalar) }
    return String(view)
  }
}
