// SPDX-License-Identifier: Apache-2.0

/// The stretches of so many words of a page, or of a part of it, by what they are.
struct Landmarks: Sendable {
  /// Ascending: the upper bits of the hash of a stretch and, below, the token it begins with.
  private var marks: [UInt64] = []

  private static let placeBits: UInt64 = 22

  init() {}

  init(_ tokens: [Token], _ range: Range<Int>, length: Int) {
    // No page has millions of words; of one that says so the first are taken.
    let range = range.clamped(to: 0..<(1 << Self.placeBits))
    guard range.count >= length else { return }
    marks.reserveCapacity(range.count)
    for start in range.lowerBound...(range.upperBound - length) {
      var key: UInt64 = 0
      for n in start..<(start + length) { key = Token.stirred(key &+ tokens[n].hash) }
      marks.append((key >> Self.placeBits) << Self.placeBits | UInt64(start))
    }
    marks.sort()
  }

  /// Hands over where a stretch begins that lies within `x` on this page and within `y` on the other
  /// and stands in each once, in no order.
  func forEachSingle(
    within x: Range<Int>, and other: Landmarks, within y: Range<Int>, _ body: (Int, Int) -> Void
  ) {
    var (i, j) = (0, 0)
    while i < marks.count, j < other.marks.count {
      let (key, otherKey) = (marks[i] >> Self.placeBits, other.marks[j] >> Self.placeBits)
      if key < otherKey {
        i += 1
      } else if otherKey < key {
        j += 1
      } else {
        let (a, b) = (single(&i, x), other.single(&j, y))
        if let a, let b { body(a, b) }
      }
    }
  }

  /// How many stretches stand on both pages, each as often as it does on both.
  func shared(with other: Landmarks) -> Int {
    var (i, j, count) = (0, 0, 0)
    while i < marks.count, j < other.marks.count {
      let (key, otherKey) = (marks[i] >> Self.placeBits, other.marks[j] >> Self.placeBits)
      if key == otherKey { count += 1 }
      if key <= otherKey { i += 1 }
      if otherKey <= key { j += 1 }
    }
    return count
  }

  /// The only place within a range of the stretch that `place` has come to; goes on to the next one.
  private func single(_ place: inout Int, _ range: Range<Int>) -> Int? {
    let key = marks[place] >> Self.placeBits
    var (found, count) = (0, 0)
    while place < marks.count, marks[place] >> Self.placeBits == key {
      let start = Int(marks[place] & ((1 << Self.placeBits) - 1))
      if range.contains(start) { (found, count) = (start, count + 1) }
      place += 1
    }
    return count == 1 ? found : nil
  }
}
