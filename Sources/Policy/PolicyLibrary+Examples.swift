// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

extension PolicyLibrary {
  /// Runs every `example` of the files, in their order.
  public func runExamples() -> [ExampleResult] {
    meaning.examples.flatMap { example in
      let (decider, index) = decider(of: example)
      let findings = decider.findings(for: example.event, in: index)
      let says = decider.says(of: example.event).says
      return example.expected.map { result(example, $0.verdict, rule: $0.rule, findings, says) }
    }
  }

  /// What every rule of the library says of each example, in the order of the files.
  ///
  /// - Parameter reference: whether every completion of the record is tried as well, which is slow.
  public func decideExamples(reference: Bool) -> [ExampleDecision] {
    meaning.examples.map { example in
      let (decider, _) = decider(of: example)
      let says = decider.says(of: example.event).says
      let interpreter = ReferenceInterpreter(
        meaning: meaning, events: example.others, coverage: example.coverage,
        isTotal: example.recordIsComplete, zone: Resolver.utc, answers: example.answers)
      let rules = meaning.rules.indices.map { number in
        let say = says.first { $0.rule == number }
        return ExampleDecision.Rule(
          rule: meaning.rules[number].id, speaks: say != nil,
          possible: Self.sorted(say?.possible ?? [.notCovered]),
          reference: !reference
            ? nil : (try? interpreter.verdicts(of: number, on: example.event)).map(Self.sorted))
      }
      return ExampleDecision(
        name: example.name, file: example.file, line: example.spot.line, rules: rules)
    }
  }

  private func decider(of example: ExampleModel) -> (Decider, EventIndex) {
    let index = EventIndex(example.others)
    var coverage = CoverageMap(example.coverage)
    coverage.isTotal = example.recordIsComplete
    let decider = Decider(
      meaning, index: index, coverage: coverage, zone: Resolver.utc, answers: example.answers)
    return (decider, index)
  }

  private static func sorted(_ verdicts: Set<Verdict>) -> [Verdict] {
    verdicts.sorted { $0.rawValue < $1.rawValue }
  }

  /// The order in which the verdicts of several rules are taken together.
  static let weight: [Verdict] = [
    .violated, .requiredMissing, .conflict, .undetermined, .requiredDone, .permitted,
    .notCovered, .noRuleInForce,
  ]

  private func result(
    _ example: ExampleModel, _ expected: Verdict, rule: Int?, _ findings: [Finding],
    _ says: [Decider.Say]
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
    let heard = says.filter { say in
      rule.map { $0 == say.rule } ?? (meaning.rules[say.rule].instrument == example.instrument)
    }
    let possible = Set(heard.flatMap(\.possible))
    return ExampleResult(
      name: example.name, file: example.file, line: example.spot.line, expected: expected,
      got: got, possible: Self.sorted(possible.isEmpty ? [got] : possible),
      rule: rule.map { meaning.rules[$0].id },
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
