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
  let hours: OfficeHours
  /// Offsets in force by UTC hour: asking the zone is slow, and most mail is of few hours.
  private var known: [Int64: Int64] = [:]

  init(zone: TimeZone, hours: OfficeHours = .usual) { (self.zone, self.hours) = (zone, hours) }

  /// Seconds east of UTC at a time.
  mutating func offset(at seconds: Int64) -> Int64 {
    let quarter = seconds >= 0 ? seconds / 900 : (seconds - 899) / 900
    if let offset = known[quarter] { return offset }
    let date = Date(timeIntervalSince1970: Double(quarter * 900))
    let offset = Int64(zone.secondsFromGMT(for: date))
    known[quarter] = offset
    return offset
  }

  mutating func instant(_ moment: Moment?) -> Instant? {
    guard let moment, moment.precision != .unknown else { return nil }
    let wall = moment.wallSeconds
    if let offset = moment.offset {
      return Instant(from: wall - Int64(offset) * 60, precision: moment.precision, offset: offset)
    }
    let guess = wall - offset(at: wall)
    return Instant(from: wall - offset(at: guess), precision: moment.precision, offset: nil)
  }

  /// What the clock on the wall shows at a time, as seconds since 1970.
  mutating func wall(_ seconds: Int64) -> Int64 { seconds + offset(at: seconds) }

  /// Minutes between two times that fall into office hours.
  mutating func businessMinutes(from: Int64, to: Int64) -> Int {
    // Clocks change at night, so the wall clock may be counted on as if it ran evenly; where an
    // office is open at night, no more minutes are counted than went by.
    let open = hours.seconds(from: wall(from), to: wall(to))
    return Int(max(0, min(open, to - from)) / 60)
  }

  /// Whether a time on the wall came twice, as clocks were set back.
  mutating func isRepeated(_ moment: Moment?) -> Bool {
    guard let moment, moment.offset == nil,
      moment.precision == .second || moment.precision == .minute
    else { return false }
    let wall = moment.wallSeconds
    let offsets = Set([wall - 93_600, wall + 93_600].map { offset(at: $0 - offset(at: $0)) })
    return offsets.count { offset(at: wall - $0) == $0 } > 1
  }

  /// ISO 8601 with the offset of the zone, as long as the precision goes.
  mutating func iso(_ instant: Instant) -> String {
    // A day without a zone is that day on the case's calendar.
    Moment(seconds: instant.from, in: zone, precision: instant.precision).iso
  }
}
