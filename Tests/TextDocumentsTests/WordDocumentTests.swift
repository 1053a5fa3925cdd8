// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import TextDocuments

@Suite struct WordDocumentTests {
  private let text = WordFile.paragraph

  @Test func `Paragraphs, runs, tabs and breaks`() throws {
    let file = WordFile(
      "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>" + WordFile.run("Sm")
        + WordFile.run("ith", "<w:b/>")
        + "<w:r><w:tab/><w:t>left</w:t><w:br/><w:t>next</w:t></w:r></w:p>" + text("End"))
    #expect(try file.lines() == [["Smith left", "next", "End"]])
  }

  @Test func `Pages end where the writer or Word ended them`() throws {
    let file = WordFile(
      text("One") + "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>"
        + "<w:p><w:r><w:t xml:space=\"preserve\">still two </w:t><w:lastRenderedPageBreak/>"
        + "<w:t>three</w:t></w:r></w:p>"
        + "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>Four</w:t></w:r></w:p>")
    #expect(try file.lines() == [["One"], ["Two", "still two"], ["three"], ["Four"]])
  }

  @Test func `What Word had on one page stays on one page`() throws {
    let many = (1...60).map { text("line \($0)") }.joined()
    let file = WordFile(
      many + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second page</w:t></w:r></w:p>")
    let pages = try file.pages()
    #expect(pages.count == 2)
    #expect(pages[0].words.count == 120)
    #expect(pages[1].words.map(\.text) == ["Second", "page"])
  }

  @Test func `A row that goes over a page has its rest on the next`() throws {
    let broken = "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p>"
    let file = WordFile(
      "<w:tbl><w:tr><w:tc>\(broken)</w:tc><w:tc>\(broken)</w:tc></w:tr></w:tbl>" + text("c"))
    #expect(try file.lines() == [["a a"], ["b b", "c"]])
  }

  @Test func `Numbers and bullets of lists`() throws {
    func item(_ text: String, _ level: Int) -> String {
      "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"
        + WordFile.run(text) + "</w:p>"
    }
    var file = WordFile(item("a", 0) + item("b", 1) + item("c", 1) + item("d", 0))
    file.parts = [
      (
        "numbering", "numbering",
        """
        <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/>
        <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl>
        </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        """
      )
    ]
    #expect(try file.lines() == [["4. a", "4.i) b", "4.ii) c", "5. d"]])
  }

  @Test func `Headers and footers stand on each page, with its number`() throws {
    var file = WordFile(
      text("One") + "<w:p><w:r><w:br w:type=\"page\"/><w:t>Two</w:t></w:r></w:p>"
        + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"r1\"/>"
        + "<w:footerReference w:type=\"default\" r:id=\"r2\"/></w:sectPr>")
    file.parts = [
      ("header", "hdr", text("Fairview Police")),
      (
        "footer", "ftr",
        "<w:p><w:r><w:t xml:space=\"preserve\">Page </w:t></w:r>"
          + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
          + "<w:r><w:instrText> PAGE </w:instrText></w:r>"
          + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>9</w:t></w:r>"
          + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
      ),
    ]
    #expect(
      try file.lines() == [
        ["Fairview Police", "One", "Page 1"], ["Fairview Police", "Two", "Page 2"],
      ])
  }

  @Test func `Footnotes stand at the foot of the page, comments after the document`() throws {
    var file = WordFile(
      "<w:p><w:r><w:t>Word</w:t></w:r><w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>"
        + text("more"))
    file.parts = [
      (
        "footnotes", "footnotes",
        "<w:footnote w:id=\"3\"><w:p><w:r><w:footnoteRef/></w:r>" + WordFile.run(" A note.")
          + "</w:p></w:footnote>"
      ),
      (
        "comments", "comments",
        "<w:comment w:id=\"0\" w:author=\"Dana Wills\" w:date=\"2018-03-01T10:00:00Z\">"
          + text("Check this") + "</w:comment>"
      ),
    ]
    let pages = try file.pages()
    #expect(
      Text.lines(pages) == [
        ["Word 1", "more", "1 A note."], ["Comments", "1. Dana Wills, 2018-03-01: Check this"],
      ])
    #expect((pages[0].words.last?.box.y1 ?? 0) > 700)
    #expect(pages.allSatisfy(\.exposures.isEmpty))
  }

  @Test func `Deleted and hidden words are exposed with their place`() throws {
    let file = WordFile(
      "<w:p>" + WordFile.run("Keep ")
        + "<w:del w:id=\"1\"><w:r><w:delText>the struck name</w:delText></w:r></w:del>"
        + WordFile.run("this") + WordFile.run(" unseen", "<w:vanish/>")
        + WordFile.run(" too.", "<w:vanish w:val=\"0\"/>") + "</w:p>")
    let page = try file.pages()[0]
    #expect(page.words.map(\.text) == ["Keep", "this", "too."])
    #expect(page.exposures.map(\.kind) == [.earlierRevision, .invisible])
    #expect(page.exposures.map(\.text) == ["the struck name", "unseen"])
    #expect(page.exposures[0].box?.x0 == page.words[1].box.x0)
  }

  @Test func `A black highlight is a redaction; letters made light on it are not`() throws {
    let file = WordFile(
      "<w:p>" + WordFile.run("Arrest of ") + WordFile.run("Dana Wills", "<w:highlight w:val=\"black\"/>")
        + WordFile.run(" on "
        ) + WordFile.run("Monday", "<w:color w:val=\"000000\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>")
        + WordFile.run(" seen", "<w:highlight w:val=\"black\"/><w:color w:val=\"FFFFFF\"/>")
        + "</w:p>")
    let page = try file.pages()[0]
    #expect(page.words.map(\.text) == ["Arrest", "of", "on", "seen"])
    #expect(page.redactions.map(\.hiddenText) == ["Dana Wills", "Monday"])
    #expect(page.redactions.map(\.confidence) == [0.9, 1])
    #expect(page.exposures.map(\.kind) == [.box, .box])
  }

  @Test func `Hidden by a style is hidden`() throws {
    var file = WordFile("<w:p>" + WordFile.run("a ") + WordFile.run("b", "<w:rStyle w:val=\"S\"/>") + "</w:p>")
    file.parts = [
      (
        "styles", "styles",
        "<w:style w:type=\"character\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style>"
          + "<w:style w:type=\"character\" w:styleId=\"S\"><w:basedOn w:val=\"H\"/></w:style>"
      )
    ]
    let page = try file.pages()[0]
    #expect(page.words.map(\.text) == ["a"])
    #expect(page.exposures.map(\.text) == ["b"])
  }

  @Test func `Text boxes, fields and fallbacks are read once`() throws {
    let box = "<w:txbxContent>" + text("Boxed") + "</w:txbxContent>"
    let file = WordFile(
      "<w:p xmlns:mc=\"urn:mc\"><w:r><mc:AlternateContent><mc:Choice>\(box)</mc:Choice>"
        + "<mc:Fallback>\(box)</mc:Fallback></mc:AlternateContent></w:r>"
        + "<w:fldSimple w:instr=\"DATE\">" + WordFile.run("Today") + "</w:fldSimple></w:p>")
    #expect(try file.lines() == [["Today", "Boxed"]])
  }

  @Test func `What is no Word document is refused`() {
    #expect(throws: TextDocumentError.self) {
      try TextDocument.read(Array("PK no archive".utf8), kind: .docx)
    }
    #expect(throws: TextDocumentError.encrypted) {
      try TextDocument.read([0xD0, 0xCF, 0x11, 0xE0, 0, 0], kind: .docx)
    }
    #expect(throws: TextDocumentError.damaged("word/document.xml is not well-formed near line 1."))
    { try WordFile("<w:p><w:r>").pages() }
  }
}
