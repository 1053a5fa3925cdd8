// SPDX-License-Identifier: Apache-2.0

/// A line and a column of the Markdown file, both counted from 1; columns in Unicode scalars.
struct Spot: Hashable, Sendable, Comparable {
  var line: Int
  var column: Int
  /// How many scalars of the line it covers.
  var length = 1

  static func < (a: Spot, b: Spot) -> Bool { (a.line, a.column) < (b.line, b.column) }

  /// From here to the end of another spot of the same line.
  func through(_ other: Spot) -> Spot {
    guard other.line == line, other.column >= column else { return self }
    return Spot(line: line, column: column, length: other.column + other.length - column)
  }
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
  /// Something in it or right before it could not be read, and was reported.
  var isDamaged = false

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
    case .string: "\"\(text.harmless.clipped(to: 60))\""
    case .word, .number, .date, .symbol: "'\(text.harmless)'"
    }
  }
}
