// SPDX-License-Identifier: Apache-2.0

import Markdown
import Templates

/// Markdown as views of the template: every letter of it goes through the template's escaping, and
/// none of its tags is passed on.
struct Prose {
  /// Level of the page for level 1 of the file.
  let base: Int
  /// File name → where on the page it stands.
  let files: [String: String]
  /// The level of the last heading, so that none is skipped.
  private(set) var level: Int
  private var headings = 0
  private let prefix: String

  init(base: Int, prefix: String, files: [String: String]) {
    (self.base, self.prefix, self.files) = (base, prefix, files)
    level = base
  }

  mutating func views(_ nodes: [MarkdownNode]) -> [View] { nodes.compactMap { view($0) } }

  private static let flags = [
    "isParagraph", "isHeading", "isQuote", "isBullets", "isNumbers", "isItem", "isRule", "isTable",
    "isCode", "isText", "isSoft", "isBreak", "isEmphasis", "isStrong", "isSpan", "isLink", "isTag",
  ]

  private mutating func view(_ node: MarkdownNode) -> View? {
    var view: View = ["text": node.text, "head": [View](), "rows": [View](), "id": false]
    for flag in Self.flags { view[flag] = false }
    switch node.kind {
    case .document, .row, .cell, .paragraph: view["isParagraph"] = true
    case .heading(let asked):
      level = min(max(base + asked - 1, 2), level + 1, 6)
      headings += 1
      view["isHeading"] = true
      view["level"] = String(level)
      view["id"] = "\(prefix)-s\(headings)"
    case .quote: view["isQuote"] = true
    case .list(let start):
      view[start == nil ? "isBullets" : "isNumbers"] = true
      view["start"] = start.map(String.init) ?? ""
    case .item: view["isItem"] = true
    case .rule: view["isRule"] = true
    case .table:
      view["isTable"] = true
      view["head"] = node.children.first.map { cells($0) } ?? []
      view["rows"] = node.children.dropFirst().map { ["cells": cells($0)] as View }
      return view
    case .code: view["isCode"] = true
    case .html:
      // A remark of the writer to himself.
      if node.text.hasPrefix("<!--") { return nil }
      view["isTag"] = true
    case .text: view["isText"] = true
    case .softBreak: view["isSoft"] = true
    case .lineBreak: view["isBreak"] = true
    case .emphasis, .image: view["isEmphasis"] = true
    case .strong: view["isStrong"] = true
    case .codeSpan: view["isSpan"] = true
    case .link(let target):
      view["isLink"] = true
      view["href"] = href(target) ?? false as Any
    }
    view["children"] = views(node.children)
    return view
  }

  private mutating func cells(_ row: MarkdownNode) -> [View] {
    row.children.map { ["children": views($0.children)] }
  }

  /// Only what a browser opens as a page or a letter; other files of the page where they stand on it.
  private func href(_ target: String) -> String? {
    let lower = target.lowercased()
    if ["https://", "http://", "mailto:"].contains(where: lower.hasPrefix) { return target }
    return files[target].map { "#\($0)" }
  }
}
