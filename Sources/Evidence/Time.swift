// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How finely a time is stated.
public enum Precision: String, Sendable, Codable, CaseIterable {
  case second, minute, day, month, year, unknown
}

/// A stretch of time, from ..< to, in seconds since 1970 UTC. "1 March 2018" is 24 hours wide.
public struct TimeSpan: Hashable, Sendable, Codable {
  public var from: Int64
  public var to: Int64

  public init(from: Int64, to: Int64) { (self.from, self.to) = (from, to) }
}

/// A time as a clock on the wall and a calendar give it.
///
/// Parts finer than `precision` hold their smallest value and mean nothing.
public struct Moment: Hashable, Sendable, Codable {
  public var year: Int
  public var month: Int
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int
  public var precision: Precision
  /// Minutes east of UTC where the record says so; nil where it does not.
  public var offset: Int?

  public init(
    year: Int, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0,
    precision: Precision, offset: Int? = nil
  ) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
    (self.precision, self.offset) = (precision, offset)
  }

  /// Seconds since 1970 of its first instant, as if the clock showed UTC.
  public var wallSeconds: Int64 {
    Calendar1970.days(year: year, month: month, day: day) * 86_400
      + Int64(hour * 3_600 + minute * 60 + second)
  }

  /// The stretch it names. Without an `offset` of its own it is read in `zone`.
  public func span(in zone: TimeZone) -> TimeSpan {
    func utc(_ wall: Int64) -> Int64 {
      if let offset { return wall - Int64(offset) * 60 }
      // The offset in force can differ between the wall time read as UTC and the true instant.
      let guess = wall - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall))))
      return wall - Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(guess))))
    }
    let start = wallSeconds
    let end: Int64 =
      switch precision {
      case .second: start + 1
      case .minute: start + 60
      case .day: start + 86_400
      case .month:
        Calendar1970.days(
          year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1) * 86_400
      case .year, .unknown: Calendar1970.days(year: year + 1, month: 1, day: 1) * 86_400
      }
    return TimeSpan(from: utc(start), to: utc(end))
  }

  /// ISO 8601, as long as the precision goes, with the offset when there is one.
  public var iso: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let years = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
    let date = "\(years)-\(two(month))-\(two(day))"
    let time: String
    switch precision {
    case .year, .unknown: return years
    case .month: return "\(years)-\(two(month))"
    case .day: return date
    case .minute, .second: time = "T\(two(hour)):\(two(minute)):\(two(second))"
    }
    guard let offset else { return date + time }
    if offset == 0 { return date + time + "Z" }
    let size = abs(offset)
    return date + time + (offset < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60)
  }
}

/// Day numbers of the proleptic Gregorian calendar, 1970-01-01 = 0.
public enum Calendar1970 {
  public static func days(year: Int, month: Int, day: Int) -> Int64 {
    // Years counted from March, so that a leap day ends the year.
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  public static func date(day: Int64) -> (year: Int, month: Int, day: Int) {
    let z = Int(day) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  /// 0 = Monday … 6 = Sunday.
  public static func weekday(day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }

  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }
}
