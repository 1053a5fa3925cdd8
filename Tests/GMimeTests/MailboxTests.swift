// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import GMime

struct MailboxTests {
  private func bodies(_ mailbox: String) -> [[String]?] {
    var result: [[String]?] = []
    MIMEReader.mailbox(in: Array(mailbox.utf8)) { index, message in
      #expect(index == result.count + 1)
      result.append((try? message.get())?.bodyLines)
    }
    return result
  }

  @Test func `messages begin at From lines and quoted From lines are restored`() {
    let mailbox = """
      From dwills@fairview.example Thu Mar  1 14:05:00 2018
      From: dwills@fairview.example

      From here on:
      >From Monday.
      >>From Tuesday.

      From what I hear, yes.

      From - Thu Mar  1 15:00:00 2018
      From: rortiz@field.example

      Second
      """
    #expect(
      bodies(mailbox) == [
        ["From here on:", "From Monday.", ">From Tuesday.", "", "From what I hear, yes."],
        ["Second"],
      ])
  }

  @Test func `a damaged message is reported in its place`() {
    let mailbox = """
      From a Thu Mar  1 14:05:00 2018
      Subject: one

      1

      From b Thu Mar  1 14:05:00 2018
      no header at all

      From c Thu Mar  1 14:05:00 2018
      Subject: three

      3
      """
    #expect(bodies(mailbox) == [["1"], nil, ["3"]])
  }

  @Test func `what was put into a mailbox comes out again`() {
    var random = SplitMix(seed: 11)
    let words = ["From ", ">From ", "> ", "text", "From: x", "", " From ", ">>From a"]
    for _ in 0..<200 {
      var expected: [[String]?] = []
      var mailbox = ""
      for index in 0..<Int.random(in: 1...4, using: &random) {
        var lines = ["start \(index)"]
        for _ in 0..<Int.random(in: 0...6, using: &random) {
          lines.append(words.randomElement(using: &random) ?? "")
        }
        lines.append("end")
        expected.append(lines)
        let quoted = lines.map { line in
          line.drop { $0 == ">" }.hasPrefix("From ") ? ">" + line : line
        }
        mailbox += "From x@fairview.example Thu Mar  1 14:05:00 2018\nSubject: s\n\n"
        mailbox += quoted.joined(separator: "\n") + "\n\n"
      }
      #expect(bodies(mailbox) == expected)
    }
  }
}
