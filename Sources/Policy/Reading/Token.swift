// SPDX-License-Identifier: Apache-2.0

/// A line and a column of the Markdown file, both counted from 1; columns in characters.
struct Spot: Hashable, Sendable, Comparable {
  var line: Int
  var column: Int

  static func < (a: Spot, b: Spot) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A word as it was written, and where.
struct Name: Hashable, Sendable {
  var text: String
  var spot: Spot

  /// Reserved words, verbs and values of the vocabulary are read without regard to case.
  var folded: String { text.lowercased() }
}

/// The smallest piece of a policy block.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word, number, date, string
    /// One of `: , ( ) < <= > >= =`.
    case symbol
    /// After the last token of a block.
    case end
  }

  var kind: Kind
  /// The word or symbol; the text between the quotes of a string.
  var text: String
  var spot: Spot
  /// Where it stands in the file, in bytes: what rules are quoted by.
  var bytes: Range<Int>
  var startsLine: Bool

  var folded: String { text.lowercased() }
  var name: Name { Name(text: text, spot: spot) }

  func isWord(_ word: String) -> Bool {
    kind == .word && text.utf8.count == word.utf8.count && folded == word
  }

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }

  /// How a message names it.
  var shown: String {
    switch kind {
    case .end: "the end of the block"
    case .string: "\"\(text)\""
    case .word, .number, .date, .symbol: "'\(text)'"
    }
  }
}
