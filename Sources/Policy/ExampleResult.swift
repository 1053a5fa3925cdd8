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
  /// The rule the example names with `by`, as `IL-TRUST.15a`; nil for the whole instrument.
  public var rule: String?
  /// Whether the two are the same.
  public var passed: Bool { expected == got }
  /// The reasons and what an open verdict depends on, one a line.
  public var explanation: String

  /// From its parts, each as its property says.
  public init(
    name: String, file: String, line: Int, expected: Verdict, got: Verdict, rule: String? = nil,
    explanation: String
  ) {
    (self.name, self.file, self.line) = (name, file, line)
    (self.expected, self.got, self.rule) = (expected, got, rule)
    self.explanation = explanation
  }
}
