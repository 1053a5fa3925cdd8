// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport

@testable import Wording

/// Invented mail of invented words, with passages planted in it.
struct Invention {
  var random: SplitMix
  private let words: [String]
  private static let joins = [
    "the", "of", "and", "to", "in", "with", "for", "on", "that", "was", "by", "from", "as", "may",
  ]

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    let syllables = [
      "ba", "ko", "ri", "mu", "ten", "sal", "vor", "pel", "dra", "lin", "gos", "hef",
    ]
    var words: [String] = []
    for a in syllables {
      for b in syllables {
        for c in ["", "mo", "tar"] { words.append(a + b + c) }
      }
    }
    self.words = words
  }

  private mutating func word() -> String {
    random.chance(0.4) ? random.pick(Self.joins) : random.pick(words)
  }

  private mutating func sentence() -> [String] {
    (0..<(9 + random.below(14))).map { _ in word() }
  }

  private func text(_ sentences: [[String]]) -> String {
    sentences.map { words in
      let out = words.joined(separator: " ") + "."
      return out.prefix(1).uppercased() + out.dropFirst()
    }.joined(separator: " ")
  }

  /// Words of one sentence or more replaced, left out or put in.
  private mutating func edited(_ sentences: [[String]]) -> [[String]] {
    var out = sentences
    for _ in 0..<(2 + random.below(3)) {
      let number = random.below(out.count)
      let place = 1 + random.below(out[number].count - 2)
      switch random.below(3) {
      case 0: out[number][place] = random.pick(words) + "x"
      case 1: out[number].insert(random.pick(words) + "y", at: place)
      default:
        if out[number].count > 8 { out[number].remove(at: place) }
        out[number][0] = random.pick(words) + "z"
      }
    }
    return out
  }

  /// Texts, and for each planted family the texts of each version.
  mutating func mail(families: Int, others: Int) -> (texts: [WrittenText], truth: [[Set<String>]]) {
    var texts: [WrittenText] = []
    var truth: [[Set<String>]] = []
    for family in 0..<families {
      var versions = [(0...random.below(3)).map { _ in sentence() }]
      for _ in 0...random.below(3) { versions.append(edited(random.pick(versions))) }
      truth.append([])
      for (number, version) in versions.enumerated() {
        var ids: Set<String> = []
        for copy in 0...random.below(2) {
          let id = "f\(family).\(number).\(copy)"
          ids.insert(id)
          let before = (0..<random.below(3)).map { _ in sentence() }
          let after = (0..<random.below(3)).map { _ in sentence() }
          texts.append(
            WrittenText(
              id: id, sent: moment(month: 1 + number),
              lines: Self.lines(text(before)) + [""] + Self.lines(text(version)) + [""]
                + Self.lines(text(after))))
        }
        truth[family].append(ids)
      }
    }
    for number in 0..<others {
      let body = (0...random.below(12)).map { _ in sentence() }
      texts.append(
        WrittenText(
          id: "o\(number)", sent: moment(month: 1 + random.below(12)),
          lines: Self.lines(text(body))))
    }
    return (texts, truth)
  }

  private mutating func moment(month: Int) -> Moment {
    Moment(year: 2011, month: month, day: 1 + random.below(28), precision: .day)
  }

  /// Broken after every eleven words.
  private static func lines(_ body: String) -> [String] {
    var out = [""]
    for (number, word) in body.split(separator: " ").enumerated() {
      if number > 0, number % 11 == 0 { out.append("") }
      out[out.count - 1] += (out[out.count - 1].isEmpty ? "" : " ") + word
    }
    return out
  }
}
