// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workers

@Suite struct WorkerPoolTests {
  @Test func `Every request gets its own reply, whatever the number of workers`() {
    for count in 1...3 {
      let pool = ShellWorker.pool(count)
      for tag in 0..<20 { pool.submit(Array("r\(tag)".utf8), tag: tag) }
      var replies: [Int: String] = [:]
      while let (tag, result) = pool.next() {
        replies[tag] = (try? result.get()).map { String(decoding: $0, as: UTF8.self) }
      }
      #expect(replies == Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, "<r\($0)>") }))
    }
  }

  @Test(arguments: [
    ("crash", WorkerFailure.crashed(signal: SIGSEGV)),
    ("exit", .exited(status: 3)),
    // Nobody but the system, out of memory, kills a worker.
    ("killed", .memoryLimit),
    ("flood", .outputLimit),
    ("no", .refused("shan")),
  ])
  func `A misdeed costs one request and the next goes on`(
    request: String, failure: WorkerFailure
  ) {
    let outcomes = ShellWorker.pool().outcomes([request, "after"])
    #expect(outcomes == [.failure(failure), .success("<after>")])
  }

  @Test(arguments: ["hang", "dribble"])
  func `A worker that never ends its reply is stopped`(request: String) {
    let outcomes = ShellWorker.pool(seconds: 0.4).outcomes([request])
    #expect(outcomes == [.failure(.timeLimit)])
  }

  @Test func `What became of a worker before does not decide a request`() {
    // "once" crashes in a worker that has served, and succeeds in a fresh one.
    let outcomes = ShellWorker.pool().outcomes(["a", "once", "a", "crash"])
    #expect(
      outcomes == [
        .success("<a>"), .success("fresh"), .success("<a>"), .failure(.crashed(signal: SIGSEGV)),
      ])
  }

  @Test func `A program that is not there is a failure, not a trap`() {
    let pool = WorkerPool(count: 1, command: ["/nowhere/at/all"])
    pool.submit([1], tag: 7)
    let outcome = pool.next()
    #expect(outcome?.tag == 7)
    guard case .failure(.couldNotStart(let why)) = outcome?.result else {
      Issue.record("it started")
      return
    }
    #expect(why.contains("/nowhere/at/all"))
  }

  @Test func `A worker that ends before it reads a long request is told apart`() {
    let pool = WorkerPool(count: 1, command: ["/bin/sh", "-c", "exit 5"])
    pool.submit([UInt8](repeating: 7, count: 1 << 20), tag: 0)
    #expect(pool.next()?.result == .failure(.exited(status: 5)))
  }

  @Test func `Closing ends workers in the middle of their work`() throws {
    let marker = FileManager.default.temporaryDirectory.appendingPathComponent(
      "worker-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: marker) }
    let script = "echo $$ > '\(marker.path)'; sleep 60"
    let pool = WorkerPool(count: 1, command: ["/bin/sh", "-c", script])
    pool.submit([1], tag: 0)
    var pid: pid_t?
    for _ in 0..<500 where pid == nil {
      usleep(10_000)
      pid = (try? String(contentsOf: marker, encoding: .utf8)).flatMap {
        pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    let started = try #require(pid)
    #expect(kill(started, 0) == 0)
    pool.close()
    #expect(kill(started, 0) != 0)
    #expect(pool.next() == nil)
  }
}
