// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// When a message was sent, as far as it can be compared.
struct Instant: Hashable {
  /// Seconds since 1970 UTC of the first instant it may be.
  var from: Int64
  var precision: Precision
  /// Minutes east of UTC as stated; nil where the case's zone was assumed.
  var offset: Int?

  var isTimed: Bool { precision == .second || precision == .minute }
  var isDated: Bool { isTimed || precision == .day }
}

/// Reads wall clocks of one time zone.
struct Clock {
  let zone: TimeZone
  /// Offsets in force by UTC hour: asking the zone is slow, and most mail is of few hours.
  private var known: [Int64: Int64] = [:]

  init(zone: TimeZone) { self.zone = zone }

  /// Seconds east of UTC at a time.
  mutating func offset(at seconds: Int64) -> Int64 {
    let quarter = seconds >= 0 ? seconds / 900 : (seconds - 899) / 900
    if let offset = known[quarter] { return offset }
    let date = Date(timeIntervalSince1970: Double(quarter * 900))
    let offset = Int64(zone.secondsFromGMT(for: date))
    known[quarter] = offset
    return offset
  }

  mutating func instant(_ fact: Fact<Moment>) -> Instant? {
    guard let moment = fact.value, moment.precision != .unknown else { return nil }
    let wall = moment.wallSeconds
    if let offset = moment.offset {
      return Instant(from: wall - Int64(offset) * 60, precision: moment.precision, offset: offset)
    }
    let guess = wall - offset(at: wall)
    return Instant(from: wall - offset(at: guess), precision: moment.precision, offset: nil)
  }

  /// What the clock on the wall shows at a time, as seconds since 1970.
  mutating func wall(_ seconds: Int64) -> Int64 { seconds + offset(at: seconds) }

  /// Minutes between two times that fall on Monday to Friday, 08:00 to 17:00.
  mutating func businessMinutes(from: Int64, to: Int64) -> Int {
    // Clocks change at night, so the wall clock may be counted on as if it ran evenly.
    Int((Self.businessSeconds(before: wall(to)) - Self.businessSeconds(before: wall(from))) / 60)
  }

  /// Business seconds from Monday 1969-12-29 to a wall time.
  private static func businessSeconds(before wall: Int64) -> Int64 {
    let monday: Int64 = -3 * 86_400
    let week: Int64 = 7 * 86_400
    let since = wall - monday
    let weeks = since >= 0 ? since / week : (since - week + 1) / week
    let rest = since - weeks * week
    let days = rest / 86_400
    let today = min(max(rest % 86_400 - 8 * 3_600, 0), 9 * 3_600)
    return weeks * 5 * 9 * 3_600 + min(days, 5) * 9 * 3_600 + (days < 5 ? today : 0)
  }
}
