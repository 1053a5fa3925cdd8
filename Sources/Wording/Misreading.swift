// SPDX-License-Identifier: Apache-2.0

/// Whether words differ only as recognition of a scan misreads them.
struct Misreading {
  let reading: Reading
  /// In how many texts each word stands.
  let texts: [Int32]

  init(_ reading: Reading, texts: [Int32]) { (self.reading, self.texts) = (reading, texts) }

  func explains(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Bool {
    let (x, y) = (letters(a), letters(b))
    if x.isEmpty || y.isEmpty { return false }
    if Self.folded(x) == Self.folded(y) { return true }
    // A word nobody else writes, and but for a letter the other.
    guard a.count == 1, b.count == 1, let one = a.first, let other = b.first,
      min(texts[Int(one)], texts[Int(other)]) <= 1, min(x.count, y.count) >= 4,
      reading.vocabulary.worth(one) != .number || reading.vocabulary.worth(other) != .number
    else { return false }
    return Self.isOneApart(x, y)
  }

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

  /// Whether one letter changed, came or went.
  static func isOneApart(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    guard long.count - short.count <= 1 else { return false }
    let head = zip(short, long).prefix { $0 == $1 }.count
    let tail = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    return head + tail >= long.count - 1
  }
}
