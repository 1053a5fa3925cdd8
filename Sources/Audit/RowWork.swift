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

  /// Calls `body` with each piece.
  func fill(
    _ row: inout [UInt32], _ body: @Sendable (Range<Int>, Output) -> Void
  ) throws(LogAudit.Cancelled) {
    let next = Mutex((piece: 0, done: 0, stopped: false))
    let (rows, piece) = (rows, piece)
    let pieces = (rows + piece - 1) / piece
    row.withUnsafeMutableBufferPointer { numbers in
      let out = Output(numbers: numbers)
      DispatchQueue.concurrentPerform(iterations: max(1, min(workers, pieces))) { _ in
        while true {
          let number = next.withLock { next in
            defer { next.piece += 1 }
            return next.stopped ? pieces : next.piece
          }
          guard number < pieces else { return }
          let range = number * piece..<min(rows, (number + 1) * piece)
          body(range, out)
          let done = next.withLock { next in
            next.done += range.count
            if isCancelled() { next.stopped = true }
            return next.done
          }
          progress(done)
        }
      }
    }
    if next.withLock({ $0.stopped }) { throw LogAudit.Cancelled() }
  }
}
