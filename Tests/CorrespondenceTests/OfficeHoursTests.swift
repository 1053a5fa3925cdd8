// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestSupport
import Testing

@testable import Correspondence

struct OfficeHoursTests {
  private static let file = """
    hours:
      monday: 08:30-16:30
      tuesday: 09:00-17:00
      wednesday: 09:00-17:00
      thursday: 09:00-20:00
      saturday: 10:00-12:00
      sunday: closed
    holidays:
      - January 1, observed
      - third Monday of January, since 2019
      - last Monday of May
      - fourth Thursday of November
      - 2018-12-05
      - December 25
    """

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    Calendar1970.days(year: year, month: month, day: day)
  }

  @Test(arguments: [
    // New Year's Day of 2022 is a Saturday, of 2023 a Sunday; Friday is closed anyway.
    (day(2021, 12, 31), 0), (day(2022, 1, 1), 120), (day(2023, 1, 2), 0), (day(2023, 1, 1), 0),
    (day(2018, 1, 15), 480), (day(2019, 1, 21), 0), (day(2018, 5, 28), 0), (day(2018, 5, 21), 480),
    (day(2018, 11, 22), 0), (day(2018, 11, 29), 660), (day(2018, 12, 5), 0),
    (day(2019, 12, 5), 660), (day(2019, 12, 4), 480), (day(2021, 12, 25), 0),
  ])
  func `each day is open as long as the file says`(day: Int64, minutes: Int) throws {
    let hours = try OfficeHours(yaml: Self.file, file: "office-hours.yaml")
    #expect(hours.seconds(from: day * 86_400, to: (day + 1) * 86_400) == Int64(minutes) * 60)
  }

  @Test func `office hours agree with counting minute by minute`() throws {
    let hours = try OfficeHours(yaml: Self.file, file: "office-hours.yaml")
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    var clock = Clock(zone: zone, hours: hours)
    let holidays: Set<Int64> = [
      Self.day(2018, 5, 28), Self.day(2018, 11, 22), Self.day(2018, 12, 5),
    ]
    var random = SplitMix(seed: 3)
    for _ in 0..<12 {
      // From May to December of 2018, with the change of clocks in November.
      let from = Int64.random(in: 1_527_000_000...1_544_500_000, using: &random) / 60 * 60
      let to = from + Int64.random(in: 0...12_000, using: &random) * 60
      var count = 0
      for minute in stride(from: from, to: to, by: 60) {
        let wall = clock.wall(minute)
        let day = wall / 86_400
        guard !holidays.contains(day), let open = hours.week[Calendar1970.weekday(day: day)] else {
          continue
        }
        if (open.from..<open.to).contains(Int(wall % 86_400) / 60) { count += 1 }
      }
      #expect(clock.businessMinutes(from: from, to: to) == count)
    }
  }

  @Test(arguments: [
    ("hours:\n  munday: 09:00-17:00", 2, "monday"),
    ("hours:\n  monday: 9-5", 2, "09:00-17:00"),
    ("hours:\n  monday: 17:00-09:00", 2, "09:00-17:00"),
    ("holidays:\n  - January 1\n  - sixth Monday of May", 3, "third Monday of January"),
    ("holidays: [February 30]", 1, "January 1"), ("holidays: [2018-02-30]", 1, "2018-12-05"),
    ("holidays: [\"July 4, kept\"]", 1, "observed"), ("days: []", 1, "hours, holidays"),
    ("hours: ]", 1, "not YAML"),
  ])
  func `what is wrong is said with its line and what is allowed`(
    yaml: String, line: Int, allowed: String
  ) {
    expectGuideError(line: line, saying: allowed) {
      try OfficeHours(yaml: yaml, file: "office-hours.yaml")
    }
  }

  @Test func `the shipped file keeps the public holidays`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Data/office-hours.yaml")
    let hours = try OfficeHours(
      yaml: String(contentsOf: file, encoding: .utf8), file: "office-hours.yaml")
    // 260 weekdays in 2023 and 11 holidays, New Year's Day of it on a Monday.
    let year = hours.seconds(
      from: Self.day(2023, 1, 1) * 86_400, to: Self.day(2024, 1, 1) * 86_400)
    #expect(year == (260 - 11) * 8 * 3_600)
  }
}
