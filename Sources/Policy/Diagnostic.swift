// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a policy file, where it stands, and what was expected.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// An error keeps its declaration from deciding anything; a warning does not.
  public enum Severity: String, Sendable, CaseIterable {
    /// What it stands in decides nothing.
    case error
    /// Somebody should look at it.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// The name the file was read under.
  public var file: String
  /// Line of the Markdown file, counted from 1.
  public var line: Int
  /// Column in characters, counted from 1.
  public var column: Int
  /// A sentence without its full stop: what is wrong, and what was expected.
  public var message: String
  /// The nearest word that would have been understood, as a question for the writer.
  public var hint: String?

  /// From its parts, each as its property says.
  public init(
    severity: Severity, file: String, line: Int, column: Int, message: String, hint: String? = nil
  ) {
    (self.severity, self.file, self.line) = (severity, file, line)
    (self.column, self.message, self.hint) = (column, message, hint)
  }

  /// `file:line:column: error: message (did you mean …?)`
  public var description: String {
    let place = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
    return hint.map { "\(place) (did you mean '\($0)'?)" } ?? place
  }
}
