// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Makes a family of the stretches of one passage, if it is one.
struct FamilyMaker {
  /// The shortest passage, in words; longer ones are told apart from chance.
  static let shortest = 10

  private struct Draft {
    /// In the order of texts.
    var whole: [Stretch]
    var parts: [Stretch] = []

    func words(_ reading: Reading) -> ArraySlice<UInt32> { reading.words[whole[0].words] }
  }

  private let reading: Reading
  private let timeline: Timeline
  private let misreading: Misreading

  init(_ reading: Reading, _ timeline: Timeline) {
    (self.reading, self.timeline) = (reading, timeline)
    var texts = Array(repeating: Int32(0), count: reading.vocabulary.words.count)
    var last = Array(repeating: Int32(-1), count: texts.count)
    for sentence in reading.sentences {
      for word in reading.words[sentence.range] where last[Int(word)] != sentence.text {
        last[Int(word)] = sentence.text
        texts[Int(word)] += 1
      }
    }
    misreading = Misreading(reading, texts: texts)
  }

  /// Nil where the passage is too short or too common, or stands in one wording only.
  func family(of stretches: [Stretch]) -> WordingFamily? {
    let lengths = stretches.map(\.words.count).sorted()
    let median = lengths[lengths.count / 2]
    let long = stretches.filter {
      $0.words.count >= min(Self.shortest, median) && $0.words.count * 8 >= median
    }
    guard median >= Self.shortest, isSpread(long) else { return nil }
    var drafts = drafts(of: long)
    guard drafts.count >= 2 else { return nil }
    let changes = compare(&drafts)
    guard drafts.count >= 2, isSpread(drafts.map { $0.whole[0] }) || isSpread(long),
      drafts.contains(where: { Prose.isDistinctive($0.words(reading), in: reading) }),
      Prose.isDistinctive(drafts[0].words(reading), in: reading)
    else { return nil }
    var versions: [WordingVersion] = []
    for (draft, change) in zip(drafts, changes) {
      versions.append(version(draft, change, after: versions))
    }
    let texts = Set(drafts.flatMap { $0.whole + $0.parts }.map(\.text)).count
    guard texts >= 2 else { return nil }
    let weight = Double(drafts.count) * log2(Double(1 + texts)) * log2(Double(1 + median))
    return WordingFamily(
      id: "w-" + Self.digits(reading.vocabulary.hash(drafts[0].words(reading))),
      label: label(drafts), weight: (weight * 100).rounded() / 100, texts: texts,
      versions: versions)
  }

  private func isSpread(_ stretches: [Stretch]) -> Bool {
    stretches.contains { $0.text != stretches[0].text }
  }

  /// The wordings in order of first appearance; what is word for word a part of one is added to it.
  private func drafts(of stretches: [Stretch]) -> [Draft] {
    var numbers: [UInt64: Int] = [:]
    var all: [Draft] = []
    for stretch in stretches {
      let hash = reading.vocabulary.hash(reading.words[stretch.words])
      if let known = numbers[hash] {
        all[known].whole.append(stretch)
      } else {
        numbers[hash] = all.count
        all.append(Draft(whole: [stretch]))
      }
    }
    // The longest first: a part of a part is a part of the whole.
    let order = all.indices.sorted {
      (all[$1].whole[0].words.count, $0) < (all[$0].whole[0].words.count, $1)
    }
    var wholes: [Int] = []
    for number in order {
      let words = all[number].words(reading)
      let holder = wholes.prefix(Self.many).filter {
        Self.holds(all[$0].words(reading), words)
      }.min()
      if let holder {
        all[holder].parts += all[number].whole
      } else {
        wholes.append(number)
      }
    }
    return wholes.sorted().map { all[$0] }
  }

  /// Of more wordings only so many are looked through for each.
  private static let many = 96

  private static func holds(_ long: ArraySlice<UInt32>, _ short: ArraySlice<UInt32>) -> Bool {
    guard short.count < long.count, let first = short.first else { return false }
    for start in long.startIndex...(long.endIndex - short.count) where long[start] == first {
      if long[start..<(start + short.count)] == short { return true }
    }
    return false
  }

  private struct Comparison {
    var against: Int?
    var changes: [(was: Range<Int>, at: Range<Int>)]
  }

  /// Compares each draft with the nearest before it; one that was only misread joins it.
  private func compare(_ drafts: inout [Draft]) -> [Comparison] {
    var kept: [Draft] = []
    var out: [Comparison] = []
    var bags: [[UInt32]] = []
    for draft in drafts {
      let words = draft.words(reading)
      let bag = words.sorted()
      let before =
        kept.count <= Self.many
        ? Array(kept.indices)
        : Array(kept.indices.prefix(8)) + kept.indices.suffix(Self.many - 8)
      guard let nearest = Self.nearest(to: bag, of: before.map { ($0, bags[$0]) }) else {
        kept.append(draft)
        bags.append(bag)
        out.append(Comparison(against: nil, changes: []))
        continue
      }
      let other = kept[nearest].words(reading)
      var changes = Differences.find(from: other, to: words, reading.vocabulary)
      if isRecognized(draft) || isRecognized(kept[nearest]) {
        let (old, new) = (Array(other), Array(words))
        changes.removeAll { misreading.explains(old[$0.was], new[$0.at]) }
      }
      if changes.isEmpty {
        kept[nearest].whole += draft.whole
        kept[nearest].parts += draft.parts
      } else {
        kept.append(draft)
        bags.append(bag)
        out.append(Comparison(against: nearest + 1, changes: changes))
      }
    }
    drafts = kept
    return out
  }

  /// The one with most words in common; of equal ones the last.
  private static func nearest(to bag: [UInt32], of others: [(number: Int, bag: [UInt32])]) -> Int? {
    var best: (number: Int, share: Double)?
    for other in others {
      let share = overlap(other.bag, bag)
      if share >= best?.share ?? 0 { best = (other.number, share) }
    }
    return best?.number
  }

  private func isRecognized(_ draft: Draft) -> Bool {
    timeline.texts[draft.whole[0].text].isRecognized
  }

  /// Share of the words of both that they have in common, of two sorted lists.
  private static func overlap(_ a: [UInt32], _ b: [UInt32]) -> Double {
    var (i, j, common) = (0, 0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        (i, j, common) = (i + 1, j + 1, common + 1)
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(2 * common) / Double(max(1, a.count + b.count))
  }

  private func version(
    _ draft: Draft, _ comparison: Comparison, after versions: [WordingVersion]
  ) -> WordingVersion {
    let first = draft.whole[0]
    let words = shown(first)
    let old = comparison.against.map { versions[$0 - 1].words } ?? []
    let changes = comparison.changes.map { change in
      WordChange(
        at: change.at, was: change.was, added: words[change.at].joined,
        removed: old[change.was].joined)
    }
    let appearances =
      draft.whole.map { appearance($0, isPart: false) }
      + draft.parts.sorted { ($0.text, $0.words.lowerBound) < ($1.text, $1.words.lowerBound) }
      .map { appearance($0, isPart: true) }
    return WordingVersion(
      number: versions.count + 1, words: words, appearances: appearances,
      isFirstCertain: timeline.isCertain(
        first.text, before: (draft.whole + draft.parts).map(\.text)),
      against: comparison.against, changes: changes)
  }

  private func shown(_ stretch: Stretch) -> [WordingWord] {
    stretch.words.map { reading.shown($0, of: stretch.text) }
  }

  private func appearance(_ stretch: Stretch, isPart: Bool) -> WordingAppearance {
    let text = timeline.texts[stretch.text]
    let first = Int(reading.marks[stretch.words.lowerBound].line)
    let last = Int(reading.marks[stretch.words.upperBound - 1].line)
    return WordingAppearance(
      text: text.id, sent: text.sent, author: text.author, lines: first..<(last + 1),
      quote: shown(stretch)[...].joined, isPart: isPart)
  }

  /// Up to five words that are rare in the case and stand in most versions, in their order.
  private func label(_ drafts: [Draft]) -> String {
    var versions: [UInt32: Int] = [:]
    for draft in drafts {
      for word in Set(draft.words(reading)) { versions[word, default: 0] += 1 }
    }
    let range = drafts[0].whole[0].words
    var seen: Set<UInt32> = []
    let places = range.filter { place in
      let word = reading.words[place]
      return reading.vocabulary.worth(word) == .content && seen.insert(word).inserted
        && reading.vocabulary.words[Int(word)].utf8.count > 2
    }
    let best = places.sorted { a, b in
      func rank(_ place: Int) -> (Int, Int32, Int) {
        let word = reading.words[place]
        let isUsual = (versions[word] ?? 0) * 5 >= drafts.count * 3
        return (isUsual ? 0 : 1, misreading.texts[Int(word)], place)
      }
      return rank(a) < rank(b)
    }.prefix(5).sorted()
    return best.map { reading.vocabulary.words[Int(reading.words[$0])] }.joined(separator: " ")
  }

  private static func digits(_ hash: UInt64) -> String {
    let mixed = (hash ^ hash >> 31) &* 0xBF58_476D_1CE4_E5B9
    let text = String(mixed >> 32, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}
