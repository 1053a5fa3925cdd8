// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

@testable import Documents

@Suite struct PagePackingTests {
  /// A page whose numbers are already as round as packing keeps them.
  private func randomPage(_ random: inout SplitMix) -> Page {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func coordinate() -> Double { Double(number(-5_000...200_000)) / 100 }
    func box() -> Box {
      Box(x0: coordinate(), y0: coordinate(), x1: coordinate(), y1: coordinate())
    }
    func share() -> Double { Double(number(0...10_000)) / 10_000 }
    func text() -> String {
      String((0..<number(0...12)).map { _ in "aé漢👍 (b)(6)\n".randomElement(using: &random) ?? "x" })
    }
    var page = Page(
      source: SourceID(hex: text()), number: number(1...90_000), width: coordinate(),
      height: coordinate(), rotation: number(0...3) * 90)
    page.method = [.text, .ocr, .none].randomElement(using: &random) ?? .none
    page.confidence = Bool.random(using: &random) ? share() : nil
    page.bates = Bool.random(using: &random) ? text() : nil
    page.redactedShare = share()
    page.furniture = (0..<number(0...3)).map { _ in box() }
    page.stamps = (0..<number(0...3)).map { _ in text() }
    page.redactions = (0..<number(0...5)).map { _ in
      Redaction(
        box: box(), kind: Redaction.Kind.allCases.randomElement(using: &random) ?? .other,
        codes: (0..<number(0...2)).map { _ in text() },
        textUnder: Redaction.TextUnder.allCases.randomElement(using: &random) ?? .none,
        hiddenText: Bool.random(using: &random) ? text() : nil, confidence: share(),
        withheldPages: Bool.random(using: &random) ? number(0...90) : nil)
    }
    page.exposures = (0..<number(0...2)).map { _ in
      Exposure(
        kind: Exposure.Kind.allCases.randomElement(using: &random) ?? .box, page: page.number,
        box: Bool.random(using: &random) ? box() : nil, text: text(), place: text(),
        confidence: share())
    }
    page.discardedText = Bool.random(using: &random) ? text() : nil
    var line = 0
    page.words = (0..<number(0...80)).map { _ in
      line += number(0...1)
      return Word(
        text: text(), box: box(), line: line,
        confidence: Bool.random(using: &random) ? share() : nil)
    }
    return page
  }

  @Test func `A page comes back as it went in`() throws {
    var random = SplitMix(seed: 1)
    for _ in 0..<200 {
      let page = randomPage(&random)
      #expect(try PagePacking.unpack(PagePacking.pack(page)) == page)
    }
  }

  @Test func `Numbers are rounded once and for all`() throws {
    var page = Page(source: SourceID(hex: "ab"), number: 1, width: 612.004, height: .nan)
    page.words = [
      Word(text: "a", box: Box(x0: 1.005, y0: 2.3333, x1: .infinity, y1: -1e300), line: -3)
    ]
    let once = try PagePacking.unpack(PagePacking.pack(page))
    #expect(once.width == 612)
    #expect(once.height == 0)
    #expect(once.words[0].box == Box(x0: 1.0, y0: 2.33, x1: 1e7, y1: -1e7))
    #expect(once.words[0].line == -3)
    #expect(try PagePacking.unpack(PagePacking.pack(once)) == once)
  }

  @Test func `Damaged bytes are refused or read, never a trap`() throws {
    var random = SplitMix(seed: 2)
    var refused = 0
    for _ in 0..<400 {
      var bytes = PagePacking.pack(randomPage(&random))
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      case 1: bytes = (0..<60).map { _ in UInt8.random(in: 0...255, using: &random) }
      default:
        for _ in 0..<3 {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
      }
      do {
        _ = try PagePacking.unpack(bytes)
      } catch is PagePacking.Malformed {
        refused += 1
      }
    }
    #expect(refused > 200)
  }

  @Test func `Other versions and leftover bytes are refused`() {
    let bytes = PagePacking.pack(Page(source: SourceID(hex: ""), number: 1, width: 1, height: 1))
    #expect(throws: PagePacking.Malformed(offset: 0)) {
      try PagePacking.unpack([3] + bytes.dropFirst())
    }
    #expect(throws: PagePacking.Malformed.self) { try PagePacking.unpack(bytes + [0]) }
    #expect(throws: PagePacking.Malformed.self) { try PagePacking.unpack([]) }
  }
}

extension Redaction.TextUnder {
  fileprivate static let allCases: [Redaction.TextUnder] = [.none, .hidden, .unknown]
}
