// SPDX-License-Identifier: Apache-2.0

/// The tokens of a block with the places where declarations and their clauses begin: what writing
/// the block anew goes by.
struct BlockOutline: Sendable {
  struct Declaration: Sendable {
    /// The first token.
    var start: Int
    /// The first tokens of its clauses, in the order of the text.
    var clauses: [Int] = []
  }

  var tokens: [Token]
  var comments: [Lexer.Comment]
  var declarations: [Declaration] = []
}
