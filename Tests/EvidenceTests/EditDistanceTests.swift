// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

struct EditDistanceTests {
  @Test func `The fewest edits are those of the whole table, for long words and short`() {
    var random = SplitMix(seed: 31)
    for round in 0..<600 {
      let longest = round % 20 == 0 ? 150 : 14
      let (a, b) = (Self.letters(longest, &random), Self.letters(longest, &random))
      let most = random.below(longest)
      let fewest = Self.table(a, b)
      #expect(EditDistance.edits(a, b, atMost: most) == (fewest <= most ? fewest : nil))
      #expect(EditDistance.edits(a[...], b[...], atMost: fewest) == fewest)
    }
  }

  @Test func `With swaps the fewest are those of trying every first step`() {
    var random = SplitMix(seed: 32)
    for _ in 0..<300 {
      let (a, b) = (Self.letters(7, &random), Self.letters(7, &random))
      #expect(EditDistance.withSwaps(a, b) == Self.tried(a[...], b[...]), "\(a) \(b)")
    }
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("form", "from", 1), ("frmo", "form", 2), ("ca", "abc", 3),
    ("detainer", "detianer", 1), ("jail", "jial:", 2),
  ])
  func `A swap of neighbours is one step, and none goes between what was swapped`(
    a: String, b: String, steps: Int
  ) {
    #expect(EditDistance.withSwaps(Array(a.utf8), Array(b.utf8)) == steps)
    #expect(EditDistance.withSwaps(Array(b.utf8), Array(a.utf8)) == steps)
  }

  /// Few kinds of letters, so that words have many in common.
  private static func letters(_ longest: Int, _ random: inout SplitMix) -> [UInt8] {
    (0..<random.below(longest)).map { _ in UInt8(97 + random.below(3)) }
  }

  private static func table(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      for (j, y) in b.enumerated() {
        row.append(min(rows[i][j] + (x == y ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1))
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }

  private static func tried(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    guard let x = a.first, let y = b.first else { return max(a.count, b.count) }
    var least = min(
      tried(a.dropFirst(), b) + 1, tried(a, b.dropFirst()) + 1,
      tried(a.dropFirst(), b.dropFirst()) + (x == y ? 0 : 1))
    if a.dropFirst().first == y, b.dropFirst().first == x {
      least = min(least, tried(a.dropFirst(2), b.dropFirst(2)) + 1)
    }
    return least
  }
}
