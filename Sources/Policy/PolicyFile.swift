// SPDX-License-Identifier: Apache-2.0

/// One `*.policy.md` file, read.
public struct PolicyFile: Sendable {
  /// The name it was read under.
  public let name: String

  var places: [Syntax.Place] = []
  var slots: [Syntax.SlotDeclaration] = []
  var acts: [Name] = []
  var calendars: [Syntax.CalendarDeclaration] = []
  /// Where durations name a calendar of the files' own.
  var calendarUses: [Name] = []
  var questions: [Syntax.Question] = []
  /// Those above every instrument; the others belong to theirs.
  var definitions: [Syntax.Definition] = []
  var instruments: [Syntax.Instrument] = []
  var precedences: [Syntax.Precedence] = []
  /// What has an error in it: nothing that only follows from the error is reported.
  var broken = Broken()

  /// Names of declarations that could not be read, or not all of them.
  struct Broken: Sendable {
    var isEmpty = true
    /// As `INSTRUMENT.LABEL`.
    var rules: Set<String> = []
    var terms: Set<String> = []
    var questions: Set<String> = []
    var instruments: Set<String> = []
    /// By lower case.
    var slots: Set<String> = []
    var calendars: Set<String> = []

    mutating func add(_ other: Broken) {
      isEmpty = isEmpty && other.isEmpty
      rules.formUnion(other.rules)
      terms.formUnion(other.terms)
      questions.formUnion(other.questions)
      instruments.formUnion(other.instruments)
      slots.formUnion(other.slots)
      calendars.formUnion(other.calendars)
    }
  }

  /// What stands in the file, in its order.
  public internal(set) var outline: PolicyOutline

  init(name: String) {
    self.name = name
    outline = PolicyOutline(file: name)
  }

  /// Reads the fenced `policy` blocks of a Markdown file.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: the name that diagnostics, instruments and examples give it.
  /// - Returns: what could be read, and one diagnostic for each thing that could not, in the order
  ///   of the file; positions are those in the Markdown file.
  public static func parse(
    _ text: String, file: String
  ) -> (file: PolicyFile, diagnostics: [Diagnostic]) {
    let parser = Parser(text, file: file)
    return (parser.result, parser.diagnostics.inOrder())
  }
}

extension [Diagnostic] {
  /// By file, then by place in it.
  package func inOrder() -> [Diagnostic] {
    sorted { ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message) }
  }
}
