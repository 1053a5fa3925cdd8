// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// Rows that differ in nothing but what their searches find: one class, and the stretches between the
/// dates of the policies in which they may lie.
struct Stratum: Hashable, Sendable {
  var kindClass: Int
  var first: Int
  var last: Int
  /// Their time is known to the second.
  var isInstant: Bool
}

/// The numbers of strata. Those of one stretch are counted off by class, so that the usual row needs
/// no look-up; any other goes by a book.
struct Strata: Sendable {
  let starts: [Int64]
  private let classes: Int
  private let width: Int
  private let book = CodeBook<Stratum>()

  /// More classes and stretches than are counted off.
  private static let most = 1 << 22

  init(starts: [Int64], classes: Int) {
    self.starts = starts
    width = starts.count + 1
    self.classes = classes * width <= Self.most ? classes : 0
  }

  private var plain: Int { classes * width }

  /// All numbers given so far are below.
  var count: Int { 2 * plain + book.keys.count }

  subscript(_ number: Int) -> Stratum {
    if number >= 2 * plain { return book.keys[number - 2 * plain] }
    let place = number % plain
    return Stratum(
      kindClass: place / width, first: place % width, last: place % width,
      isInstant: number < plain)
  }

  /// Finds the strata of rows for one worker.
  struct Finder {
    private let strata: Strata
    private var book: CodeBook<Stratum>.Reader
    /// The stretch in which the last instant lay.
    private var here = (number: 0, from: Int64.max, to: Int64.min)

    init(_ strata: Strata) {
      self.strata = strata
      book = CodeBook.Reader(strata.book)
    }

    @inline(__always)
    mutating func number(kindClass: Int32, from: Int64, length: UInt32) -> UInt32 {
      let own = Int(kindClass)
      guard from != EventColumns.noTime else { return odd(own, 0, strata.starts.count, false) }
      let first = stretch(of: from)
      let last = length <= 1 ? first : max(first, stretch(of: from + Int64(length) - 1))
      if first == last, strata.classes > 0 {
        return UInt32(own * strata.width + first + (length <= 1 ? 0 : strata.plain))
      }
      return odd(own, first, last, length <= 1)
    }

    private mutating func odd(
      _ own: Int, _ first: Int, _ last: Int, _ isInstant: Bool
    ) -> UInt32 {
      UInt32(2 * strata.plain)
        + book.number(Stratum(kindClass: own, first: first, last: last, isInstant: isInstant))
    }

    @inline(__always)
    private mutating func stretch(of instant: Int64) -> Int {
      if instant >= here.from, instant < here.to { return here.number }
      let starts = strata.starts
      var (low, high) = (0, starts.count)
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] <= instant { low = middle + 1 } else { high = middle }
      }
      here = (
        low, low == 0 ? Int64.min : starts[low - 1],
        low == starts.count ? Int64.max : starts[low]
      )
      return low
    }
  }
}
