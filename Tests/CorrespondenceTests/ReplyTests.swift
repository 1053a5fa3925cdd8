// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestSupport
import Testing

@testable import Correspondence

struct ReplyTests {
  /// Dana asks, Rene answers, by headers.
  private func replies(
    asked: String, answered: String, to: [String] = ["Rene Ortiz"], from: String = "Rene Ortiz",
    subject: String = "Re: Bookings"
  ) -> [Reply] {
    var question = Mail.message("a", from: "Dana Wills", to: to, sent: asked)
    var answer = Mail.message(
      "b", from: from, to: ["Dana Wills"], sent: answered, subject: subject)
    (question.header, answer.header, answer.answersHeader) = ("a", "b", ["a"])
    return Mail.resolve([question, answer]).replies
  }

  @Test func `minutes run on, business minutes stop overnight and over the weekend`() {
    let friday = replies(asked: "2018-03-02 16:30", answered: "2018-03-05 08:20")
    #expect(
      friday == [
        Reply(
          from: "p-rene-ortiz", to: "p-dana-wills", message: "b", inReplyTo: "a",
          minutes: 3_830, businessMinutes: 50, certain: true)
      ])
  }

  @Test(arguments: [
    ("2018-03-01 10:00 -0600", "2018-03-01 11:00 -0500", 0, true),
    ("2018-03-01 10:00 -0600", "2018-03-01 10:30", 30, true),
    ("2018-03-01 10:00 -0500", "2018-03-01 10:30", 90, false),
    ("2018-03-01", "2018-03-03 09:00", 2_880, false),
  ])
  func `what is assumed about time is not certain`(
    asked: String, answered: String, minutes: Int, certain: Bool
  ) {
    let found = replies(asked: asked, answered: answered)
    #expect(found.map(\.minutes) == [minutes] && found.map(\.certain) == [certain])
  }

  @Test func `answers before the question, to oneself, by a program or to others do not count`() {
    #expect(replies(asked: "2018-03-01 10:00", answered: "2018-03-01 09:00").isEmpty)
    #expect(
      replies(asked: "2018-03-01 10:00", answered: "2018-03-01 11:00", from: "Wills, Dana").isEmpty)
    #expect(
      replies(
        asked: "2018-03-01 10:00", answered: "2018-03-01 10:00",
        subject: "Automatic reply: Bookings"
      ).isEmpty)
    #expect(replies(asked: "2018-03-01 10:00", answered: "2018-03-01 11:00", from: "?").isEmpty)
  }

  @Test func `the first answer of each person counts, and a subject alone is not certain`() {
    let first = Mail.message(
      "a", from: "Dana Wills", to: ["Rene Ortiz", "Lee Park"], sent: "2018-03-01 10:00")
    let answers = [
      ("b", "Rene Ortiz", "11:00"), ("c", "Lee Park", "12:00"), ("d", "Lee Park", "13:00"),
    ]
    .map { id, from, time in
      Mail.message(
        id, from: from, to: ["Dana Wills"], sent: "2018-03-01 \(time)", subject: "RE: Bookings")
    }
    let found = Mail.resolve([first] + answers).replies
    #expect(found.map(\.message) == ["b", "c"] && found.allSatisfy { !$0.certain })
  }

  @Test func `business minutes agree with counting them one by one`() throws {
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    var clock = Clock(zone: zone)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    var random = SplitMix(seed: 3)
    for _ in 0..<12 {
      // Around the spring change of clocks of 2018.
      let from = Int64.random(in: 1_520_000_000...1_521_500_000, using: &random) / 60 * 60
      let to = from + Int64.random(in: 0...6_000, using: &random) * 60
      var count = 0
      for minute in stride(from: from, to: to, by: 60) {
        let parts = calendar.dateComponents(
          [.weekday, .hour], from: Date(timeIntervalSince1970: Double(minute)))
        if let day = parts.weekday, let hour = parts.hour, (2...6).contains(day),
          (8..<17).contains(hour)
        {
          count += 1
        }
      }
      #expect(clock.businessMinutes(from: from, to: to) == count)
    }
  }
}
