// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One word of a page in the form in which copies are compared.
struct Token: Sendable {
  /// Letters and digits in lower case.
  var plain: [UInt8]
  /// `plain` with what recognition takes for one another made one.
  var folded: [UInt8]
  /// Of `folded`.
  var hash: UInt64
  var word: Word
  /// Stands in a redaction: a code, or words that a failed one left. Never shown text.
  var isCovered: Bool
  /// A redaction stands between it and the word before it.
  var follows = false

  /// Nil for words without letters and digits.
  init?(_ word: Word, isCovered: Bool) {
    let plain = Self.plain(word.text)
    if plain.isEmpty { return nil }
    (self.plain, self.word, self.isCovered) = (plain, word, isCovered)
    folded = Self.folded(plain)
    hash = Self.hash(folded)
  }

  /// Sure enough that it is read as it stands there: a difference means something.
  var isSure: Bool { (word.confidence ?? 1) >= 0.75 }

  static func plain(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
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
    return out
  }

  static func folded(_ plain: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(plain.count)
    for byte in plain {
      switch byte {
      case UInt8(ascii: "0"): out.append(UInt8(ascii: "o"))
      case UInt8(ascii: "1"), UInt8(ascii: "i"): out.append(UInt8(ascii: "l"))
      case UInt8(ascii: "5"): out.append(UInt8(ascii: "s"))
      case UInt8(ascii: "8"): out.append(UInt8(ascii: "b"))
      case UInt8(ascii: "2"): out.append(UInt8(ascii: "z"))
      case UInt8(ascii: "n") where out.last == UInt8(ascii: "r"):
        out[out.count - 1] = UInt8(ascii: "m")
      case UInt8(ascii: "v") where out.last == UInt8(ascii: "v"):
        out[out.count - 1] = UInt8(ascii: "w")
      default: out.append(byte)
      }
    }
    return out
  }

  /// FNV-1a, stirred once more so that any of its bits can be leant on.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return stirred(hash)
  }

  static func stirred(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 33)
  }
}

/// How alike two words are.
enum Likeness {
  case same
  /// One may be the other misread.
  case misread
  case different

  init(_ a: Token, _ b: Token) {
    if a.hash == b.hash, a.folded == b.folded {
      self = .same
    } else {
      self = Self.isMisread(a, b) ? .misread : .different
    }
  }

  private static func isMisread(_ a: Token, _ b: Token) -> Bool {
    let longest = max(a.folded.count, b.folded.count)
    guard longest >= 4, longest <= 40 else { return false }
    // A number with another digit is another number, unless recognition was unsure of it.
    if a.isNumber || b.isNumber {
      guard !a.isSure || !b.isSure else { return false }
      return edits(a.plain, b.plain, atMost: 1) != nil
    }
    return edits(a.folded, b.folded, atMost: max(1, longest / 3)) != nil
  }

  /// The fewest letters to change, insert or drop; nil for more than `most`.
  static func edits(_ a: some Collection<UInt8>, _ b: some Collection<UInt8>, atMost most: Int)
    -> Int?
  {
    let (a, b) = (Array(a), Array(b))
    guard abs(a.count - b.count) <= most else { return nil }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      var least = row[0]
      for (j, y) in b.enumerated() {
        let cost = min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1)
        diagonal = row[j + 1]
        row[j + 1] = cost
        least = min(least, cost)
      }
      if least > most { return nil }
    }
    return row[b.count] <= most ? row[b.count] : nil
  }
}

extension Token {
  /// Half of it or more is digits.
  var isNumber: Bool { plain.count { $0 >= 48 && $0 <= 57 } * 2 >= plain.count }
}
