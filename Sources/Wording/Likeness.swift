// SPDX-License-Identifier: Apache-2.0

/// Whether two sentences say the same in other words, by aligning theirs.
enum Likeness {
  static func areOne(
    _ a: Reading.Sentence, _ b: Reading.Sentence, in reading: Reading
  ) -> Bool {
    let (common, content, count) = common(
      reading.words[a.range], reading.words[b.range], reading.vocabulary)
    guard content >= 3, count >= 5 else { return false }
    let (whole, other) = (weight(a, reading), weight(b, reading))
    if 2 * common * 100 >= 52 * (whole + other) { return true }
    // One was added to, or taken from two.
    return count >= 8 && content >= 4 && common * 100 >= 78 * min(whole, other)
  }

  private static func weight(_ sentence: Reading.Sentence, _ reading: Reading) -> Int {
    reading.words[sentence.range].reduce(0) { $0 + Int(reading.vocabulary.worth($1).weight) }
  }

  /// Of the heaviest alignment: its weight, and how many of its words are content and all of them.
  private static func common(
    _ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>, _ vocabulary: Vocabulary
  ) -> (weight: Int, content: Int, count: Int) {
    // Weight, content words and words in one number: the heavier alignment is the greater number.
    var row = Array(repeating: Int64(0), count: b.count + 1)
    for word in a {
      let worth = vocabulary.worth(word)
      let step = Int64(worth.weight) << 32 | (worth == .content ? 1 << 16 : 0) | 1
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
    return (Int(best >> 32), Int(best >> 16 & 0xFFFF), Int(best & 0xFFFF))
  }
}
