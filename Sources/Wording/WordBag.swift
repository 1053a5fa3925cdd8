// SPDX-License-Identifier: Apache-2.0

/// The words of a wording, whatever their order: what the nearest of many is looked for with.
struct WordBag {
  private let words: [UInt32]

  /// Of more wordings only so many are looked through: the first few, and the last before it.
  static let many = 96

  init(_ words: ArraySlice<UInt32>) { self.words = words.sorted() }

  struct Nearest {
    var place: Int
    var common: Int
    var share: Double
    /// Whether the two have so much in common that one may have been made of the other.
    var isNear: Bool
  }

  /// The one with the greatest share of words in common; of equal ones the last.
  func nearest(of others: [WordBag]) -> Nearest? {
    var best: Nearest?
    let places =
      others.count <= Self.many
      ? Array(others.indices)
      : Array(others.indices.prefix(8)) + others.indices.suffix(Self.many - 8)
    for place in places {
      let other = others[place]
      let common = common(other)
      let share = Double(2 * common) / Double(max(1, words.count + other.words.count))
      guard share >= best?.share ?? 0 else { continue }
      let smaller = min(words.count, other.words.count)
      best = Nearest(
        place: place, common: common, share: share,
        isNear: share >= 0.4 || (common >= 5 && common * 3 >= smaller * 2))
    }
    return best
  }

  private func common(_ other: WordBag) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < words.count, j < other.words.count {
      if words[i] == other.words[j] {
        (i, j, count) = (i + 1, j + 1, count + 1)
      } else if words[i] < other.words[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return count
  }
}
