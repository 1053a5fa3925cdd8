// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing
import TextDocuments

@testable import Documents

/// PDFium serves one thread at a time, so these run one after another.
@Suite(
  .serialized,
  .enabled(if: PDFiumPlace.isThere, "libpdfium.so is not set up and BRIGHTLINE_PDFIUM names none"))
struct OpenTextTests {
  private func withReader(
    _ text: String, _ body: (DocumentReader, String) throws -> Void
  ) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "text-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let reader = try DocumentReader(
      pdfium: PDFiumPlace.path ?? "", options: ReadingOptions(ocr: false))
    try body(reader, url.path)
  }

  @Test func `Pages of text have words with boxes, and what packing keeps of them is all`() throws {
    try withReader("Good evening\n\u{0C}Second (page) 日本") { reader, path in
      #expect(try reader.pageCount(of: path, kind: .text) == 2)
      let page = try reader.page(2, of: path, kind: .text, source: SourceID(hex: "ab"))
      #expect(page.text == "Second (page) 日本")
      #expect(page.method == .text && page.number == 2 && page.width == 612)
      #expect(try PagePacking.unpack(PagePacking.pack(page)) == page)
      #expect(throws: ReadingError.self) {
        try reader.page(3, of: path, kind: .text, source: SourceID(hex: "ab"))
      }
    }
  }

  @Test func `A page is drawn with its words in their boxes and black over what is redacted`()
    throws
  {
    let html = "<p>Visible words <span style='background:#000;color:#000'>hidden name</span></p>"
    try withReader(html) { reader, path in
      let page = try reader.page(1, of: path, kind: .html, source: SourceID(hex: "ab"))
      let picture = try reader.raster(1, of: path, kind: .html, dpi: 72)
      #expect(picture.width == 612 && picture.height == 792)
      func ink(_ box: Box) -> Double {
        var dark = 0
        var all = 0
        for y in Int(box.y0.rounded())..<Int(box.y1.rounded()) {
          for x in Int(box.x0.rounded())..<Int(box.x1.rounded()) {
            all += 1
            if picture.pixels[y * picture.width + x] < 128 { dark += 1 }
          }
        }
        return Double(dark) / Double(max(1, all))
      }
      for word in page.words { #expect((0.05...0.6).contains(ink(word.box))) }
      #expect(page.redactions.count == 1)
      #expect(ink(page.redactions[0].box) > 0.95)
      let all = picture.pixels.count { $0 < 128 }
      let inside = (page.words.map(\.box) + page.redactions.map(\.box)).reduce(0.0) {
        $0 + ink($1.grown(by: 1)) * $1.grown(by: 1).area
      }
      #expect(Double(all) < inside * 1.15 + 20)
    }
  }

  @Test func `The PDF of a page has the same words in the same places`() throws {
    let text = (1...30).map { "Line \($0): (Ünïcode) \\ “quoted” – words" }.joined(separator: "\n")
    try withReader(text) { reader, path in
      let page = try reader.page(1, of: path, kind: .text, source: SourceID(hex: "ab"))
      let laid = LaidOut.pdf(of: page)
      let url = URL(fileURLWithPath: path + ".pdf")
      try Data(laid).write(to: url)
      defer { try? FileManager.default.removeItem(at: url) }
      let back = try reader.page(1, of: url.path, kind: .pdf, source: SourceID(hex: "ab"))
      #expect(back.text == page.text)
      for (a, b) in zip(page.words, back.words) {
        #expect(abs(a.box.x0 - b.box.x0) < 0.6 && abs(a.box.x1 - b.box.x1) < 0.6)
        #expect(abs(a.box.midY - b.box.midY) < 2)
      }
    }
  }

  @Test func `A text document that cannot be read says why`() throws {
    try withReader("  ") { reader, path in
      #expect(throws: ReadingError(.empty, "There is no text in the document.")) {
        try reader.pageCount(of: path, kind: .text)
      }
      #expect(throws: ReadingError.self) { try reader.pageCount(of: path, kind: .docx) }
    }
  }
}

private enum LaidOut {
  static func pdf(of page: Page) -> [UInt8] {
    TextDocument.pdf(of: [
      LaidOutPage(width: page.width, height: page.height, words: page.words)
    ])
  }
}
