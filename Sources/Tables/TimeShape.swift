// SPDX-License-Identifier: Apache-2.0

/// A date or a time of day by its form alone, told from bytes: which numbers stand where.
///
/// It knows the forms that mappings read without `formats`, and is quick enough for every cell of a
/// column.
struct TimeShape: Hashable {
  enum Day: UInt8 { case none, yearFirst, packed, slashed, dotted, named }

  var day = Day.none
  /// Year, month and day; for `slashed`, month and day are the first and the second number.
  var year = 0
  var first = 0
  var second = 0
  var separator: UInt8 = 0
  var yearDigits = 4
  /// Seconds since midnight; nil without a time of day.
  var seconds: Int?
  var hasSeconds = false
  var hasFraction = false
  var isTwelveHours = false
  var hasOffset = false
  var isMonthFirstName = false
  var clockSeparator: UInt8 = 0x20

  init?(_ bytes: some RandomAccessCollection<UInt8>) {
    let text = Array(bytes)
    guard 3...45 ~= text.count else { return nil }
    var at = 0
    Self.weekday(text, &at)
    if !readDay(text, &at) {
      at = 0
      guard readClock(text, &at), at == text.count else { return nil }
      return
    }
    if at == text.count { return }
    guard text[at] == 0x20 || text[at] == UInt8(ascii: "T") || text[at] == UInt8(ascii: ",") else {
      return nil
    }
    clockSeparator = text[at]
    at += 1
    while at < text.count, text[at] == 0x20 { at += 1 }
    guard readClock(text, &at), at == text.count else { return nil }
  }

  private static func digits(_ text: [UInt8], _ at: inout Int) -> (value: Int, count: Int) {
    var (value, count) = (0, 0)
    while at < text.count, 0x30...0x39 ~= text[at], count < 10 {
      value = value * 10 + Int(text[at] - 0x30)
      count += 1
      at += 1
    }
    return (value, count)
  }

  private static func word(_ text: [UInt8], _ at: inout Int) -> [UInt8] {
    let start = at
    while at < text.count, 0x61...0x7A ~= text[at] | 0x20 { at += 1 }
    return text[start..<at].map { $0 | 0x20 }
  }

  private static let months: [[UInt8]] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }
  private static let weekdays: [[UInt8]] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
  ].map { Array($0.utf8) }

  private static func weekday(_ text: [UInt8], _ at: inout Int) {
    guard 0x61...0x7A ~= text[0] | 0x20 else { return }
    var end = 0
    let name = word(text, &end)
    guard name.count >= 3, weekdays.contains(where: { name.starts(with: $0) }) else { return }
    while end < text.count, ",. ".utf8.contains(text[end]) { end += 1 }
    at = end
  }

  private static func month(_ word: [UInt8]) -> Int? {
    guard word.count >= 3, word.count <= 9 else { return nil }
    return months.firstIndex { word.starts(with: $0) }.map { $0 + 1 }
  }

  private mutating func readDay(_ text: [UInt8], _ at: inout Int) -> Bool {
    guard at < text.count else { return false }
    if 0x61...0x7A ~= text[at] | 0x20 {
      guard let month = Self.month(Self.word(text, &at)) else { return false }
      while at < text.count, " .".utf8.contains(text[at]) { at += 1 }
      let number = Self.digits(text, &at)
      guard 1...2 ~= number.count else { return false }
      while at < text.count, ", ".utf8.contains(text[at]) { at += 1 }
      let last = Self.digits(text, &at)
      guard last.count == 4 || last.count == 2 else { return false }
      isMonthFirstName = true
      return set(.named, last, month, number.value)
    }
    let one = Self.digits(text, &at)
    guard one.count > 0 else { return false }
    if one.count == 8 {
      return set(.packed, (one.value / 10_000, 4), one.value / 100 % 100, one.value % 100)
    }
    guard at < text.count else { return false }
    separator = text[at]
    let isPlain = "/-.".utf8.contains(separator)
    guard isPlain || separator == 0x20 else { return false }
    at += 1
    if at < text.count, 0x61...0x7A ~= text[at] | 0x20 {
      guard one.count <= 2, let month = Self.month(Self.word(text, &at)) else { return false }
      while at < text.count, "-/., ".utf8.contains(text[at]) { at += 1 }
      let last = Self.digits(text, &at)
      return set(.named, last, month, one.value)
    }
    guard isPlain else { return false }
    let two = Self.digits(text, &at)
    guard 1...2 ~= two.count, at < text.count, text[at] == separator else { return false }
    at += 1
    let three = Self.digits(text, &at)
    if one.count == 4 {
      guard 1...2 ~= three.count else { return false }
      return set(.yearFirst, one, two.value, three.value)
    }
    guard one.count <= 2, three.count == 2 || three.count == 4 else { return false }
    return set(separator == UInt8(ascii: ".") ? .dotted : .slashed, three, one.value, two.value)
  }

  private mutating func set(
    _ kind: Day, _ year: (value: Int, count: Int), _ first: Int, _ second: Int
  ) -> Bool {
    guard year.count == 4 || year.count == 2, 1...31 ~= first, 1...31 ~= second,
      min(first, second) <= 12 || kind == .dotted
    else { return false }
    (day, yearDigits, self.first, self.second) = (kind, year.count, first, second)
    self.year = year.count == 4 ? year.value : year.value + (year.value < 70 ? 2_000 : 1_900)
    guard 1850...2199 ~= self.year else { return false }
    switch kind {
    case .slashed: return true
    case .dotted: return second <= 12
    default: return first <= 12
    }
  }

  private mutating func readClock(_ text: [UInt8], _ at: inout Int) -> Bool {
    let hour = Self.digits(text, &at)
    guard 1...2 ~= hour.count, hour.value < 24 else { return false }
    var (minute, second) = (0, 0)
    let hasMinutes = at < text.count && text[at] == 0x3A
    if hasMinutes {
      at += 1
      let found = Self.digits(text, &at)
      guard found.count == 2, found.value < 60 else { return false }
      minute = found.value
      if at < text.count, text[at] == 0x3A {
        at += 1
        let found = Self.digits(text, &at)
        guard found.count == 2, found.value <= 60 else { return false }
        (second, hasSeconds) = (found.value, true)
        if at + 1 < text.count, ".,".utf8.contains(text[at]), 0x30...0x39 ~= text[at + 1] {
          at += 1
          _ = Self.digits(text, &at)
          hasFraction = true
        }
      }
    }
    var shift = 0
    let mark = at
    while at < text.count, text[at] == 0x20 { at += 1 }
    if at < text.count, "ap".utf8.contains(text[at] | 0x20) {
      let isLate = text[at] | 0x20 == UInt8(ascii: "p")
      at += 1
      if at < text.count, text[at] == 0x2E { at += 1 }
      if at < text.count, text[at] | 0x20 == UInt8(ascii: "m") { at += 1 }
      if at < text.count, text[at] == 0x2E { at += 1 }
      guard 1...12 ~= hour.value else { return false }
      isTwelveHours = true
      shift = isLate ? (hour.value == 12 ? 0 : 12) : (hour.value == 12 ? -12 : 0)
    } else {
      at = mark
      guard hasMinutes else { return false }
    }
    seconds = (hour.value + shift) * 3_600 + minute * 60 + second
    readOffset(text, &at)
    return true
  }

  private mutating func readOffset(_ text: [UInt8], _ at: inout Int) {
    var end = at
    while end < text.count, text[end] == 0x20 { end += 1 }
    guard end < text.count else { return }
    let name = Self.word(text, &end)
    if !name.isEmpty {
      let zones = ["z", "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt"]
      guard zones.contains(String(decoding: name, as: UTF8.self)) else { return }
    }
    if end < text.count, "+-".utf8.contains(text[end]) {
      end += 1
      while end < text.count, 0x30...0x3A ~= text[end] { end += 1 }
    } else if name.isEmpty {
      return
    }
    (hasOffset, at) = (true, end)
  }

  /// The form, as `formats` of a mapping writes it.
  func format(dayFirst: Bool) -> String {
    let year = yearDigits == 4 ? "yyyy" : "yy"
    let sign = String(Character(Unicode.Scalar(separator == 0 ? 0x2D : separator)))
    var out =
      switch day {
      case .none: ""
      case .yearFirst: "yyyy\(sign)MM\(sign)dd"
      case .packed: "yyyyMMdd"
      case .slashed: dayFirst ? "d\(sign)M\(sign)\(year)" : "M\(sign)d\(sign)\(year)"
      case .dotted: "d.M.\(year)"
      case .named: isMonthFirstName ? "MMM d, \(year)" : "d\(sign)MMM\(sign)\(year)"
      }
    guard seconds != nil else { return out }
    if day != .none {
      out += clockSeparator == UInt8(ascii: "T") ? "'T'" : clockSeparator == 0x20 ? " " : ", "
    }
    out += isTwelveHours ? "h:mm" : "HH:mm"
    if hasSeconds { out += ":ss" }
    if hasFraction { out += ".SSS" }
    if isTwelveHours { out += " a" }
    if hasOffset { out += " zzz" }
    return out
  }

  /// What orders times of the same column; the year first.
  func key(dayFirst: Bool) -> Int {
    var (month, day) = (first, second)
    if self.day == .dotted || (self.day == .slashed && dayFirst) { (month, day) = (second, first) }
    return (((year * 13 + month) * 32 + day) * 86_400) + (seconds ?? 0)
  }
}
