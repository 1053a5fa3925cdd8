// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

extension PolicyLibrary {
  /// Runs every `example` of the files, in their order.
  public func runExamples() -> [ExampleResult] {
    meaning.examples.flatMap { example in
      let index = EventIndex(example.others)
      var coverage = CoverageMap([])
      coverage.isTotal = example.recordIsComplete
      let decider = Decider(
        meaning, index: index, coverage: coverage, zone: Resolver.utc, answers: example.answers)
      let findings = decider.findings(for: example.event, in: index)
      return example.expected.map { result(example, $0.verdict, rule: $0.rule, findings) }
    }
  }

  /// The order in which the verdicts of several rules are taken together.
  static let weight: [Verdict] = [
    .violated, .requiredMissing, .conflict, .undetermined, .requiredDone, .permitted,
    .notCovered, .noRuleInForce,
  ]

  private func result(
    _ example: ExampleModel, _ expected: Verdict, rule: Int?, _ findings: [Finding]
  ) -> ExampleResult {
    let instrument = meaning.instruments[example.instrument].id
    var wanted: [Finding]
    if let rule {
      let model = meaning.rules[rule]
      let owner = meaning.instruments[model.instrument].id
      wanted = findings.filter { $0.instrument == owner && $0.rule == model.label }
    } else {
      wanted = findings.filter { $0.instrument == instrument }
      if wanted.isEmpty { wanted = findings.filter { $0.instrument == nil } }
    }
    // A rule that does not speak of the act at all does not cover it.
    let got =
      Self.weight.first { verdict in wanted.contains { $0.verdict == verdict } }
      ?? .notCovered
    return ExampleResult(
      name: example.name, file: example.file, line: example.spot.line, expected: expected,
      got: got, rule: rule.map { meaning.rules[$0].id },
      explanation: wanted.map(Self.explain).joined(separator: "\n"))
  }

  private static func explain(_ finding: Finding) -> String {
    let name = finding.instrument.map { "\($0).\(finding.rule ?? "")" } ?? "no rule"
    let until = finding.until.map {
      "  until \($0.facts.joined(separator: " and ")) → \($0.settles.rawValue)"
    }
    return (["\(name): \(finding.verdict.rawValue)"] + finding.why.map { "  \($0)" } + until)
      .joined(separator: "\n")
  }
}
