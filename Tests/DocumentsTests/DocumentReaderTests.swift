// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Imaging
import TestSupport
import Testing

@testable import Documents

/// PDFium serves one thread at a time, so these run one after another.
@Suite(
  .serialized,
  .enabled(if: PDFiumPlace.isThere, "libpdfium.so is not set up and BRIGHTLINE_PDFIUM names none"))
struct DocumentReaderTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "documents-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func pages(_ bytes: [UInt8], _ name: String = "a.pdf") throws -> [Page] {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let reader = try DocumentReader(
      pdfium: PDFiumPlace.path ?? "", options: ReadingOptions(ocr: false))
    return try (1...reader.pageCount(of: path, kind: .pdf)).map {
      try reader.page($0, of: path, kind: .pdf, source: SourceID(hex: "ab"))
    }
  }

  private func page(_ content: String) throws -> Page { try pages(TinyPDF(content).bytes)[0] }

  private func isNear(_ a: Box, _ b: Box, _ slack: Double = 1.5) -> Bool {
    abs(a.x0 - b.x0) < slack && abs(a.y0 - b.y0) < slack && abs(a.x1 - b.x1) < slack
      && abs(a.y1 - b.y1) < slack
  }

  @Test func `Lines come from the top, words from the left, whatever the order in the file`() throws
  {
    let page = try page(
      TinyPDF.text("Second line", 72, 686) + TinyPDF.text("evening", 130, 700)
        + TinyPDF.text("Good", 72, 700))
    #expect(page.text == "Good evening\nSecond line")
    #expect(page.words.map(\.line) == [0, 0, 1, 1])
    #expect(page.method == .text)
    #expect(isNear(page.words[0].box, Box(x0: 72, y0: 84, x1: 99, y1: 95), 3))
  }

  @Test(arguments: [0, 90, 180, 270])
  func `Boxes are those of the unrotated page, lines those a reader sees`(rotation: Int) throws {
    // Text that stands level once the page is turned.
    let matrix = ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"][rotation / 90]
    let content =
      "BT /F1 10 Tf \(matrix) 300 400 Tm (First words) Tj 0 -14 Td (Then these) Tj ET"
    let sheet = TinyPDF.Sheet(
      content: content, mediaBox: "0 0 600 800",
      entries: "/Rotate \(rotation) /CropBox [100 50 500 750]")
    let page = try pages(TinyPDF(sheets: [sheet]).bytes)[0]
    #expect((page.width, page.height) == (400, 700))
    #expect(page.rotation == rotation)
    #expect(page.text == "First words\nThen these")
    // The pen began at (300, 400): 200 from the left of the crop box, 350 from its top.
    #expect(page.words[0].box.grown(by: 1).contains(x: 200, y: 350))
  }

  @Test func `Text under a black box is hidden, a label on it is its code`() throws {
    let page = try page(
      TinyPDF.text("Held by Dana Wills today", 72, 700) + TinyPDF.box(108, 697, 50, 12)
        + "1 g " + TinyPDF.text("\\(b\\)\\(6\\)", 110, 700, size: 7))
    #expect(page.redactions.count == 1)
    let redaction = try #require(page.redactions.first)
    #expect(isNear(redaction.box, Box(x0: 108, y0: 83, x1: 158, y1: 95)))
    #expect(redaction.kind == .black)
    #expect(redaction.codes == ["(b)(6)"])
    #expect(redaction.textUnder == .hidden)
    #expect(redaction.hiddenText == "Dana Wills")
    #expect(page.words.map(\.text) == ["Held", "by", "(b)(6)", "today"])
  }

  @Test func `A box drawn before its text is a background`() throws {
    let page = try page(
      TinyPDF.box(70, 695, 300, 16, grey: 0.85) + TinyPDF.text("Name and date of birth", 72, 700))
    #expect(page.redactions.isEmpty)
    #expect(page.words.count == 5)
  }

  @Test func `White and invisible letters are no text of the page`() throws {
    let page = try page(
      TinyPDF.text("Seen", 72, 700) + "1 g " + TinyPDF.text("white", 72, 680) + "0 g 3 Tr "
        + TinyPDF.text("nothing", 72, 660))
    #expect(page.text == "Seen")
  }

  @Test func `An outlined white box within a line is a redaction, a row of cells is not`() throws {
    let frame = "q 1 g 0 G"
    let page = try page(
      TinyPDF.text("To:", 72, 700) + "\(frame) 92 697 80 12 re B Q "
        + TinyPDF.text("Name", 72, 600)
        + "\(frame) 110 597 60 12 re B 170 597 60 12 re B 230 597 60 12 re B Q")
    #expect(page.redactions.map(\.kind) == [.white])
    #expect(isNear(page.redactions[0].box, Box(x0: 92, y0: 83, x1: 172, y1: 95)))
  }

  @Test func `Bates numbers, page numbers and stamps are furniture and stay words`() throws {
    let page = try page(
      TinyPDF.text("FCPD-000123", 500, 760, size: 8) + TinyPDF.text("RELEASE IN PART", 60, 760)
        + TinyPDF.text("B5, B6", 60, 748) + TinyPDF.text("Call me at 555 0100", 72, 600)
        + TinyPDF.text("Page 3 of 9", 280, 20))
    #expect(page.bates == "FCPD-000123")
    #expect(page.stamps == ["RELEASE IN PART B5, B6"])
    #expect(page.furniture.count == 4)
    #expect(page.text.contains("FCPD-000123"))
  }

  @Test func `Pages come out alike in any order and after any other`() throws {
    let file = TinyPDF(
      TinyPDF.text("One", 72, 700), TinyPDF.box(72, 500, 80, 12), TinyPDF.text("Three", 72, 700))
    let straight = try pages(file.bytes)
    let path = folder.appendingPathComponent("b.pdf").path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(file.bytes).write(to: URL(fileURLWithPath: path))
    let reader = try DocumentReader(
      pdfium: PDFiumPlace.path ?? "", options: ReadingOptions(ocr: false))
    for number in [3, 1, 2, 1] {
      let page = try reader.page(number, of: path, kind: .pdf, source: SourceID(hex: "ab"))
      #expect(page == straight[number - 1])
      #expect(try PagePacking.unpack(PagePacking.pack(page)) == page)
    }
    let raster = try reader.raster(2, of: path, kind: .pdf, dpi: 72)
    #expect((raster.width, raster.height) == (612, 792))
    #expect(raster.pixels[(792 - 506) * 612 + 100] < 10)
  }

  @Test func `What is no PDF or no page is refused with its reason`() throws {
    #expect(throws: ReadingError.self) { try pages(Array("%PDF-1.4 and nothing".utf8)) }
    let reader = try DocumentReader(pdfium: PDFiumPlace.path ?? "", options: ReadingOptions())
    #expect(throws: ReadingError.self) { try reader.pageCount(of: "/nowhere.pdf", kind: .pdf) }
    #expect(throws: ReadingError.self) { try reader.pageCount(of: "/nowhere.csv", kind: .csv) }
  }

  @Test func `Damaged copies of a good file never stop the reader`() throws {
    var random = SplitMix(seed: 3)
    let good = TinyPDF(
      TinyPDF.text("Good evening", 72, 700) + TinyPDF.box(72, 500, 80, 12), "q 1 0 0 1 0 0 cm Q"
    ).bytes
    var read = 0
    for _ in 0..<150 {
      var bytes = good
      for _ in 0..<4 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      do { read += try pages(bytes).count } catch is ReadingError {}
    }
    #expect(read > 0)
  }
}
