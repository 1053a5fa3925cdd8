// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestSupport
import Testing

@testable import Imaging

@Suite struct OrientationTests {
  @Test(arguments: 0..<4)
  func `Lines of text tell which way a page lies`(quarters: Int) {
    var sheet = Sheet(dpi: 150, seed: 8)
    sheet.fillWithText()
    let page = sheet.scanned(slope: 0.03, noise: 12).turned(quarters)
    #expect(Orientation.isSideways(page) == (quarters % 2 == 1))
    #expect(Orientation.isSideways(Sheet(dpi: 100, seed: 2).raster) == nil)
  }

  @Test func `The turn in which a sample reads best is found`() throws {
    let bytes = try #require(Data(base64Encoded: writing))
    var block = try ImageFile.decode([UInt8](bytes), page: 1)
    block.dpi = 150
    let recognizer = try Recognizer(languages: "eng")
    for quarters in 0..<4 {
      let turned = block.turned(quarters)
      let turns = quarters % 2 == 0 ? [0, 2] : [1, 3]
      #expect(try recognizer.bestTurn(of: turned, among: turns) == (4 - quarters) % 4)
    }
    let blank = Sheet(dpi: 100, seed: 1).raster
    #expect(try recognizer.bestTurn(of: blank, among: [0, 2]) == 0)
  }

  @Test(arguments: [-0.12, -0.087, -0.02, 0.05, 0.087, 0.12])
  func `A lean of up to seven degrees is measured`(slope: Double) throws {
    var sheet = Sheet(dpi: 150, seed: 21)
    sheet.fillWithText()
    let mask = try #require(PageMask(sheet.scanned(slope: slope, noise: 10)))
    #expect(abs(mask.slope - slope) < 0.002)
  }

  @Test func `A leaning page turned straight has its words where they were`() {
    let turn = Turn(slope: 0.1, midX: 306, midY: 396)
    let box = Box(x0: 60, y0: 70, x1: 100, y1: 80)
    let there = turn.straight(turn.back(box))
    #expect(abs(there.x0 - box.x0) < 1e-9 && abs(there.y1 - box.y1) < 1e-9)
    var page = Raster(
      width: 1_275, height: 1_650, dpi: 150, pixels: [UInt8](repeating: 255, count: 1_275 * 1_650))
    let leaning = turn.back(box)
    page.fill(
      Box(
        x0: leaning.midX - 4, y0: leaning.midY - 4, x1: leaning.midX + 4, y1: leaning.midY + 4),
      grey: 0)
    let straight = LegiblePage(page, turn).raster
    let (x, y) = (Int(box.midX / 72 * 204), Int(box.midY / 72 * 240))
    #expect(straight.pixels[y * straight.width + x] < 30)
  }

  @Test func `Dust is taken off, dots and clean pages are left alone`() {
    var sheet = Sheet(dpi: 150, seed: 4)
    sheet.fillWithText(lines: 0..<4)
    #expect(Speckle.removed(from: sheet.raster, ink: 128).pixels == sheet.raster.pixels)
    let clean = sheet.raster
    for _ in 0..<6_000 {
      let x = Int.random(in: 2..<clean.width - 2, using: &sheet.dice)
      let y = Int.random(in: 1_000..<clean.height - 2, using: &sheet.dice)
      sheet.raster.pixels[y * clean.width + x] = 20
    }
    let dot = Box(x0: 100, y0: 300, x1: 101.5, y1: 301.5)
    sheet.raster.fill(dot.grown(by: 3), grey: 255)
    sheet.raster.fill(dot, grey: 0)
    let dusted = Speckle.removed(from: sheet.raster, ink: 128)
    func dark(_ raster: Raster) -> Int {
      raster.pixels[(1_000 * clean.width)...].count { $0 < 128 }
    }
    #expect(dark(dusted) * 10 < dark(sheet.raster))
    #expect(dusted.pixels[Int(300.7 / 72 * 150) * clean.width + Int(100.7 / 72 * 150)] == 0)
  }

  @Test func `Text on a flat ground looks like text, photographs and frames do not`() throws {
    let bytes = try #require(Data(base64Encoded: writing))
    let text = try ImageFile.decode([UInt8](bytes), page: 1)
    #expect(TextLook.legible(text)?.pixels == text.pixels)
    var dark = text
    dark.pixels = text.pixels.map { 255 - $0 }
    #expect(TextLook.legible(dark)?.pixels == text.pixels)
    var dice = SplitMix(seed: 9)
    var photograph = text
    for index in photograph.pixels.indices {
      photograph.pixels[index] = UInt8((index / 3) % 200) &+ UInt8(dice.next() % 40)
    }
    #expect(TextLook.legible(photograph) == nil)
    var frame = Sheet(dpi: 150, seed: 1)
    frame.frame(Box(x0: 40, y0: 40, x1: 500, y1: 60))
    frame.frame(Box(x0: 40, y0: 80, x1: 500, y1: 100))
    #expect(TextLook.legible(frame.raster) == nil)
  }
}
