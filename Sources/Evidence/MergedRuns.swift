// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Orders what lies in a few long runs that are in order by themselves, two runs at a time on all
/// cores.
enum MergedRuns {
  /// The numbers below `count` in order; nil where they are as they stand.
  ///
  /// - Parameter isBefore: a strict order of different numbers. Called on several threads.
  static func order(of count: Int, isBefore: (Int, Int) -> Bool) -> [UInt32]? {
    var starts = [0]
    for at in stride(from: 1, to: count, by: 1) where isBefore(at, at - 1) { starts.append(at) }
    if starts.count == 1 { return nil }
    starts.append(count)
    var order = (0..<UInt32(count)).map { $0 }
    var spare = [UInt32](repeating: 0, count: count)
    while starts.count > 2 {
      let pairs = starts.count / 2
      order.withUnsafeBufferPointer { source in
        spare.withUnsafeMutableBufferPointer { target in
          nonisolated(unsafe) let (source, target, isBefore) = (source, target, isBefore)
          DispatchQueue.concurrentPerform(iterations: pairs) { [starts] pair in
            let first = starts[2 * pair]
            let middle = starts[min(2 * pair + 1, starts.count - 1)]
            let end = starts[min(2 * pair + 2, starts.count - 1)]
            merge(source, first..<middle, middle..<end, into: target, isBefore)
          }
        }
      }
      swap(&order, &spare)
      starts = starts.indices.filter { $0 % 2 == 0 || $0 == starts.count - 1 }.map { starts[$0] }
    }
    return order
  }

  private static func merge(
    _ source: UnsafeBufferPointer<UInt32>, _ first: Range<Int>, _ second: Range<Int>,
    into target: UnsafeMutableBufferPointer<UInt32>, _ isBefore: (Int, Int) -> Bool
  ) {
    var (a, b, at) = (first.lowerBound, second.lowerBound, first.lowerBound)
    while a < first.upperBound, b < second.upperBound {
      if isBefore(Int(source[b]), Int(source[a])) {
        target[at] = source[b]
        b += 1
      } else {
        target[at] = source[a]
        a += 1
      }
      at += 1
    }
    while a < first.upperBound {
      target[at] = source[a]
      (a, at) = (a + 1, at + 1)
    }
    while b < second.upperBound {
      target[at] = source[b]
      (b, at) = (b + 1, at + 1)
    }
  }
}
