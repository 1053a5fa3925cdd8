// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

struct MomentTests {
  @Test func `day numbers and dates invert each other over four centuries`() {
    for day in stride(from: Int64(-146_097), through: 146_097, by: 13) {
      let date = Calendar1970.date(day: day)
      #expect(Calendar1970.days(year: date.year, month: date.month, day: date.day) == day)
    }
  }

  @Test func `a day is as long as its zone makes it`() throws {
    let chicago = try #require(TimeZone(identifier: "America/Chicago"))
    let spring = Moment(year: 2018, month: 3, day: 11, precision: .day).span(in: chicago)
    #expect(spring.to - spring.from == 23 * 3_600)
    let plain = Moment(year: 2018, month: 3, day: 1, precision: .day).span(in: chicago)
    #expect(plain.to - plain.from == 24 * 3_600)
    let month = Moment(year: 2017, month: 8, precision: .month).span(in: chicago)
    #expect(month.to - month.from == 31 * 86_400)
  }

  @Test(arguments: [
    (Precision.year, "2018"), (.month, "2018-03"), (.day, "2018-03-01"),
    (.minute, "2018-03-01T14:05:00-06:00"),
  ])
  func `iso is as long as the precision`(precision: Precision, text: String) {
    let moment = Moment(
      year: 2018, month: 3, day: 1, hour: 14, minute: 5, precision: precision, offset: -360)
    #expect(moment.iso == text)
  }

  @Test func `an offset of its own wins over the zone`() throws {
    let chicago = try #require(TimeZone(identifier: "America/Chicago"))
    let moment = Moment(
      year: 1970, month: 1, day: 1, hour: 1, precision: .second, offset: 60)
    #expect(moment.span(in: chicago) == TimeSpan(from: 0, to: 1))
  }
}
