// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Correspondence

struct ThreadTests {
  @Test func `headers of mail files tie answers to messages and to one another`() {
    func file(_ id: String, _ sent: String, _ answers: [String]) -> Message {
      var message = Mail.message(id, from: "\(id)@fairview.example", sent: sent, origin: .eml)
      (message.header, message.answersHeader) = ("h" + id, answers)
      return message
    }
    let resolved = Mail.resolve([
      file("a", "2018-03-01 10:00", []), file("b", "2018-03-01 11:00", ["ha"]),
      file("c", "2018-03-01 12:00", ["hb", "ha"]), file("d", "2018-03-02 12:00", ["gone"]),
      file("e", "2018-03-02 13:00", ["gone"]),
    ])
    #expect(resolved.messages.map(\.replyTo) == [nil, "a", "b", nil, nil])
    #expect(resolved.messages.map(\.thread) == ["a", "a", "a", "d", "d"])
  }

  @Test func `headers that answer one another in a ring end somewhere`() {
    let files = ["a", "b", "c"].enumerated().map { index, id in
      var message = Mail.message(
        id, from: "\(id)@fairview.example", sent: "2018-03-0\(index + 1) 10:00", origin: .eml)
      (message.header, message.answersHeader) = (id, [["c", "a", "b"][index]])
      return message
    }
    #expect(Mail.resolve(files).messages.map(\.replyTo) == [nil, "a", "b"])
  }

  @Test func `a message answers what is quoted directly below it`() {
    let oldest = Mail.message("x", from: "Dana Wills", sent: "2018-03-01 10:00", text: "One two")
    let middle = Mail.message("x", from: "Rene Ortiz", sent: "2018-03-01 11:00", text: "Three four")
    let released = Mail.message(
      "r", from: "Rene Ortiz", sent: "2018-03-01 11:00", text: "Three four")
    let answer = Mail.message("t", from: "Dana Wills", sent: "2018-03-01 12:00")
    let nested = Mail.resolve([
      answer, released, Mail.quote(middle, in: "t", depth: 1, id: "t1"),
      Mail.quote(oldest, in: "t", depth: 2, id: "t2"),
    ])
    #expect(nested.messages.map(\.id) == ["r", "t", "t1", "t2"])
    #expect(nested.messages.map(\.replyTo) == ["t2", "r", "t2", nil])
    #expect(Set(nested.messages.map(\.thread)) == ["t2"])
    let flat = Mail.resolve([
      answer, released, Mail.quote(middle, in: "t", depth: 1, id: "t1"),
      Mail.quote(oldest, in: "t", depth: 1, id: "t2"),
    ])
    #expect(flat.messages.map(\.replyTo) == ["t2", "r", "t2", nil])
  }

  @Test func `quotes within quotes answer as they name one another`() {
    func quoted(_ id: String, _ sent: String, _ text: String, in outer: String, _ depth: Int)
      -> Message
    {
      let message = Mail.message(id, from: "\(id)@field.example", sent: sent, text: text)
      return Mail.quote(message, in: outer, depth: depth, id: id)
    }
    let resolved = Mail.resolve([
      Mail.message("t", from: "Dana Wills", sent: "2018-03-05 12:00", origin: .eml),
      quoted("t.1", "2018-03-04 12:00", "One", in: "t", 1),
      quoted("t.2", "2018-03-03 12:00", "Two", in: "t.1", 2),
      quoted("t.3", "2018-03-02 12:00", "Three", in: "t", 1),
      quoted("t.4", "2018-03-01 12:00", "Four", in: "t.3", 2),
    ])
    #expect(resolved.messages.map(\.replyTo) == ["t.1", "t.2", nil, "t.4", nil])
    #expect(Set(resolved.messages.map(\.thread)) == ["t.4"])
  }

  @Test(arguments: [
    ("RE: Weekend bookings", true), ("RE: [EXTERNAL] Weekend bookings", true),
    ("Re[2]: FW: Weekend bookings", true), ("AW: Weekend bookings", true),
    ("RE; Week end b0okings   -------- (b)(6)", true), ("Re: Weekend bookinqs", true),
    ("Weekend bookings", false), ("Re: Overtime", false),
  ])
  func `an answer is found by its subject between the same people`(subject: String, isFound: Bool) {
    let first = Mail.message(
      "a", from: "Dana Wills", to: ["Rene Ortiz"], sent: "2018-03-01 10:00",
      subject: "Weekend bookings")
    let answer = Mail.message(
      "b", from: "Rene Ortiz", to: ["Dana Wills"], sent: "2018-03-01 11:00", subject: subject)
    #expect(Mail.resolve([first, answer]).messages[1].replyTo == (isFound ? "a" : nil))
    let stranger = Mail.message(
      "b", from: "Lee Park", to: ["Sue Kim"], sent: "2018-03-01 11:00", subject: subject)
    #expect(Mail.resolve([first, stranger]).messages[1].replyTo == nil)
  }
}
