// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Days that a length of time leaves out: by weekday, as legal holidays, singly, or every year.
struct SkippedDays: Hashable, Sendable {
  /// 0 is Monday.
  var weekdays: Set<Int> = []
  /// The holidays of 5 USC 6103(a).
  var isHolidays = false
  var days: Set<CivilDay> = []
  /// Month × 100 + day.
  var yearly: Set<Int> = []

  static let weekends = SkippedDays(weekdays: [5, 6])
  static let holidays = SkippedDays(isHolidays: true)

  var isEmpty: Bool { self == SkippedDays() }

  func contains(_ day: CivilDay) -> Bool {
    if weekdays.contains(Calendar1970.weekday(day: day.number)) || days.contains(day) {
      return true
    }
    if isHolidays, Holidays.isHoliday(day) { return true }
    guard !yearly.isEmpty else { return false }
    let date = Calendar1970.date(day: day.number)
    return yearly.contains(date.month * 100 + date.day)
  }

  func union(_ other: SkippedDays) -> SkippedDays {
    SkippedDays(
      weekdays: weekdays.union(other.weekdays), isHolidays: isHolidays || other.isHolidays,
      days: days.union(other.days), yearly: yearly.union(other.yearly))
  }

  /// What a word of a calendar means: `weekends`, `holidays`, `friday`, `2019-12-26`, `12-24`.
  static func word(_ word: String) -> SkippedDays? {
    switch word {
    case "weekends", "weekend": return .weekends
    case "holidays", "holiday": return .holidays
    default: break
    }
    let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
    if let weekday = weekdayNames.firstIndex(of: singular) {
      return SkippedDays(weekdays: [weekday])
    }
    if let day = CivilDay(word) { return SkippedDays(days: [day]) }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    // Of a leap year, so that February 29 is a day.
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]),
      let day = Int(parts[1]), CivilDay(year: 2_000, month: month, day: day) != nil
    else { return nil }
    return SkippedDays(yearly: [month * 100 + day])
  }

  private static let weekdayNames = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  static let words = ["weekends", "holidays"] + weekdayNames
}
