// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Long-lived worker processes that do requests one at a time each, so that a file that crashes,
/// hangs or balloons its worker costs one request and nothing else.
///
/// A worker is started when it is first needed and replaced after it failed. A request that kills a
/// worker which has served others before is tried once more in a fresh one: what comes of a request
/// must not depend on what the worker did earlier.
package final class WorkerPool: Sendable {
  private let state: State

  /// - Parameters:
  ///   - count: how many run at once, at least one.
  ///   - command: the program and the arguments that start one worker; it calls `WorkerMain.serve`.
  ///   - early: starts the workers at once instead of with the first requests.
  package init(
    count: Int, command: [String], limits: WorkerLimits = WorkerLimits(), early: Bool = false
  ) {
    state = State(threads: max(1, count))
    for _ in 0..<max(1, count) {
      let state = self.state
      // A thread each, away from Swift's own pool: it spends its life waiting.
      Thread.detachNewThread {
        Self.blockBrokenPipes()
        Lane(state: state, command: command, limits: limits).run(early: early)
      }
    }
  }

  deinit { close() }

  /// Queues a request. Its outcome comes from `next()` with the same tag.
  package func submit(_ request: [UInt8], tag: Int) { state.add((tag, request)) }

  /// Waits for the next outcome, in whatever order they come; nil when nothing is outstanding, or
  /// after `close()`.
  package func next() -> (tag: Int, result: Result<[UInt8], WorkerFailure>)? { state.next() }

  /// Ends all workers, in the middle of their work if need be, and waits until they are gone.
  package func close() { state.close() }

  /// Writing to a worker that has died must be an error for its thread, not a signal for everyone.
  private static func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

extension WorkerPool {
  typealias Request = (tag: Int, bytes: [UInt8])
  typealias Outcome = (tag: Int, result: Result<[UInt8], WorkerFailure>)

  /// The queue between the callers and the threads. Everything in it is touched under `lock` only.
  final class State: @unchecked Sendable {
    private let lock = NSCondition()
    private var waiting: [Request] = []
    private var first = 0
    private var finished: [Outcome] = []
    private var outstanding = 0
    private var threads: Int
    private var running: Set<pid_t> = []
    private var closed = false

    init(threads: Int) { self.threads = threads }

    private func locked<Value>(_ body: () -> Value) -> Value {
      lock.lock()
      defer { lock.unlock() }
      return body()
    }

    func add(_ request: Request) {
      locked {
        guard !closed else { return }
        waiting.append(request)
        outstanding += 1
        lock.broadcast()
      }
    }

    func next() -> Outcome? {
      locked {
        while finished.isEmpty && outstanding > 0 && !closed { lock.wait() }
        return closed ? nil : finished.popLast()
      }
    }

    /// The next request to do; nil when the pool is closed.
    func take() -> Request? {
      locked {
        while first == waiting.count && !closed { lock.wait() }
        if closed { return nil }
        let request = waiting[first]
        waiting[first].bytes = []
        first += 1
        if first > 256 && first * 2 > waiting.count {
          waiting.removeFirst(first)
          first = 0
        }
        return request
      }
    }

    func finish(_ outcome: Outcome) {
      locked {
        finished.append(outcome)
        outstanding -= 1
        lock.broadcast()
      }
    }

    /// False when the pool was closed meanwhile: the process is not wanted any more.
    func started(_ pid: pid_t) -> Bool {
      locked {
        if !closed { running.insert(pid) }
        return !closed
      }
    }

    /// Must come before the process is collected, lest `close()` ends another of its number.
    func ending(_ pid: pid_t) { locked { _ = running.remove(pid) } }

    func threadEnded() {
      locked {
        threads -= 1
        lock.broadcast()
      }
    }

    func close() {
      locked {
        closed = true
        for pid in running { Glibc.kill(-pid, SIGKILL) }
        lock.broadcast()
        while threads > 0 { lock.wait() }
        (waiting, first, finished, outstanding) = ([], 0, [], 0)
      }
    }
  }

  /// One thread with its worker.
  struct Lane {
    let state: State
    let command: [String]
    let limits: WorkerLimits
    private var worker: WorkerProcess?
    private var served = 0

    init(state: State, command: [String], limits: WorkerLimits) {
      (self.state, self.command, self.limits) = (state, command, limits)
    }

    func run(early: Bool) {
      var lane = self
      // One that does not start is tried again, and reported, with the first request.
      if early { _ = try? lane.started() }
      while let request = state.take() {
        state.finish((request.tag, lane.attempt(request.bytes)))
      }
      lane.replace()
      state.threadEnded()
    }

    private mutating func attempt(_ request: [UInt8]) -> Result<[UInt8], WorkerFailure> {
      let before = served
      let result = once(request)
      switch result {
      case .failure(.crashed), .failure(.exited), .failure(.memoryLimit):
        return before > 0 ? once(request) : result
      default: return result
      }
    }

    private mutating func once(_ request: [UInt8]) -> Result<[UInt8], WorkerFailure> {
      do throws(WorkerFailure) {
        let worker = try started()
        let reply = try worker.ask(request, limits: limits)
        served += 1
        return .success(reply)
      } catch {
        if case .refused = error { served += 1 } else { replace() }
        return .failure(error)
      }
    }

    private mutating func started() throws(WorkerFailure) -> WorkerProcess {
      if let worker { return worker }
      let new = try WorkerProcess.start(command)
      guard state.started(new.pid) else {
        new.end()
        throw .couldNotStart("the pool is closed")
      }
      (worker, served) = (new, 0)
      return new
    }

    private mutating func replace() {
      guard let worker else { return }
      state.ending(worker.pid)
      worker.end()
      (self.worker, served) = (nil, 0)
    }
  }
}
