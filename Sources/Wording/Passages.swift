// SPDX-License-Identifier: Apache-2.0

/// A stretch of a text that is one of the appearances of a passage.
struct Stretch {
  var text: Int
  /// Of `Reading.words`.
  var words: Range<Int>
}

/// Runs of sentences that recur: neighbours that do so together are one passage.
enum Passages {
  /// Sentences of other kinds that may stand between two of a passage, and their words.
  private static let gap = 2
  private static let gapWords = 60

  private struct Pair: Hashable {
    var before: Int32
    var after: Int32
  }

  /// The stretches of every passage in the order of texts; each stands in two texts or more.
  static func find(in reading: Reading, kinds: SentenceKinds) -> [[Stretch]] {
    let isFirm = firmKinds(reading, kinds)
    var sets = Disjoint(kinds.texts.count)
    join(neighbours(reading, kinds, isFirm), kinds, &sets)
    var out: [[Stretch]] = []
    var slots: [Int: Int] = [:]
    // The number of the last sentence of each stretch that may go on.
    var open: [Int: Int] = [:]
    var text = Int32(-1)
    for (number, sentence) in reading.sentences.enumerated() {
      if sentence.text != text {
        text = sentence.text
        open = [:]
      }
      let kind = Int(kinds.kinds[number])
      guard kinds.texts[kind] >= 2, isFirm[kind] else { continue }
      let passage = sets.root(kind)
      let slot = slots[passage] ?? out.count
      if slot == out.count {
        slots[passage] = slot
        out.append([])
      }
      if let last = open[passage], number - last <= gap + 1,
        Int(sentence.from - reading.sentences[last].to) <= gapWords
      {
        let end = out[slot].count - 1
        out[slot][end].words = out[slot][end].words.lowerBound..<Int(sentence.to)
      } else {
        out[slot].append(Stretch(text: Int(sentence.text), words: sentence.range))
      }
      open[passage] = number
    }
    return out
  }

  /// Kinds with enough words of their own to belong to a passage.
  private static func firmKinds(_ reading: Reading, _ kinds: SentenceKinds) -> [Bool] {
    var out = Array(repeating: false, count: kinds.texts.count)
    for (sentence, kind) in zip(reading.sentences, kinds.kinds) where !out[Int(kind)] {
      guard kinds.texts[Int(kind)] >= 2, sentence.count >= 3 else { continue }
      let content = reading.words[sentence.range].count {
        reading.vocabulary.worth($0) == .content
      }
      out[Int(kind)] =
        content >= 2 && content * 5 >= sentence.count && Prose.isProse(sentence, in: reading)
    }
    return out
  }

  /// In how many texts a sentence of one kind follows on one of another.
  private static func neighbours(
    _ reading: Reading, _ kinds: SentenceKinds, _ isFirm: [Bool]
  ) -> [Pair: Int32] {
    var counts: [Pair: (texts: Int32, last: Int32)] = [:]
    var before: (number: Int, kind: Int32)?
    for (number, sentence) in reading.sentences.enumerated() {
      let kind = kinds.kinds[number]
      if let last = before, reading.sentences[last.number].text != sentence.text { before = nil }
      guard kinds.texts[Int(kind)] >= 2, isFirm[Int(kind)] else { continue }
      if let last = before, last.kind != kind, number - last.number <= gap + 1,
        Int(sentence.from - reading.sentences[last.number].to) <= gapWords
      {
        let pair = Pair(before: last.kind, after: kind)
        let known = counts[pair] ?? (0, -1)
        if known.last != sentence.text { counts[pair] = (known.texts + 1, sentence.text) }
      }
      before = (number, kind)
    }
    return counts.mapValues(\.texts)
  }

  /// Kinds are joined that stand together in at least two texts, in half of those that have the
  /// rarer one and in a fifth of those that have the other: what also stands elsewhere, like a
  /// courtesy, is no part of the passage.
  private static func join(_ pairs: [Pair: Int32], _ kinds: SentenceKinds, _ sets: inout Disjoint) {
    for (pair, texts) in pairs {
      let (a, b) = (kinds.texts[Int(pair.before)], kinds.texts[Int(pair.after)])
      if texts >= 2, texts * 2 >= min(a, b), texts * 5 >= max(a, b) {
        sets.join(Int(pair.before), Int(pair.after))
      }
    }
  }
}
