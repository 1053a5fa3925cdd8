// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Whether words differ only as recognition of a scan misreads them.
struct Misreading {
  let reading: Reading
  /// In how many texts each word stands.
  let texts: [Int32]

  init(_ reading: Reading, texts: [Int32]) { (self.reading, self.texts) = (reading, texts) }

  /// The changes without words at their ends that were only misread, and without those that are
  /// nothing but that.
  func trim(
    _ changes: [(was: Range<Int>, at: Range<Int>)], old: [UInt32], new: [UInt32]
  ) -> [(was: Range<Int>, at: Range<Int>)] {
    changes.compactMap { change in
      if explains(old[change.was], new[change.at]) { return nil }
      var (was, at) = change
      while let a = was.first, let b = at.first, explains(old[a...a], new[b...b]) {
        (was, at) = (was.dropFirst(), at.dropFirst())
      }
      while let a = was.last, let b = at.last, explains(old[a...a], new[b...b]) {
        (was, at) = (was.dropLast(), at.dropLast())
      }
      return was.isEmpty && at.isEmpty ? nil : (was, at)
    }
  }

  func explains(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Bool {
    let (x, y) = (letters(a), letters(b))
    if x.isEmpty || y.isEmpty { return false }
    let (one, other) = (Self.folded(x), Self.folded(y))
    if one == other { return true }
    // A word nobody else writes, and but for a letter or two the other.
    let isRare = (Array(a) + Array(b)).contains { texts[Int($0)] <= 1 }
    let size = min(x.count, y.count)
    guard isRare, size >= 4, x.contains(where: Self.isLetter), y.contains(where: Self.isLetter)
    else { return false }
    // A stretch that long is more than a misread word.
    return max(one.count, other.count) <= 200
      && EditDistance.edits(one, other, atMost: size < 7 ? 1 : 2 + size / 12) != nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 97 }

  private func letters(_ words: ArraySlice<UInt32>) -> [UInt8] {
    words.flatMap { Array(reading.vocabulary.words[Int($0)].utf8) }
  }

  /// Letters that look alike become one; numbers alone stay as they are.
  static func folded(_ letters: [UInt8]) -> [UInt8] {
    guard letters.contains(where: { $0 >= 97 }) else { return letters }
    var out: [UInt8] = []
    for letter in letters {
      switch (letter, out.last) {
      case (UInt8(ascii: "0"), _): out.append(UInt8(ascii: "o"))
      case (UInt8(ascii: "1"), _), (UInt8(ascii: "i"), _), (UInt8(ascii: "j"), _):
        out.append(UInt8(ascii: "l"))
      case (UInt8(ascii: "5"), _): out.append(UInt8(ascii: "s"))
      case (UInt8(ascii: "n"), UInt8(ascii: "r")): out[out.count - 1] = UInt8(ascii: "m")
      case (UInt8(ascii: "v"), UInt8(ascii: "v")): out[out.count - 1] = UInt8(ascii: "w")
      default: out.append(letter)
      }
    }
    return out
  }
}
