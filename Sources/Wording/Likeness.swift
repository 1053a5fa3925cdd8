// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether two sentences say the same in other words, by aligning theirs.
struct Likeness {
  private let reading: Reading
  /// Of each word, in tenths of bits: how little is to be expected that a sentence has it.
  private let rarities: [Int64]
  /// So much the words in common must tell together: sentences that have them in common by chance
  /// must not be expected among all pairs.
  private let needed: Int

  /// - Parameter wordings: all sentences that differ.
  init(_ reading: Reading, among wordings: [Reading.Sentence]) {
    self.reading = reading
    var counts = Array(repeating: 0, count: reading.vocabulary.words.count)
    var last = Array(repeating: -1, count: counts.count)
    for (number, sentence) in wordings.enumerated() {
      for word in reading.words[sentence.range] where last[Int(word)] != number {
        last[Int(word)] = number
        counts[Int(word)] += 1
      }
    }
    func bits(_ share: Double) -> Double { (10 * log2(share)).rounded() }
    let all = Double(max(2, wordings.count))
    rarities = counts.map { Int64(bits(all / Double(max(1, $0)))) }
    needed = Int(2 * bits(all))
  }

  func areOne(_ a: Reading.Sentence, _ b: Reading.Sentence) -> Bool {
    let common = common(reading.words[a.range], reading.words[b.range])
    guard common.content >= 3, common.count >= 5, common.rarity >= needed else { return false }
    let (whole, other) = (weight(a), weight(b))
    if 2 * common.weight * 100 >= 52 * (whole + other) { return true }
    // One was added to, or taken from two.
    return common.count >= 8 && common.content >= 4
      && common.weight * 100 >= 78 * min(whole, other)
  }

  private func weight(_ sentence: Reading.Sentence) -> Int {
    reading.words[sentence.range].reduce(0) { $0 + Int(reading.vocabulary.worth($1).weight) }
  }

  /// Of the heaviest alignment: its weight, what its words tell, how many are content and all.
  private func common(
    _ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>
  ) -> (weight: Int, rarity: Int, content: Int, count: Int) {
    // All four in one number, the weight first: the heavier alignment is the greater number.
    var row = Array(repeating: Int64(0), count: b.count + 1)
    for word in a {
      let worth = reading.vocabulary.worth(word)
      let step =
        Int64(worth.weight) << 40 | rarities[Int(word)] << 24
        | (worth == .content ? 1 << 12 : 0) | 1
      var diagonal = row[0]
      var place = 1
      for other in b {
        let above = row[place]
        row[place] = word == other ? diagonal + step : max(above, row[place - 1])
        diagonal = above
        place += 1
      }
    }
    let best = row[b.count]
    return (
      Int(best >> 40), Int(best >> 24 & 0xFFFF), Int(best >> 12 & 0xFFF), Int(best & 0xFFF)
    )
  }
}
