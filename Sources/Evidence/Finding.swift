// SPDX-License-Identifier: Apache-2.0

/// What a rule says of an event.
public enum Verdict: String, Sendable, Codable, CaseIterable {
  case violated, permitted
  case requiredDone = "required-done"
  case requiredMissing = "required-missing"
  case notCovered = "not-covered"
  case noRuleInForce = "no-rule-in-force"
  case conflict, undetermined

  /// The order in which a person should look at them, from 0.
  public var rank: Int {
    switch self {
    case .violated: 0
    case .requiredMissing: 1
    case .conflict: 2
    case .undetermined: 3
    case .permitted: 4
    case .requiredDone: 5
    case .noRuleInForce: 6
    case .notCovered: 7
    }
  }

  /// A person should look at it.
  public var isToLookAt: Bool { rank <= 3 }
}

/// A set of facts whose values would settle an undetermined verdict.
public struct Settling: Hashable, Sendable, Codable {
  /// As people write them: "basis is judicial-warrant", "answer q1373 is yes".
  public var facts: [String]
  /// The verdict these give.
  public var settles: Verdict

  public init(facts: [String], settles: Verdict) { (self.facts, self.settles) = (facts, settles) }
}

/// An event, a verdict and the rule that gave it.
public struct Finding: Hashable, Sendable, Codable {
  /// `Event.id`.
  public var event: String
  /// Nil where no rule spoke of the event.
  public var instrument: String?
  public var rule: String?
  /// The rule's citation as the policy file gives it: "5 ILCS 805/15(a)".
  public var cite: String?
  public var verdict: Verdict
  /// What an open verdict still depends on; empty otherwise.
  public var until: [Settling]
  /// The reasons, one a line, in the words of the policy file.
  public var why: [String]
  public var citations: [Citation]
  /// That of the event: figures say which of these they count.
  public var status: Event.Status

  public init(
    event: String, instrument: String?, rule: String?, cite: String? = nil, verdict: Verdict,
    until: [Settling] = [], why: [String], citations: [Citation], status: Event.Status
  ) {
    (self.event, self.instrument, self.rule, self.cite) = (event, instrument, rule, cite)
    (self.verdict, self.until, self.why) = (verdict, until, why)
    (self.citations, self.status) = (citations, status)
  }

  /// The rule that spoke, after its instrument, as people read it.
  package var ruleTitle: String {
    let rule = [instrument, rule].compactMap { $0 }.joined(separator: " ")
    return rule.isEmpty ? "no rule" : rule
  }
}
