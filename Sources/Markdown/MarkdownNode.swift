// SPDX-License-Identifier: Apache-2.0

/// A piece of a Markdown text with what it holds.
package struct MarkdownNode: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case document, paragraph, quote, item, rule
    case heading(level: Int)
    /// `start` is the first number of a numbered list.
    case list(start: Int?)
    case table, row, cell
    /// Shown letter for letter.
    case code
    /// Tags as they were written: nobody's to obey.
    case html
    case text, softBreak, lineBreak, emphasis, strong, codeSpan
    case link(to: String)
    /// Its children say what it shows.
    case image(at: String)
  }

  package var kind: Kind
  /// Of text, code and tags; empty otherwise.
  package var text: String
  package var children: [MarkdownNode]

  package init(_ kind: Kind, text: String = "", children: [MarkdownNode] = []) {
    (self.kind, self.text, self.children) = (kind, text, children)
  }

  /// All text in it, without marks.
  package var plain: String {
    switch kind {
    case .text, .code, .codeSpan: text
    case .softBreak, .lineBreak: " "
    default: children.map(\.plain).joined()
    }
  }
}
