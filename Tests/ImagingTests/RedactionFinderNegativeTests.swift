// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Imaging

/// What looks a little like a redaction and is none.
@Suite struct RedactionFinderNegativeTests {
  private func found(_ sheet: Sheet, words: [Word] = []) -> [Redaction] {
    RedactionFinder.find(in: sheet.raster, words: words)
  }

  @Test(arguments: [100.0, 150.0, 200.0])
  func `Plain text has no redactions, straight or leaning`(dpi: Double) {
    var sheet = Sheet(dpi: dpi, seed: 21)
    sheet.fillWithText()
    #expect(found(sheet) == [])
    let scan = sheet.scanned(slope: 0.011, noise: 25)
    #expect(RedactionFinder.find(in: scan, words: []) == [])
  }

  @Test func `Rules, underlines and the cells of a table are none`() {
    var sheet = Sheet(dpi: 150, seed: 22)
    sheet.fillWithText(lines: 0..<10)
    sheet.ink(Box(x0: 64, y0: 66, x1: 548, y1: 68))
    for line in 2..<6 {
      let baseline = Sheet.rows(ofLine: line).bottom - 2
      sheet.ink(Box(x0: 64, y0: baseline, x1: 300, y1: baseline + 0.7))
    }
    for row in 0..<8 {
      for column in 0..<4 {
        let (x, y) = (64 + Double(column) * 110, 300 + Double(row) * 15)
        sheet.frame(Box(x0: x, y0: y, x1: x + 110.7, y1: y + 15.7), line: 0.7)
      }
    }
    #expect(found(sheet) == [])
  }

  @Test func `Check boxes, empty figures and page borders are none`() {
    var sheet = Sheet(dpi: 150, seed: 23)
    sheet.fillWithText(lines: 0..<5)
    for line in 10..<14 {
      let rows = Sheet.rows(ofLine: line)
      sheet.frame(Box(x0: 64, y0: rows.top, x1: 75, y1: rows.top + 11))
      sheet.write(line: line, from: 80, to: 300)
    }
    sheet.frame(Box(x0: 64, y0: 400, x1: 400, y1: 600))
    sheet.frame(Box(x0: 20, y0: 20, x1: 592, y1: 772))
    #expect(found(sheet) == [])
  }

  @Test func `A dark bar with writing on it is a heading`() {
    var sheet = Sheet(dpi: 150, seed: 24)
    sheet.fillWithText(lines: 0..<5)
    let rows = Sheet.rows(ofLine: 8)
    sheet.ink(Box(x0: 64, y0: rows.top, x1: 548, y1: rows.bottom))
    sheet.write(line: 8, from: 70, to: 320, size: 7, grey: 255)
    #expect(found(sheet) == [])

    // Short writing looks like a code until it is read.
    var short = Sheet(dpi: 150, seed: 25)
    short.ink(Box(x0: 64, y0: rows.top, x1: 200, y1: rows.bottom))
    short.write(line: 8, from: 70, to: 110, size: 6, grey: 255)
    #expect(found(short).count == 1)
    let word = Word(
      text: "Agency", box: Box(x0: 70, y0: rows.top + 3, x1: 110, y1: rows.bottom - 3), line: 0)
    #expect(found(short, words: [word]) == [])
  }

  @Test func `Photographs, charts, logos and the shadow of a lid are none`() {
    var sheet = Sheet(dpi: 150, seed: 26)
    sheet.fillWithText(lines: 30..<45)
    let (width, scale) = (sheet.raster.width, 150.0 / 72)
    // A photograph: dark patches without edges.
    for y in Int(100 * scale)..<Int(300 * scale) {
      for x in Int(100 * scale)..<Int(400 * scale) {
        let wave = (x * x / 900 + y * y / 700 + x * y / 1_300) % 160
        sheet.raster.pixels[y * width + x] = UInt8(20 + wave)
      }
    }
    // A disc, the bars of a chart, and a lid not quite closed.
    for y in Int(350 * scale)..<Int(400 * scale) {
      for x in Int(450 * scale)..<Int(500 * scale) {
        let (dx, dy) = (Double(x) / scale - 475, Double(y) / scale - 375)
        if dx * dx + dy * dy < 600 { sheet.raster.pixels[y * width + x] = 0 }
      }
    }
    for bar in 0..<5 {
      let x = 100 + Double(bar) * 30
      sheet.ink(Box(x0: x, y0: 420 - Double(bar) * 9, x1: x + 14, y1: 460))
    }
    sheet.ink(Box(x0: 0, y0: 0, x1: 9, y1: 792))
    sheet.ink(Box(x0: 0, y0: 780, x1: 612, y1: 792))
    #expect(found(sheet) == [])
  }
}
