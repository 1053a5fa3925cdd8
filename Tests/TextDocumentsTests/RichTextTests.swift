// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import TextDocuments

@Suite struct RichTextTests {
  private func lines(_ body: String) throws -> [[String]] {
    try Text.lines(#"{\rtf1\ansi\ansicpg1252\deff0 "# + body + "}", .rtf)
  }

  @Test func `Paragraphs, lines, tabs and pages`() throws {
    #expect(
      try lines(#"One\par Two\line three\tab four\page Five\par}"#)
        == [["One", "Two", "three four"], ["Five"]])
  }

  @Test func `Tables of names and fonts, pictures and styles are no text`() throws {
    let text = #"""
      {\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}
      {\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\info{\title Secret}}
      {\*\generator Some Writer;}{\pict\pngblip 89504e47}\f0 Text \f1 \'cf\'f0\'e8
      """#
    #expect(try lines(text) == [["Text При"]])
  }

  @Test func `Unicode characters stand in the place of their fallbacks`() throws {
    let first = try lines(#"na\u239?ve \u8220\'93x\u8221\'94 {\uc2\u233 ee} \u-3913?"#)[0][0]
    #expect(first == "naïve “x” é •")
    #expect(try lines(#"\u55357?\u56832?"#) == [["😀"]])
    #expect(try lines(#"It\rquote s \'96 fine\emdash so"#) == [["It’s – fine—so"]])
  }

  @Test func `Rows of a table`() throws {
    let row = { (a: String, b: String) in
      #"\trowd\cellx3000\cellx6000\pard\intbl "# + a + #"\cell "# + b + #"\cell\row "#
    }
    #expect(
      try lines(row("Name", "Day") + row("Dana", "Monday") + #"\pard After\par"#)
        == [["Name Day", "Dana Monday", "After"]])
  }

  @Test func `Fields show their results`() throws {
    #expect(
      try lines(#"See {\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt the site}}."#)
        == [["See the site."]])
  }

  @Test func `Hidden and deleted text is exposed, black on black a redaction`() throws {
    let pages = try Text.pages(
      #"""
      {\rtf1{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}A {\v hidden one} B
       {\deleted gone} C {\cf1\highlight1 under bar} D\par {\cf2 white} E}
      """#, .rtf)
    #expect(pages[0].words.map(\.text) == ["A", "B", "C", "D", "E"])
    #expect(pages[0].redactions.map(\.hiddenText) == ["under bar"])
    #expect(
      pages[0].exposures.map(\.text).sorted() == ["gone", "hidden one", "under bar", "white"])
    #expect(
      Set(pages[0].exposures.map(\.kind)) == [.invisible, .earlierRevision, .box, .sameColor])
  }

  @Test func `Headers, footnotes and comments have their places`() throws {
    let pages = try Text.pages(
      #"""
      {\rtf1{\header Fairview Police\par}{\footer Page \chpgn\par}Word\chftn{\footnote\chftn  Noted.}
      {\*\annotation A remark}\page Next}
      """#, .rtf)
    #expect(
      Text.lines(pages) == [
        ["Fairview Police", "Word 1", "1 Noted.", "Page 1"],
        ["Fairview Police", "Next", "Page 2"],
        ["Fairview Police", "Comments", "A remark", "Page 3"],
      ])
  }

  @Test func `Broken files end in pages or an error`() {
    #expect(throws: TextDocumentError.self) { try Text.pages("no rtf", .rtf) }
    let deep = #"{\rtf1 "# + String(repeating: "{", count: 50_000)
    #expect(throws: TextDocumentError.self) { try Text.pages(deep, .rtf) }
    #expect((try? lines(#"x\'"#)) == [["x"]])
    #expect((try? lines(#"a\bin99999999999999 b"#)) == [["a"]])
  }
}
