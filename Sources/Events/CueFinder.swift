// SPDX-License-Identifier: Apache-2.0

/// Finds the phrases of a cue file in the words of a message.
struct CueFinder: Sendable {
  /// A phrase found, with the words it covers.
  struct Hit {
    var words: Range<Int>
    var sentence: Int
    /// Its number among all phrases of the file.
    var phrase: Int
  }

  private struct Entry {
    /// In `cues.cues`, or after these in `cues.stated`.
    var owner: Int
    var phrase: CuePhrase
  }

  let cues: Cues
  private var entries: [Entry] = []
  /// The phrases that can begin with a symbol, and those that can begin with any word.
  private var bySymbol: [[Int]] = []
  private var others: [Int] = []

  init(_ cues: Cues) {
    self.cues = cues
    bySymbol = [[Int]](repeating: [], count: cues.symbols.count)
    for (owner, cue) in cues.cues.enumerated() { add(cue.phrases, owner) }
    for (index, stated) in cues.stated.enumerated() {
      add(stated.phrases, cues.cues.count + index)
    }
  }

  private mutating func add(_ phrases: [CuePhrase], _ owner: Int) {
    for phrase in phrases {
      let index = entries.count
      entries.append(Entry(owner: owner, phrase: phrase))
      if phrase.openings.isEmpty { others.append(index) }
      for symbol in phrase.openings.sorted() { bySymbol[symbol].append(index) }
    }
  }

  /// The hits of each cue and each stated value, the cues first, each in the order of the text.
  func hits(in text: CueText) -> [[Hit]] {
    var out = [[Hit]](repeating: [], count: cues.cues.count + cues.stated.count)
    var present = [Bool](repeating: false, count: cues.symbols.count)
    for (number, sentence) in text.sentences.enumerated() {
      let words = text.words[sentence.words]
      for word in words { for symbol in word.symbols { present[symbol] = true } }
      defer { for word in words { for symbol in word.symbols { present[symbol] = false } } }
      for start in sentence.words {
        // A word can open a phrase both as itself and by its stem.
        var tried: Set<Int> = []
        for index in text.words[start].symbols.flatMap({ bySymbol[$0] }) + others
        where tried.insert(index).inserted {
          let entry = entries[index]
          // A subject stays the same from mail to mail: it states a purpose but performs no act.
          if words.first?.line == -1, entry.owner < cues.cues.count { continue }
          guard entry.phrase.needed.allSatisfy({ $0.contains { present[$0] } }),
            let end = entry.phrase.match(words, at: start), end > start,
            !entry.phrase.asks || asks(start..<end, sentence, text),
            isMeant(entry.owner, start..<end, sentence, text)
          else { continue }
          if let last = out[entry.owner].last, last.words.overlaps(start..<end) { continue }
          out[entry.owner].append(Hit(words: start..<end, sentence: number, phrase: index))
        }
      }
    }
    return out
  }

  private func asks(
    _ found: Range<Int>, _ sentence: CueText.Sentence, _ text: CueText
  ) -> Bool {
    sentence.isQuestion
      || cues.guards.values.contains { rule in
        rule.reach == .question && opens(rule.phrases, before: found, sentence, text)
      }
  }

  private func isMeant(
    _ owner: Int, _ found: Range<Int>, _ sentence: CueText.Sentence, _ text: CueText
  ) -> Bool {
    let isCue = owner < cues.cues.count
    let names = isCue ? cues.cues[owner].guards : cues.stated[owner - cues.cues.count].guards
    for name in names {
      guard let rule = cues.guards[name] else { continue }
      switch rule.reach {
      case .clause:
        let from = clauseStart(found, sentence, text)
        if stands(rule.phrases, from..<found.upperBound, sentence, text) { return false }
      case .near:
        let from = max(clauseStart(found, sentence, text), found.lowerBound - 3)
        if stands(rule.phrases, from..<found.lowerBound, sentence, text) { return false }
      case .question:
        if sentence.isQuestion || opens(rule.phrases, before: found, sentence, text) {
          return false
        }
      }
    }
    let words = text.words[sentence.words]
    let notNear =
      isCue ? cues.cues[owner].notNear : cues.stated[owner - cues.cues.count].notNear
    return !notNear.contains { phrase in
      sentence.words.contains { phrase.match(words, at: $0) != nil }
    }
  }

  private func clauseStart(
    _ found: Range<Int>, _ sentence: CueText.Sentence, _ text: CueText
  ) -> Int {
    var from = found.lowerBound
    while from > sentence.words.lowerBound, !text.words[from].opensClause { from -= 1 }
    return from
  }

  private func stands(
    _ phrases: [CuePhrase], _ range: Range<Int>, _ sentence: CueText.Sentence, _ text: CueText
  ) -> Bool {
    let words = text.words[sentence.words]
    return range.contains { start in
      phrases.contains { phrase in
        phrase.match(words, at: start).map { $0 <= range.upperBound } ?? false
      }
    }
  }

  private func opens(
    _ phrases: [CuePhrase], before found: Range<Int>, _ sentence: CueText.Sentence, _ text: CueText
  ) -> Bool {
    let from = clauseStart(found, sentence, text)
    let words = text.words[sentence.words]
    return phrases.contains { $0.match(words, at: from) != nil }
  }
}
