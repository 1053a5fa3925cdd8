// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy
import Testing

/// The code of the article "Decide an invented policy", line by line.
@Suite struct GettingStartedTests {
  @Test func `the article's code does what the article says`() throws {
    let text = """
      # Fairview: contact with immigration authorities

      Section 1. The county jail shall not hold a person on a detainer alone, unless a warrant signed by
      a judge was presented before.

      ~~~policy
      place Fairview within MarlowCounty within Illinois

      instrument FAIRVIEW for Fairview in force 2019-02-26 cite "Ordinance 12"

      rule 1: jail must not detain person if every basis is immigration-detainer
        unless warrant: there was presentation where document is judicial-warrant before detain
        cite "Ordinance 12, section 1"

      example "held on a detainer alone":
        jail detain person on 2019-05-01, basis is immigration-detainer
        expect violated by 1
      ~~~
      """

    let (file, problems) = PolicyFile.parse(text, file: "fairview.policy.md")
    let library = PolicyLibrary([file])
    for problem in problems + library.check() {
      print(problem)  // "fairview.policy.md:9:3: error: …"
    }
    #expect(problems.isEmpty && library.check().isEmpty)

    for result in library.runExamples() where !result.passed {
      print("\(result.file):\(result.line): \(result.name): \(result.got), not \(result.expected)")
    }
    #expect(library.runExamples().map(\.passed) == [true])

    let today = CivilDay(number: 18_017)  // 2019-05-01
    let answer = try library.ask("May the jail detain a person in Fairview?", today: today)
    print(answer.headline.rawValue)  // "it depends"
    for line in answer.lines {
      for settling in line.until {
        print(line.rule, settling.facts, settling.settles)
      }
    }
    #expect(today.description == "2019-05-01")
    #expect(answer.headline == .depends && answer.lines.contains { !$0.until.isEmpty })

    let zone = TimeZone(identifier: "America/Chicago") ?? .gmt
    let event = Event(
      id: "log-17",
      facts: [
        .action: .known(["detention-hold"]),
        .actor: .known(["jail-corrections"]),
        .basis: .known(["immigration-detainer"]),
      ],
      time: TimeSpan(from: today.start(in: zone), to: today.adding(days: 1).start(in: zone)),
      place: "Fairview", status: .logged, origin: "the jail's log", citations: [])
    let findings = library.decide(
      event, among: EventIndex([event]), coverage: [], zone: zone)
    print(findings.map(\.verdict.rawValue))  // ["undetermined"]
    #expect(findings.map(\.verdict) == [.undetermined])

    let log = Coverage(
      source: SourceID(hex: String(repeating: "0", count: 64)), actions: ["presentation"],
      span: TimeSpan(from: 0, to: today.adding(days: 365).start(in: zone)))
    let decided = library.decide(
      event, among: EventIndex([event]), coverage: [log], zone: zone)
    print(decided.map(\.verdict.rawValue))  // ["violated"]
    #expect(decided.map(\.verdict) == [.violated])
  }

  @Test func `the article's code is the code above, in its order`() throws {
    let here = URL(filePath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    func lines(_ url: URL) throws -> [Substring] {
      try String(contentsOf: url, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false)
    }
    let article = try lines(
      root.appending(path: "Sources/Policy/Policy.docc/DecideAnInventedPolicy.md"))
    var isCode = false
    var code: [String] = []
    for line in article {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
      } else if isCode {
        code.append(line.trimmingCharacters(in: .whitespaces))
      }
    }
    #expect(code.count > 50)
    var own = try lines(here).map { $0.trimmingCharacters(in: .whitespaces) }[...]
    for line in code {
      let place = try #require(own.firstIndex(of: line), "not compiled: \(line)")
      own = own[(place + 1)...]
    }
  }
}
