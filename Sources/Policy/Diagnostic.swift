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

  /// Another place that belongs to what is wrong: the other line of a clash, the earlier
  /// declaration of a double, each further line of a circle.
  public struct Note: Hashable, Sendable, CustomStringConvertible {
    /// The name the file was read under.
    public var file: String
    /// Line of the Markdown file, counted from 1.
    public var line: Int
    /// Column in Unicode scalars, counted from 1.
    public var column: Int
    /// How many scalars from there it is about; at least 1.
    public var length: Int
    /// What the place has to do with it.
    public var message: String

    public init(file: String, line: Int, column: Int, length: Int = 1, message: String) {
      (self.file, self.line, self.column) = (file, line, column)
      (self.length, self.message) = (max(1, length), message)
    }

    /// `file:line:column: note: message`
    public var description: String { "\(file):\(line):\(column): note: \(message)" }
  }

  /// How bad it is.
  public var severity: Severity
  /// The name the file was read under.
  public var file: String
  /// Line of the Markdown file, counted from 1.
  public var line: Int
  /// Column in Unicode scalars, counted from 1.
  public var column: Int
  /// How many scalars from there are wrong; at least 1.
  public var length: Int
  /// A sentence without its full stop: what is wrong, and what was expected.
  public var message: String
  /// The nearest word that would have been understood, as a question for the writer.
  public var hint: String?
  /// Further places, in the order they are best read in.
  public var notes: [Note]

  /// From its parts, each as its property says.
  public init(
    severity: Severity, file: String, line: Int, column: Int, length: Int = 1, message: String,
    hint: String? = nil, notes: [Note] = []
  ) {
    (self.severity, self.file, self.line) = (severity, file, line)
    (self.column, self.length, self.message) = (column, max(1, length), message)
    (self.hint, self.notes) = (hint, notes)
  }

  /// `file:line:column: error: message (did you mean …?)`: all but the notes on one line.
  public var description: String {
    let place = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
    return hint.map { "\(place) (did you mean '\($0)'?)" } ?? place
  }
}

extension Diagnostic {
  init(
    _ message: String, _ severity: Severity = .error, in file: String, at spot: Spot,
    hint: String? = nil, notes: [Note] = []
  ) {
    self.init(
      severity: severity, file: file, line: spot.line, column: spot.column, length: spot.length,
      message: message, hint: hint, notes: notes)
  }
}

extension Diagnostic.Note {
  init(_ message: String, in file: String, at spot: Spot) {
    self.init(
      file: file, line: spot.line, column: spot.column, length: spot.length, message: message)
  }
}
