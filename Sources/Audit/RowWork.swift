// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Goes over rows in pieces, on several cores.
struct RowWork: Sendable {
  let rows: Int
  let workers: Int
  let piece: Int
  let isCancelled: @Sendable () -> Bool
  let progress: @Sendable (Int) -> Void

  init(
    rows: Int, workers: Int, piece: Int, isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (Int) -> Void
  ) {
    (self.rows, self.workers, self.piece) = (rows, max(1, workers), max(1, piece))
    (self.isCancelled, self.progress) = (isCancelled, progress)
  }

  /// Where rows are written; pieces do not overlap.
  struct Output: @unchecked Sendable {
    let numbers: UnsafeMutableBufferPointer<UInt32>

    subscript(_ row: Int) -> UInt32 {
      get { numbers[row] }
      nonmutating set { numbers[row] = newValue }
    }
  }

  /// Calls `body` with each piece, on as many threads as there are workers.
  func fill(
    _ row: inout [UInt32], _ body: @Sendable (Range<Int>, Output) -> Void
  ) throws(LogAudit.Cancelled) {
    try row.withUnsafeMutableBufferPointer { (numbers) throws(LogAudit.Cancelled) in
      let out = Output(numbers: numbers)
      try share(
        rows, by: piece, begin: {}, done: progress, body: { _, range in body(range, out) })
    }
  }

  /// Shares out so many items among the workers, in pieces of `piece`.
  ///
  /// - Parameters:
  ///   - begin: what each worker has of its own.
  ///   - done: called with how many items are done.
  func share<Own>(
    _ count: Int, by piece: Int, begin: @Sendable () -> Own,
    done: @Sendable (Int) -> Void = { _ in }, body: @Sendable (inout Own, Range<Int>) -> Void
  ) throws(LogAudit.Cancelled) {
    let next = Mutex((piece: 0, done: 0, stopped: false))
    let pieces = (count + piece - 1) / piece
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, pieces))) { _ in
      var own = begin()
      while true {
        let number = next.withLock { next in
          defer { next.piece += 1 }
          if isCancelled() { next.stopped = true }
          return next.stopped ? pieces : next.piece
        }
        guard number < pieces else { return }
        let range = number * piece..<min(count, (number + 1) * piece)
        body(&own, range)
        let all = next.withLock { next in
          next.done += range.count
          return next.done
        }
        done(all)
      }
    }
    if next.withLock({ $0.stopped }) { throw LogAudit.Cancelled() }
  }
}
