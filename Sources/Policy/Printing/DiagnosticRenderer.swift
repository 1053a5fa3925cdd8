// SPDX-License-Identifier: Apache-2.0

/// Prints diagnostics for people: the place and the message, the line of the file with what is
/// wrong underlined, the word that may have been meant, and each note with a line of its own.
///
/// ```
/// fairview.policy.md:7:14: error: expected 'must', 'must not' or 'may', found 'shall'
///   7 | rule 2: jail shall not detain person
///     |              ^~~~~
///     |              did you mean 'must'?
/// ```
public struct DiagnosticRenderer: Sendable {
  /// The parts of a rendering that a terminal may tell apart by colour.
  public enum Span: String, Sendable, CaseIterable {
    /// `file:line:column:`
    case place
    /// `error:`, `warning:` and `note:`
    case error, warning, note
    case message
    /// Line numbers and the rule beside them.
    case gutter
    /// `^~~~`
    case caret
    /// `did you mean 'x'?`
    case fix
  }

  /// Columns that a line of a file may take; of a longer one the part around the caret is shown.
  public var width: Int
  private let lines: [String: [Substring]]
  private let tone: @Sendable (Span, String) -> String

  /// - Parameters:
  ///   - sources: the texts of the files, by the names they were parsed under. Of a file that is
  ///     not among them no line is shown.
  ///   - width: columns of the terminal.
  ///   - tone: gives a part of the text its colour; each part is without a line break.
  public init(
    sources: [String: String], width: Int = 100,
    tone: @escaping @Sendable (Span, String) -> String = { $1 }
  ) {
    self.width = max(40, width)
    self.tone = tone
    lines = sources.mapValues { text in
      // By bytes, as the lexer counts: a CR and LF are one Character, and no line break to `split`.
      text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { Substring($0) }
    }
  }

  /// All of them, an empty line between two.
  public func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
    diagnostics.map(render).joined(separator: "\n\n")
  }

  /// Several lines without a line break after the last.
  public func render(_ diagnostic: Diagnostic) -> String {
    let digits = String(([diagnostic.line] + diagnostic.notes.map(\.line)).max() ?? 0).utf8.count
    var out = entry(
      Entry(
        file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
        length: diagnostic.length, kind: diagnostic.severity.rawValue,
        span: diagnostic.severity == .error ? .error : .warning, message: diagnostic.message,
        hint: diagnostic.hint), digits: digits)
    for note in diagnostic.notes {
      out += entry(
        Entry(
          file: note.file, line: note.line, column: note.column, length: note.length,
          kind: "note", span: .note, message: note.message), digits: digits)
    }
    return out.joined(separator: "\n")
  }

  private struct Entry {
    var file: String
    var line: Int
    var column: Int
    var length: Int
    var kind: String
    var span: Span
    var message: String
    var hint: String?
  }

  private func entry(_ entry: Entry, digits: Int) -> [String] {
    let place = "\(entry.file.harmless):\(entry.line):\(entry.column):"
    let question = entry.hint.map { "did you mean '\($0.harmless)'?" }
    var head =
      tone(.place, place) + " " + tone(entry.span, entry.kind + ":") + " "
      + tone(.message, entry.message.harmless)
    guard let lines = lines[entry.file], lines.indices.contains(entry.line - 1) else {
      if let question { head += " " + tone(.fix, "(\(question))") }
      return [head]
    }
    let shown = SourceLine(
      lines[entry.line - 1], column: entry.column, length: entry.length,
      room: max(20, width - digits - 5))
    let number = String(entry.line)
    let blank = String(repeating: " ", count: digits)
    let gap = String(repeating: " ", count: digits - number.utf8.count)
    var out = [
      head,
      tone(.gutter, "  \(gap)\(number) |") + (shown.text.isEmpty ? "" : " " + shown.text),
      tone(.gutter, "  \(blank) |") + " " + String(repeating: " ", count: shown.indent)
        + tone(.caret, "^" + String(repeating: "~", count: shown.underlined - 1)),
    ]
    if let question {
      out.append(
        tone(.gutter, "  \(blank) |") + " " + String(repeating: " ", count: shown.indent)
          + tone(.fix, question))
    }
    return out
  }
}

/// A line of a file as it is shown, and where its underlined part stands in columns.
struct SourceLine {
  private(set) var text = ""
  /// Columns before the caret.
  private(set) var indent = 0
  /// Columns of the caret and what follows it; at least 1.
  private(set) var underlined = 1

  private struct Cell {
    var text: String
    var width: Int
    var isMarked: Bool
  }

  /// - Parameters:
  ///   - column: in Unicode scalars, from 1; one past the end stands after the line.
  ///   - room: columns the line may take.
  init(_ line: Substring, column: Int, length: Int, room: Int) {
    var cells: [Cell] = []
    var scalars = 0
    var columns = 0
    for character in line {
      if character == "\r" || character == "\r\n" { continue }
      let count = character.unicodeScalars.count
      let isMarked = scalars + count >= column && scalars < column - 1 + length
      let isTab = character == "\t"
      let shown =
        isTab ? String(repeating: " ", count: 4 - columns % 4) : String(character).harmless
      let cell = Cell(
        text: shown, width: isTab ? shown.utf8.count : DisplayWidth.of(shown), isMarked: isMarked)
      cells.append(cell)
      columns += cell.width
      scalars += count
    }
    let first = cells.firstIndex(where: \.isMarked) ?? cells.count
    let end = cells.lastIndex(where: \.isMarked).map { $0 + 1 } ?? first
    lay(cells, marked: first..<end, columns: columns, room: room)
  }

  /// Cuts a line that is too long at both ends, a third of the room left of the caret.
  private mutating func lay(
    _ cells: [Cell], marked: Range<Int>, columns: Int, room: Int
  ) {
    var start = 0
    if columns > room {
      var left = 0
      start = marked.lowerBound
      while start > 0, left + cells[start - 1].width <= room / 3 {
        start -= 1
        left += cells[start].width
      }
    }
    var used = 0
    if start > 0 {
      text = "…"
      used = 1
    }
    indent = used
    underlined = 0
    var index = start
    while index < cells.count {
      let cell = cells[index]
      // The last column is for the ellipsis, unless this is the last of the line.
      if used + cell.width > (index == cells.count - 1 ? room : room - 1) { break }
      text += cell.text
      used += cell.width
      if index < marked.lowerBound { indent = used }
      if marked.contains(index) { underlined += cell.width }
      index += 1
    }
    if index < cells.count { text += "…" }
    underlined = max(1, underlined)
  }
}
