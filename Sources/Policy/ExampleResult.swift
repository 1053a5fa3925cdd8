// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What one worked case of a policy file gave.
public struct ExampleResult: Hashable, Sendable {
  /// The example's name in its file.
  public var name: String
  /// The name the file was read under.
  public var file: String
  /// The line of the example's name, counted from 1.
  public var line: Int
  /// The verdict after `expect`.
  public var expected: Verdict
  /// The verdict that the rules give.
  public var got: Verdict
  /// Every verdict that what the example leaves open allows: of the rule it names, or of any rule of
  /// the instrument.
  public var possible: [Verdict]
  /// The rule the example names with `by`, as `IL-TRUST.15a`; nil for the whole instrument.
  public var rule: String?
  /// Whether the two are the same.
  public var passed: Bool { expected == got }
  /// The reasons and what an open verdict depends on, one a line.
  public var explanation: String

  /// From its parts, each as its property says.
  public init(
    name: String, file: String, line: Int, expected: Verdict, got: Verdict, possible: [Verdict],
    rule: String? = nil, explanation: String
  ) {
    (self.name, self.file, self.line) = (name, file, line)
    (self.expected, self.got, self.possible) = (expected, got, possible)
    (self.rule, self.explanation) = (rule, explanation)
  }
}

/// What every rule of a library says of one worked case.
public struct ExampleDecision: Hashable, Sendable {
  public struct Rule: Hashable, Sendable {
    /// `IL-TRUST.15a`
    public var rule: String
    /// False where it certainly says nothing of the event.
    public var speaks: Bool
    /// Every verdict that what the example leaves open allows, in the order of the alphabet.
    public var possible: [Verdict]
    /// The same by trying every completion of the record; nil where that was not asked for, or there
    /// are too many.
    public var reference: [Verdict]?

    public init(rule: String, speaks: Bool, possible: [Verdict], reference: [Verdict]?) {
      (self.rule, self.speaks) = (rule, speaks)
      (self.possible, self.reference) = (possible, reference)
    }
  }

  public var name: String
  public var file: String
  public var line: Int
  public var rules: [Rule]

  public init(name: String, file: String, line: Int, rules: [Rule]) {
    (self.name, self.file, self.line, self.rules) = (name, file, line, rules)
  }
}
