// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Policy

struct PolicyTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the worked examples that policy files carry.",
    discussion: """
      With --reference, each example is also decided by trying every completion of its record, one \
      after another, and what each rule says is printed from both; any difference is a fault of the \
      program.
      """)

  @OptionGroup var files: PolicyFiles
  @Flag(help: "List, for each example and rule, every verdict that is possible.")
  var rules = false
  @Flag(help: "The same, decided a second time by trying all that could be.")
  var reference = false
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let policies = try files.readable()
    if rules || reference {
      return try compare(policies.library.decideExamples(reference: reference))
    }
    let results = policies.library.runExamples()
    if listing.format == .text {
      for result in results where common.verbose || !result.passed {
        let mark = result.passed ? common.style(.green, "ok") : common.style(.red, "FAILED")
        Terminal.print("\(result.file):\(result.line): \(mark): \(result.name)")
        if !result.passed {
          Terminal.print("  expected \(result.expected.rawValue), got \(result.got.rawValue)")
          Terminal.print("  \(result.explanation)")
        }
      }
      let passed = results.count { $0.passed }
      Terminal.print("\(passed) of \(AddReport.count(results.count, "example")) as expected.")
    } else {
      Listing(columns: [], rows: results.map(\.object), empty: "").print(listing.format)
    }
    if results.contains(where: { !$0.passed }) { throw ExitCode.toLookAt }
  }

  private func compare(_ decisions: [ExampleDecision]) throws {
    let rules = decisions.flatMap { decision in decision.rules.map { (decision, $0) } }
    let differing = rules.filter { $0.1.reference.map(Set.init) != Set($0.1.possible) }
      .filter { $0.1.reference != nil }
    if listing.format == .text {
      for (decision, rule) in differing {
        Terminal.print(
          "\(decision.file):\(decision.line): \(common.style(.red, "DIFFERENT")): "
            + "\(rule.rule) of “\(decision.name)”")
        Terminal.print("  decided \(Self.listed(rule.possible))")
        Terminal.print("  of all completions \(Self.listed(rule.reference ?? []))")
      }
      guard reference else {
        for (decision, rule) in rules where rule.speaks {
          Terminal.print(
            "\(decision.file):\(decision.line): \(rule.rule): \(Self.listed(rule.possible))")
        }
        return
      }
      let compared = rules.count { $0.1.reference != nil }
      Terminal.print(
        "\(compared) of \(rules.count) decided both ways (the others have too many completions), "
          + "\(differing.count) differ.")
    } else {
      Listing(columns: [], rows: decisions.map(\.object), empty: "").print(listing.format)
    }
    if !differing.isEmpty { throw ExitCode.toLookAt }
  }

  private static func listed(_ verdicts: [Verdict]) -> String {
    verdicts.map(\.rawValue).joined(separator: " or ")
  }
}

extension ExampleResult {
  var object: JSONObject {
    var out = JSONObject()
    out["name"] = .string(name)
    out["file"] = .string(file)
    out["line"] = .int(line)
    out["expected"] = .string(expected.rawValue)
    out["got"] = .string(got.rawValue)
    out["possible"] = .strings(possible.map(\.rawValue))
    out["passed"] = .bool(passed)
    out["explanation"] = .string(explanation)
    return out
  }
}

extension ExampleDecision {
  var object: JSONObject {
    var out = JSONObject()
    out["name"] = .string(name)
    out["file"] = .string(file)
    out["line"] = .int(line)
    out["rules"] = .array(
      rules.map { rule in
        var one = JSONObject()
        one["rule"] = .string(rule.rule)
        one["speaks"] = .bool(rule.speaks)
        one["possible"] = .strings(rule.possible.map(\.rawValue))
        if let reference = rule.reference {
          one["reference"] = .strings(reference.map(\.rawValue))
        }
        return .object(one)
      })
    return out
  }
}
