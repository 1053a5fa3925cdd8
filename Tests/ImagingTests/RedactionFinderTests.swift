// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Imaging

@Suite struct RedactionFinderTests {
  static let scans = [
    Scan(dpi: 100, slope: 0, noise: 0, seed: 1), Scan(dpi: 150, slope: 0, noise: 0, seed: 2),
    Scan(dpi: 150, slope: 0.012, noise: 25, seed: 3),
    Scan(dpi: 150, slope: -0.009, noise: 25, seed: 4),
    Scan(dpi: 200, slope: 0.015, noise: 20, seed: 5),
  ]

  @Test(arguments: scans)
  func `Boxes at random places are found where they stand, and nothing else`(scan: Scan) {
    var sheet = Sheet(dpi: scan.dpi, seed: scan.seed)
    var truth: [(box: Box, kind: Redaction.Kind)] = []
    for line in 0..<40 {
      let end = Double.random(in: 300...540, using: &sheet.dice)
      guard Int.random(in: 0..<4, using: &sheet.dice) == 0 else {
        sheet.write(line: line, from: 64, to: end)
        continue
      }
      let x0 = Double.random(in: 70...180, using: &sheet.dice).rounded()
      let x1 = (x0 + Double.random(in: 30...(end - x0 - 20), using: &sheet.dice)).rounded()
      let (top, bottom) = Sheet.rows(ofLine: line)
      let box = Box(x0: x0, y0: top, x1: x1, y1: bottom)
      let isBlack = Bool.random(using: &sheet.dice)
      sheet.write(line: line, from: 64, to: x0 - 2)
      sheet.write(line: line, from: x1 + 3, to: end)
      if isBlack { sheet.ink(box) } else { sheet.frame(box) }
      if box.width > 40 {
        sheet.write(
          line: line, from: x0 + 3, to: x0 + 24, size: 5, grey: isBlack ? 255 : 0)
      }
      truth.append((box, isBlack ? .black : .white))
    }
    let raster =
      scan.noise == 0 ? sheet.raster : sheet.scanned(slope: scan.slope, noise: scan.noise)
    let found = RedactionFinder.find(in: raster, words: [])
    #expect(found.count == truth.count, "\(found.map { ($0.kind, $0.box) })")
    for (box, kind) in truth {
      let place = sheet.leaning(box, slope: scan.slope)
      let best = found.max { overlap($0.box, place) < overlap($1.box, place) }
      #expect(best.map { overlap($0.box, place) } ?? 0 > 0.75, "\(kind) at \(box)")
      #expect(best?.kind == kind)
    }
  }

  @Test(arguments: [[480.0, 430, 500], [430, 500, 430], [500, 430, 500]])
  func `Touching boxes on successive lines are told apart by their edges`(ends: [Double]) {
    var sheet = Sheet(dpi: 150, seed: 7)
    sheet.fillWithText(except: [10, 11, 12, 20, 21])
    for (line, end) in zip(10..., ends) {
      let rows = Sheet.rows(ofLine: line)
      sheet.ink(Box(x0: 64, y0: rows.top - 0.4, x1: end, y1: rows.bottom + 0.4))
    }
    // One true rectangle two lines high.
    let (top, bottom) = (Sheet.rows(ofLine: 20).top, Sheet.rows(ofLine: 21).bottom)
    sheet.ink(Box(x0: 64, y0: top, x1: 400, y1: bottom))
    let found = RedactionFinder.find(in: sheet.raster, words: [])
    #expect(found.map { $0.box.x1.rounded() } == ends + [400])
    #expect(
      found.last.map { overlap($0.box, Box(x0: 64, y0: top, x1: 400, y1: bottom)) } ?? 0 > 0.9)
  }

  @Test func `A page painted black is one redaction of the whole page`() {
    var sheet = Sheet(dpi: 100, seed: 8)
    sheet.ink(Box(x0: 20, y0: 20, x1: 592, y1: 772))
    #expect(RedactionFinder.find(in: sheet.raster, words: []).map(\.kind) == [.page])
    sheet.ink(Box(x0: 0, y0: 0, x1: 612, y1: 792))
    #expect(RedactionFinder.find(in: sheet.raster, words: []).map(\.kind) == [.page])
    var framed = Sheet(dpi: 100, seed: 9)
    framed.ink(Box(x0: 64, y0: 70, x1: 548, y1: 720))
    framed.ink(Box(x0: 80, y0: 78, x1: 110, y1: 84), 255)
    let found = RedactionFinder.find(in: framed.raster, words: [])
    #expect(found.map(\.kind) == [.page])
    #expect(found.first.map { overlap($0.box, Box(x0: 64, y0: 70, x1: 548, y1: 720)) } ?? 0 > 0.95)
  }

  @Test func `Codes come from the words on a box or right beside it`() {
    var sheet = Sheet(dpi: 150, seed: 10)
    sheet.fillWithText(except: [5, 9])
    let (inside, beside) = (Sheet.rows(ofLine: 5), Sheet.rows(ofLine: 9))
    sheet.ink(Box(x0: 100, y0: inside.top, x1: 300, y1: inside.bottom))
    sheet.write(line: 5, from: 103, to: 124, size: 5, grey: 255)
    sheet.ink(Box(x0: 100, y0: beside.top, x1: 300, y1: beside.bottom))
    let words = [
      Word(
        text: "(b)(7)(c)", box: Box(x0: 103, y0: inside.top + 4, x1: 124, y1: inside.bottom - 3),
        line: 5),
      Word(
        text: "b6", box: Box(x0: 303, y0: beside.top + 2, x1: 312, y1: beside.bottom - 3), line: 9),
    ]
    let found = RedactionFinder.find(in: sheet.raster, words: words)
    #expect(found.map(\.codes) == [["(b)(7)(C)"], ["(b)(6)"]])
  }

  @Test func `An image without pixels or resolution has no redactions`() {
    #expect(
      RedactionFinder.find(in: Raster(width: 0, height: 0, dpi: 150, pixels: []), words: []) == [])
    let flat = Raster(width: 10, height: 10, dpi: 0, pixels: [UInt8](repeating: 0, count: 100))
    #expect(RedactionFinder.find(in: flat, words: []) == [])
    let short = Raster(width: 10, height: 10, dpi: 72, pixels: [0])
    #expect(RedactionFinder.find(in: short, words: []) == [])
    let tiny = Raster(width: 1, height: 1, dpi: 300, pixels: [0])
    #expect(RedactionFinder.find(in: tiny, words: []).allSatisfy { $0.kind == .page })
  }
}
