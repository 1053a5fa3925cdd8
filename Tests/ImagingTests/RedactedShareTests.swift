// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Imaging

@Suite struct RedactedShareTests {
  private func share(_ redactions: [Redaction], _ words: [Word]) -> Double {
    RedactionFinder.redactedShare(of: redactions, words: words, pageWidth: 612, pageHeight: 792)
  }

  private func words(line: Int, from x0: Double, to x1: Double) -> [Word] {
    let y = 80 + 13.5 * Double(line)
    return stride(from: x0, to: x1, by: 20).map { x in
      Word(text: "word", box: Box(x0: x, y0: y, x1: min(x1, x + 17), y1: y + 10), line: line)
    }
  }

  private func box(line: Int, from x0: Double, to x1: Double, lines: Double = 1) -> Redaction {
    let y = 79 + 13.5 * Double(line)
    return Redaction(box: Box(x0: x0, y0: y, x1: x1, y1: y + 13.5 * lines - 1), kind: .black)
  }

  @Test func `Half of each line covered is a half, however the boxes are drawn`() {
    let visible = (0..<6).flatMap { words(line: $0, from: 64, to: 264) }
    let single = (0..<6).map { box(line: $0, from: 267, to: 467) }
    #expect(abs(share(single, visible) - 0.5) < 0.02)
    #expect(abs(share([box(line: 0, from: 267, to: 467, lines: 6)], visible) - 0.5) < 0.02)
    #expect(abs(share(single + single, visible) - 0.5) < 0.02)
  }

  @Test func `Words on a box are not visible text`() {
    let hidden = words(line: 0, from: 64, to: 264)
    #expect(share([box(line: 0, from: 60, to: 270)], hidden) == 1)
    #expect(share([], hidden) == 0)
    #expect(share([], []) == 0)
  }

  @Test func `A page blacked out is covered wholly, whatever is stamped on it`() {
    let page = Redaction(box: Box(x0: 64, y0: 68, x1: 548, y1: 720), kind: .page)
    #expect(share([page], words(line: 50, from: 300, to: 330)) == 1)
  }
}
