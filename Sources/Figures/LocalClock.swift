// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation

/// The clock on the wall of one zone, fast enough for a million rows: the zone's rules are asked
/// once a quarter of an hour, the finest step at which any zone has changed its offset.
package struct LocalClock {
  package let zone: TimeZone
  /// Offsets in seconds by quarter hours since 1970.
  private var offsets: [Int64: Int64] = [:]

  /// `name` is an IANA name; one that is unknown is read as UTC.
  package init(zone name: String) {
    zone = TimeZone(identifier: name) ?? .gmt
  }

  /// Seconds since 1970 as a clock of the zone shows them, read as if it showed UTC.
  package mutating func wall(_ seconds: Int64) -> Int64 {
    let quarter = Self.floor(seconds, by: 900)
    if let offset = offsets[quarter] { return seconds + offset }
    let start = Date(timeIntervalSince1970: Double(quarter * 900))
    let offset = Int64(zone.secondsFromGMT(for: start))
    offsets[quarter] = offset
    return seconds + offset
  }

  /// Days since 1970-01-01 on the wall.
  package mutating func day(_ seconds: Int64) -> Int64 {
    Self.floor(wall(seconds), by: 86_400)
  }

  /// 0…23, with the day.
  package mutating func dayAndHour(_ seconds: Int64) -> (day: Int64, hour: Int) {
    let wall = wall(seconds)
    let day = Self.floor(wall, by: 86_400)
    return (day, Int((wall - day * 86_400) / 3_600))
  }

  /// "2017-03-04".
  package static func iso(day: Int64) -> String {
    let date = Calendar1970.date(day: day)
    return Moment(year: date.year, month: date.month, day: date.day, precision: .day).iso
  }

  static func floor(_ value: Int64, by step: Int64) -> Int64 {
    value >= 0 ? value / step : (value - step + 1) / step
  }
}
