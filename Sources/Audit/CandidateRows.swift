// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// The rows that a search may find, as positions in the columns.
struct CandidateRows: Sendable {
  /// In the order of the columns: by person, then by time.
  let byPerson: [UInt32]
  /// So many of them are about nobody known; they come first.
  let nameless: Int
  /// All in order of time; empty unless asked for.
  let byTime: [UInt32]
  /// The longest of their spans, in seconds.
  let widest: Int64

  /// - Parameter inTime: whether rows will look at those of all people.
  init(_ search: LogSearch, _ columns: EventColumns, inTime: Bool) {
    var found: [UInt32] = []
    var nameless = 0
    var widest: Int64 = 1
    let may = search.fits.map { $0 != 0 }
    for row in 0..<columns.count where may[Int(columns.kind[row])] {
      found.append(UInt32(row))
      if columns.person[row] == 0 { nameless += 1 }
      widest = max(widest, Int64(columns.length[row]))
      if columns.from[row] == EventColumns.noTime {
        widest = LogDecider.ends.to - LogDecider.ends.from
      }
    }
    byPerson = found
    self.nameless = nameless
    self.widest = widest
    guard inTime else {
      byTime = []
      return
    }
    let from = columns.from
    byTime = found.sorted { (from[Int($0)], $0) < (from[Int($1)], $1) }
  }

  /// The first of `list` from `start` on whose time begins at `instant` or later.
  static func first(
    in list: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, _ columns: ColumnPointers,
    at instant: Int64
  ) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if columns.span(Int(list[middle])).first < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
