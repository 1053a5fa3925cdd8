// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Reads dates and times in the forms that agencies write.
struct TimeReader: Sendable {
  enum Order: String, Sendable, CaseIterable {
    case monthFirst = "month-first"
    case dayFirst = "day-first"
  }

  var order = Order.monthFirst

  struct Day: Equatable {
    var year: Int
    var month = 1
    var day = 1
    var precision = Precision.day
  }

  struct Clock: Equatable {
    var hour: Int
    var minute = 0
    var second = 0
    var precision = Precision.minute
    var offset: Int?
  }

  /// A date, perhaps with a time of day.
  func moment(_ text: String) -> Moment? {
    guard var tokens = TimeTokens(text) else { return nil }
    if let packed = Self.packed(tokens) { return packed }
    guard let day = day(&tokens) else { return nil }
    if tokens.isAtEnd { return Self.moment(day, nil) }
    guard day.precision == .day else { return nil }
    _ = tokens.take(",")
    tokens.skipSpace()
    if case .word(let word) = tokens.peek, word == [0x74] || word == [0x61, 0x74] {  // "T", "at"
      tokens.at += 1
      tokens.skipSpace()
    } else if tokens.take("@") {
      tokens.skipSpace()
    }
    guard let clock = clock(&tokens), tokens.isAtEnd else { return nil }
    return Self.moment(day, clock)
  }

  /// A time of day in a cell of its own. The date a spreadsheet puts before it is left out.
  func clock(_ text: String) -> Clock? {
    guard var tokens = TimeTokens(text) else { return nil }
    if let found = clock(&tokens), tokens.isAtEnd { return found }
    guard let moment = moment(text), moment.precision == .minute || moment.precision == .second
    else { return nil }
    return Clock(
      hour: moment.hour, minute: moment.minute, second: moment.second,
      precision: moment.precision, offset: moment.offset)
  }

  static func moment(_ day: Day, _ clock: Clock?) -> Moment {
    guard let clock else {
      return Moment(year: day.year, month: day.month, day: day.day, precision: day.precision)
    }
    return Moment(
      year: day.year, month: day.month, day: day.day, hour: clock.hour, minute: clock.minute,
      second: clock.second, precision: clock.precision, offset: clock.offset)
  }

  /// 20180301143000 and 201803011430.
  private static func packed(_ tokens: TimeTokens) -> Moment? {
    guard tokens.tokens.count == 1, case .number(let value, let digits) = tokens.tokens[0],
      digits == 14 || digits == 12
    else { return nil }
    let whole = digits == 14 ? value : value * 100
    let date = whole / 1_000_000
    guard
      let day = valid(date / 10_000, date / 100 % 100, date % 100),
      let clock = valid(
        hour: whole / 10_000 % 100, whole / 100 % 100, digits == 14 ? whole % 100 : nil)
    else { return nil }
    return moment(day, clock)
  }

  private func day(_ tokens: inout TimeTokens) -> Day? {
    if case .word(let word) = tokens.peek, TimeWords.isWeekday(word) {
      tokens.at += 1
      _ = tokens.take(".")
      _ = tokens.take(",")
      tokens.skipSpace()
    }
    if case .word(let word) = tokens.peek {
      return TimeWords.month(word).flatMap { named(&tokens, $0) }
    }
    if let date = tokens.number(8...8) {
      return Self.valid(date / 10_000, date / 100 % 100, date % 100)
    }
    if let year = tokens.number(4...4) { return yearFirst(&tokens, year) }
    guard let first = tokens.number(1...2) else { return nil }
    Self.skipOrdinal(&tokens)
    if let month = Self.monthName(&tokens) {
      let mark = tokens.at
      Self.skipBetween(&tokens)
      guard let year = Self.year(&tokens) else {
        tokens.at = mark
        return nil
      }
      return Self.valid(year, month, first)
    }
    guard case .sign(let sign) = tokens.peek, let second = Self.after(sign, &tokens, 1...2),
      tokens.peek == .sign(sign)
    else { return nil }
    tokens.at += 1
    guard let year = Self.year(&tokens) else { return nil }
    switch sign {
    case UInt8(ascii: "."): return Self.valid(year, second, first)
    case UInt8(ascii: "/"), UInt8(ascii: "-"):
      return order == .monthFirst
        ? Self.valid(year, first, second) : Self.valid(year, second, first)
    default: return nil
    }
  }

  /// "March 1, 2018" and "March 2018" from the month on.
  private func named(_ tokens: inout TimeTokens, _ month: Int) -> Day? {
    tokens.at += 1
    Self.skipBetween(&tokens)
    if let year = tokens.number(4...4) {
      return Self.valid(year, month, 1).map {
        Day(year: $0.year, month: month, precision: .month)
      }
    }
    guard let day = tokens.number(1...2) else { return nil }
    Self.skipOrdinal(&tokens)
    Self.skipBetween(&tokens)
    guard let year = Self.year(&tokens) else { return nil }
    return Self.valid(year, month, day)
  }

  private func yearFirst(_ tokens: inout TimeTokens, _ year: Int) -> Day? {
    guard Self.valid(year, 1, 1) != nil else { return nil }
    if tokens.isAtEnd { return Day(year: year, precision: .year) }
    if let month = Self.monthName(&tokens) {  // 2018-Mar-01
      Self.skipBetween(&tokens)
      return tokens.number(1...2).flatMap { Self.valid(year, month, $0) }
    }
    guard case .sign(let sign) = tokens.peek, "-/.".utf8.contains(sign),
      let month = Self.after(sign, &tokens, 1...2)
    else { return nil }
    if tokens.isAtEnd {
      return Self.valid(year, month, 1).map {
        Day(year: $0.year, month: month, precision: .month)
      }
    }
    guard let day = Self.after(sign, &tokens, 1...2) else { return nil }
    return Self.valid(year, month, day)
  }

  /// "14:30", "2:30:05.1 PM", "1430", "9 pm", with or without a zone.
  private func clock(_ tokens: inout TimeTokens) -> Clock? {
    guard case .number(let value, let digits) = tokens.peek else { return nil }
    tokens.at += 1
    var clock: Clock
    if digits == 4 || digits == 6 {
      let seconds = digits == 6 ? value % 100 : nil
      let hours = digits == 6 ? value / 100 : value
      guard let packed = Self.valid(hour: hours / 100, hours % 100, seconds) else { return nil }
      clock = packed
      let mark = tokens.at
      tokens.skipSpace()
      if let word = tokens.word(),
        ["hrs", "hours", "hr", "h"].contains(where: { word == Array($0.utf8) })
      {
        _ = tokens.take(".")
      } else {
        tokens.at = mark
      }
    } else if digits <= 2 {
      var second: Int?
      var minute = 0
      let hasMinutes = tokens.take(":")
      if hasMinutes {
        guard let found = tokens.number(2...2) else { return nil }
        minute = found
        if tokens.take(":") {
          guard let found = tokens.number(1...2) else { return nil }
          second = found
          if tokens.take(".") || tokens.take(",") {
            guard tokens.number(1...17) != nil else { return nil }
          }
        }
      }
      var hour = value
      let isMorning = Self.meridiem(&tokens)
      if let isMorning {
        guard 1...12 ~= hour else { return nil }
        hour = hour % 12 + (isMorning ? 0 : 12)
      } else if !hasMinutes {
        return nil
      }
      guard let found = Self.valid(hour: hour, minute, second) else { return nil }
      clock = found
    } else {
      return nil
    }
    if !tokens.isAtEnd {
      guard let offset = Self.offset(&tokens) else { return nil }
      clock.offset = offset
    }
    return clock
  }

  /// True for a.m., false for p.m.
  static func meridiem(_ tokens: inout TimeTokens) -> Bool? {
    let mark = tokens.at
    tokens.skipSpace()
    if let word = tokens.word(), let first = word.first, "ap".utf8.contains(first) {
      let isMorning = first == UInt8(ascii: "a")
      if word.count == 2, word[1] == UInt8(ascii: "m") { return isMorning }
      if word.count == 1 {
        if tokens.take("."), tokens.word() == [UInt8(ascii: "m")] { _ = tokens.take(".") }
        return isMorning
      }
    }
    tokens.at = mark
    return nil
  }

  /// "Z", "CST", "(CST)", "-06:00", "-0600", "UTC-6": minutes east of UTC.
  static func offset(_ tokens: inout TimeTokens) -> Int? {
    tokens.skipSpace()
    let isEnclosed = tokens.take("(")
    var base: Int?
    if let word = tokens.word() {
      guard let zone = TimeWords.zone(word) else { return nil }
      base = zone
    }
    if case .sign(let sign) = tokens.peek, "+-".utf8.contains(sign) {
      tokens.at += 1
      guard case .number(let value, let digits) = tokens.peek else { return nil }
      tokens.at += 1
      var (hours, minutes) = digits > 2 ? (value / 100, value % 100) : (value, 0)
      if digits <= 2, tokens.take(":") {
        guard let found = tokens.number(2...2) else { return nil }
        minutes = found
      }
      guard hours <= 14, minutes < 60, digits <= 4 else { return nil }
      hours = hours * 60 + minutes
      base = (base ?? 0) + (sign == UInt8(ascii: "-") ? -hours : hours)
    }
    if isEnclosed, !tokens.take(")") { return nil }
    return base
  }

  static func valid(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard 1850...2199 ~= year, 1...12 ~= month,
      1...Calendar1970.daysIn(month: month, year: year) ~= day
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  static func valid(hour: Int, _ minute: Int, _ second: Int?) -> Clock? {
    guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second ?? 0 else { return nil }
    return Clock(
      hour: hour, minute: minute, second: second ?? 0, precision: second == nil ? .minute : .second)
  }

  /// A year of four digits, or of two: 1970 to 2069.
  static func year(_ tokens: inout TimeTokens) -> Int? {
    guard case .number(let value, let digits) = tokens.peek, digits == 2 || digits == 4 else {
      return nil
    }
    tokens.at += 1
    return digits == 4 ? value : value + (value < 70 ? 2_000 : 1_900)
  }

  private static func after(
    _ sign: UInt8, _ tokens: inout TimeTokens, _ digits: ClosedRange<Int>
  ) -> Int? {
    guard tokens.peek == .sign(sign) else { return nil }
    tokens.at += 1
    return tokens.number(digits)
  }

  private static func monthName(_ tokens: inout TimeTokens) -> Int? {
    let mark = tokens.at
    skipBetween(&tokens)
    if let word = tokens.word(), let month = TimeWords.month(word) { return month }
    tokens.at = mark
    return nil
  }

  private static func skipBetween(_ tokens: inout TimeTokens) {
    while case .sign(let sign) = tokens.peek, "-/.,".utf8.contains(sign) { tokens.at += 1 }
    tokens.skipSpace()
    while case .sign(let sign) = tokens.peek, "-/.,".utf8.contains(sign) { tokens.at += 1 }
    tokens.skipSpace()
  }

  private static func skipOrdinal(_ tokens: inout TimeTokens) {
    guard case .word(let word) = tokens.peek,
      ["st", "nd", "rd", "th"].contains(where: { word == Array($0.utf8) })
    else { return }
    tokens.at += 1
  }
}
