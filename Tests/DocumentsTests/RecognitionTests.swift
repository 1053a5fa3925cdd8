// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Imaging
import Testing

@testable import Documents

/// PDFium serves one thread at a time, so these run one after another.
@Suite(
  .serialized,
  .enabled(if: PDFiumPlace.isThere, "libpdfium.so is not set up and BRIGHTLINE_PDFIUM names none"))
struct RecognitionTests {
  private static let letter = [
    "From: Dana Wills, Marlow County", "To: Rowan Pike, records desk",
    "Please call the front desk before noon", "about the list for Wednesday morning.",
    "The two men named on page three were", "released from custody on Friday night.",
  ]

  private func withFile<T>(
    _ bytes: [UInt8], _ name: String, ocr: Bool = true, _ work: (DocumentReader, String) throws -> T
  ) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "recognition-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent(name).path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try work(
      DocumentReader(pdfium: PDFiumPlace.path ?? "", options: ReadingOptions(ocr: ocr)), path)
  }

  private func page(_ content: String, mediaBox: String = "0 0 612 792") throws -> Page {
    let sheet = TinyPDF.Sheet(content: content, mediaBox: mediaBox)
    return try withFile(TinyPDF(sheets: [sheet]).bytes, "a.pdf") { reader, path in
      try reader.page(1, of: path, kind: .pdf, source: SourceID(hex: "ab"))
    }
  }

  /// Lines of print from (60, `top`) down.
  private func print(_ lines: [String], top: Double = 700) -> String {
    lines.enumerated().map { TinyPDF.text($1, 60, top - 20 * Double($0), size: 12) }.joined()
  }

  private func picture(of content: String, mediaBox: String) throws -> Raster {
    let sheet = TinyPDF.Sheet(content: content, mediaBox: mediaBox)
    return try withFile(TinyPDF(sheets: [sheet]).bytes, "p.pdf", ocr: false) { reader, path in
      try reader.raster(1, of: path, kind: .pdf, dpi: 150)
    }
  }

  /// The picture drawn within a rectangle of the page, in points from the bottom left.
  private func drawn(_ picture: Raster, _ x: Double, _ y: Double, _ width: Double, _ height: Double)
    -> String
  {
    let digits = Array("0123456789ABCDEF".utf8)
    let hex = picture.pixels.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "q \(width) 0 0 \(height) \(x) \(y) cm BI /W \(picture.width) /H \(picture.height) "
      + "/CS /G /BPC 8 /F /AHx ID \(String(decoding: hex, as: UTF8.self))> EI Q\n"
  }

  @Test(arguments: 0..<4)
  func `A page scanned on its side or head is read, its boxes where the ink is`(turns: Int) throws {
    let upright = try picture(of: print(Self.letter, top: 360), mediaBox: "0 0 396 400")
    let scan = upright.turned(turns)
    let (width, height) = turns % 2 == 0 ? (396.0, 400.0) : (400.0, 396.0)
    let page = try page(
      drawn(scan, 0, 0, width, height), mediaBox: "0 0 \(Int(width)) \(Int(height))")
    #expect(page.method == .ocr)
    #expect(page.text == Self.letter.joined(separator: "\n"))
    #expect(page.rotation == (4 - turns) % 4 * 90)
    // "From:" begins at (60, 40 - 9) on the upright page.
    let from = try #require(page.words.first)
    let space = PageSpace(width: width, height: height, rotation: page.rotation)
    let place = space.uprightFromUnrotated(from.box)
    #expect(abs(place.x0 - 60) < 3 && abs(place.y0 - 31) < 3 && abs(place.y1 - 40) < 3)
  }

  /// Text laid on a scan, drawn in the mode that leaves no ink.
  private func laid(_ lines: [String]) -> String { "3 Tr " + print(lines) }

  private func shifted(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          guard scalar.properties.isAlphabetic, scalar.value < 0x77 else { return scalar }
          return Unicode.Scalar(scalar.value + 3) ?? scalar
        }))
  }

  @Test func `A layer of letters that mean nothing gives way to what is read`() throws {
    let lines = Self.letter + Self.letter
    let scan = drawn(try picture(of: print(lines), mediaBox: "0 0 612 792"), 0, 0, 612, 792)
    let good = try page(scan + laid(lines))
    #expect(good.method == .text && good.discardedText == nil)
    #expect(good.text == lines.joined(separator: "\n"))
    let bad = try page(scan + laid(lines.map(shifted)))
    #expect(bad.method == .ocr)
    #expect(bad.text == lines.joined(separator: "\n"))
    #expect(bad.discardedText?.contains(shifted("front desk")) == true)
    #expect(bad.words.allSatisfy { $0.confidence != nil })
  }

  @Test func `A layer that stands where nothing is written gives way too`() throws {
    let lines = Self.letter + Self.letter
    let scan = drawn(try picture(of: print(lines), mediaBox: "0 0 612 792"), 0, 0, 612, 792)
    let elsewhere = "3 Tr " + print(lines, top: 330)
    let page = try page(scan + elsewhere)
    #expect(page.method == .ocr && page.text == lines.joined(separator: "\n"))
    #expect(page.discardedText?.contains("front desk") == true)
  }

  @Test func `Codes, tables and other languages are text as the file says`() throws {
    let rows = (0..<24).map { "QX\(7 * $0)K-09\($0)4 \(14 * $0).50 A\($0)B2C3 #\($0) (x\($0)) {}" }
    let table = try page(print(rows))
    #expect(table.method == .text && table.discardedText == nil && table.words.count > 120)
    let other = (0..<14).map { "zg\\363\\252oszenie brzmia\\252o szczeg\\363lnie dziwnie \($0)" }
    #expect(try page(print(other)).method == .text)
  }

  @Test func `A screenshot in a letter is read between its lines`() throws {
    let shot = try picture(of: print(Self.letter, top: 110), mediaBox: "0 0 330 140")
    let before = print(["Attached is what the sergeant wrote."], top: 700)
    let after = print(["Nothing else was found."], top: 300)
    let page = try page(before + drawn(shot, 60, 400, 330, 140) + after)
    #expect(page.method == .text && page.confidence == nil)
    #expect(
      page.text
        == (["Attached is what the sergeant wrote."] + Self.letter + ["Nothing else was found."])
        .joined(separator: "\n"))
    #expect(page.words.first?.confidence == nil)
    let dana = try #require(page.words.first { $0.text == "Dana" })
    #expect((dana.confidence ?? 0) > 0.7)
    // 60 from the left of the picture and 110 from its bottom, which is at 400.
    #expect(dana.box.x0 > 150 && dana.box.x0 < 165 && abs(dana.box.y1 - (792 - 510)) < 3)
  }

  @Test func `A photograph lies as its camera held it`() throws {
    let upright = try picture(of: print(Self.letter, top: 360), mediaBox: "0 0 396 400")
    let png = try ImageFile.png(upright.turned(1))
    let page = try withFile(png, "a.png") { reader, path in
      try reader.page(1, of: path, kind: .image, source: SourceID(hex: "ab"))
    }
    #expect(page.text == Self.letter.joined(separator: "\n"))
    #expect(page.rotation == 270 && abs(page.width - 400) < 1)
  }
}
