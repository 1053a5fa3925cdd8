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
    let friday = replies(asked: "2018-03-02 16:30", answered: "2018-03-05 09:00")
    #expect(
      friday == [
        Reply(
          from: "p-rene-ortiz", to: "p-dana-wills", message: "b", inReplyTo: "a",
          minutes: 3_870, businessMinutes: 30, certain: true,
          asked: "2018-03-02T16:30:00-06:00", answered: "2018-03-05T09:00:00-06:00",
          zones: .assumed, pairing: .header, doubts: [])
      ])
  }

  @Test(
    arguments: [
      ("2018-03-01 10:00 -0600", "2018-03-01 11:00 -0500", 0, .stated, []),
      ("2018-03-01 10:00 -0600", "2018-03-01 10:30", 30, .mixed, []),
      ("2018-03-01 10:00 -0500", "2018-03-01 10:30", 90, .mixed, [.zonesDiffer]),
      ("2018-03-01", "2018-03-03 09:00", 2_880, .assumed, [.coarseTime]),
      // Clocks were set back from 02:00 to 01:00.
      ("2018-11-04 00:30", "2018-11-04 01:10", 40, .assumed, [.repeatedHour]),
      ("2018-11-04 00:30", "2018-11-04 02:10", 160, .assumed, []),
    ] as [(String, String, Int, Reply.Zones, [Reply.Doubt])])
  func `what is assumed about time is said, and makes it uncertain where it matters`(
    asked: String, answered: String, minutes: Int, zones: Reply.Zones, doubts: [Reply.Doubt]
  ) {
    let found = replies(asked: asked, answered: answered)
    #expect(found.map(\.minutes) == [minutes] && found.map(\.zones) == [zones])
    #expect(found.map(\.doubts) == [doubts] && found.map(\.certain) == [doubts.isEmpty])
  }

  @Test func `copies that show two times leave doubt which of them is right`() {
    let question = Mail.message(
      "a", from: "Dana Wills", to: ["Rene Ortiz"], sent: "2018-03-01 10:00")
    let text = "The list of bookings for the weekend is attached, two of them are held"
    let answers = [("b", "11:00"), ("c", "10:00")].map { id, time in
      var answer = Mail.message(
        id, from: "Rene Ortiz", to: ["Dana Wills"], sent: "2018-03-01 \(time)",
        subject: "Re: Bookings", text: text)
      if id == "b" { (answer.header, answer.answersHeader) = ("b", ["a"]) }
      return answer
    }
    var asked = question
    asked.header = "a"
    let found = Mail.resolve([asked] + answers).replies
    #expect(found.map(\.doubts) == [[.copiesDisagree]] && found.map(\.certain) == [false])
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
}
