// SPDX-License-Identifier: Apache-2.0

import Policy

/// What the searches of a stratum find, packed into numbers: each pair of "at least" and "at most",
/// as far as any rule can tell counts apart, is a digit.
struct Vectors: Sendable {
  /// A stratum whose rows are counted.
  struct Asking: Sendable {
    var stratum: Int
    /// Positions among its class's searches.
    var asked: [Int]
    /// By search asked, counts beyond this are alike.
    var enough: [Int]
    /// Where its numbers begin; nil where a book holds them.
    var base: Int?
  }

  private struct Rare: Hashable, Sendable {
    var asking: Int
    var digits: [UInt32]
  }

  private(set) var asking: [Asking] = []
  private let book = CodeBook<Rare>()
  private var plain = 0

  /// More numbers than are counted off.
  private static let most = 1 << 22

  mutating func add(stratum: Int, asked: [Int], enough: [Int]) {
    var size = 1
    for limit in enough where size <= Self.most { size *= (limit + 1) * (limit + 1) }
    let fits = plain + size <= Self.most
    asking.append(
      Asking(stratum: stratum, asked: asked, enough: enough, base: fits ? plain : nil))
    if fits { plain += size }
  }

  var count: Int { plain + book.keys.count }

  /// The stratum of a vector, by its place in `asking`, and what each search asked finds.
  subscript(_ number: Int) -> (asking: Int, counts: [ClosedRange<Int>]) {
    let place: Int
    var digits: [Int]
    if number >= plain {
      let rare = book.keys[number - plain]
      (place, digits) = (rare.asking, rare.digits.map(Int.init))
    } else {
      place = asking.lastIndex { ($0.base ?? .max) <= number } ?? 0
      var rest = number - (asking[place].base ?? 0)
      digits = []
      for limit in asking[place].enough.reversed() {
        let size = (limit + 1) * (limit + 1)
        digits.insert(rest % size, at: 0)
        rest /= size
      }
    }
    return (
      place,
      zip(digits, asking[place].enough).map { digit, limit in
        let (low, high) = (digit / (limit + 1), digit % (limit + 1))
        return low...max(low, high)
      }
    )
  }

  struct Finder {
    private let vectors: Vectors
    private var book: CodeBook<Rare>.Reader

    init(_ vectors: Vectors) {
      self.vectors = vectors
      book = CodeBook.Reader(vectors.book)
    }

    /// - Parameter count: what the search at a place of `asked` finds.
    @inline(__always)
    mutating func number(
      _ place: Int, _ count: (Int) -> (low: Int, high: Int)
    ) -> UInt32 {
      let own = vectors.asking[place]
      if let base = own.base {
        var packed = 0
        for (search, limit) in own.enough.enumerated() {
          let (low, high) = count(search)
          packed = packed * (limit + 1) * (limit + 1) + low * (limit + 1) + high
        }
        return UInt32(base + packed)
      }
      let digits = own.enough.enumerated().map { search, limit -> UInt32 in
        let (low, high) = count(search)
        return UInt32(truncatingIfNeeded: low * (limit + 1) + high)
      }
      return UInt32(vectors.plain) + book.number(Rare(asking: place, digits: digits))
    }
  }
}
