// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

@testable import Correspondence

struct OrderTests {
  private static let names = [
    "Dana Wills", "Wills, Dana (FPD)", "WILLS, DANA", "D. Wills", "dwills@fairview.example",
    "Dana Wills <dwills@fairview.example>", "Rene Ortiz", "Ortiz, Rene (ICE)", "?", "Lee Park",
    "Lee Park <lee@fairview.example>", "Lee Park <lee2@fairview.example>", "Records Desk", "Dana",
  ]

  private func randomCase(_ random: inout SplitMix) -> [Message] {
    func name() -> String { Self.names.randomElement(using: &random) ?? "?" }
    let texts = ["", "The list of bookings is attached, see below", "Thanks", "Who is held there?"]
    var messages: [Message] = []
    for index in 0..<40 {
      let sent: [String?] = [
        "2018-03-0\(Int.random(in: 1...3, using: &random)) 1\(Int.random(in: 0...3, using: &random)):05",
        "2018-03-0\(Int.random(in: 1...3, using: &random))", nil,
        "2018-03-01 1\(Int.random(in: 0...3, using: &random)):05 -0600",
      ]
      let prefix = ["", "RE: ", "FW: "].randomElement(using: &random) ?? ""
      let subject = ["Bookings", "Weekend list", ""].randomElement(using: &random) ?? ""
      var message = Mail.message(
        "m\(index)", from: name(), to: [name(), name()],
        sent: sent.randomElement(using: &random) ?? nil, subject: prefix + subject,
        text: texts.randomElement(using: &random) ?? "")
      if Bool.random(using: &random) {
        message.header = "h\(Int.random(in: 0...30, using: &random))"
        message.answersHeader = ["h\(Int.random(in: 0...30, using: &random))"]
      } else if index > 0, Bool.random(using: &random) {
        let outer = Int.random(in: 0..<index, using: &random)
        message = Mail.quote(
          message, in: "m\(outer)", depth: messages[outer].depth + 1, id: "m\(index)")
      }
      messages.append(message)
    }
    return messages
  }

  @Test func `the order of messages does not matter, and every link holds`() {
    var random = SplitMix(seed: 23)
    for _ in 0..<60 {
      let messages = randomCase(&random)
      let first = Mail.resolve(messages)
      let second = Mail.resolve(messages.shuffled(using: &random))
      let again = Mail.resolve(first.messages)
      for other in [second, again] {
        #expect(first.messages == other.messages)
        #expect(first.people == other.people && first.replies == other.replies)
      }
      let byID = Dictionary(first.messages.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
      for message in first.messages {
        if let parent = message.replyTo {
          #expect(byID[parent]?.thread == message.thread && parent != message.id)
        }
        for copy in message.duplicates {
          #expect(byID[copy]?.duplicates.contains(message.id) == true)
        }
        #expect(message.thread.flatMap { byID[$0] } != nil)
      }
      #expect(first.replies.allSatisfy { $0.minutes >= $0.businessMinutes && $0.from != $0.to })
    }
  }
}
