// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Work on all cores whose result does not depend on their number.
package enum AtOnce {
  /// Does two things at the same time. Of two errors the first one's is thrown.
  package static func both<A: Sendable, B: Sendable>(
    _ first: @Sendable () throws -> A, and second: @Sendable () throws -> B
  ) throws -> (A, B) {
    let done = Mutex<(a: Result<A, any Error>?, b: Result<B, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let result = Result { try first() }
        done.withLock { $0.a = result }
      } else {
        let result = Result { try second() }
        done.withLock { $0.b = result }
      }
    }
    let (a, b) = done.withLock { $0 }
    guard let a, let b else { preconditionFailure("concurrentPerform does every iteration") }
    return (try a.get(), try b.get())
  }

  /// Maps a list, each element by whichever worker is free, and keeps its order.
  package static func map<Element: Sendable, Value: Sendable>(
    _ list: [Element], workers: Int, _ body: @Sendable (Element) -> Value
  ) -> [Value] {
    let next = Mutex(0)
    let done = Mutex([Value?](repeating: nil, count: list.count))
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, list.count))) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < list.count else { return }
        let value = body(list[index])
        done.withLock { $0[index] = value }
      }
    }
    return done.withLock { $0.compactMap(\.self) }
  }

  /// Maps a list in stretches of at least so many elements, and keeps its order.
  package static func map<Element: Sendable, Value: Sendable, Problem: Error>(
    _ list: [Element], atLeast stretch: Int, _ body: @Sendable (Element) throws(Problem) -> Value
  ) throws(Problem) -> [Value] {
    let parts = max(1, min(list.count / stretch, ProcessInfo.processInfo.activeProcessorCount))
    let done = Mutex<[Int: Result<[Value], Problem>]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let own = list[(list.count * part / parts)..<(list.count * (part + 1) / parts)]
      let values: Result<[Value], Problem>
      do throws(Problem) { values = .success(try own.map(body)) } catch { values = .failure(error) }
      done.withLock { $0[part] = values }
    }
    let found = done.withLock { $0 }
    var all: [Value] = []
    for part in 0..<parts { all += try found[part]?.get() ?? [] }
    return all
  }
}
