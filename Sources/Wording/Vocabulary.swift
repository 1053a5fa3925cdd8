// SPDX-License-Identifier: Apache-2.0

/// Every word of the texts once, by number.
struct Vocabulary {
  private(set) var words: [String] = []
  private(set) var worths: [Lexicon.Worth] = []
  private var numbers: [UInt64: UInt32] = [:]
  /// Of the letters, and 31 to the power of their number: with these the hash of words set one after
  /// the other is the same wherever they are parted, as in "opt-out", "opt out" and "optout".
  private var hashes: [(hash: UInt64, factor: UInt64)] = []

  mutating func number(of letters: [UInt8]) -> UInt32 {
    let hash = Self.hash(letters)
    if let known = numbers[hash] { return known }
    let number = UInt32(words.count)
    let word = String(decoding: letters, as: UTF8.self)
    numbers[hash] = number
    words.append(word)
    worths.append(Lexicon.worth(word))
    hashes.append((hash, letters.reduce(1) { factor, _ in factor &* Self.base }))
    return number
  }

  func contains(_ letters: String) -> Bool { numbers[Self.hash(letters.utf8)] != nil }

  func worth(_ word: UInt32) -> Lexicon.Worth { worths[Int(word)] }

  /// Of all letters of these words, whatever parts them.
  func hash(_ run: ArraySlice<UInt32>) -> UInt64 {
    run.reduce(0) { $0 &* hashes[Int($1)].factor &+ hashes[Int($1)].hash }
  }

  private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func hash(_ letters: some Sequence<UInt8>) -> UInt64 {
    letters.reduce(0) { $0 &* base &+ UInt64($1) &+ 1 }
  }
}
