// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Lengths of time on the calendar of one zone. Instants are seconds since 1970 UTC.
struct Clock: Sendable {
  let zone: TimeZone

  /// Instants beyond this are treated as the ends of time; so sums cannot overflow.
  static let far: Int64 = 1 << 50

  func add(_ duration: Duration, to instant: Int64) -> Int64 {
    move(instant, by: duration, forward: true)
  }

  func subtract(_ duration: Duration, from instant: Int64) -> Int64 {
    move(instant, by: duration, forward: false)
  }

  private func move(_ instant: Int64, by duration: Duration, forward: Bool) -> Int64 {
    guard abs(instant) < Self.far / 4 else { return instant }
    let count = Int64(duration.count)
    if !duration.skips.isEmpty {
      return skipping(
        instant, seconds: Self.seconds(duration), duration.skips, forward: forward)
    }
    let sign: Int64 = forward ? 1 : -1
    switch duration.unit {
    case .minute, .hour: return instant + sign * Self.seconds(duration)
    case .day: return shift(instant, days: sign * count)
    case .week: return shift(instant, days: sign * count * 7)
    case .month, .year:
      let day = CivilDay(instant: instant, in: zone)
      let months = sign * count * (duration.unit == .year ? 12 : 1)
      return shift(instant, days: Self.adding(months: months, to: day).number - day.number)
    }
  }

  static func seconds(_ duration: Duration) -> Int64 {
    let unit: Int64 =
      switch duration.unit {
      case .minute: 60
      case .hour: 3_600
      case .day: 86_400
      case .week: 7 * 86_400
      case .month: 30 * 86_400
      case .year: 365 * 86_400
      }
    return Int64(duration.count) * unit
  }

  /// The same time on the wall clock, so many days on.
  private func shift(_ instant: Int64, days: Int64) -> Int64 {
    let offset = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
    let wall = instant + offset + days * 86_400
    let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall - offset)))
    return wall - Int64(guess)
  }

  /// The last day of a shorter month stands for the days it lacks.
  static func adding(months: Int64, to day: CivilDay) -> CivilDay {
    let date = Calendar1970.date(day: day.number)
    let month = Int64(date.year) * 12 + Int64(date.month - 1) + months
    let year = Int(month >= 0 ? month / 12 : (month - 11) / 12)
    let number = Int(month - Int64(year) * 12) + 1
    let last = Calendar1970.daysIn(month: number, year: year)
    return CivilDay(
      number: Calendar1970.days(year: year, month: number, day: min(date.day, last)))
  }

  /// Only the hours of days that count go by.
  private func skipping(
    _ instant: Int64, seconds: Int64, _ skips: SkippedDays, forward: Bool
  ) -> Int64 {
    var (left, at) = (seconds, instant)
    var day = CivilDay(instant: forward ? at : at - 1, in: zone)
    var skipped = 0
    while skipped < Self.mostSkipped {
      let (start, end) = (day.start(in: zone), day.adding(days: 1).start(in: zone))
      if !skips.contains(day) {
        let room = forward ? end - at : at - start
        if left <= room { return forward ? at + left : at - left }
        left -= room
        skipped = 0
      } else {
        skipped += 1
      }
      at = forward ? end : start
      day = day.adding(days: forward ? 1 : -1)
    }
    return forward ? Self.far : -Self.far
  }

  /// A calendar that leaves out every day of years never lets the time go by.
  private static let mostSkipped = 4_000
}

extension TimeSpan {
  /// Within the ends of time, and at least a second wide, so that sums cannot overflow.
  var bounded: TimeSpan {
    let from = max(-Clock.far, min(from, Clock.far))
    return TimeSpan(from: from, to: max(from + 1, min(to, Clock.far + 1)))
  }
}

/// The legal public holidays of 5 USC 6103(a), on the weekday on which they are observed.
enum Holidays {
  static func isHoliday(_ day: CivilDay) -> Bool {
    let date = Calendar1970.date(day: day.number)
    let weekday = Calendar1970.weekday(day: day.number)
    let nth = (date.day - 1) / 7 + 1
    switch (date.month, weekday) {
    case (1, 0) where nth == 3 && date.year >= 1986, (2, 0) where nth == 3, (9, 0) where nth == 1,
      (10, 0) where nth == 2, (11, 3) where nth == 4:
      return true
    case (5, 0) where date.day > 24: return true
    default: break
    }
    // Fixed days: a Saturday's is kept on Friday, a Sunday's on Monday.
    var kept = [day]
    if weekday == 4 { kept.append(day.adding(days: 1)) }
    if weekday == 0 { kept.append(day.adding(days: -1)) }
    return kept.contains { day in
      let date = Calendar1970.date(day: day.number)
      switch (date.month, date.day) {
      case (1, 1), (7, 4), (11, 11), (12, 25): return true
      case (6, 19): return date.year >= 2021
      default: return false
      }
    }
  }
}
