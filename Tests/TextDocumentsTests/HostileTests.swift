// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import TextDocuments

@Suite struct HostileTests {
  /// The same pieces in another order each time.
  private static func shuffled(_ pieces: [String], count: Int, seed: UInt64) -> String {
    var state = seed
    var out = ""
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      out += pieces[Int(state >> 33) % pieces.count]
    }
    return out
  }

  private static func check(_ pages: [LaidOutPage]) {
    for page in pages {
      var line = 0
      for word in page.words {
        #expect(word.line >= line && !word.text.isEmpty)
        #expect(word.box.x0 <= word.box.x1 && word.box.y0 < word.box.y1)
        line = word.line
      }
    }
  }

  @Test(arguments: 0..<40)
  func `Rich Text in any order gives pages or an error`(seed: Int) {
    let pieces = [
      "{", "}", "{\\*", "\\par ", "\\cell ", "\\row ", "\\trowd ", "\\intbl ", "\\pard ", "\\u99999 ",
      "\\'e9", "\\'", "\\uc3 ", "\\fonttbl ", "\\f1 ", "\\footnote ", "\\header ", "\\page ", "text ",
      "\\sect ", "\\sbknone ", "\\bin5 ", "\\v ", "\\deleted ", "\\highlight1 ", "\\li9999999 ",
      "\\colortbl ", ";", "\\red1", "\\u-10179 ", "\\line ", "\\annotation ", "\\nestrow ",
    ]
    let text = "{\\rtf1 " + Self.shuffled(pieces, count: 300, seed: UInt64(seed))
    Self.check((try? Text.pages(text, .rtf)) ?? [])
  }

  @Test(arguments: 0..<40)
  func `Tags in any order give pages or an error`(seed: Int) {
    let pieces = [
      "<table>", "</table>", "<tr>", "</tr>", "<td colspan=9>", "</td>", "<p>", "</p>", "<li>", "<ol>",
      "</ol>", "<br>", "<pre>", "</pre>", "text ", "&amp;", "<div style='display:none'>", "</div>",
      "<script>", "</script>", "<!--", "-->", "<p style='page-break-before:always'>", "<", "\u{0}",
      "<blockquote>", "<select><option>", "<span style='background:#000'>", "</span>", "<textarea>",
    ]
    let text = Self.shuffled(pieces, count: 300, seed: UInt64(seed))
    Self.check((try? Text.pages(text, .html)) ?? [])
  }

  @Test(arguments: 0..<40)
  func `Elements of Word in any order give pages or an error`(seed: Int) {
    let names = [
      "p", "r", "tbl", "tr", "tc", "pPr", "rPr", "txbxContent", "del", "sectPr", "fldSimple",
    ]
    let leaves = [
      "<w:t>words here</w:t>", "<w:br w:type=\"page\"/>", "<w:lastRenderedPageBreak/>", "<w:vanish/>",
      "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"end\"/>", "<w:tab/>",
      "<w:gridSpan w:val=\"99\"/>", "<w:highlight w:val=\"black\"/>", "<w:footnoteReference w:id=\"1\"/>",
      "<w:ilvl w:val=\"-5\"/>", "<w:ind w:left=\"-99999\"/>", "<w:sym w:char=\"zz\"/>",
    ]
    var state = UInt64(seed) &* 7_919 &+ 1
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var body = ""
    var open: [String] = []
    for _ in 0..<300 {
      switch next(3) {
      case 0:
        open.append(names[next(names.count)])
        body += "<w:\(open[open.count - 1])>"
      case 1: if let last = open.popLast() { body += "</w:\(last)>" }
      default: body += leaves[next(leaves.count)]
      }
    }
    for name in open.reversed() { body += "</w:\(name)>" }
    Self.check((try? WordFile(body).pages()) ?? [])
  }

  @Test(arguments: [SourceKind.text, .html, .rtf, .docx])
  func `Random bytes give pages or an error`(kind: SourceKind) {
    var state: UInt64 = 42
    let heads: [SourceKind: String] = [.rtf: "{\\rtf1 ", .docx: "PK\u{03}\u{04}", .html: "<p>"]
    for size in [1, 10, 500, 5_000] {
      for _ in 0..<20 {
        var bytes = Array((heads[kind] ?? "").utf8)
        for _ in 0..<size {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          bytes.append(UInt8(truncatingIfNeeded: state >> 56))
        }
        Self.check((try? TextDocument.read(bytes, kind: kind)) ?? [])
      }
    }
  }

  @Test func `A damaged Word document gives pages or an error`() {
    let good = WordFile(WordFile.paragraph("Good evening") + WordFile.paragraph("again")).bytes
    for index in stride(from: 0, to: good.count, by: 3) {
      var bytes = good
      bytes[index] ^= 0x5A
      Self.check((try? TextDocument.read(bytes, kind: .docx)) ?? [])
    }
  }

  @Test func `A document with more pages than can be read is refused`() {
    let text = String(repeating: "x\u{0C}", count: Typesetter.pageLimit + 2)
    #expect(throws: TextDocumentError.self) { try Text.pages(text, .text) }
  }
}
