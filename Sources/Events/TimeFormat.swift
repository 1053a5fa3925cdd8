// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One form of dates as a mapping writes it: `dd.MM.yyyy HH:mm`.
struct TimeFormat: Sendable, Hashable {
  private enum Part: Hashable {
    case year(Int)
    case month(Int), day(Int), hour(Int), hour12(Int), minute, second, fraction
    case monthName, weekday, meridiem, offset, space
    case literal([UInt8])
    case epoch(perSecond: Int)
  }

  let text: String
  private let parts: [Part]

  /// Throws what is wrong with it.
  struct Problem: Error { var message: String }

  init(_ text: String) throws(Problem) {
    self.text = text
    if text == "epoch-seconds" || text == "epoch-milliseconds" {
      parts = [.epoch(perSecond: text == "epoch-seconds" ? 1 : 1_000)]
      return
    }
    var parts: [Part] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      var count = 1
      while at + count < bytes.count, bytes[at + count] == byte { count += 1 }
      switch (Unicode.Scalar(byte), count) {
      case ("y", 4), ("y", 2): parts.append(.year(count))
      case ("M", 1), ("M", 2): parts.append(.month(count))
      case ("M", 3), ("M", 4): parts.append(.monthName)
      case ("d", 1), ("d", 2): parts.append(.day(count))
      case ("H", 1), ("H", 2): parts.append(.hour(count))
      case ("h", 1), ("h", 2): parts.append(.hour12(count))
      case ("m", 2): parts.append(.minute)
      case ("s", 2): parts.append(.second)
      case ("S", _): parts.append(.fraction)
      case ("a", 1): parts.append(.meridiem)
      case ("z", _): parts.append(.offset)
      case ("E", _): parts.append(.weekday)
      case (" ", _): parts.append(.space)
      case ("'", _):
        guard let close = bytes[(at + 1)...].firstIndex(of: byte) else {
          throw Problem(message: "a quote is not closed")
        }
        parts.append(.literal(Array(bytes[(at + 1)..<close])))
        count = close - at + 1
      case ("a"..."z", _), ("A"..."Z", _):
        let part = String(decoding: bytes[at..<(at + count)], as: UTF8.self)
        throw Problem(message: "'\(part)' is no part of a time")
      default:
        parts.append(.literal([byte]))
        count = 1
      }
      at += count
    }
    let hasYear = parts.contains { if case .year = $0 { true } else { false } }
    let hasClock = parts.contains {
      switch $0 {
      case .hour, .hour12: true
      default: false
      }
    }
    guard hasYear || hasClock else { throw Problem(message: "it has no year and no hour") }
    self.parts = parts
  }

  struct Result {
    var day: TimeReader.Day?
    var clock: TimeReader.Clock?
  }

  /// What the text says, if it is of this form.
  func read(_ text: String) -> Result? {
    let bytes = Array(text.utf8)
    var at = 0
    var (year, month, date): (Int?, Int?, Int?)
    var (hour, minute, second): (Int?, Int?, Int?)
    var isMorning: Bool?
    var offset: Int?

    func digits(_ allowed: ClosedRange<Int>) -> Int? {
      var (value, count) = (0, 0)
      while at < bytes.count, count < allowed.upperBound, 0x30...0x39 ~= bytes[at] {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
        count += 1
      }
      return allowed ~= count ? value : nil
    }
    func letters() -> [UInt8] {
      let start = at
      while at < bytes.count, 0x61...0x7A ~= bytes[at] | 0x20 { at += 1 }
      return bytes[start..<at].map { $0 | 0x20 }
    }

    for part in parts {
      switch part {
      case .epoch(let perSecond): return Self.epoch(text, perSecond)
      case .year(let width):
        guard let found = digits(width...width) else { return nil }
        year = width == 4 ? found : found + (found < 70 ? 2_000 : 1_900)
      case .month(let width):
        guard let found = digits(width...2) else { return nil }
        month = found
      case .day(let width):
        guard let found = digits(width...2) else { return nil }
        date = found
      case .hour(let width), .hour12(let width):
        guard let found = digits(width...2) else { return nil }
        hour = found
      case .minute:
        guard let found = digits(2...2) else { return nil }
        minute = found
      case .second:
        guard let found = digits(2...2) else { return nil }
        second = found
      case .fraction: guard digits(1...12) != nil else { return nil }
      case .monthName:
        guard let found = TimeWords.month(letters()) else { return nil }
        month = found
      case .weekday: guard TimeWords.isWeekday(letters()) else { return nil }
      case .meridiem:
        guard var tokens = TimeTokens(String(decoding: bytes[at...], as: UTF8.self)) else {
          return nil
        }
        guard let found = TimeReader.meridiem(&tokens) else { return nil }
        isMorning = found
        at += 1
        while at < bytes.count, "mM.".utf8.contains(bytes[at]) { at += 1 }
      case .offset:
        let start = at
        while at < bytes.count, bytes[at] > 0x20 { at += 1 }
        guard var tokens = TimeTokens(String(decoding: bytes[start..<at], as: UTF8.self)),
          let found = TimeReader.offset(&tokens), tokens.isAtEnd
        else { return nil }
        offset = found
      case .space:
        let start = at
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        if at == start { return nil }
      case .literal(let expected):
        guard bytes[at...].starts(with: expected) else { return nil }
        at += expected.count
      }
    }
    guard at == bytes.count else { return nil }
    if let isMorning, let given = hour {
      guard 1...12 ~= given else { return nil }
      hour = given % 12 + (isMorning ? 0 : 12)
    }
    var out = Result()
    if let year {
      guard var day = TimeReader.valid(year, month ?? 1, date ?? 1) else { return nil }
      day.precision = month == nil ? .year : date == nil ? .month : .day
      out.day = day
    }
    if let hour {
      guard var clock = TimeReader.valid(hour: hour, minute ?? 0, second) else { return nil }
      clock.offset = offset
      out.clock = clock
    }
    return out
  }

  private static func epoch(_ text: String, _ perSecond: Int) -> Result? {
    guard let value = Double(text), abs(value) < 1e14 else { return nil }
    let seconds = Int64((value / Double(perSecond)).rounded(.down))
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = Int(seconds - days * 86_400)
    let date = Calendar1970.date(day: days)
    return Result(
      day: TimeReader.Day(year: date.year, month: date.month, day: date.day),
      clock: TimeReader.Clock(
        hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60, precision: .second,
        offset: 0))
  }
}
