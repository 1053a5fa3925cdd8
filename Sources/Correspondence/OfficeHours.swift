// SPDX-License-Identifier: Apache-2.0

import Evidence

/// When an office is open: hours of each day of the week, and the days on which it is closed.
package struct OfficeHours: Hashable, Sendable {
  /// Minutes of the day, from ..< to.
  package struct Opening: Hashable, Sendable {
    package var from: Int
    package var to: Int

    package init(from: Int, to: Int) { (self.from, self.to) = (from, to) }
  }

  /// A day on which the office is closed, every year or once.
  package enum Holiday: Hashable, Sendable {
    /// With `observed`, a Saturday is kept on the Friday before and a Sunday on the Monday after.
    case yearly(month: Int, day: Int, observed: Bool, since: Int?)
    /// The `n`-th such weekday of the month, 0 = Monday; −1 is the last.
    case weekday(n: Int, weekday: Int, month: Int, since: Int?)
    /// A day number, 1970-01-01 = 0.
    case once(day: Int64)
  }

  /// Monday first; nil where it is closed.
  package let week: [Opening?]
  package let holidays: [Holiday]
  /// Day numbers of holidays on which the office would be open, ascending, and how many seconds
  /// are lost up to and with each.
  private let closed: [Int64]
  private let lost: [Int64]

  /// Monday to Friday, 09:00 to 17:00.
  package static let usual = OfficeHours(
    week: (0..<7).map { $0 < 5 ? Opening(from: 9 * 60, to: 17 * 60) : nil }, holidays: [])

  package init(week: [Opening?], holidays: [Holiday]) {
    self.week = (0..<7).map { $0 < week.count ? week[$0] : nil }
    self.holidays = holidays
    var days: Set<Int64> = []
    for holiday in holidays { days.formUnion(Self.days(of: holiday)) }
    var (closed, lost): ([Int64], [Int64]) = ([], [])
    for day in days.sorted() {
      guard let opening = self.week[Calendar1970.weekday(day: day)] else { continue }
      closed.append(day)
      lost.append((lost.last ?? 0) + Int64(opening.to - opening.from) * 60)
    }
    (self.closed, self.lost) = (closed, lost)
  }

  /// Open seconds between two times that clocks on the wall show.
  func seconds(from: Int64, to: Int64) -> Int64 { seconds(before: to) - seconds(before: from) }

  /// From Monday 1969-12-29 on.
  private func seconds(before wall: Int64) -> Int64 {
    let day = Self.floor(wall, by: 86_400)
    let monday = day + 3 - Int64(Calendar1970.weekday(day: day))
    let weeks = Self.floor(monday, by: 7)
    func open(_ opening: Opening?) -> Int64 {
      opening.map { Int64($0.to - $0.from) * 60 } ?? 0
    }
    let today = Calendar1970.weekday(day: day)
    var sum = weeks * week.reduce(0) { $0 + open($1) }
    sum += week.prefix(today).reduce(0) { $0 + open($1) }
    // Holidays before this day, by bisection.
    var (low, high) = (0, closed.count)
    while low < high {
      let middle = (low + high) / 2
      if closed[middle] < day { low = middle + 1 } else { high = middle }
    }
    if low > 0 { sum -= lost[low - 1] }
    if low < closed.count, closed[low] == day { return sum }
    guard let opening = week[today] else { return sum }
    let second = wall - day * 86_400
    return sum + min(max(second - Int64(opening.from) * 60, 0), open(opening))
  }

  /// Mail is younger, and no case will be open longer.
  private static let years = 1960...2100

  private static func days(of holiday: Holiday) -> [Int64] {
    switch holiday {
    case .once(let day): return [day]
    case .yearly(let month, let day, let observed, let since):
      return years.compactMap { year in
        guard year >= since ?? .min, day <= Calendar1970.daysIn(month: month, year: year) else {
          return nil
        }
        let number = Calendar1970.days(year: year, month: month, day: day)
        guard observed else { return number }
        let weekday = Calendar1970.weekday(day: number)
        return weekday == 5 ? number - 1 : weekday == 6 ? number + 1 : number
      }
    case .weekday(let n, let weekday, let month, let since):
      return years.compactMap { year in
        guard year >= since ?? .min else { return nil }
        let count = Calendar1970.daysIn(month: month, year: year)
        let first = Calendar1970.days(year: year, month: month, day: 1)
        let all = (0..<Int64(count)).map { first + $0 }
          .filter { Calendar1970.weekday(day: $0) == weekday }
        if n < 0 { return all.last }
        return all.indices.contains(n - 1) ? all[n - 1] : nil
      }
    }
  }

  private static func floor(_ value: Int64, by step: Int64) -> Int64 {
    value >= 0 ? value / step : (value - step + 1) / step
  }
}
