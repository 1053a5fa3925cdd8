// SPDX-License-Identifier: Apache-2.0

/// The words that changed from one wording to another.
struct Differences {
  private let vocabulary: Vocabulary
  private let old: [UInt32]
  private let new: [UInt32]
  /// Places of words that stayed, ascending in both.
  private var kept: [(old: Int, new: Int)] = []

  /// Larger blocks are first parted at words that stand once in both.
  private static let largest = 1 << 22

  /// The changed stretches of both, in their order.
  static func find(
    from old: ArraySlice<UInt32>, to new: ArraySlice<UInt32>, _ vocabulary: Vocabulary
  ) -> [(was: Range<Int>, at: Range<Int>)] {
    var differences = Differences(vocabulary: vocabulary, old: Array(old), new: Array(new))
    differences.align(0..<old.count, 0..<new.count)
    return differences.changes()
  }

  private init(vocabulary: Vocabulary, old: [UInt32], new: [UInt32]) {
    (self.vocabulary, self.old, self.new) = (vocabulary, old, new)
  }

  private mutating func align(_ before: Range<Int>, _ after: Range<Int>) {
    var (a, b) = (before, after)
    while let x = a.first, let y = b.first, old[x] == new[y] {
      kept.append((x, y))
      (a, b) = (a.dropFirst(), b.dropFirst())
    }
    var tail: [(old: Int, new: Int)] = []
    while let x = a.last, let y = b.last, old[x] == new[y] {
      tail.append((x, y))
      (a, b) = (a.dropLast(), b.dropLast())
    }
    if !a.isEmpty, !b.isEmpty {
      if a.count * b.count <= Self.largest { alignAll(a, b) } else { alignAtAnchors(a, b) }
    }
    kept += tail.reversed()
  }

  /// The heaviest alignment of two blocks; of equal ones the one that keeps the earlier words.
  private mutating func alignAll(_ a: Range<Int>, _ b: Range<Int>) {
    let width = b.count + 1
    // From the end, so that walking from the start finds it.
    var best = Array(repeating: Int32(0), count: (a.count + 1) * width)
    for i in a.reversed() {
      let row = (i - a.lowerBound) * width
      for j in b.reversed() {
        let at = row + j - b.lowerBound
        var value = max(best[at + width], best[at + 1])
        if old[i] == new[j] {
          value = max(value, best[at + width + 1] + vocabulary.worth(old[i]).weight)
        }
        best[at] = value
      }
    }
    var (i, j) = (a.lowerBound, b.lowerBound)
    while i < a.upperBound, j < b.upperBound {
      let at = (i - a.lowerBound) * width + j - b.lowerBound
      if old[i] == new[j],
        best[at] == best[at + width + 1] + vocabulary.worth(old[i]).weight
      {
        kept.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if best[at] == best[at + width] {
        i += 1
      } else {
        j += 1
      }
    }
  }

  private mutating func alignAtAnchors(_ a: Range<Int>, _ b: Range<Int>) {
    var (from, to) = (a.lowerBound, b.lowerBound)
    for anchor in anchors(a, b) {
      align(from..<anchor.old, to..<anchor.new)
      kept.append(anchor)
      (from, to) = (anchor.old + 1, anchor.new + 1)
    }
    if from > a.lowerBound { align(from..<a.upperBound, to..<b.upperBound) }
  }

  /// Words that stand once in both, as many as stand in the same order.
  private func anchors(_ a: Range<Int>, _ b: Range<Int>) -> [(old: Int, new: Int)] {
    var places: [UInt32: (count: Int, at: Int)] = [:]
    for j in b { places[new[j]] = ((places[new[j]]?.count ?? 0) + 1, j) }
    var counts: [UInt32: Int] = [:]
    for i in a { counts[old[i], default: 0] += 1 }
    let pairs = a.compactMap { i -> (old: Int, new: Int)? in
      guard counts[old[i]] == 1, let place = places[old[i]], place.count == 1 else { return nil }
      return (i, place.at)
    }
    // The longest ascending run: the last pair of each length, and the one before each pair.
    var lasts: [Int] = []
    var before = Array(repeating: -1, count: pairs.count)
    for (number, pair) in pairs.enumerated() {
      var (low, high) = (0, lasts.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[lasts[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      before[number] = low > 0 ? lasts[low - 1] : -1
      if low == lasts.count { lasts.append(number) } else { lasts[low] = number }
    }
    var out: [(old: Int, new: Int)] = []
    var at = lasts.last ?? -1
    while at >= 0 {
      out.append(pairs[at])
      at = before[at]
    }
    return out.reversed()
  }

  private func changes() -> [(was: Range<Int>, at: Range<Int>)] {
    var out: [(was: Range<Int>, at: Range<Int>)] = []
    var (i, j) = (0, 0)
    for pair in kept + [(old.count, new.count)] {
      if pair.old > i || pair.new > j {
        let change = (was: i..<pair.old, at: j..<pair.new)
        if let last = out.last, isTooLittle(last.was.upperBound..<i),
          last.was.count + last.at.count > 2,
          change.was.count + change.at.count > 2
        {
          // "of" alone between two changed stretches only happens to be the same.
          out[out.count - 1] = (
            last.was.lowerBound..<change.was.upperBound, last.at.lowerBound..<change.at.upperBound
          )
        } else {
          out.append(change)
        }
      }
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    // Words parted otherwise are the same words.
    return out.filter { vocabulary.hash(old[$0.was]) != vocabulary.hash(new[$0.at]) }
  }

  private func isTooLittle(_ stay: Range<Int>) -> Bool {
    stay.count == 1 && vocabulary.worth(old[stay.lowerBound]) == .function
  }
}
