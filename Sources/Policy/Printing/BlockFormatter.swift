// SPDX-License-Identifier: Apache-2.0

/// Writes the declarations of one block anew, with the comments that stand among them.
struct BlockFormatter {
  static let width = 100

  private(set) var lines: [String] = []
  private let outline: BlockOutline
  private let source: [UInt8]
  /// Comments on lines of their own, by the token after them.
  private var above: [Int: [Lexer.Comment]] = [:]
  /// Comments at the end of a line, by the token before them.
  private var beside: [Int: String] = [:]

  init(_ outline: BlockOutline, source: [UInt8]) {
    (self.outline, self.source) = (outline, source)
    for comment in outline.comments {
      let before = comment.next - 1
      if before >= 0, outline.tokens[before].spot.line == comment.line {
        beside[before] = comment.text
      } else {
        above[comment.next, default: []].append(comment)
      }
    }
    for index in outline.declarations.indices { add(index) }
    addComments(before: outline.tokens.count - 1)
  }

  // MARK: Declarations

  private var tokens: [Token] { outline.tokens }

  private mutating func add(_ index: Int) {
    let declaration = outline.declarations[index]
    let next =
      index + 1 < outline.declarations.count
      ? outline.declarations[index + 1].start : tokens.count - 1
    if index > 0 {
      separate(kind(outline.declarations[index - 1].start), from: declaration.start)
    }
    addComments(before: declaration.start)
    var printer = ClausePrinter(
      outline: outline, source: source, above: above, beside: beside,
      starts: Set(outline.declarations.map(\.start)))
    // Its comments stand above it already.
    printer.above[declaration.start] = nil
    lines += printer.lines(of: ClauseOrder(declaration, end: next, in: tokens).pieces)
  }

  /// The keyword of a declaration; `prevails` where it begins with a rule.
  private func kind(_ start: Int) -> String {
    start + 1 < tokens.count && tokens[start + 1].isWord("prevails")
      ? "prevails" : tokens[start].folded
  }

  /// An empty line between two declarations, where there is none among the comments between them.
  private mutating func separate(_ before: String, from start: Int) {
    let comments = above[start, default: []]
    let places = comments.map(\.line) + [tokens[start].spot.line]
    let last = tokens[start - 1].spot.line
    let hasGap = zip([last] + places, places).contains { $1 - $0 > 1 }
    let belongTogether = before == kind(start) && before != "rule" && before != "instrument"
    guard hasGap || !belongTogether else { return }
    let isFirst = places[0] - last > 1
    // The gap among the comments is written with them.
    if isFirst || !hasGap { lines.append("") }
  }

  private mutating func addComments(before index: Int) {
    let comments = above[index, default: []]
    var last = index > 0 ? tokens[index - 1].spot.line : nil
    let end = tokens[index].kind == .end ? nil : tokens[index].spot.line
    for (place, comment) in comments.enumerated() {
      let isApart = last.map { comment.line - $0 > 1 } ?? false
      // Above the first the line between the declarations is written already.
      if isApart, place > 0 || tokens[index].kind == .end, !lines.isEmpty { lines.append("") }
      lines.append(comment.text)
      last = comment.line
    }
    if let last, let end, !comments.isEmpty, end - last > 1 { lines.append("") }
  }
}
