// SPDX-License-Identifier: Apache-2.0

/// Tells sentences from rows of tables, heads of letters and lists of names.
enum Prose {
  /// Whether words that join others make up their share, and names and numbers no more than theirs.
  static func isProse(_ sentence: Reading.Sentence, in reading: Reading) -> Bool {
    var (joins, numbers, names) = (0, 0, 0)
    for place in sentence.range {
      switch reading.vocabulary.worth(reading.words[place]) {
      case .function: joins += 1
      case .number: numbers += 1
      case .courtesy, .content:
        if reading.marks[place].isName, place > sentence.range.lowerBound { names += 1 }
      }
    }
    let others = sentence.count - joins
    return joins * 7 >= sentence.count && numbers * 3 <= sentence.count
      && (names + numbers) * 5 <= others * 3
  }

  /// Whether there is something to tell it from other passages by, and it is no disclaimer.
  static func isDistinctive(_ words: ArraySlice<UInt32>, in reading: Reading) -> Bool {
    var content: Set<UInt32> = []
    var (letter, astray) = (false, Set<UInt32>())
    for word in words {
      let text = reading.vocabulary.words[Int(word)]
      if Lexicon.letter.contains(text) { letter = true }
      if Lexicon.astray.contains(text) { astray.insert(word) }
      if reading.vocabulary.worth(word) == .content { content.insert(word) }
    }
    if let first = words.first, reading.vocabulary.words[Int(first)] == "disclaimer" {
      return false
    }
    if astray.count >= (letter ? 3 : 4), astray.count * 8 >= content.count { return false }
    return content.count >= 4 && content.count * 6 >= words.count
  }
}
