// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// Holds the rows of a log against instruments: each row comes to what a single event like it would.
///
/// First every row's stratum is found. Where its verdict hangs on nothing else, that settles it;
/// the searches of the others are counted in one pass over each person's rows, and each different
/// vector of stratum and counts is decided once. What is left is decided row by row. The result does
/// not depend on the number of workers.
package struct LogAudit: Sendable {
  /// Stopped because the caller wished so.
  package struct Cancelled: Error {}

  private let columns: EventColumns
  private let zone: TimeZone
  private let work: RowWork

  /// - Parameters:
  ///   - piece: rows of one piece of work.
  ///   - progress: called with how many of the columns' rows are done, each being gone over twice at
  ///     most.
  package init(
    _ columns: EventColumns, zone: TimeZone,
    workers: Int = ProcessInfo.processInfo.activeProcessorCount, piece: Int = 1 << 18,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    (self.columns, self.zone) = (columns, zone)
    work = RowWork(
      rows: columns.count, workers: workers, piece: piece, isCancelled: isCancelled,
      progress: progress)
  }

  package func run(
    _ library: PolicyLibrary, coverage: [Coverage]
  ) throws(Cancelled) -> LogFindings {
    let decider = LogDecider(library, kinds: columns.kinds, coverage: coverage, zone: zone)
    let strata = Strata(starts: decider.starts, classes: decider.classes.count)
    var row = [UInt32](repeating: 0, count: columns.count)
    try findStrata(strata, decider, into: &row)
    let seen = Self.distinct(row, below: strata.count)
    var outcome: [UInt32: Int] = [:]
    var vectors = Vectors()
    var places: [UInt32: Int] = [:]
    var single: [UInt32: [Finding]?] = [:]
    func bounded(_ counts: [ClosedRange<Int>], _ stratum: Stratum) -> [Finding]?? {
      .some(
        decider.bounded(
          of: stratum.kindClass, days: stratum.first...stratum.last, counts: counts))
    }
    for number in seen {
      let stratum = strata[Int(number)]
      let answer = decider.answer(
        of: stratum.kindClass, days: stratum.first...stratum.last, isInstant: stratum.isInstant)
      switch answer {
      case .settled(let settled): outcome[number] = settled
      case .oneByOne:
        single[number] = bounded(decider.counts(of: stratum.kindClass), stratum)
      case .asks(let asked):
        places[number] = vectors.asking.count
        let own = decider.classes[stratum.kindClass]
        vectors.add(
          stratum: Int(number), asked: asked,
          enough: asked.map { decider.searches[own.searches[$0]].enough })
      }
    }
    var found = LogFindings(rows: columns.count)
    if places.isEmpty, single.isEmpty {
      found.fill(row, with: outcome, of: decider.outcomes)
      return found
    }
    let counter = RowCounter(
      columns, decider, work: work, zone: zone, strata: strata, vectors: vectors)
    let offset = UInt32(strata.count)
    try counter.count(&row, places: places, offset: offset)
    for number in Self.distinct(row, below: strata.count + vectors.count) where number >= offset {
      let (place, counts) = vectors[Int(number - offset)]
      let asking = vectors.asking[place]
      let stratum = strata[asking.stratum]
      var all = decider.counts(of: stratum.kindClass)
      for (position, count) in zip(asking.asked, counts) { all[position] = count }
      let settled = decider.outcome(
        of: stratum.kindClass, days: stratum.first...stratum.last, counts: all,
        isInstant: stratum.isInstant)
      if let settled {
        outcome[number] = settled
      } else {
        single[number] = bounded(all, stratum)
      }
    }
    let alone = try counter.decideAlone(row, single)
    found.fill(row, with: outcome, of: decider.outcomes)
    found.add(alone)
    return found
  }

  private func findStrata(
    _ strata: Strata, _ decider: LogDecider, into row: inout [UInt32]
  ) throws(Cancelled) {
    let classes = decider.classOfKind
    try columns.withPointers { (columns) throws(Cancelled) in
      try work.fill(&row) { range, out in
        var finder = Strata.Finder(strata)
        classes.withUnsafeBufferPointer { classes in
          for row in range {
            out[row] = finder.number(
              kindClass: classes[Int(columns.kind[row])], from: columns.from[row],
              length: columns.length[row])
          }
        }
      }
    }
  }

  /// Each number that occurs, once and in order.
  private static func distinct(_ numbers: [UInt32], below limit: Int) -> [UInt32] {
    var seen = [Bool](repeating: false, count: limit)
    seen.withUnsafeMutableBufferPointer { seen in
      for number in numbers { seen[Int(number)] = true }
    }
    return seen.indices.filter { seen[$0] }.map { UInt32($0) }
  }
}

extension EventColumns {
  /// Lends the columns as memory.
  func withPointers<Value, Problem: Error>(
    _ body: (ColumnPointers) throws(Problem) -> Value
  ) throws(Problem) -> Value {
    try kind.withUnsafeBufferPointer { (kind) throws(Problem) in
      try from.withUnsafeBufferPointer { (from) throws(Problem) in
        try length.withUnsafeBufferPointer { (length) throws(Problem) in
          try person.withUnsafeBufferPointer { (person) throws(Problem) in
            try body(ColumnPointers(kind: kind, from: from, length: length, person: person))
          }
        }
      }
    }
  }
}
