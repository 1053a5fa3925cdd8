// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What one worked case of a policy file gave.
public struct ExampleResult: Hashable, Sendable {
  public var name: String
  public var file: String
  public var line: Int
  public var expected: Verdict
  public var got: Verdict
  /// The rule the example names with `by`, as `IL-TRUST.15a`; nil for the whole instrument.
  public var rule: String?
  public var passed: Bool { expected == got }
  /// The reasons and what an open verdict depends on, one a line.
  public var explanation: String

  public init(
    name: String, file: String, line: Int, expected: Verdict, got: Verdict, rule: String? = nil,
    explanation: String
  ) {
    (self.name, self.file, self.line) = (name, file, line)
    (self.expected, self.got, self.rule) = (expected, got, rule)
    self.explanation = explanation
  }
}
