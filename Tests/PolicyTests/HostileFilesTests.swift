// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy
import TestSupport
import Testing

struct HostileFilesTests {
  /// Words dropped, doubled, swapped and cut in the middle: reading ends, and says where it failed.
  @Test(arguments: 0..<UInt64(60))
  func `a damaged file is read to its end`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let file = random.pick(CaseFile.all("good") + CaseFile.all("bad"))
    var words = file.text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<6 {
      let (a, b) = (
        Int.random(in: 0..<words.count, using: &random),
        Int.random(in: 0..<words.count, using: &random)
      )
      switch random.pick([0, 1, 2, 3]) {
      case 0: words[a] = ""
      case 1: words[a] += " " + words[b]
      case 2: words.swapAt(a, b)
      default: words[a] = String(words[a].prefix(words[a].count / 2))
      }
    }
    let lines = words.joined(separator: " ").split(
      separator: "\n", omittingEmptySubsequences: false)
    let (parsed, diagnostics) = PolicyFile.parse(
      lines.joined(separator: "\n"), file: "damaged.policy.md")
    let library = PolicyLibrary([parsed])
    for diagnostic in diagnostics + library.check() {
      let places =
        [(diagnostic.line, diagnostic.column)] + diagnostic.notes.map { ($0.line, $0.column) }
      for (line, column) in places {
        try #require((1...lines.count).contains(line))
        #expect((1...lines[line - 1].unicodeScalars.count + 1).contains(column))
      }
    }
    #expect(library.runExamples().allSatisfy { $0.line <= lines.count })
  }

  @Test func `terms that double each other are refused, not written out`() {
    var text =
      "```policy\ninstrument A for Fairview in force 2020-01-01\ndefine t0 as color is red\n"
    for number in 1...60 {
      text += "define t\(number) as t\(number - 1) and t\(number - 1)\n"
    }
    text += "rule 1: jail must not detain person if t60\n```\n"
    let (file, _) = PolicyFile.parse(text, file: "deep.policy.md")
    let messages = PolicyLibrary([file]).check().map(\.message)
    #expect(messages == ["terms are nested too deep to be written out"])
  }

  @Test func `Windows line ends and blanks of other scripts change nothing`() {
    for file in CaseFile.all("good") + CaseFile.all("bad") {
      let text = file.text.replacingOccurrences(of: "\n", with: "\r\n")
        .replacingOccurrences(of: " is ", with: "\u{A0}is\u{2009}")
      let (parsed, diagnostics) = PolicyFile.parse(text, file: "\(file)")
      let found = diagnostics + PolicyLibrary([parsed]).check()
      #expect(found.map(\.description) == file.diagnostics().map(\.description))
    }
  }

  @Test func `bytes that are no text and endless words are reported once each`() {
    let text =
      "```policy\ninstrument A for Fairview in force 2020-01-01\n\0\0\0\u{1}\nrule 1: jail must not "
      + String(repeating: "detain", count: 100_000) + " person\n"
      + String(repeating: ";", count: 10_000) + "\n```\n"
    let found = PolicyFile.parse(text, file: "a").diagnostics
    #expect(found.map(\.line) == [3, 4, 5] + Array(repeating: 5, count: 24))
    #expect(found.allSatisfy { $0.message.utf8.count < 300 })
    #expect(found.first?.message.hasPrefix("'U+0000U+0000U+0000U+0001' has no meaning") == true)
  }

  @Test func `deep parentheses are refused`() {
    let deep = String(repeating: "(", count: 20_000)
    let text = """
      ```policy
      instrument A for Fairview in force 2020-01-01
      rule 1: jail must not detain person if \(deep)
      ```
      """
    let found = PolicyFile.parse(text, file: "deep.policy.md").diagnostics
    #expect(found.map(\.message) == ["conditions nested too deep"])
  }

  @Test func `the ends of time do not overflow`() throws {
    let text = """
      ```policy
      instrument A for Fairview in force 2020-01-01
      rule 1: jail must not detain person unless shown: there was showing within 2 days before this
      ```
      """
    let library = PolicyLibrary([PolicyFile.parse(text, file: "a.policy.md").file])
    func event(_ id: String, _ action: String, _ span: TimeSpan) -> Event {
      Event(
        id: id, facts: [.action: .known([action]), .actor: .known(["jail-corrections"])],
        time: span, place: "Fairview", status: .logged, origin: "test", citations: [])
    }
    let all = TimeSpan(from: .min, to: .max)
    let events = [event("a", "detention-hold", all), event("b", "showing", all)]
    let utc = try #require(TimeZone(secondsFromGMT: 0))
    let findings = library.decide(
      events[0], among: EventIndex(events), coverage: [], zone: utc)
    #expect(findings.map(\.verdict) == [.undetermined])
  }
}
