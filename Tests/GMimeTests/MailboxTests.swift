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

  @Test func `the stated length of a body counts where another message follows`() {
    let body = "From 10:30 on:\n\nFrom 11:30 on:\n>From us.\n"
    let mailbox =
      "From a Thu Mar  1 14:05:00 2018\nSubject: one\nContent-Length: \(body.utf8.count)\n\n"
      + body + "\nFrom b Thu Mar  1 14:05:00 2018\nSubject: two\n\n2\n"
    #expect(
      bodies(mailbox) == [["From 10:30 on:", "", "From 11:30 on:", ">From us."], ["2"]])
    // A length that would hide a message does not count.
    let wrong = mailbox.replacing("Subject: one\n", with: "Subject: one\nContent-Length: 500\n")
    #expect(bodies(wrong).last == ["2"])
    let three = mailbox + "\nFrom c Thu Mar  1 14:05:00 2018\nSubject: three\n\n3\n"
    let hiding = three.replacing(
      "Content-Length: \(body.utf8.count)", with: "Content-Length: \(body.utf8.count + 57)")
    #expect(bodies(hiding).suffix(2) == [["2"], ["3"]])
  }

  @Test func `stretches of a mailbox give what the whole gives`() {
    let mailbox = (1...40).map { number in
      "From a@fairview.example Thu Mar  1 14:05:00 2018\nSubject: s\n\n"
        + String(repeating: "line \(number)\n", count: number) + "\n"
    }.joined()
    let bytes = Array(mailbox.utf8)
    var found: [[String]?] = []
    var start = 0
    while start < bytes.count {
      let end = min(start + 700, bytes.count)
      let taken = MIMEReader.mailbox(in: Array(bytes[start..<end]), isLast: end == bytes.count) {
        found.append((try? $1.get())?.bodyLines)
      }
      #expect(taken > 0 && taken <= end - start)
      if taken == 0 { break }
      start += taken
    }
    #expect(found == bodies(mailbox))
  }

  @Test func `a file of Apple Mail is its message without what was noted of it`() throws {
    let mail = "From: dwills@fairview.example\nSubject: Keys\n\nOn my desk.\n"
    let file = "\(mail.utf8.count)   \n" + mail + "<?xml version=\"1.0\"?>\n<plist></plist>\n"
    let read = try MIMEReader.message(in: Array(file.utf8))
    #expect(read.subject == "Keys" && read.bodyLines == ["On my desk."])
  }
}
