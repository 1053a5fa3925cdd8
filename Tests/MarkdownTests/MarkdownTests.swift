// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Markdown

@Suite struct MarkdownTests {
  @Test func `prose becomes headings, paragraphs, quotes and lists`() {
    let tree = Markdown.read(
      "# A *law*\n\n> The jail **shall not** hold.\n\n3. one\n4. two\n\nSee [it](https://fairview.example).\n"
    )
    #expect(tree.children.map(\.kind) == [.heading(level: 1), .quote, .list(start: 3), .paragraph])
    #expect(tree.children[0].plain == "A law")
    #expect(tree.children[1].plain == "The jail shall not hold.")
    #expect(tree.children[2].children.map(\.plain) == ["one", "two"])
    #expect(tree.children[3].children[1].kind == .link(to: "https://fairview.example"))
  }

  @Test func `rows between bars are a table, with its marks`() throws {
    let tree = Markdown.read("| a | `b` |\n|---|:-:|\n| **1** |\n| 2 | 3 | 4 |\n")
    let table = try #require(tree.children.first)
    #expect(table.kind == .table)
    #expect(
      table.children.map { $0.children.map { $0.plain.filter { $0 != " " } } } == [
        ["a", "b"], ["1", ""], ["2", "3"],
      ])
    #expect(Markdown.read("a | b\nc | d\n").children.first?.kind == .paragraph)
  }

  @Test func `tags stay what was written`() {
    let tree = Markdown.read("<div onclick=x>\n\na <b>c\n")
    #expect(tree.children[0] == MarkdownNode(.html, text: "<div onclick=x>\n"))
    #expect(tree.children[1].children[1] == MarkdownNode(.html, text: "<b>"))
  }

  @Test func `what is nested without end is flattened, and what is too long shown as it is`() {
    let deep = Markdown.read(String(repeating: "> ", count: 5_000) + "end")
    var (depth, node) = (0, deep)
    while let next = node.children.first { (depth, node) = (depth + 1, next) }
    #expect(depth <= Markdown.deepest + 1)
    #expect(deep.plain == "end")
    let long = String(repeating: "![[]()", count: Markdown.longest)
    #expect(Markdown.read(long).children == [MarkdownNode(.code, text: long)])
  }
}
