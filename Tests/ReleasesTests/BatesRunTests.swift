// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Releases

@Suite struct BatesRunTests {
  static let one = SourceID(hex: String(repeating: "1a", count: 32))
  static let two = SourceID(hex: String(repeating: "2b", count: 32))

  /// Pages of one source that bear these numbers, from page 1 on.
  static func pages(_ source: SourceID, _ numbers: [String?]) -> [(PageName, bates: String?)] {
    numbers.enumerated().map { (PageName(source: source, number: $0 + 1), $1) }
  }

  @Test(arguments: [
    ("ICE 2010FOIA2674.000123", "ICE2010FOIA2674", 123, 6), ("FBI SC-1312", "FBISC", 1_312, 4),
    ("DEF_00012", "DEF", 12, 5), ("EPIC-2012-FOIA-000012", "EPIC2012FOIA", 12, 6),
    ("Marlow County 00012", "MARLOWCOUNTY", 12, 5), ("000123", "", 123, 6),
    ("SCB0045542-MOU", "SCB", 45_542, 7),
  ])
  func `A number is taken apart`(text: String, key: String, number: Int, digits: Int) throws {
    let label = try #require(BatesLabel(text))
    #expect(label.key == key)
    #expect(label.number == number)
    #expect(label.digits == digits)
    #expect(label.text == text)
  }

  @Test func `Missing numbers are named with the pages around them`() {
    let report = BatesRuns.examine(
      Self.pages(Self.one, ["FPD 000009", "FPD 000010", "FPD 000014", "FPD 000015"]))
    #expect(
      report.gaps == [
        BatesGap(
          prefix: "FPD", first: "FPD 000011", last: "FPD 000013", count: 3,
          after: PageName(source: Self.one, number: 2),
          before: PageName(source: Self.one, number: 3))
      ])
    #expect(report.runs.map(\.span) == [7])
    #expect(report.runs.map(\.borne) == [4])
    #expect(report.breaks.isEmpty && report.repeats.isEmpty && report.blanks.isEmpty)
  }

  @Test func `What one file lacks and another has is not missing`() {
    let report = BatesRuns.examine(
      Self.pages(Self.one, ["FPD-1001", "FPD-1004"])
        + Self.pages(Self.two, ["FPD-1002", "FPD-1003"]))
    #expect(report.gaps.isEmpty)
  }

  @Test func `Misread numbers are set right where both neighbours prove them`() {
    let report = BatesRuns.examine(
      Self.pages(
        Self.one,
        [
          "FPD000101", "FPDO00102", "FP0000103", "FPD000104", "FPD0OO1O5", "FPD000186",
          "FPD000107", "FPD0001O8",
        ]))
    #expect(report.gaps.isEmpty)
    #expect(report.runs.map(\.borne) == [8])
    #expect(report.runs.first?.last == "FPD000108")
    // Nothing proves this one: its shape is another number's.
    let other = BatesRuns.examine(
      Self.pages(Self.one, ["FPD000101", "FPD000482", "FPD000103", "FPD000104"]))
    #expect(other.breaks.map(\.number) == ["FPD000103"])
  }

  @Test func `Numbers that come back are copies, a second release or a clash`() {
    let numbers = (1...5).map { "FPD 00000\($0)" }
    let again = BatesRuns.examine(
      Self.pages(Self.one, numbers) + Self.pages(Self.two, ["FPD 000000"] + numbers))
    #expect(again.repeats.map(\.kind) == [.again])
    #expect(again.repeats.first?.count == 5)
    #expect(
      again.repeats.first?.places == [
        PageStretch(source: Self.one, first: 1, last: 5),
        PageStretch(source: Self.two, first: 2, last: 6),
      ])
    let clash = BatesRuns.examine(
      Self.pages(Self.one, ["FPD 000001", "FPD 000002", "FPD 000002", "FPD 000003"]))
    #expect(clash.repeats.map(\.kind) == [.clash])
    let copies = BatesRuns.examine(
      Self.pages(Self.one, ["FPD 000001", "FPD 000002"]) + Self.pages(Self.two, ["FPD 000002"]),
      copies: [
        PageCopy(
          first: PageName(source: Self.one, number: 2),
          second: PageName(source: Self.two, number: 1), likeness: 1)
      ])
    #expect(copies.repeats.map(\.kind) == [.copies])
  }

  @Test func `Pages without a number, breaks of the order and document numbers are told apart`() {
    let report = BatesRuns.examine(
      Self.pages(Self.one, [nil, "FPD 000004", nil, nil, "FPD 000007", "FPD 000005", nil]))
    #expect(
      report.blanks == [
        BatesBlank(
          pages: PageStretch(source: Self.one, first: 3, last: 4), after: "FPD 000004",
          before: "FPD 000007", between: 2)
      ])
    #expect(
      report.breaks == [
        BatesBreak(
          page: PageName(source: Self.one, number: 6), number: "FPD 000005", after: "FPD 000007")
      ])
    let documents = BatesRuns.examine(
      Self.pages(Self.one, ["C05739561", "C05739561", "C05739561", "C05758417", "C05758417"]))
    #expect(documents.runs.map(\.unit) == [.documents])
    #expect(documents.gaps.isEmpty && documents.repeats.isEmpty)
  }

  @Test func `Numbers alone must count pages to be a run`() {
    #expect(BatesRuns.examine(Self.pages(Self.one, ["60601", "100234", "551234"])).runs.isEmpty)
    #expect(
      BatesRuns.examine(Self.pages(Self.one, ["000122", "000123", "000125", "000126"])).gaps.count
        == 1)
  }

  @Test func `Gaps and repeats are those that counting finds, whatever the order`() {
    var random = Dice(seed: 7)
    for _ in 0..<60 {
      var pages: [(PageName, bates: String?)] = []
      var borne: [Int: Int] = [:]
      for source in [Self.one, Self.two] {
        var number = 1_000 + random.below(12)
        for page in 1...(1 + random.below(20)) {
          pages.append((PageName(source: source, number: page), "FPD_00\(number)"))
          borne[number, default: 0] += 1
          number += random.below(4) == 0 ? 2 + random.below(5) : 1
        }
      }
      let report = BatesRuns.examine(pages)
      let (low, high) = (borne.keys.min() ?? 0, borne.keys.max() ?? 0)
      guard pages.count > 1 else { continue }
      let missing = (low...high).filter { borne[$0] == nil }
      let listed = report.gaps.flatMap { gap -> [Int] in
        let first = BatesLabel(gap.first)?.number ?? 0
        return (0..<gap.count).map { first + $0 }
      }
      #expect(listed == missing)
      #expect(report.repeats.reduce(0) { $0 + $1.count } == borne.values.count { $0 > 1 })
      #expect(BatesRuns.examine(pages.reversed()) == report)
      #expect(BatesRuns.examine(random.shuffled(pages)) == report)
    }
  }
}

/// Numbers that look random and are always the same.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2_654_435_761 &+ 88_172_645_463_325_252 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(1, bound)))
  }

  mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
    var out = list
    for n in out.indices.reversed() { out.swapAt(n, below(n + 1)) }
    return out
  }
}
