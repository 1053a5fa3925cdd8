// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Imaging

/// Marks that are neither black with straight level edges nor framed blanks.
@Suite struct MarkKindsTests {
  static let scans = [
    Scan(dpi: 100, slope: 0, noise: 0, seed: 31),
    Scan(dpi: 200, slope: 0.004, noise: 12, seed: 33),
    Scan(dpi: 150, slope: -0.008, noise: 22, seed: 34),
    Scan(dpi: 300, slope: 0.006, noise: 25, seed: 36),
  ]

  private typealias Mark = (box: Box, kind: Redaction.Kind)

  /// A page of text with marks of one kind in random lines, and where they are.
  private func page(
    _ scan: Scan, from shortest: Double = 380, draw: (inout Sheet, Int, Box) -> Mark
  ) -> (Sheet, [Mark]) {
    var sheet = Sheet(dpi: scan.dpi, seed: scan.seed)
    var truth: [Mark] = []
    for line in 0..<40 {
      let end = Double.random(in: shortest...540, using: &sheet.dice)
      guard line % 5 == 2 else {
        sheet.write(line: line, from: 64, to: end)
        continue
      }
      let x0 = Double.random(in: 90...200, using: &sheet.dice).rounded()
      let x1 = (x0 + Double.random(in: 32...(end - x0 - 40), using: &sheet.dice)).rounded()
      let (top, bottom) = Sheet.rows(ofLine: line)
      sheet.write(line: line, from: 64, to: x0 - 3)
      sheet.write(line: line, from: x1 + 3, to: end)
      truth.append(draw(&sheet, truth.count, Box(x0: x0, y0: top, x1: x1, y1: bottom)))
    }
    return (sheet, truth)
  }

  private func check(
    _ scan: Scan, from shortest: Double = 380, least: Double,
    draw: (inout Sheet, Int, Box) -> Mark
  ) {
    var (sheet, truth) = page(scan, from: shortest, draw: draw)
    let raster =
      scan.noise == 0 ? sheet.raster : sheet.scanned(slope: scan.slope, noise: scan.noise)
    let found = RedactionFinder.find(in: raster, words: [])
    #expect(found.count == truth.count)
    for (box, kind) in truth {
      let place = sheet.leaning(box, slope: scan.noise == 0 ? 0 : scan.slope)
      let best = found.max { overlap($0.box, place) < overlap($1.box, place) }
      let share = best.map { overlap($0.box, place) } ?? 0
      #expect(share > least, "\(kind) at \(place), nearest \(String(describing: best?.box))")
      if share > least { #expect(best?.kind == kind) }
    }
  }

  @Test(arguments: scans)
  func `Grey boxes from dark to light are found in their lines`(scan: Scan) {
    let shades: [UInt8] = [90, 110, 130, 150, 170, 185, 200, 215]
    check(scan, least: 0.7) { sheet, number, box in
      sheet.ink(box, shades[number % shades.count])
      return (box, .grey)
    }
  }

  @Test(arguments: scans)
  func `Strokes of a marker are found in their lines`(scan: Scan) {
    check(scan, least: 0.6) { sheet, number, box in
      sheet.stroke(box, rise: Double(number % 3) - 1)
      return (box, .marker)
    }
  }

  @Test(arguments: scans)
  func `Boxes filled with lines are found in their lines`(scan: Scan) {
    check(scan, least: 0.7) { sheet, number, box in
      sheet.hatch(
        box, pitch: 2.6 + Double(number % 3) * 0.6, slope: number % 2 == 0 ? 1 : -0.8,
        border: number % 4 != 3, cross: number % 3 == 0)
      return (box, .hatched)
    }
  }

  @Test(arguments: scans)
  func `Words whited out of a line leave a gap that lines of text run past`(scan: Scan) {
    check(scan, from: 515, least: 0.55) { _, _, box in (box, .white) }
  }

  @Test(arguments: scans)
  func `Boxes drawn aslant over text are found`(scan: Scan) {
    var sheet = Sheet(dpi: scan.dpi, seed: scan.seed)
    sheet.fillWithText()
    var truth: [Box] = []
    for (number, slope) in [0.15, -0.3, 0.5, -0.8].enumerated() {
      truth.append(
        sheet.slanted(
          midX: 200 + Double(number) * 60, midY: 130 + Double(number) * 150, width: 120,
          height: 16 + Double(number) * 3, slope: slope))
    }
    let raster =
      scan.noise == 0 ? sheet.raster : sheet.scanned(slope: scan.slope, noise: scan.noise)
    let found = RedactionFinder.find(in: raster, words: [])
    #expect(found.count == truth.count)
    for box in truth {
      let place = sheet.leaning(box, slope: scan.noise == 0 ? 0 : scan.slope)
      let best = found.map { overlap($0.box, place) }.max() ?? 0
      #expect(best > 0.7, "\(place)")
    }
  }

  @Test(arguments: scans)
  func `Shading that can be read, pictures, charts and forms are none`(scan: Scan) {
    var sheet = Sheet(dpi: scan.dpi, seed: scan.seed)
    sheet.fillWithText(lines: 0..<4)
    // Highlighted text, a shaded head of a table with its rows, a panel behind text.
    let marked = Sheet.rows(ofLine: 5)
    sheet.ink(Box(x0: 100, y0: marked.top, x1: 300, y1: marked.bottom), 205)
    sheet.write(line: 5, from: 64, to: 400)
    let head = Sheet.rows(ofLine: 7)
    sheet.ink(Box(x0: 64, y0: head.top - 1, x1: 540, y1: head.bottom + 1), 180)
    for column in 0..<4 {
      let x = 68 + 120 * Double(column)
      sheet.write(line: 7, from: x, to: x + 70)
      for line in 8..<11 { sheet.write(line: line, from: x, to: x + 50) }
    }
    sheet.ink(Box(x0: 60, y0: 232, x1: 420, y1: 292), 220)
    for line in 12..<16 { sheet.write(line: line, from: 68, to: 410) }
    // Fields to be filled in, pale.
    for line in 17..<20 {
      let rows = Sheet.rows(ofLine: line)
      sheet.write(line: line, from: 64, to: 130)
      sheet.ink(Box(x0: 140, y0: rows.top, x1: 320, y1: rows.bottom), 228)
    }
    // Bars of a chart, a bar code, a name in ink.
    for bar in 0..<6 {
      let x = 80 + Double(bar) * 24
      sheet.ink(
        Box(x0: x, y0: 400 - Double((bar * 29) % 50), x1: x + 15, y1: 440), bar % 2 == 0 ? 60 : 140)
    }
    sheet.barCode(Box(x0: 300, y0: 400, x1: 440, y1: 440))
    sheet.signature(x: 90, y: 480)
    // A photograph in greys.
    let scale = scan.dpi / 72
    for y in Int(530 * scale)..<Int(680 * scale) {
      for x in Int(100 * scale)..<Int(330 * scale) {
        let wave = (x * x / 900 + y * y / 700 + x * y / 1_300) % 160
        sheet.raster.pixels[y * sheet.raster.width + x] = UInt8(60 + wave)
      }
    }
    let raster =
      scan.noise == 0 ? sheet.raster : sheet.scanned(slope: scan.slope, noise: scan.noise)
    #expect(RedactionFinder.find(in: raster, words: []) == [])
  }
}
