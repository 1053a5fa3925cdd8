// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import YAMLFiles

extension OfficeHours {
  /// Reads a file as `Data/office-hours.yaml` describes itself.
  package init(yaml: String, file: String) throws(GuideError) {
    let fields = try YAMLNode.root(yaml: yaml, file: file).fields(
      "the file", allowed: ["hours", "holidays"])
    var week = Self.usual.week
    if let hours = fields["hours"] {
      week = Array(repeating: nil, count: 7)
      for (name, node) in try hours.fields("hours", allowed: CalendarNames.weekdays) {
        guard let day = CalendarNames.weekdays.firstIndex(of: name) else { continue }
        week[day] = try Self.opening(node)
      }
    }
    var holidays: [Holiday] = []
    for node in try fields["holidays"]?.elements("holidays") ?? [] {
      holidays.append(try Self.holiday(node))
    }
    self.init(week: week, holidays: holidays)
  }

  private static let places = ["first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5]

  private static func opening(_ node: YAMLNode) throws(GuideError) -> Opening? {
    let text = try node.text("the hours of a day")
    if text.lowercased() == "closed" { return nil }
    let ends = text.split { "-–".contains($0) }.map { minute($0) }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from < to else {
      throw node.error("“\(text)” are no hours; write them as 09:00-17:00, or closed")
    }
    return Opening(from: from, to: to)
  }

  private static func minute(_ text: Substring) -> Int? {
    let parts = text.trimmingCharacters(in: .whitespaces).split(
      separator: ":", omittingEmptySubsequences: false
    ).map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
      (0...59).contains(minute), hour < 24 || minute == 0
    else { return nil }
    return hour * 60 + minute
  }

  private static func holiday(_ node: YAMLNode) throws(GuideError) -> Holiday {
    let text = try node.text("each of holidays")
    let parts = text.lowercased().split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    var isObserved = false
    var since: Int?
    for part in parts.dropFirst() {
      let words = part.split(separator: " ")
      if part == "observed" {
        isObserved = true
      } else if words.count == 2, words[0] == "since", let year = Int(words[1]) {
        since = year
      } else {
        throw node.error("“\(part)” says nothing of a holiday; allowed are observed, since YEAR")
      }
    }
    let words = (parts.first ?? "").split(separator: " ").map(String.init)
    if words.count == 4, words[2] == "of",
      let weekday = CalendarNames.weekdays.firstIndex(of: words[1]),
      let month = CalendarNames.months.firstIndex(of: words[3]),
      let n = words[0] == "last" ? -1 : places[words[0]],
      !isObserved
    {
      return .weekday(n: n, weekday: weekday, month: month + 1, since: since)
    }
    if words.count == 2, let month = CalendarNames.months.firstIndex(of: words[0]),
      let day = Int(words[1]),
      (1...Calendar1970.daysIn(month: month + 1, year: 2000)).contains(day)
    {
      return .yearly(month: month + 1, day: day, observed: isObserved, since: since)
    }
    if words.count == 1, parts.count == 1, let day = date(words[0]) { return .once(day: day) }
    throw node.error(
      "“\(text)” is no holiday; write January 1, third Monday of January, or 2018-12-05")
  }

  private static func date(_ text: String) -> Int64? {
    let parts = text.split(separator: "-").map { Int($0) }
    guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1],
      let day = parts[2], (1...12).contains(month),
      (1...Calendar1970.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    return Calendar1970.days(year: year, month: month, day: day)
  }
}
