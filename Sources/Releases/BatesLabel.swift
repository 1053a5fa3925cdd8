// SPDX-License-Identifier: Apache-2.0

/// A production number as a page bears it, taken apart.
package struct BatesLabel: Hashable, Sendable {
  /// As it is printed, in front of the number: "ICE 2010FOIA2674.", "FPD ", "".
  package var prefix: String
  package var number: Int
  /// How many digits it is printed with.
  var digits: Int
  /// What follows the number: "-MOU", "A", "".
  package var suffix: String

  /// Nil where there is no number.
  ///
  /// The number is the last stretch of four digits or more, or else the last stretch of digits.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    var stretches: [Range<Int>] = []
    for (n, byte) in bytes.enumerated() where byte >= 48 && byte <= 57 {
      if let last = stretches.last, last.upperBound == n {
        stretches[stretches.count - 1] = last.lowerBound..<(n + 1)
      } else {
        stretches.append(n..<(n + 1))
      }
    }
    guard let place = stretches.last(where: { $0.count >= 4 }) ?? stretches.last,
      let number = Int(String(decoding: bytes[place], as: UTF8.self))
    else { return nil }
    self.number = number
    digits = place.count
    prefix = String(decoding: bytes[..<place.lowerBound], as: UTF8.self)
    suffix = String(decoding: bytes[place.upperBound...], as: UTF8.self)
  }

  init(prefix: String, number: Int, digits: Int, suffix: String = "") {
    (self.prefix, self.number, self.digits, self.suffix) = (prefix, number, digits, suffix)
  }

  /// Letters and digits of the prefix, however it is cased, spaced and punctuated.
  package var key: String { Self.plain(prefix) }

  var hasLetters: Bool { key.utf8.contains { $0 >= 65 } }

  /// The same for all ways of printing one number.
  var name: String { "\(key)\u{1}\(number)\u{1}\(Self.plain(suffix))" }

  /// As a page prints it.
  var text: String {
    let own = String(number)
    return prefix + String(repeating: "0", count: max(0, digits - own.utf8.count)) + own + suffix
  }

  func with(number: Int) -> BatesLabel {
    BatesLabel(prefix: prefix, number: number, digits: digits)
  }

  static func plain(_ text: String) -> String {
    String(
      text.uppercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }.map(Character.init))
  }

  /// Letters and digits that recognition takes for each other, made one; signs and spaces left out.
  ///
  /// More of them than Documents allows while it looks for the number among all lines of a page.
  static func skeleton(_ text: String) -> [UInt8] {
    plain(text).utf8.map { byte in
      switch byte {
      case UInt8(ascii: "O"), UInt8(ascii: "Q"), UInt8(ascii: "D"), UInt8(ascii: "U"): 48
      case UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "T"), UInt8(ascii: "J"): 49
      case UInt8(ascii: "Z"): 50
      case UInt8(ascii: "A"): 52
      case UInt8(ascii: "S"): 53
      case UInt8(ascii: "G"): 54
      case UInt8(ascii: "B"): 56
      default: byte
      }
    }
  }

  /// Whether `text` may be a misreading of this number: alike in all but what recognition mixes up,
  /// or with one digit of the same number of them misread.
  func mayBeRead(as text: String, digitToo: Bool) -> Bool {
    let (own, other) = (Self.skeleton(self.text), Self.skeleton(text))
    if own == other { return true }
    guard digitToo, own.count == other.count else { return false }
    let differing = zip(own, other).filter { $0 != $1 }
    return differing.count == 1
      && differing.allSatisfy { Self.alike.contains([min($0, $1), max($0, $1)]) }
  }

  /// Digits of one shape, as ASCII.
  private static let alike: Set<[UInt8]> = [
    [48, 54], [48, 56], [48, 57], [49, 52], [49, 55], [51, 53], [51, 56], [53, 54], [54, 56],
    [56, 57],
  ]
}
