// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Events

struct TimeReaderTests {
  @Test(arguments: [
    ("2018-03-01", "2018-03-01"), ("2018/3/1", "2018-03-01"), ("20180301", "2018-03-01"),
    ("3/1/2018", "2018-03-01"), ("3-1-18", "2018-03-01"), ("1.3.2018", "2018-03-01"),
    ("1 March 2018", "2018-03-01"), ("1-Mar-18", "2018-03-01"), ("March 1, 2018", "2018-03-01"),
    ("Mar. 1st, 2018", "2018-03-01"), ("Thursday, March 1, 2018", "2018-03-01"),
    ("March 2018", "2018-03"), ("2018-03", "2018-03"), ("2018", "2018"),
    ("2018-03-01T14:30:05.125", "2018-03-01T14:30:05"),
    ("2018-03-01 14:30:05Z", "2018-03-01T14:30:05Z"),
    ("2018-03-01 14:30 -06:00", "2018-03-01T14:30:00-06:00"),
    ("3/1/2018 2:30 PM CST", "2018-03-01T14:30:00-06:00"),
    ("3/1/18, 12:05\u{202F}a.m.", "2018-03-01T00:05:00"), ("3/1/2018 1430", "2018-03-01T14:30:00"),
    ("20180301143005", "2018-03-01T14:30:05"), ("March 1, 2018 at 9 pm", "2018-03-01T21:00:00"),
    ("12/31/69", "2069-12-31"), ("1/1/70", "1970-01-01"),
  ])
  func `a time is read in the forms that agencies write`(text: String, iso: String) {
    #expect(TimeReader().moment(text)?.iso == iso)
  }

  @Test(arguments: [
    "", "next week", "13/01/2018", "2/30/2018", "2018-13-01", "25:00", "3/1", "3/1/2018 25:00",
    "3/1/2018 13:00 PM", "??", "10/42/2017 09:15", "March", "99999999999999999999999999",
    "2018-03-01 14:30 or later",
  ])
  func `what is no time is none`(text: String) {
    #expect(TimeReader().moment(text) == nil)
  }

  @Test func `the day comes first where the mapping says so`() {
    let reader = TimeReader(order: .dayFirst)
    #expect(reader.moment("13/01/2018")?.iso == "2018-01-13")
    #expect(reader.moment("01/13/2018") == nil)
  }

  @Test(arguments: [
    ("dd.MM.yyyy HH:mm", "01.03.2018 14:30", "2018-03-01T14:30:00"),
    ("M/d/yy h:mm a", "3/1/18 2:30 PM", "2018-03-01T14:30:00"),
    ("EEE d MMM yyyy", "Thu 1 Mar 2018", "2018-03-01"),
    ("yyyy-MM-dd'T'HH:mm:ss.SSSzzz", "2018-03-01T14:30:05.123-06:00", "2018-03-01T14:30:05-06:00"),
    ("epoch-milliseconds", "1519936205125", "2018-03-01T20:30:05Z"),
    ("yyyy-MM", "2018-03", "2018-03"),
  ])
  func `a format reads what it names and nothing else`(
    format: String, text: String, iso: String
  ) throws {
    let format = try TimeFormat(format)
    let found = try #require(format.read(text))
    let day = try #require(found.day)
    #expect(TimeReader.moment(day, found.clock).iso == iso)
    #expect(format.read(text + "x") == nil)
    #expect(format.read("") == nil)
  }

  @Test func `every day survives being written and read in each form`() throws {
    for day in stride(from: Int64(-10_000), through: 40_000, by: 37) {
      let date = Calendar1970.date(day: day)
      let (y, m, d) = (date.year, date.month, date.day)
      let moment = Moment(year: y, month: m, day: d, precision: .day)
      let short = m < 10 ? "0\(m)" : "\(m)"
      for text in ["\(m)/\(d)/\(y)", "\(d).\(m).\(y)", "\(y)-\(short)-\(d)", moment.iso] {
        #expect(TimeReader().moment(text) == moment)
      }
    }
  }
}
