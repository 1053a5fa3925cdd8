// SPDX-License-Identifier: Apache-2.0

/// How wide characters are in Helvetica, and their codes in WinAnsiEncoding.
enum Metrics {
  /// The part of the font size above the baseline that a word's box takes; the rest is below.
  static let ascent = 0.78
  /// Height of a line, in font sizes.
  static let leading = 1.2

  /// In 1/1000 of the font size, from the space on (Adobe's metrics of the standard 14 fonts).
  private static let winAnsi: [Int] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    350, 556, 350, 222, 556, 333, 1000, 556, 556, 333, 1000, 667, 333, 1000, 350, 611, 350, 350,
    222, 222, 333, 333, 350, 556, 1000, 333, 1000, 500, 333, 944, 350, 500, 667, 278, 333, 556, 556,
    556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333, 333, 333, 556, 537,
    278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667, 1000, 722, 667, 667,
    667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722,
    667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556, 278, 278, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556, 500,
  ]

  /// In font sizes. What WinAnsiEncoding lacks is guessed: wide for East Asian characters, nothing
  /// for marks that sit on others.
  static func width(_ scalar: Unicode.Scalar) -> Double {
    if let code = code(scalar) { return Double(winAnsi[Int(code) - 32]) / 1_000 }
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFEFF: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 1
    default: return 0.6
    }
  }

  static func width(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The width of characters by their codes in WinAnsiEncoding.
  static func width(codes: [UInt8]) -> Double {
    Double(codes.reduce(0) { $0 + ($1 < 32 ? 0 : winAnsi[Int($1) - 32]) }) / 1_000
  }

  /// The code of a character in WinAnsiEncoding; nil where it has none.
  static func code(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 32...126, 0xA1...0xFF: UInt8(scalar.value)
    case 0xA0: 32
    case 0x2010, 0x2011: 45
    default: upper[scalar.value]
    }
  }

  private static let upper: [UInt32: UInt8] = [
    0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86,
    0x2021: 0x87, 0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C,
    0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95,
    0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
    0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
  ]
}
