// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text made comparable.
enum Words {
  /// Lower case, without diacritics.
  static func folded(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
    return String(text).folding(
      options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
      locale: Locale(identifier: "en_US_POSIX"))
  }

  /// Letters and digits only, folded.
  static func compact(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 97...122, 48...57: bytes.append(byte)
      case 65...90: bytes.append(byte | 32)
      case 128...: return folded(text).filter { $0.isLetter || $0.isNumber }
      default: continue
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Letters and digits, words joined by "-", in ASCII; empty where nothing is left.
  static func slug(_ text: String) -> String {
    let plain = folded(text).unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        ? Character(scalar) : " "
    }
    return String(plain).split(separator: " ").prefix(6).joined(separator: "-")
  }

  /// The start of a hash.
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a: the same on every machine and in every run, which `Hasher` is not.
  static func hash(_ byte: UInt8, after hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(start) { hash($1, after: $0) }
  }
}
