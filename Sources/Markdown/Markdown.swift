// SPDX-License-Identifier: Apache-2.0

import CCMark

/// Reads CommonMark, and tables as most programs write them.
package enum Markdown {
  /// Some constructions take cmark the square of their length: at this one, about a second.
  package static let longest = 128 << 10
  /// What is nested deeper hangs where this depth ends, so that nobody's stack runs out on it.
  static let deepest = 24

  /// - Parameter text: what is longer than `longest` bytes comes back as one block of code.
  package static func read(_ text: String) -> MarkdownNode {
    let bytes = Array(text.utf8)
    guard bytes.count <= longest else {
      return MarkdownNode(.document, children: [MarkdownNode(.code, text: text)])
    }
    let root = bytes.withUnsafeBytes { buffer in
      cmark_parse_document(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count, CMARK_OPT_DEFAULT)
    }
    guard let root else { return MarkdownNode(.document) }
    defer { cmark_node_free(root) }
    return tree(root)
  }

  private static func tree(_ root: OpaquePointer) -> MarkdownNode {
    let walk = cmark_iter_new(root)
    defer { cmark_iter_free(walk) }
    // Nodes that are open, outermost first; those below the deepest level are nil.
    var open: [MarkdownNode?] = []
    var document = MarkdownNode(.document)
    func close(_ node: MarkdownNode) {
      var node = node
      if node.kind == .paragraph, let table = Table(node) { node = table.node }
      guard let holder = open.lastIndex(where: { $0 != nil }) else {
        document = node
        return
      }
      open[holder]?.children.append(node)
    }
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(walk) else { break }
      if event == CMARK_EVENT_EXIT {
        if let closed = open.removeLast() { close(closed) }
        continue
      }
      let kind = kind(of: node)
      let isLeaf = isLeaf(cmark_node_get_type(node))
      if isLeaf {
        close(MarkdownNode(kind, text: literal(node)))
      } else {
        open.append(open.count < deepest ? MarkdownNode(kind) : nil)
      }
    }
    return document
  }

  /// Those for which cmark reports no end.
  private static func isLeaf(_ type: cmark_node_type) -> Bool {
    [
      CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK, CMARK_NODE_CODE_BLOCK, CMARK_NODE_TEXT,
      CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE,
    ].contains(type)
  }

  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST:
      .list(
        start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
          ? Int(cmark_node_get_list_start(node)) : nil)
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .code
    case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE: .html
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link(to: string(cmark_node_get_url(node)))
    case CMARK_NODE_IMAGE: .image(at: string(cmark_node_get_url(node)))
    case CMARK_NODE_TEXT: .text
    default: .paragraph
    }
  }

  private static func literal(_ node: OpaquePointer) -> String {
    string(cmark_node_get_literal(node))
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}
