// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Policy

/// The instruments under `Policies/`.
struct ShippedPoliciesTests {
  static let files: [PolicyFile] = {
    let folder = CaseFile.root.appending(path: "Policies")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".policy.md") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map {
        PolicyFile.parse($0, file: name).file
      }
    }
  }()

  static let library = PolicyLibrary(files)

  @Test func `all of them together have nothing to report`() {
    #expect(Self.library.instruments.count >= 29)
    #expect(Self.library.check().map(\.description) == [])
  }

  @Test func `every worked case comes out as it says`() {
    let results = Self.library.runExamples()
    #expect(results.count >= 380)
    for result in results where !result.passed {
      Issue.record("\(result.file):\(result.line): \(result.name): \(result.explanation)")
    }
  }

  /// One file names rules of others.
  @Test(arguments: files.filter { !$0.name.contains("precedence") }.map(\.name))
  func `each can be used by itself`(name: String) throws {
    let file = try #require(Self.files.first { $0.name == name })
    let library = PolicyLibrary([file])
    #expect(library.resolution.map(\.description) == [])
    #expect(library.runExamples().filter { !$0.passed }.map(\.name) == [])
  }

  @Test func `the order of the files changes nothing`() {
    func told(_ library: PolicyLibrary) -> [String] {
      library.decideExamples(reference: false).map { decision in
        let rules = decision.rules.map { "\($0.rule) \($0.speaks) \($0.possible)" }.sorted()
        return "\(decision.file):\(decision.line) \(rules)"
      }.sorted()
    }
    #expect(told(PolicyLibrary(Self.files.reversed())) == told(Self.library))
  }

  @Test func `each is in force from the first instant of its first day to the last of its last`() {
    let meaning = Self.library.meaning
    let decider = Decider(
      meaning, index: EventIndex([]), coverage: CoverageMap([]), zone: DifferentialTests.utc)
    var looked = 0
    for (number, rule) in meaning.rules.enumerated() {
      let instrument = meaning.instruments[rule.instrument]
      guard instrument.contests.isEmpty, instrument.successors.isEmpty,
        let action = rule.actions.sorted().first, let first = instrument.range.from
      else { continue }
      func verdicts(at instant: Int64) -> Set<Verdict> {
        let event = Event(
          id: "e", facts: [.action: .known([action])],
          time: TimeSpan(from: instant, to: instant + 1), place: instrument.place, status: .logged,
          origin: "", citations: [])
        return decider.says(of: event).says.first { $0.rule == number }?.possible ?? []
      }
      let start = first.start(in: DifferentialTests.utc)
      // The day before, it is not in force or an earlier version is.
      #expect(verdicts(at: start - 1).isSubset(of: [.noRuleInForce, .notCovered]), "\(rule.id)")
      #expect(!verdicts(at: start).contains(.noRuleInForce), "\(rule.id)")
      #expect(!verdicts(at: start).isEmpty, "\(rule.id)")
      looked += 1
      guard let last = instrument.range.to else { continue }
      let end = last.adding(days: 1).start(in: DifferentialTests.utc)
      #expect(!verdicts(at: end - 1).contains(.noRuleInForce), "\(rule.id)")
      #expect(verdicts(at: end).isSubset(of: [.noRuleInForce, .notCovered]), "\(rule.id)")
    }
    #expect(looked > 40)
  }
}
