// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Policy

struct DifferentialTests {
  static let utc = TimeZone(secondsFromGMT: 0) ?? .current

  /// How often a seed's record gave each kind of comparison.
  struct Tally {
    var compared = 0
    var open = 0
    var skipped = 0
  }

  /// Each with 53 policies and records.
  @Test(arguments: 0..<UInt64(8))
  func `the decision and the interpreter over all completions agree`(part: UInt64) throws {
    var tally = Tally()
    for seed in part * 53..<part * 53 + 53 {
      let one = try Self.compare(seed: seed)
      tally.compared += one.compared
      tally.open += one.open
      tally.skipped += one.skipped
    }
    // 5,000 in all eight; a good part of them is open.
    #expect(tally.compared >= 625)
    #expect(tally.open >= 15)
    #expect(tally.skipped <= tally.compared)
  }

  static func compare(seed: UInt64) throws -> Tally {
    var record = RandomRecord(seed: seed)
    let text = record.policy()
    let (file, parsing) = PolicyFile.parse(text, file: "random.policy.md")
    let library = PolicyLibrary([file])
    let wrong = (parsing + library.resolution).filter { $0.severity == .error }
    try #require(wrong.map(\.description) == [], "\(text)")
    let (events, coverage) = (record.events(), record.coverage())
    let index = EventIndex(events)
    let decider = Decider(
      library.meaning, index: index, coverage: CoverageMap(coverage), zone: utc)
    var reference = ReferenceInterpreter(
      meaning: library.meaning, events: events, coverage: coverage, zone: utc)
    reference.most = 1_500
    var tally = Tally()
    for event in events {
      let says = decider.says(of: event).says
      for rule in library.meaning.rules.indices {
        guard let expected = try? reference.verdicts(of: rule, on: event) else {
          tally.skipped += 1
          continue
        }
        tally.compared += 1
        guard let say = says.first(where: { $0.rule == rule }) else {
          #expect(
            expected.isSubset(of: [.notCovered, .noRuleInForce]),
            "seed \(seed) rule \(rule) \(event)\n\(text)")
          continue
        }
        if say.possible == Set(Verdict.allCases) { continue }
        #expect(say.possible == expected, "seed \(seed) rule \(rule) \(event)\n\(text)")
        if expected.count > 1 { tally.open += 1 }
      }
    }
    return tally
  }

  /// A settling fact that names one value of a slot is tried: with it, the verdict must be settled.
  @Test(arguments: 0..<UInt64(40))
  func `what is said to settle a verdict settles it`(seed: UInt64) throws {
    var record = RandomRecord(seed: seed)
    let library = PolicyLibrary([
      PolicyFile.parse(record.policy(), file: "random.policy.md").file
    ])
    let (events, coverage) = (record.events(), record.coverage())
    let index = EventIndex(events)
    for event in events {
      let findings = library.decide(event, among: index, coverage: coverage, zone: Self.utc)
      for finding in findings where finding.verdict == .undetermined {
        for settling in finding.until {
          guard let changed = Self.event(event, with: settling.facts) else { continue }
          let settled = library.decide(changed, among: index, coverage: coverage, zone: Self.utc)
            .filter { ($0.instrument, $0.rule) == (finding.instrument, finding.rule) }
          let silent: [Verdict] = [.notCovered, .noRuleInForce]
          #expect(
            settled.map(\.verdict) == [settling.settles]
              || (settled.isEmpty && silent.contains(settling.settles)),
            "seed \(seed) \(finding) \(settling) \(event)")
        }
      }
    }
  }

  /// The event with facts such as "color is red"; nil where one is of another kind.
  private static func event(_ event: Event, with facts: [String]) -> Event? {
    var event = event
    for fact in facts {
      let words = fact.split(separator: " ").map(String.init)
      guard words.count == 3, words[1] == "is", words[0] != "answer",
        words[2].first?.isNumber == false, !["ICE", "DHS", "agency"].contains(words[2]),
        !["county", "jail", "police"].contains(words[2]), !words[2].hasPrefix("civil"),
        !words[2].hasPrefix("under-")
      else { return nil }
      event.facts[Slot(rawValue: words[0])] = .known([words[2]])
    }
    return event
  }
}
