// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// An event in one line: "2017-04-03 09:12  release-notification: sheriff → ICE-ERO, release-date".
enum EventSentence {
  static func text(_ event: Event, in zone: TimeZone) -> String {
    func words(_ slot: Slot) -> String? {
      switch event.facts[slot] {
      case nil: nil
      case .known(let values)?: values.joined(separator: ", ")
      case .unknown(let unknown)?: "[\(unknown.reason.rawValue)]"
      }
    }
    func party(_ slot: Slot) -> String {
      let kind = words(slot)
      guard let name = event.parties[slot] else { return kind ?? "?" }
      return name + (kind.map { " (\($0))" } ?? "")
    }
    var line = event.time.map { day($0, in: zone) } ?? "time unknown"
    line += "  \(words(.action) ?? "?"): \(party(.actor)) → \(party(.recipient))"
    for (slot, label) in [
      (Slot.information, ""), (.purpose, "for "), (.basis, "on "), (.outcome, "outcome "),
    ] {
      if let text = words(slot) { line += ", " + label + text }
    }
    return line.printable
  }

  /// The words in quotation marks, or what there is in their place.
  static func quote(_ citation: Citation, limit: Int = 400) -> String {
    if !citation.quote.isEmpty { return "“\(citation.quote.printable.clipped(to: limit))”" }
    return citation.page == nil ? "(an empty cell)" : "(under a box)"
  }

  /// The minute where the span is short, the day where it is one day, else both ends.
  static func day(_ span: TimeSpan, in zone: TimeZone) -> String {
    let start = Moment(seconds: span.from, in: zone)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let date = Moment(year: start.year, month: start.month, day: start.day, precision: .day).iso
    let length = span.to - span.from
    if length <= 3_600 { return "\(date) \(two(start.hour)):\(two(start.minute))" }
    if length <= 90_000 { return date }
    let end = Moment(seconds: span.to - 1, in: zone)
    return date + "…"
      + Moment(year: end.year, month: end.month, day: end.day, precision: .day).iso
  }
}
