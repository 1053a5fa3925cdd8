// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A day of the calendar, without a clock or a zone: what "in force from" is said in.
public struct CivilDay: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let number: Int64

  /// The day so many days after 1970-01-01, or before it.
  public init(number: Int64) { self.number = number }

  /// Nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month),
      day >= 1, day <= Calendar1970.daysIn(month: month, year: year)
    else { return nil }
    number = Calendar1970.days(year: year, month: month, day: day)
  }

  /// Reads `2019-02-26` and nothing else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day on a wall calendar in `zone` at an instant, in seconds since 1970 UTC.
  public init(instant: Int64, in zone: TimeZone) {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    let wall = instant.addingReportingOverflow(Int64(offset)).partialValue
    number = wall >= 0 ? wall / 86_400 : (wall - 86_399) / 86_400
  }

  /// Whether `a` comes before `b`.
  public static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }

  /// `2019-02-26`
  public var description: String {
    let date = Calendar1970.date(day: number)
    return Moment(year: date.year, month: date.month, day: date.day, precision: .day).iso
  }

  /// The first instant of the day in `zone`.
  public func start(in zone: TimeZone) -> Int64 {
    let date = Calendar1970.date(day: number)
    return Moment(year: date.year, month: date.month, day: date.day, precision: .day)
      .span(in: zone).from
  }

  /// The day so many days later, or earlier for a negative number.
  public func adding(days: Int64) -> CivilDay { CivilDay(number: number + days) }
}
