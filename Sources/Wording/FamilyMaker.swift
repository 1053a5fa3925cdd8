// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Makes a family of the stretches of one passage, if it is one.
struct FamilyMaker {
  /// The shortest passage, in words; longer ones are told apart from chance.
  static let shortest = 10

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

  /// The families among the stretches of one passage: none where it is too short or too common, or
  /// stands in one wording only.
  func families(of stretches: [Stretch]) -> [WordingFamily] {
    let long = stretches.filter { $0.words.count >= Self.shortest / 2 }
    guard isSpread(long) else { return [] }
    return Drafts(long, reading).groups().compactMap(family(of:))
  }

  private func family(of group: [Draft]) -> WordingFamily? {
    let lengths = group.flatMap(\.whole).map(\.words.count).sorted()
    let median = lengths[lengths.count / 2]
    var drafts = group.filter { $0.whole[0].words.count * 4 >= median }
    guard median >= Self.shortest, drafts.count >= 2,
      isSpread(drafts.flatMap { $0.whole + $0.parts })
    else { return nil }
    let comparisons = compare(&drafts)
    let distinctive = drafts.count { Prose.isDistinctive($0.words(reading), in: reading) }
    guard drafts.count >= 2, distinctive * 4 > drafts.count * 3,
      isSpread(drafts.map { $0.whole[0] })
        || drafts.contains(where: { isSpread($0.whole) })
    else { return nil }
    var versions: [WordingVersion] = []
    var worth = 0.0
    for (draft, comparison) in zip(drafts, comparisons) {
      versions.append(version(draft, comparison, after: versions))
      let old = comparison.against.map { drafts[$0 - 1].whole[0] }
      worth += isOfWords(comparison, draft.whole[0], old) ? 1 : 0.25
    }
    let texts = Set(drafts.flatMap { $0.whole + $0.parts }.map(\.text)).count
    let weight = worth * log2(Double(1 + texts)) * log2(Double(1 + median))
    return WordingFamily(
      id: "w-" + Self.digits(reading.vocabulary.hash(drafts[0].words(reading))),
      label: label(drafts), weight: (weight * 100).rounded() / 100, texts: texts,
      versions: versions)
  }

  private func isSpread(_ stretches: [Stretch]) -> Bool {
    stretches.contains { $0.text != stretches[0].text }
  }

  /// Whether something else than names, numbers and dates changed: a form filled in anew weighs less.
  private func isOfWords(_ comparison: Comparison, _ new: Stretch, _ old: Stretch?) -> Bool {
    guard let old else { return true }
    func tells(_ place: Int) -> Bool {
      switch reading.vocabulary.worth(reading.words[place]) {
      case .content, .function: !reading.marks[place].isName
      case .courtesy, .number: false
      }
    }
    return comparison.changes.contains { change in
      change.at.contains { tells(new.words.lowerBound + $0) }
        || change.was.contains { tells(old.words.lowerBound + $0) }
    }
  }

  private struct Comparison {
    var against: Int?
    var changes: [(was: Range<Int>, at: Range<Int>)]
  }

  /// Compares each draft with the nearest before it; one that was only misread joins it.
  private func compare(_ drafts: inout [Draft]) -> [Comparison] {
    var kept: [Draft] = []
    var out: [Comparison] = []
    var bags: [WordBag] = []
    for draft in drafts {
      let words = draft.words(reading)
      let bag = WordBag(words)
      guard let nearest = bag.nearest(of: bags)?.place else {
        kept.append(draft)
        bags.append(bag)
        out.append(Comparison(against: nil, changes: []))
        continue
      }
      let other = kept[nearest].words(reading)
      var changes = Differences.find(from: other, to: words, reading.vocabulary)
      if isRecognized(draft) || isRecognized(kept[nearest]) {
        changes = misreading.trim(changes, old: Array(other), new: Array(words))
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

  private func isRecognized(_ draft: Draft) -> Bool {
    timeline.texts[draft.whole[0].text].isRecognized
  }

  private func version(
    _ draft: Draft, _ comparison: Comparison, after versions: [WordingVersion]
  ) -> WordingVersion {
    let first = draft.whole[0]
    let words = reading.shown(first)
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

  private func appearance(_ stretch: Stretch, isPart: Bool) -> WordingAppearance {
    let text = timeline.texts[stretch.text]
    let first = Int(reading.marks[stretch.words.lowerBound].line)
    let last = Int(reading.marks[stretch.words.upperBound - 1].line)
    return WordingAppearance(
      text: text.id, sent: text.sent, author: text.author, lines: first..<(last + 1),
      quote: reading.shown(stretch)[...].joined, isPart: isPart)
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
