// SPDX-License-Identifier: Apache-2.0

/// What a cell's number format shows of a number that counts days.
enum NumberFormat: Sendable, Hashable {
  case number
  case date, time, dateTime
  /// Hours that may pass 24: "[h]:mm".
  case elapsed

  /// The meaning of a format every workbook has without defining it (ECMA-376, part 1, 18.8.30).
  init(builtIn id: Int) {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 22: self = .dateTime
    case 46: self = .elapsed
    default: self = .number
    }
  }

  /// The meaning of a format code such as `yyyy\-mm\-dd hh:mm;@`. Only its first section counts;
  /// words in quotes, escaped characters and colours do not.
  init(code: String) {
    var letters: [UInt8] = []
    var isElapsed = false
    let bytes = Array(code.utf8)
    var at = 0
    scan: while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: ";"): break scan
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): at += 1
      case UInt8(ascii: "\""):
        at += 1
        while at < bytes.count, bytes[at] != byte { at += 1 }
      case UInt8(ascii: "["):
        let start = at + 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "]") { at += 1 }
        let inside = bytes[min(start, at)..<at].map { $0 | 0x20 }
        if let first = inside.first, "hms".utf8.contains(first), inside.allSatisfy({ $0 == first })
        {
          isElapsed = true
        }
      default:
        let lower = byte | 0x20
        // "General", and the A, P and M of AM/PM, are no parts of a date.
        if lower == UInt8(ascii: "g"), bytes[at...].starts(with: "General".utf8) {
          at += 6
        } else if lower == UInt8(ascii: "a"), let length = Self.meridiem(bytes[at...]) {
          at += length - 1
          letters.append(UInt8(ascii: "h"))
        } else if "dmyhs".utf8.contains(lower) {
          letters.append(lower)
        }
      }
      at += 1
    }
    if isElapsed {
      self = .elapsed
      return
    }
    let hasTime = letters.contains { $0 == UInt8(ascii: "h") || $0 == UInt8(ascii: "s") }
    let hasDay = letters.contains { $0 == UInt8(ascii: "d") || $0 == UInt8(ascii: "y") }
    let hasMonth = letters.contains(UInt8(ascii: "m"))
    switch (hasDay || (hasMonth && !hasTime), hasTime) {
    case (true, true): self = .dateTime
    case (true, false): self = .date
    case (false, true): self = .time
    case (false, false): self = .number
    }
  }

  private static func meridiem(_ bytes: ArraySlice<UInt8>) -> Int? {
    for text in ["am/pm", "a/p"] {
      if bytes.prefix(text.utf8.count).map({ $0 | 0x20 }).elementsEqual(
        text.utf8.map { $0 | 0x20 })
      {
        return text.utf8.count
      }
    }
    return nil
  }

  /// ISO 8601 text of a serial day number, or nil where it is none: negative, or after 9999.
  ///
  /// A number below 1 under a format of times is a time of day. A fraction is told to the
  /// millisecond even where the format hides it.
  func iso(_ serial: Double, from1904: Bool) -> String? {
    guard self != .number, serial >= 0, serial < 2_958_466 else { return nil }
    let total = (serial * 86_400_000).rounded()
    guard total.isFinite else { return nil }
    let millis = Int64(total)
    var days = millis / 86_400_000
    let rest = millis % 86_400_000
    if self == .elapsed {
      return Self.clock(millis / 3_600_000, millis % 3_600_000)
    }
    if days == 0, !from1904 || self == .time {
      // A date format over 0.75 shows day 0, which no calendar has: only the time is meant.
      return Self.clock(rest / 3_600_000, rest % 3_600_000)
    }
    // In the system of 1900 day 60 is 29 February 1900, which never was.
    days += from1904 ? -24_107 : (days < 60 ? -25_568 : -25_569)
    let date = Self.date(days)
    let day = Self.padded(date.0, 4) + "-" + Self.padded(date.1, 2) + "-" + Self.padded(date.2, 2)
    if rest == 0, self == .date { return day }
    return day + "T" + Self.clock(rest / 3_600_000, rest % 3_600_000)
  }

  private static func clock(_ hours: Int64, _ millis: Int64) -> String {
    let text =
      padded(hours, 2) + ":" + padded(millis / 60_000, 2) + ":"
      + padded(millis / 1_000 % 60, 2)
    return millis % 1_000 == 0 ? text : text + "." + padded(millis % 1_000, 3)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// The civil date of a day number, 1970-01-01 = 0.
  private static func date(_ day: Int64) -> (Int64, Int64, Int64) {
    let z = day + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
