// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy
import Synchronization

/// Counts what searches find around the rows whose verdict hangs on it.
struct RowCounter: Sendable {
  private let columns: EventColumns
  private let decider: Shared
  private let work: RowWork
  private let strata: Strata
  private let vectors: Vectors
  private let bounds: [WindowBounds]
  private let candidates: [CandidateRows]

  /// Workers only read what does not change any more.
  private struct Shared: @unchecked Sendable { let decider: LogDecider }

  init(
    _ columns: EventColumns, _ decider: LogDecider, work: RowWork, zone: TimeZone, strata: Strata,
    vectors: Vectors
  ) {
    (self.columns, self.work, self.strata, self.vectors) = (columns, work, strata, vectors)
    self.decider = Shared(decider: decider)
    let times = columns.from.lazy.filter { $0 != EventColumns.noTime }
    var span: ClosedRange<Int64>?
    if let first = times.min(), let last = times.max() {
      span = first...(last + Int64(columns.length.max() ?? 1))
    }
    let hasNameless = columns.person.first == 0
    bounds = decider.searches.map { WindowBounds($0, over: span, zone: zone) }
    candidates = decider.searches.map {
      CandidateRows($0, columns, inTime: hasNameless || !$0.samePerson || $0.isIrregular)
    }
  }

  /// Puts the number of its vector, from `offset` on, in place of the number of a stratum that asks.
  ///
  /// - Parameter places: by stratum that asks, its place among `vectors.asking`.
  func count(
    _ row: inout [UInt32], places: [UInt32: Int], offset: UInt32
  ) throws(LogAudit.Cancelled) {
    if places.isEmpty { return }
    let placeOf = Self.table(places, size: Int(offset))
    let asked = vectors.asking.map { asking -> [(search: Int, covered: [TimeSpan])] in
      let own = decider.decider.classes[strata[asking.stratum].kindClass]
      return asking.asked.map { (own.searches[$0], own.covered[$0]) }
    }
    try withSweeps { (columns, make) throws(LogAudit.Cancelled) in
      try work.fill(&row) { range, out in
        var finder = Vectors.Finder(vectors)
        var sweeps = make()
        placeOf.withUnsafeBufferPointer { placeOf in
          for row in range {
            let place = Int(placeOf[Int(out[row])])
            guard place >= 0 else { continue }
            let searches = asked[place]
            out[row] =
              offset
              + finder.number(place) { position in
                let (search, covered) = searches[position]
                return sweeps[search].counts(around: row, covered: covered)
              }
          }
        }
      }
    }
  }

  /// A row that may be any of so many others' is judged by the bounds of what is found.
  private static let mostNeighbours = 4_096

  /// Rows that are decided by themselves take long, and few may be left for many cores.
  private static let rowsTogether = 8

  private static func table(_ places: [UInt32: Int], size: Int) -> [Int32] {
    var table = [Int32](repeating: -1, count: size)
    for (number, place) in places { table[Int(number)] = Int32(place) }
    return table
  }

  /// Decides rows by themselves, each among what its searches can find.
  ///
  /// - Parameter single: numbers of strata and vectors whose rows they are, with what the bounds of
  ///   their counts say by themselves, for rows among too many.
  func decideAlone(
    _ row: [UInt32], _ single: [UInt32: [Finding]?]
  ) throws(LogAudit.Cancelled) -> [AloneRow] {
    if single.isEmpty { return [] }
    let rows = row.indices.filter { single[row[$0]] != nil }
    let found = Mutex<[Int: [AloneRow]]>([:])
    try withSweeps { (_, make) throws(LogAudit.Cancelled) in
      try work.share(rows.count, by: Self.rowsTogether, begin: make) { sweeps, range in
        let decided = rows[range].map { decideAlone($0, single[row[$0]] ?? nil, sweeps) }
        found.withLock { $0[range.lowerBound] = decided }
      }
    }
    return found.withLock { found in found.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  /// - Parameter bounded: what the bounds of its counts say by themselves.
  private func decideAlone(
    _ row: Int, _ bounded: [Finding]?, _ sweeps: [SearchSweep]
  ) -> AloneRow {
    let decider = decider.decider
    let most = bounded == nil ? Int.max - 1 : Self.mostNeighbours
    var near: Set<Int> = []
    for search in decider.classes[Int(decider.classOfKind[Int(columns.kind[row])])].searches {
      guard let own = sweeps[search].neighbours(of: row, most: most) else {
        return AloneRow(row: row, findings: bounded ?? [], isBounded: true)
      }
      near.formUnion(own)
    }
    let exact = decider.findings(
      of: columns.event(row), among: near.sorted().map { columns.event($0) })
    return AloneRow(row: row, findings: exact, isBounded: false)
  }

  private func withSweeps<Value, Problem: Error>(
    _ body: (ColumnPointers, @Sendable () -> [SearchSweep]) throws(Problem) -> Value
  ) throws(Problem) -> Value {
    let searches = decider.decider.searches
    let held = zip(searches, candidates).map { HeldMemory($0, $1) }
    defer { withExtendedLifetime(held) {} }
    let bounds = bounds
    return try columns.withPointers { (columns) throws(Problem) in
      let memories = held.map(\.memory)
      return try body(columns) {
        searches.indices.map {
          SearchSweep(searches[$0], bounds[$0], columns, memories[$0])
        }
      }
    }
  }
}

/// A row that was decided by itself.
struct AloneRow: Sendable {
  var row: Int
  var findings: [Finding]
  /// Among too many others: by the bounds of what is found.
  var isBounded: Bool
}

/// A copy of what a sweep reads, where it stays for as long as this does.
private final class HeldMemory: Sendable {
  let memory: SearchSweep.Memory

  init(_ search: LogSearch, _ candidates: CandidateRows) {
    func held<Element>(_ list: [Element]) -> UnsafeBufferPointer<Element> {
      let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: list.count)
      _ = copy.initialize(from: list)
      return UnsafeBufferPointer(copy)
    }
    memory = SearchSweep.Memory(
      fits: held(search.fits), linkClass: held(search.linkClass), links: held(search.links),
      byPerson: held(candidates.byPerson), byTime: held(candidates.byTime),
      nameless: candidates.nameless, widest: candidates.widest)
  }

  deinit {
    memory.fits.deallocate()
    memory.linkClass.deallocate()
    memory.links.deallocate()
    memory.byPerson.deallocate()
    memory.byTime.deallocate()
  }
}
