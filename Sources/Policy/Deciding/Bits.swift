// SPDX-License-Identifier: Apache-2.0

/// A set of small numbers, of which many are intersected and compared.
struct Bits: Hashable {
  private var words: [UInt64]

  init(_ numbers: some Sequence<Int>, below count: Int) {
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
    for number in numbers { words[number >> 6] |= 1 << (number & 63) }
  }

  func intersection(_ other: Bits) -> Bits {
    var both = self
    for index in words.indices { both.words[index] &= other.words[index] }
    return both
  }

  func isSubset(of other: Bits) -> Bool {
    for index in words.indices where words[index] & ~other.words[index] != 0 { return false }
    return true
  }

  /// The smallest number in it.
  var first: Int? {
    for (index, word) in words.enumerated() where word != 0 {
      return index << 6 + word.trailingZeroBitCount
    }
    return nil
  }
}
