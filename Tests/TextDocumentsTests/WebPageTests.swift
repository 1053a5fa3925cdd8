// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import TextDocuments

@Suite struct WebPageTests {
  @Test func `Blocks, breaks and lists become lines; scripts and styles nothing`() throws {
    let html = """
      <!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body>
      <h1>Daily log</h1><p>First <b>bo</b>ld,<br>second &amp; third</p><script>x()</script>
      <ol start=3><li>Three<li>Four</ol><ul><li>Dot</ul></body></html>
      """
    #expect(
      try Text.lines(html, .html) == [
        ["Daily log", "First bold,", "second & third", "3. Three", "4. Four", "• Dot"]
      ])
  }

  @Test func `Preformatted text keeps its lines and spaces`() throws {
    let pages = try Text.pages("<pre>a   b\n  c</pre>", .html)
    #expect(Text.lines(pages) == [["a b", "c"]])
    #expect(pages[0].words[2].box.x0 > pages[0].words[0].box.x0)
  }

  @Test func `A table is read row by row, its cells in columns`() throws {
    let html = """
      <table><tr><th>Name<th>Day<tr><td>Dana Wills<td>Monday<tr><td>Vega<td>Friday</table>
      """
    let page = try Text.pages(html, .html)[0]
    #expect(Text.lines([page]) == [["Name Day", "Dana Wills Monday", "Vega Friday"]])
    let days = page.words.filter { ["Day", "Monday", "Friday"].contains($0.text) }
    #expect(Set(days.map(\.box.x0)).count == 1)
  }

  @Test func `A table for layout is read cell by cell`() throws {
    let html = """
      <table><tr><td><table><tr><td>From:<td>Dana</table><td><p>One two</p><p>Three</p></table>
      """
    #expect(try Text.lines(html, .html) == [["From: Dana", "One two", "Three"]])
  }

  @Test func `What is not displayed is exposed and no word of the page`() throws {
    let html = """
      <p>Open <span style="display: none">secret words</span> text</p><p hidden>More of it</p>
      """
    let page = try Text.pages(html, .html)[0]
    #expect(page.words.map(\.text) == ["Open", "text"])
    #expect(page.exposures.map(\.text) == ["secret words", "More of it"])
    #expect(page.exposures.allSatisfy { $0.kind == .invisible && $0.page == 1 && $0.box != nil })
  }

  @Test func `Black letters on black are a redaction with words under it`() throws {
    let html = "<p>Call <span style='background:#000;color:black'>Dana Wills</span>, now</p>"
    let page = try Text.pages(html, .html)[0]
    #expect(page.words.map(\.text) == ["Call", ",", "now"])
    #expect(page.redactions.map(\.hiddenText) == ["Dana Wills"])
    #expect(page.redactions[0].kind == .black && page.redactions[0].textUnder == .hidden)
    #expect(page.exposures.map(\.kind) == [.box])
    let bar = page.redactions[0].box
    #expect(bar.x0 > page.words[0].box.x1 && abs(bar.x1 - page.words[1].box.x0) < 0.02)
    let light = "<p style='background:#000;color:#fff'>Heading</p>"
    #expect(try Text.pages(light, .html)[0].words.map(\.text) == ["Heading"])
  }

  @Test func `The charset is the one declared unless the bytes say otherwise`() throws {
    let cyrillic = Array("<meta charset=windows-1251><p>".utf8) + [0xCF, 0xF0, 0xE8]
    #expect(try TextDocument.read(cyrillic, kind: .html)[0].words.map(\.text) == ["При"])
    let claimed = Array("<meta charset=iso-8859-1><p>café".utf8)
    #expect(try TextDocument.read(claimed, kind: .html)[0].words.map(\.text) == ["café"])
  }

  @Test func `Page breaks of Word's HTML begin pages`() throws {
    let html = """
      <p>One</p><br clear=all style='mso-special-character:line-break;page-break-before:always'>
      <p>Two</p>
      """
    #expect(try Text.lines(html, .html) == [["One"], ["Two"]])
  }

  @Test func `Elements nested without end are refused or read, not crashed on`() {
    let deep = String(repeating: "<div>", count: 100_000) + "x"
    #expect(throws: TextDocumentError.self) { try Text.pages(deep, .html) }
    let tables = String(repeating: "<table><tr><td>", count: 500) + "deep"
    #expect((try? Text.lines(tables, .html)) == [["deep"]])
  }
}
