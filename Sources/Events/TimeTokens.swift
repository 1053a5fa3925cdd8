// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A text of a date or time, cut into numbers, words and signs.
struct TimeTokens {
  enum Token: Equatable {
    /// The value and how many digits it was written with.
    case number(Int, Int)
    /// In lower case.
    case word([UInt8])
    case sign(UInt8)
    case space
  }

  private(set) var tokens: [Token] = []
  var at = 0

  /// Nil for a text too long to be a time.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 80 else { return nil }
    tokens.reserveCapacity(16)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let start = index
      if Self.isDigit(byte) {
        var value = 0
        while index < bytes.count, Self.isDigit(bytes[index]) {
          guard index - start < 17 else { return nil }
          value = value * 10 + Int(bytes[index] - 0x30)
          index += 1
        }
        tokens.append(.number(value, index - start))
      } else if Self.isLetter(byte) {
        while index < bytes.count, Self.isLetter(bytes[index]) { index += 1 }
        tokens.append(.word(bytes[start..<index].map { $0 | 0x20 }))
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        index += 1
        if tokens.last != .space, !tokens.isEmpty { tokens.append(.space) }
      } else if byte == 0xC2 || byte == 0xE2 {
        // Spaces that are no plain space: U+00A0, U+2009, U+202F (written by Excel before AM).
        let length = byte == 0xC2 ? 2 : 3
        let sequence = bytes[start..<min(bytes.count, start + length)]
        guard [[0xC2, 0xA0], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0xAF]].contains(Array(sequence))
        else { return nil }
        index += length
        if tokens.last != .space, !tokens.isEmpty { tokens.append(.space) }
      } else {
        tokens.append(.sign(byte))
        index += 1
      }
    }
    if tokens.last == .space { tokens.removeLast() }
  }

  var isAtEnd: Bool { at >= tokens.count }
  var peek: Token? { at < tokens.count ? tokens[at] : nil }
  func peek(_ ahead: Int) -> Token? { at + ahead < tokens.count ? tokens[at + ahead] : nil }

  mutating func skipSpace() { if peek == .space { at += 1 } }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek == .sign(UInt8(truncatingIfNeeded: sign.value)) else { return false }
    at += 1
    return true
  }

  /// A number written with as many digits as `digits` allows.
  mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    guard case .number(let value, let count) = peek, digits ~= count else { return nil }
    at += 1
    return value
  }

  mutating func word() -> [UInt8]? {
    guard case .word(let word) = peek else { return nil }
    at += 1
    return word
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
}

/// The words of dates.
enum TimeWords {
  private static let months = CalendarNames.months.map { Array($0.utf8) }
  private static let weekdays = CalendarNames.weekdays.map { Array($0.utf8) }
  private static let zones: [String: Int] = [
    "z": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
  ]

  /// 1…12, from a name of at least three letters.
  static func month(_ word: [UInt8]) -> Int? {
    guard word.count >= 3 else { return nil }
    return months.firstIndex { $0.starts(with: word) }.map { $0 + 1 }
  }

  static func isWeekday(_ word: [UInt8]) -> Bool {
    word.count >= 3 && weekdays.contains { $0.starts(with: word) }
  }

  /// Minutes east of UTC.
  static func zone(_ word: [UInt8]) -> Int? { zones[String(decoding: word, as: UTF8.self)] }
}
