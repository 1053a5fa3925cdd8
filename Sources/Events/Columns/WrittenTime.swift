// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A date and a time of day as most logs write them, read digit by digit: `2025-06-04 13:05:09`,
/// `2025-06-04T13:05:09.250`, `6/4/2025 1:05:09 PM`, each with or without seconds.
///
/// Nothing else is read, nor what carries a zone: the usual reader takes those.
struct WrittenTime {
  /// Seconds of the wall clock since 1970.
  let wall: Int64
  let hasSeconds: Bool

  var hour: Int64 { wall >= 0 ? wall / 3_600 : (wall - 3_599) / 3_600 }

  init?(_ text: UnsafeBufferPointer<UInt8>, monthFirst: Bool) {
    if let wall = Self.international(text) {
      (self.wall, hasSeconds) = (wall, true)
      return
    }
    var digits = Cursor(text: text)
    guard let first = digits.number(4) else { return nil }
    let (year, month, day): (Int, Int, Int)
    if first.digits == 4 {
      guard digits.take(0x2D), let second = digits.number(2), digits.take(0x2D),
        let third = digits.number(2)
      else { return nil }
      (year, month, day) = (first.value, second.value, third.value)
    } else {
      guard first.digits <= 2, digits.take(0x2F), let second = digits.number(2),
        digits.take(0x2F), let third = digits.number(4), third.digits == 4
      else { return nil }
      (month, day) = monthFirst ? (first.value, second.value) : (second.value, first.value)
      year = third.value
    }
    guard 1850...2199 ~= year, 1...12 ~= month, day >= 1,
      day <= 28 || day <= Calendar1970.daysIn(month: month, year: year),
      digits.take(0x20) || digits.take(0x54), let clock = digits.number(2), digits.take(0x3A),
      let minute = digits.number(2), minute.digits == 2, minute.value < 60
    else { return nil }
    var second = 0
    var hasSeconds = false
    if digits.take(0x3A) {
      guard let found = digits.number(2), found.digits == 2, found.value < 60 else { return nil }
      (second, hasSeconds) = (found.value, true)
      if digits.take(0x2E) {
        guard digits.number(9) != nil else { return nil }
      }
    }
    var hour = clock.value
    if digits.take(0x20) {
      guard let isMorning = digits.half(), 1...12 ~= hour else { return nil }
      hour = hour % 12 + (isMorning ? 0 : 12)
    }
    guard digits.isAtEnd, hour < 24 else { return nil }
    wall =
      Int64(Calendar1970.days(year: year, month: month, day: day)) * 86_400
      + Int64(hour * 3_600 + minute.value * 60 + second)
    self.hasSeconds = hasSeconds
  }

  private struct Cursor {
    let text: UnsafeBufferPointer<UInt8>
    var at = 0

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { at == text.count }

    mutating func number(_ most: Int) -> (value: Int, digits: Int)? {
      var (value, digits) = (0, 0)
      while at < text.count, digits < most {
        let digit = text[at] &- 0x30
        guard digit < 10 else { break }
        value = value * 10 + Int(digit)
        digits += 1
        at += 1
      }
      return digits == 0 ? nil : (value, digits)
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard at < text.count, text[at] == byte else { return false }
      at += 1
      return true
    }

    /// True for `AM`, false for `PM`, at the end of the text.
    mutating func half() -> Bool? {
      guard at + 2 == text.count, text[at + 1] | 0x20 == 0x6D else { return nil }
      let letter = text[at] | 0x20
      guard letter == 0x61 || letter == 0x70 else { return nil }
      at += 2
      return letter == 0x61
    }
  }

  /// The commonest form, whose digits all have their places: `2025-06-04 13:05:09`.
  @inline(__always)
  private static func international(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard text.count == 19, let at = text.baseAddress, at[4] == 0x2D, at[7] == 0x2D,
      at[10] == 0x20 || at[10] == 0x54, at[13] == 0x3A, at[16] == 0x3A
    else { return nil }
    var isWrong = false
    func two(_ place: Int) -> Int {
      let (a, b) = (at[place] &- 0x30, at[place + 1] &- 0x30)
      if a > 9 || b > 9 { isWrong = true }
      return Int(a) * 10 + Int(b)
    }
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8))
    let (hour, minute, second) = (two(11), two(14), two(17))
    guard !isWrong, 1850...2199 ~= year, 1...12 ~= month, day >= 1, hour < 24, minute < 60,
      second < 60, day <= 28 || day <= Calendar1970.daysIn(month: month, year: year)
    else { return nil }
    return Int64(Calendar1970.days(year: year, month: month, day: day)) * 86_400
      + Int64(hour * 3_600 + minute * 60 + second)
  }
}
