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
    var at = 0
    let count = text.count
    func number(_ most: Int) -> (value: Int, digits: Int)? {
      var (value, digits) = (0, 0)
      while at < count, digits < most, case let digit = text[at] &- 0x30, digit < 10 {
        value = value * 10 + Int(digit)
        digits += 1
        at += 1
      }
      return digits == 0 ? nil : (value, digits)
    }
    func take(_ byte: UInt8) -> Bool {
      guard at < count, text[at] == byte else { return false }
      at += 1
      return true
    }
    guard let first = number(4) else { return nil }
    let (year, month, day): (Int, Int, Int)
    if first.digits == 4 {
      guard take(0x2D), let second = number(2), take(0x2D), let third = number(2) else {
        return nil
      }
      (year, month, day) = (first.value, second.value, third.value)
    } else {
      guard first.digits <= 2, take(0x2F), let second = number(2), take(0x2F),
        let third = number(4), third.digits == 4
      else { return nil }
      (month, day) = monthFirst ? (first.value, second.value) : (second.value, first.value)
      year = third.value
    }
    guard 1850...2199 ~= year, 1...12 ~= month, day >= 1,
      day <= 28 || day <= Calendar1970.daysIn(month: month, year: year),
      take(0x20) || take(0x54), let clock = number(2), take(0x3A), let minute = number(2),
      minute.digits == 2, minute.value < 60
    else { return nil }
    var second = 0
    var hasSeconds = false
    if take(0x3A) {
      guard let found = number(2), found.digits == 2, found.value < 60 else { return nil }
      (second, hasSeconds) = (found.value, true)
      if take(0x2E) {
        guard number(9) != nil else { return nil }
      }
    }
    var hour = clock.value
    if take(0x20) {
      guard at + 2 == count, text[at + 1] | 0x20 == 0x6D, 1...12 ~= hour else { return nil }
      let half = text[at] | 0x20
      guard half == 0x61 || half == 0x70 else { return nil }
      hour = hour % 12 + (half == 0x70 ? 12 : 0)
      at += 2
    }
    guard at == count, hour < 24 else { return nil }
    wall =
      Int64(Calendar1970.days(year: year, month: month, day: day)) * 86_400
      + Int64(hour * 3_600 + minute.value * 60 + second)
    self.hasSeconds = hasSeconds
  }
}
