// SPDX-License-Identifier: Apache-2.0

/// Lays the pieces of a declaration out in lines.
struct ClausePrinter {
  let outline: BlockOutline
  let source: [UInt8]
  /// Comments on lines of their own, by the token after them.
  var above: [Int: [Lexer.Comment]]
  /// Comments at the end of a line, by the token before them.
  let beside: [Int: String]
  /// The first tokens of declarations.
  let starts: Set<Int>

  /// A few tokens that stay on one line, and the comments that come with them.
  private struct Part {
    var text: String
    var width: Int
    var above: [String]
    var beside: String?
  }

  func lines(of pieces: [ClauseOrder.Piece]) -> [String] {
    var lines: [String] = []
    var line = ""
    var column = 0
    // After a comment at the end of a line nothing more can stand on it.
    var isClosed = true
    // The line is a later one of a piece: what joined it would seem to be part of that.
    var isHung = false

    func close() {
      if !line.isEmpty { lines.append(line) }
      (line, column, isClosed) = ("", 0, true)
    }
    func put(_ part: Part, indent: Int) {
      if !part.above.isEmpty { close() }
      let margin = String(repeating: " ", count: indent)
      lines += part.above.map { margin + $0 }
      if isClosed {
        close()
        (line, column, isClosed) = (margin + part.text, indent + part.width, false)
      } else {
        line += " " + part.text
        column += 1 + part.width
      }
      if let comment = part.beside {
        line += "  " + comment
        isClosed = true
      }
    }

    for piece in pieces {
      let parts = parts(of: piece.tokens)
      let whole = Self.width(of: parts)
      let isPlain = parts.dropFirst().allSatisfy { $0.above.isEmpty }
      let fits = piece.joins && isPlain && column + 1 + whole <= BlockFormatter.width
      if !fits || isHung { close() }
      isHung = false
      var indent = piece.indent
      func place(_ parts: ArraySlice<Part>, cut: Cut) {
        for group in cut.groups(parts) {
          let width = Self.width(of: group)
          let fits = !isClosed && column + 1 + width <= BlockFormatter.width
          if !fits, indent + width > BlockFormatter.width, group.count > 1 {
            place(group, cut: cut.finer)
            continue
          }
          if !fits { close() }
          for part in group {
            isHung = isHung || isClosed && indent == piece.hang
            put(part, indent: indent)
            indent = piece.hang
          }
        }
      }
      place(parts[...], cut: .commas)
    }
    close()
    return lines
  }

  private static func width(of parts: some Sequence<Part>) -> Int {
    parts.reduce(-1) { $0 + 1 + $1.width }
  }

  /// Where a piece is broken that is too long for its line: the coarsest cut that makes it fit.
  private enum Cut: Int {
    case commas, conjunctions, alternatives, parentheses, words

    var finer: Cut { Cut(rawValue: rawValue + 1) ?? .words }

    func groups(_ parts: ArraySlice<Part>) -> [ArraySlice<Part>] {
      var groups: [ArraySlice<Part>] = []
      var depth = 0
      for index in parts.indices {
        if index == parts.startIndex || begins(parts[index], after: parts[index - 1], depth) {
          groups.append(parts[index...index])
        } else if let last = groups.indices.last {
          groups[last] = parts[groups[last].startIndex...index]
        }
        // Texts in quotation marks may hold parentheses of their own.
        if !parts[index].text.contains("\"") {
          for byte in parts[index].text.utf8 {
            depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
          }
        }
      }
      return groups
    }

    private func begins(_ part: Part, after last: Part, _ depth: Int) -> Bool {
      let joins = ["and", "where", "within"].contains(part.text)
      switch self {
      case .commas: return last.text.hasSuffix(",")
      case .conjunctions: return depth == 0 && joins
      case .alternatives: return depth == 0 && (joins || part.text == "or")
      case .parentheses: return joins || part.text == "or"
      case .words: return true
      }
    }
  }

  // MARK: Tokens

  private func parts(of range: Range<Int>) -> [Part] {
    var parts: [Part] = []
    for index in range {
      let token = outline.tokens[index]
      let text = text(of: token, at: index)
      let above = above[index, default: []].map(\.text)
      let isGlued =
        isMinutes(index)
        || token.isSymbol(":") || token.isSymbol(",") || token.isSymbol(")")
        || index > range.lowerBound && outline.tokens[index - 1].isSymbol("(")
      // Marks go with the word they stand at, unless a comment stands between.
      if isGlued, above.isEmpty, let last = parts.indices.last, parts[last].beside == nil {
        parts[last].text += text
        parts[last].width += DisplayWidth.of(text)
        parts[last].beside = beside[index]
      } else {
        parts.append(
          Part(text: text, width: DisplayWidth.of(text), above: above, beside: beside[index]))
      }
    }
    return parts
  }

  /// The `30` of `at 08:30`.
  private func isMinutes(_ index: Int) -> Bool {
    index >= 3 && outline.tokens[index].kind == .number && outline.tokens[index - 1].isSymbol(":")
      && outline.tokens[index - 2].kind == .number && outline.tokens[index - 3].isWord("at")
  }

  private func text(of token: Token, at index: Int) -> String {
    switch token.kind {
    case .string where !token.text.contains("\""): "\"\(token.text)\""
    case .string: String(decoding: source[token.bytes], as: UTF8.self)
    case .word where Keywords.reserved.contains(token.folded): token.folded
    case .word where starts.contains(index) && !outline.tokens[index + 1].isWord("prevails"):
      token.folded
    case .word, .number, .date, .symbol, .end: token.text
    }
  }
}
