// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import TextDocuments

@Suite struct PlainTextTests {
  @Test func `A line of the source is a line of the page, and a form feed a new page`() throws {
    let text = "From: Dana Wills\r\nTo: Robin Vega\r\n\r\nGood evening.\n\u{0C}Page two\n\u{0C}"
    #expect(
      try Text.lines(text, .text) == [
        ["From: Dana Wills", "To: Robin Vega", "Good evening."], ["Page two"],
      ])
  }

  @Test func `Lines wrap at words, and words longer than a line at its end`() throws {
    let long = String(repeating: "abcdefghij ", count: 12) + String(repeating: "x", count: 300)
    let pages = try Text.pages(long, .text)
    #expect(pages.count == 1)
    #expect(pages[0].words.allSatisfy { $0.box.x0 >= 72 && $0.box.x1 <= 540.1 })
    #expect(pages[0].words.map(\.text).joined() == long.filter { $0 != " " })
    #expect((pages[0].words.last?.line ?? 0) >= 4)
  }

  @Test func `A page is turned when it is full`() throws {
    let text = (1...120).map { "line \($0)" }.joined(separator: "\n")
    let pages = try Text.pages(text, .text)
    #expect(pages.count == 3)
    #expect(Text.lines(pages).flatMap { $0 } == (1...120).map { "line \($0)" })
    #expect(pages.allSatisfy { $0.words.allSatisfy { $0.box.y0 >= 72 && $0.box.y1 <= 720 } })
  }

  @Test func `Boxes lie side by side in the order of reading`() throws {
    let page = try Text.pages("one two\tthree\n four", .text)[0]
    let boxes = page.words.map(\.box)
    #expect(page.words.map(\.line) == [0, 0, 0, 1])
    #expect(boxes[0].x1 < boxes[1].x0 && boxes[1].x1 < boxes[2].x0)
    #expect(boxes[3].x0 > 72 && boxes[3].y0 > boxes[0].y1)
    // "one" in Helvetica at 11 points: 556 + 556 + 556 thousandths.
    #expect(abs(boxes[0].width - 1.668 * 11) < 0.02)
  }

  @Test func `Old encodings and control characters are read`() throws {
    let bytes: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 7, 0x20, 0x93, 0x41, 0x94, 0]
    var padded = bytes
    padded += Array(String(repeating: " x", count: 200).utf8)
    let page = try TextDocument.read(padded, kind: .text)[0]
    #expect(page.words[0].text == "café")
    #expect(page.words[1].text.hasPrefix("“A”"))
    let wide: [UInt8] = [0xFF, 0xFE] + "Año".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try TextDocument.read(wide, kind: .text)[0].words.map(\.text) == ["Año"])
  }

  @Test func `Nothing to read is a failure`() {
    #expect(throws: TextDocumentError.empty) { try Text.pages(" \n\n ", .text) }
    #expect(throws: TextDocumentError.empty) { try Text.pages("", .text) }
  }
}
