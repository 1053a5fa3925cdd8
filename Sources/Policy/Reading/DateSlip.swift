// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A day that is not written as `2019-02-26`, or that no calendar has.
struct DateSlip {
  private(set) var message = ""
  /// The day that was meant, where only one can have been.
  private(set) var meant: CivilDay?
  /// How many tokens it takes.
  private(set) var length = 1

  /// Nil where the tokens do not look like a day at all.
  init?(_ tokens: ArraySlice<Token>) {
    guard let first = tokens.first else { return nil }
    switch first.kind {
    case .word, .number:
      if inWords(tokens) { return }
      let parts = first.text.split(
        omittingEmptySubsequences: false, whereSeparator: { "-/.".contains($0) })
      let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
      guard numbers.count == parts.count else { return nil }
      if numbers.count == 3 {
        figures(first.text, parts.map(\.utf8.count), numbers)
      } else if parts[0].utf8.count == 4, numbers.count <= 2 {
        message =
          "expected a day such as 2019-02-26, found the \(numbers.count == 1 ? "year" : "month") "
          + "'\(first.text)'"
      } else {
        return nil
      }
    case .date, .string, .symbol, .end: return nil
    }
  }

  private mutating func figures(_ text: String, _ digits: [Int], _ numbers: [Int]) {
    let wish = "expected year, month and day such as 2019-02-26"
    if digits[0] == 4 {
      let (year, month, day) = (numbers[0], numbers[1], numbers[2])
      meant = CivilDay(year: year, month: month, day: day)
      if meant != nil {
        message = "\(wish), found '\(text)'"
      } else if month > 12, let swapped = CivilDay(year: year, month: day, day: month) {
        meant = swapped
        message = "there is no month \(month): \(wish)"
      } else {
        message = Self.missing(year, month, day)
      }
    } else if digits[2] == 4 {
      let ways = [(numbers[0], numbers[1]), (numbers[1], numbers[0])].compactMap { month, day in
        CivilDay(year: numbers[2], month: month, day: day)
      }
      if ways.count == 1 || (ways.count == 2 && ways[0] == ways[1]) { meant = ways.first }
      message =
        ways.count == 2 && ways[0] != ways[1]
        ? "'\(text)' can be read as two days: \(wish)" : "\(wish), found '\(text)'"
    } else {
      message = "\(wish), found '\(text)': a year has four digits"
    }
  }

  /// Why the calendar has no such day.
  private static func missing(_ year: Int, _ month: Int, _ day: Int) -> String {
    guard (1...12).contains(month) else {
      return "there is no month \(month): expected a day such as 2019-02-26"
    }
    guard (1...9_999).contains(year), day > 0 else {
      return "there is no such day: expected one such as 2019-02-26"
    }
    let count = Calendar1970.daysIn(month: month, year: year)
    return "\(months[month - 1].capitalized) \(year) has \(count) days, not \(day)"
  }

  // MARK: Months by name

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private static func month(_ token: Token) -> Int? {
    let word = token.folded
    guard token.kind == .word, word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(word) || word == "sept" && $0 == "september" }
      .map { $0 + 1 }
  }

  /// "February 26, 2019", "26 February 2019", "26 Feb. 2019".
  private mutating func inWords(_ tokens: ArraySlice<Token>) -> Bool {
    let words = tokens.prefix(4).filter { !$0.isSymbol(",") }
    guard words.count >= 3, words[2].text.utf8.count == 4, let year = Int(words[2].text) else {
      return false
    }
    let found: (month: Int, day: Int)?
    if let month = Self.month(words[0]), let day = Self.day(words[1]) {
      found = (month, day)
    } else if let month = Self.month(words[1]), let day = Self.day(words[0]) {
      found = (month, day)
    } else {
      found = nil
    }
    guard let found else { return false }
    length = tokens.prefix(4).prefix { $0.bytes != words[2].bytes }.count + 1
    meant = CivilDay(year: year, month: found.month, day: found.day)
    message =
      meant == nil
      ? Self.missing(year, found.month, found.day)
      : "expected year, month and day such as 2019-02-26, found a month's name"
    return true
  }

  /// `26`, `26th`.
  private static func day(_ token: Token) -> Int? {
    let digits = token.text.prefix { $0.isASCII && $0.isNumber }
    let ending = token.text.dropFirst(digits.count).lowercased()
    guard digits.utf8.count <= 2, ["", "st", "nd", "rd", "th"].contains(ending) else { return nil }
    return Int(digits)
  }
}
