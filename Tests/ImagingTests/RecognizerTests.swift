// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Imaging

@Suite struct RecognizerTests {
  private static let text =
    "From: Dana Wills, Marlow County Please call the front desk before noon "
    + "about the list for Wednesday morning."

  /// A page with the three lines at 72, 144 points.
  private func page() throws -> Sheet {
    let bytes = try #require(Data(base64Encoded: writing))
    let block = try ImageFile.decode([UInt8](bytes), page: 1)
    var sheet = Sheet(dpi: 150, seed: 31)
    for y in 0..<block.height {
      for x in 0..<block.width {
        sheet.raster.pixels[(y + 300) * sheet.raster.width + x + 150] =
          block.pixels[y * block.width + x]
      }
    }
    return sheet
  }

  @Test func `Words are read with their lines and places`() throws {
    let (words, confidence) = try Recognizer(languages: "eng").recognize(page().raster, masking: [])
    #expect(words.map(\.text).joined(separator: " ") == Self.text)
    #expect(words.map(\.line) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])
    #expect(confidence > 0.8 && confidence <= 1)
    let dana = try #require(words.first { $0.text == "Dana" })
    #expect(abs(dana.box.x0 - 111) < 12 && abs(dana.box.midY - 154) < 6)
  }

  @Test func `A leaning page is read, and its words stay where they stand`() throws {
    var sheet = try page()
    sheet.fillWithText(lines: 14..<30)
    let recognizer = try Recognizer(languages: "eng")
    let straight = try recognizer.recognize(sheet.raster, masking: []).words
    let slope = 0.017
    let leaning = try recognizer.recognize(sheet.scanned(slope: slope, noise: 15), masking: [])
      .words
    for text in ["Marlow", "County", "Please", "front", "before", "Wednesday"] {
      let before = try #require(straight.first { $0.text == text })
      let after = try #require(leaning.first { $0.text == text })
      let place = sheet.leaning(before.box, slope: slope)
      #expect(abs(after.box.midX - place.midX) < 2.5 && abs(after.box.midY - place.midY) < 2.5)
    }
  }

  @Test func `What is masked is not read, and an empty page gives nothing`() throws {
    let recognizer = try Recognizer(languages: "eng")
    let second = Box(x0: 60, y0: 165, x1: 400, y1: 186)
    let words = try recognizer.recognize(page().raster, masking: [second]).words
    #expect(!words.contains { $0.text == "front" } && words.contains { $0.text == "Wednesday" })
    let empty = try recognizer.recognize(Sheet(dpi: 100, seed: 1).raster, masking: [])
    #expect(empty.words == [] && empty.confidence == 0)
  }

  @Test func `A language without data is named with the package that brings it`() {
    #expect {
      try Recognizer(languages: "eng+tlh_x")
    } throws: { error in
      (error as? ImagingError)?.detail.contains("install tesseract-ocr-tlh-x") == true
    }
    for name in ["", "eng+", "../eng", "eng osd"] {
      #expect(throws: ImagingError.self) { try Recognizer(languages: name) }
    }
  }

  @Test func `A line that was passed over is found, and read by itself`() throws {
    let recognizer = try Recognizer(languages: "eng")
    var sheet = try page()
    sheet.fillWithText(lines: 14..<20)
    // Neither a rule nor a filled box is a line of writing.
    sheet.raster.fill(Box(x0: 72, y0: 500, x1: 500, y1: 501.5), grey: 0)
    sheet.raster.fill(Box(x0: 72, y0: 520, x1: 300, y1: 534), grey: 0)
    let words = try recognizer.read(sheet.raster, layout: .page)
    let line = try #require(words.first { $0.text == "front" }).line
    let unread = UnreadLines(sheet.raster, ink: 128)
    #expect(unread.places(among: words).isEmpty)
    let places = unread.places(among: words.filter { $0.line != line })
    #expect(places.count == 1)
    let place = try #require(places.first)
    let again = try recognizer.read(unread.picture(of: place), layout: .line)
      .map { unread.placed($0, in: place) }
    let before = words.filter { $0.line == line }
    #expect(again.map(\.text) == before.map(\.text))
    #expect(
      zip(again, before).allSatisfy { abs($0.left - $1.left) < 6 && abs($0.top - $1.top) < 6 })
  }

  @Test func `Heads with wide tabs are read across, columns of prose are not`() {
    func word(_ text: String, _ x: Double, _ y: Double, line: Int, block: Int) -> PlacedWord {
      PlacedWord(
        text: text, box: Box(x0: x, y0: y, x1: x + 30, y1: y + 10), line: line, block: block,
        confidence: 0.9)
    }
    let head = [
      word("From:", 64, 80, line: 0, block: 0), word("To:", 64, 94, line: 1, block: 0),
      word("Dana", 250, 80.5, line: 2, block: 1), word("Wills", 284, 80.5, line: 2, block: 1),
      word("Rowan", 250, 94.2, line: 3, block: 1), word("Pike", 250, 108, line: 4, block: 1),
    ]
    #expect(
      ReadingOrder.lines(of: head).map { $0.map(\.text) } == [
        ["From:", "Dana", "Wills"], ["To:", "Rowan"], ["Pike"],
      ])
    let columns = [
      word("Left", 64, 80, line: 0, block: 0), word("column", 64, 94, line: 1, block: 0),
      word("right", 300, 80, line: 2, block: 1), word("column", 300, 94, line: 3, block: 1),
    ]
    #expect(ReadingOrder.lines(of: columns).map { $0.map(\.text) }.count == 4)
  }

  @Test(arguments: [
    ("[E}", "[E]"), ("(E]", "[E]"), ("Fv000003", "FV000003"), ("(b)(6)", "(b)(6)"),
    ("Room12", "Room12"), ("(a}", "(a)"), ("Box2024", "Box2024"), ("word", "word"),
  ])
  func `Marks of the same shape are put right`(seen: String, meant: String) {
    #expect(Mending.mended(seen) == meant)
  }
}
