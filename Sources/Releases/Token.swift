// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One word of a page in the form in which copies are compared. Its letters lie in
/// `PageText.letters`, so that it holds no memory of its own.
struct Token: Sendable {
  /// Of the folded letters: letters and digits in lower case, with what recognition takes for one
  /// another made one.
  var hash: UInt64
  /// A bit for each folded letter, some letters sharing one.
  var kinds: UInt64 = 0
  /// Where in `letters` the plain letters begin, which the folded ones follow.
  var start: Int32
  var plainCount: Int32
  var foldedCount: Int32
  /// In `PageText.words`.
  var word: Int32
  /// Stands in a redaction: a code, or words that a failed one left. Never shown text.
  var isCovered: Bool
  /// A redaction stands between it and the word before it.
  var follows = false
  /// Sure enough that it is read as it stands there: a difference means something.
  var isSure: Bool
  /// Half of its letters or more are digits.
  var isNumber: Bool
  var use = Use.loose

  /// How often what it is part of stands in the case.
  enum Use: UInt8 {
    /// It stands among too few others to tell.
    case loose
    /// Three words in a row with it stand on one page or on few, copies counted once.
    case rare
    /// All that it is part of stands on many pages: a signature, a disclaimer, the wording of a form.
    case common
  }

  var plain: Range<Int> { Int(start)..<(Int(start) + Int(plainCount)) }
  var folded: Range<Int> { plain.upperBound..<(plain.upperBound + Int(foldedCount)) }
}

extension Token {
  /// Adds the letters of a word to `letters`. Nil for words without letters and digits.
  init?(_ word: Word, at index: Int, isCovered: Bool, letters: inout [UInt8]) {
    let start = letters.count
    Self.appendPlain(word.text, to: &letters)
    let middle = letters.count
    guard middle > start, let place = Int32(exactly: middle) else { return nil }
    var (hash, kinds, digits) = (Self.seed, 0 as UInt64, 0)
    for n in start..<middle {
      let byte = letters[n]
      if byte >= 48 && byte <= 57 { digits += 1 }
      Self.appendFolded(byte, to: &letters, from: middle)
    }
    for n in middle..<letters.count {
      let byte = UInt64(letters[n])
      hash = (hash ^ byte) &* Self.prime
      kinds |= 1 << (byte & 63)
    }
    self.init(
      hash: Self.stirred(hash), kinds: kinds, start: Int32(start),
      plainCount: place - Int32(start), foldedCount: Int32(letters.count - middle),
      word: Int32(index), isCovered: isCovered, isSure: (word.confidence ?? 1) >= 0.75,
      isNumber: digits * 2 >= middle - start)
  }

  /// Letters and digits in lower case.
  private static func appendPlain(_ text: String, to out: inout [UInt8]) {
    let start = out.count
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: out.append(byte)
      case 0x41...0x5A: out.append(byte | 0x20)
      case 0..<0x80: break
      default:
        out.removeSubrange(start...)
        for scalar in text.unicodeScalars { appendPlain(scalar, to: &out) }
        return
      }
    }
  }

  private static func appendPlain(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: out.append(UInt8(scalar.value))
    case 0x41...0x5A: out.append(UInt8(scalar.value | 0x20))
    case 0..<0x80: break
    case 0xFB00: out += "ff".utf8
    case 0xFB01: out += "fi".utf8
    case 0xFB02: out += "fl".utf8
    case 0xFB03: out += "ffi".utf8
    case 0xFB04: out += "ffl".utf8
    default:
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        out += scalar.properties.lowercaseMapping.utf8
      }
    }
  }

  /// What recognition takes for one another becomes one.
  private static func appendFolded(_ byte: UInt8, to out: inout [UInt8], from start: Int) {
    switch byte {
    case UInt8(ascii: "0"): out.append(UInt8(ascii: "o"))
    case UInt8(ascii: "1"), UInt8(ascii: "i"): out.append(UInt8(ascii: "l"))
    case UInt8(ascii: "5"): out.append(UInt8(ascii: "s"))
    case UInt8(ascii: "8"): out.append(UInt8(ascii: "b"))
    case UInt8(ascii: "2"): out.append(UInt8(ascii: "z"))
    case UInt8(ascii: "n") where out.count > start && out[out.count - 1] == UInt8(ascii: "r"):
      out[out.count - 1] = UInt8(ascii: "m")
    case UInt8(ascii: "v") where out.count > start && out[out.count - 1] == UInt8(ascii: "v"):
      out[out.count - 1] = UInt8(ascii: "w")
    default: out.append(byte)
    }
  }

  // FNV-1a, stirred once more so that any of its bits can be leant on.
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01B3

  static func stirred(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 33)
  }
}
