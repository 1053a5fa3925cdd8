// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Casework
import Evidence
import Foundation
import Policy

struct PolicyCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Say what changes from one text to another: the smallest events judged otherwise.",
    discussion: """
      FROM and TO are policy files (two versions of one, say), folders of them, or names of \
      instruments among --policies:

        brightline policy compare old.policy.md new.policy.md
        brightline policy compare IL-TRUST-2017 IL-TRUST-2021

      Files are compared with their dates. Instruments are compared as if both were in force where \
      and when the event happens. Each line is an act, the fewest facts under which the verdict is \
      another whatever else is so, and the two verdicts.
      """)

  @Argument(help: "The earlier text.")
  var from: String
  @Argument(help: "The later text.")
  var to: String
  @Option(
    help: ArgumentHelp(
      "Where instruments are looked up: policy files, folders, or a case.", valueName: "path"),
    completion: .file())
  var policies: [String] = []
  @OptionGroup var listing: ListingOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let comparison = try compare()
    guard comparison.diagnostics.isEmpty else {
      for diagnostic in comparison.diagnostics {
        Terminal.complain(diagnostic.description, prefix: nil)
      }
      throw ExitCode(2)
    }
    guard listing.format == .text else {
      Listing(columns: [], rows: comparison.differences.map(\.object), empty: "")
        .print(listing.format)
      return
    }
    for line in lines(comparison) { Terminal.print(line) }
  }

  private func compare() throws -> PolicyComparison {
    let areFiles = [from, to].map { FileManager.default.fileExists(atPath: $0) }
    if areFiles == [true, true] {
      let (before, after) = (try read([from]), try read([to]))
      return PolicyComparison(from: before.files, to: after.files)
    }
    var files = PolicyFiles()
    files.paths = policies
    let library = try files.readable().library
    guard let comparison = PolicyComparison(in: library, from: [from], to: [to]) else {
      let ids = library.instruments.map(\.id)
      let unknown = [from, to].filter { !ids.contains($0) }
      throw ValidationError(
        "\(unknown.map { "“\($0)”" }.joined(separator: " and ")): neither a file nor an instrument "
          + "of the policies, which are \(ids.joined(separator: ", ")).")
    }
    return comparison
  }

  private func read(_ paths: [String]) throws -> ReadPolicies {
    var files = PolicyFiles()
    files.paths = paths
    return try files.readable()
  }

  private func lines(_ comparison: PolicyComparison) -> [String] {
    var lines: [String] = []
    var action = ""
    for difference in comparison.differences {
      if difference.action != action {
        if !lines.isEmpty { lines.append("") }
        action = difference.action
        lines.append(common.style(.bold, action))
      }
      let facts = difference.facts.isEmpty ? ["whatever the facts"] : difference.facts
      lines.append("  " + facts.joined(separator: "; "))
      lines.append(
        "    \(said(difference.before, difference.rulesBefore)) → "
          + said(difference.after, difference.rulesAfter))
    }
    if comparison.differences.isEmpty {
      lines.append("No event is judged otherwise.")
    }
    if !comparison.undecided.isEmpty {
      lines.append("")
      lines.append(
        "Too much bears on these to compare: " + comparison.undecided.joined(separator: ", "))
    }
    return lines
  }

  private func said(_ verdict: Verdict, _ rules: [String]) -> String {
    common.style.verdict(verdict)
      + (rules.isEmpty ? "" : " (\(rules.joined(separator: ", ")))")
  }
}

extension PolicyComparison.Difference {
  var object: JSONObject {
    var out = JSONObject()
    out["action"] = .string(action)
    out["facts"] = .strings(facts)
    out["before"] = .string(before.rawValue)
    out["after"] = .string(after.rawValue)
    out["rules_before"] = .strings(rulesBefore)
    out["rules_after"] = .strings(rulesAfter)
    return out
  }
}
