// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// The columns as memory that all workers read.
struct ColumnPointers: @unchecked Sendable {
  let kind: UnsafeBufferPointer<UInt32>
  let from: UnsafeBufferPointer<Int64>
  let length: UnsafeBufferPointer<UInt32>
  let person: UnsafeBufferPointer<UInt32>

  var count: Int { kind.count }

  /// The first and the last instant that a row may be of.
  @inline(__always)
  func span(_ row: Int) -> (first: Int64, last: Int64) {
    let from = from[row]
    if from == EventColumns.noTime { return (LogDecider.ends.from, LogDecider.ends.to - 1) }
    return (from, from + Int64(max(1, length[row])) - 1)
  }
}

/// Counts what one search finds around rows, which are asked in the order of the columns: for the
/// rows of a person the window moves on over what that person's rows have to be found.
struct SearchSweep {
  private let search: LogSearch
  private let bounds: WindowBounds
  private let columns: ColumnPointers
  private let fits: UnsafeBufferPointer<UInt8>
  private let linkClass: UnsafeBufferPointer<Int32>
  private let links: UnsafeBufferPointer<UInt8>
  private let byPerson: UnsafeBufferPointer<UInt32>
  private let byTime: UnsafeBufferPointer<UInt32>
  private let nameless: Int
  private let widest: Int64
  private let enough: Int
  private let oneLink: UInt8?
  /// Some kind of row certainly is what is looked for.
  private let isEverCertain: Bool

  /// The person whose candidates are `run`, and the first of these that a window can still reach.
  private var person = UInt32.max
  private var run = 0..<0
  private var start = 0
  private var lastLow = Int64.min
  /// The stretch of complete record that held the last row's window.
  private var coveredAt = 0

  /// Memory that outlives the sweep.
  struct Memory: @unchecked Sendable {
    let fits: UnsafeBufferPointer<UInt8>
    let linkClass: UnsafeBufferPointer<Int32>
    let links: UnsafeBufferPointer<UInt8>
    let byPerson: UnsafeBufferPointer<UInt32>
    let byTime: UnsafeBufferPointer<UInt32>
    let nameless: Int
    let widest: Int64
  }

  init(_ search: LogSearch, _ bounds: WindowBounds, _ columns: ColumnPointers, _ memory: Memory) {
    (self.search, self.bounds, self.columns) = (search, bounds, columns)
    (fits, linkClass, links) = (memory.fits, memory.linkClass, memory.links)
    (byPerson, byTime) = (memory.byPerson, memory.byTime)
    (nameless, widest) = (memory.nameless, memory.widest)
    enough = search.enough
    isEverCertain = memory.fits.contains(1)
    oneLink = memory.links.count == 1 ? memory.links[0] : nil
  }

  /// At least so many rows are found, and at most.
  ///
  /// - Parameter covered: where the record is complete for the search.
  @inline(__always)
  mutating func counts(around row: Int, covered: [TimeSpan]) -> (low: Int, high: Int) {
    let span = columns.span(row)
    let early = bounds.at(span.first)
    let late = span.first == span.last ? early : bounds.at(span.last)
    let link = oneLink == nil ? Int(linkClass[Int(columns.kind[row])]) * search.linkClasses : 0
    var found = Found()
    let own = columns.person[row]
    if !search.samePerson || own == 0 {
      let from = CandidateRows.first(
        in: byTime, 0..<byTime.count, columns, at: early.low - widest)
      look(byTime, from..<byTime.count, around: row, early, late, link, &found)
    } else {
      if own != person { seek(own) }
      if early.low < lastLow { start = run.lowerBound }
      lastLow = early.low
      while start < run.upperBound, columns.span(Int(byPerson[start])).first < early.low - widest {
        start += 1
      }
      look(byPerson, start..<run.upperBound, around: row, early, late, link, &found)
      if nameless > 0, found.possible < enough {
        let from = CandidateRows.first(
          in: byPerson, 0..<nameless, columns, at: early.low - widest)
        look(byPerson, from..<nameless, around: row, early, late, link, &found)
      }
    }
    let low = min(found.certain, enough)
    let isCovered = covers(covered, search.whole(low: early.low, high: late.high))
    return (low, max(low, isCovered ? min(found.possible, enough) : enough))
  }

  private struct Found {
    var certain = 0
    var possible = 0
  }

  @inline(__always)
  private func look(
    _ list: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, around row: Int,
    _ early: (low: Int64, high: Int64), _ late: (low: Int64, high: Int64), _ link: Int,
    _ found: inout Found
  ) {
    let judgedIsNamed = columns.person[row] != 0
    var at = range.lowerBound
    while at < range.upperBound {
      let other = Int(list[at])
      at += 1
      let span = columns.span(other)
      if span.first > late.high { return }
      if span.last < early.low || other == row { continue }
      let kind = Int(columns.kind[other])
      let linked = oneLink ?? links[link + Int(linkClass[kind])]
      if linked == 0 { continue }
      found.possible += 1
      let isSame =
        !search.samePerson || (judgedIsNamed && columns.person[other] == columns.person[row])
      if isSame, linked == 1, fits[kind] == 1, span.first >= late.low, span.last <= early.high {
        found.certain += 1
        if found.certain >= enough { return }
      } else if !isSame || !isEverCertain, found.possible >= enough {
        // None of the rest can be more than possible.
        return
      }
    }
  }

  /// Moves on to the candidates of a person.
  private mutating func seek(_ own: UInt32) {
    var low = person != UInt32.max && own > person ? run.upperBound : nameless
    if person == UInt32.max || own < person {
      var high = byPerson.count
      while low < high {
        let middle = (low + high) / 2
        if columns.person[Int(byPerson[middle])] < own { low = middle + 1 } else { high = middle }
      }
    } else {
      while low < byPerson.count, columns.person[Int(byPerson[low])] < own { low += 1 }
    }
    var end = low
    while end < byPerson.count, columns.person[Int(byPerson[end])] == own { end += 1 }
    (person, run, start, lastLow) = (own, low..<end, low, Int64.min)
  }

  private mutating func covers(_ covered: [TimeSpan], _ whole: TimeSpan) -> Bool {
    if whole.from >= whole.to { return true }
    if coveredAt < covered.count, covered[coveredAt].from <= whole.from,
      whole.to <= covered[coveredAt].to
    {
      return true
    }
    guard
      let at = covered.firstIndex(where: { $0.from <= whole.from && whole.to <= $0.to })
    else { return false }
    coveredAt = at
    return true
  }
}

extension SearchSweep {
  /// Every row that the search could find around a row, whatever links the two: for deciding it by
  /// itself. Nil if there are more than `most`.
  func neighbours(of row: Int, most: Int) -> [Int]? {
    let span = columns.span(row)
    let (early, late) = (bounds.at(span.first), bounds.at(span.last))
    let own = columns.person[row]
    var found: [Int] = []
    func gather(_ list: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) {
      for at in range {
        let other = Int(list[at])
        let span = columns.span(other)
        if span.first > late.high || found.count > most { return }
        if span.last >= early.low, other != row { found.append(other) }
      }
    }
    func after(_ list: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) -> Range<Int> {
      let first = CandidateRows.first(
        in: list, range, columns, at: early.low - widest)
      return first..<range.upperBound
    }
    if search.isIrregular || !search.samePerson || own == 0 {
      gather(byTime, after(byTime, 0..<byTime.count))
      return found.count > most ? nil : found
    }
    var copy = self
    copy.seek(own)
    gather(byPerson, after(byPerson, copy.run))
    gather(byPerson, after(byPerson, 0..<nameless))
    return found.count > most ? nil : found
  }
}
