// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation

/// Stretches of time for people to read.
package enum SpanWords {
  /// "2017-03-04 09:12", "2017-03-04", "2017-03", "2017", or both ends where the stretch is none of
  /// the calendar's: "2017-03-04 to 2017-03-09".
  package static func text(_ span: TimeSpan, in zone: TimeZone) -> String {
    let precision = precision(span)
    let start = Moment(seconds: span.from, in: zone, precision: precision)
    guard precision == .second || precision == .minute || start.span(in: zone) == span else {
      let ends = [span.from, max(span.from, span.to - 1)].map {
        Moment(seconds: $0, in: zone, precision: .day).iso
      }
      return ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")
    }
    return shown(start.iso)
  }

  /// How fine a stretch of time is; an hour more or less, where clocks change, does not matter.
  package static func precision(_ span: TimeSpan) -> Precision {
    switch span.to - span.from {
    case ...1: .second
    case ...60: .minute
    case ...90_000: .day
    case ...(31 * 86_400 + 3_600): .month
    case ...(366 * 86_400 + 3_600): .year
    default: .unknown
    }
  }

  /// "2017-03-04T09:12:00-06:00" → "2017-03-04 09:12".
  package static func shown(_ iso: String) -> String {
    iso.utf8.count > 10 ? "\(iso.prefix(10)) \(iso.dropFirst(11).prefix(5))" : iso
  }
}
