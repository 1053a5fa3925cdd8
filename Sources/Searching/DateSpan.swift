// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A year, a month or a day.
package struct PartialDate: Hashable, Sendable {
  package var year: Int
  package var month: Int?
  package var day: Int?

  /// Nil for anything but YYYY, YYYY-MM and YYYY-MM-DD that a calendar has.
  package init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var numbers: [Int] = []
    for (part, digits) in zip(parts, [4, 2, 2]) {
      guard part.count == digits, part.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1) - 48 })
    }
    year = numbers[0]
    if numbers.count > 1 {
      guard 1...12 ~= numbers[1] else { return nil }
      month = numbers[1]
    }
    if numbers.count > 2 {
      guard 1...Calendar1970.daysIn(month: numbers[1], year: year) ~= numbers[2] else { return nil }
      day = numbers[2]
    }
  }

  private init(year: Int, month: Int?, day: Int?) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The one after it, as fine as it.
  private var next: PartialDate {
    guard let month else { return PartialDate(year: year + 1, month: nil, day: nil) }
    if let day, day < Calendar1970.daysIn(month: month, year: year) {
      return PartialDate(year: year, month: month, day: day + 1)
    }
    let first = day == nil ? nil : 1
    return month < 12
      ? PartialDate(year: year, month: month + 1, day: first)
      : PartialDate(year: year + 1, month: 1, day: first)
  }

  /// Every ISO 8601 text of a time within it is `start` or more and less than `end`.
  package var start: String { description }
  package var end: String { year < 9_999 ? next.description : "9999~" }
}

extension PartialDate: CustomStringConvertible {
  package var description: String {
    func two(_ number: Int) -> String { number < 10 ? "-0\(number)" : "-\(number)" }
    let years = String(year)
    return String(repeating: "0", count: max(0, 4 - years.utf8.count)) + years
      + (month.map(two) ?? "") + (day.map(two) ?? "")
  }
}

/// The times a query asks for, as the clock of the writer showed them.
package enum DateSpan: Hashable, Sendable {
  /// From the beginning of one to the end of the other; at least one is given.
  case range(from: PartialDate?, to: PartialDate?)
  case before(PartialDate)
  case after(PartialDate)

  /// The first ISO 8601 text in it, and the first beyond it; texts compare as times do.
  package var bounds: (from: String?, before: String?) {
    switch self {
    case .range(let from, let to): (from?.start, to?.end)
    case .before(let date): (nil, date.start)
    case .after(let date): (date.end, nil)
    }
  }
}
