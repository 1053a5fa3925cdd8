// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workers

/// What a confined worker must still be able to do, and how its ends are told apart.
@Suite(.serialized) struct ConfinedWorkTests {
  @Test func `Libraries load, files are read, threads run and memory is there`() throws {
    let scene = try Scene()
    let outcomes = try ProbeWorker.pool().outcomes([
      "library libBrokenLocale.so.1", "file \(scene.file.path)", "threads", "memory 200", "print",
    ])
    #expect(
      outcomes == ["loaded", "as it was", "4", "200", "printed"].map { .success($0) })
  }

  @Test(arguments: [
    ("crash", WorkerFailure.crashed(signal: SIGSEGV)),
    ("abort", .crashed(signal: SIGABRT)),
    ("leave", .exited(status: 3)),
    ("memory 1000", .memoryLimit),
    ("talk", .outputLimit),
  ])
  func `An end is told by its cause and the next request goes on`(
    request: String, failure: WorkerFailure
  ) throws {
    let outcomes = try ProbeWorker.pool().outcomes([request, "echo after"])
    #expect(outcomes == [.failure(failure), .success("after")])
  }

  @Test func `A trap of our own ends the worker by a signal`() throws {
    let outcomes = try ProbeWorker.pool().outcomes(["trap", "echo after"])
    guard case .failure(.crashed) = outcomes[0] else {
      Issue.record("it answered \(outcomes[0])")
      return
    }
    #expect(outcomes[1] == .success("after"))
  }

  @Test func `Working without end is stopped by the processor time it uses`() throws {
    let pool = try ProbeWorker.pool(processorSeconds: 0.3)
    #expect(pool.outcomes(["loop", "echo after"]) == [.failure(.timeLimit), .success("after")])
  }

  /// It uses no processor time, and is stopped all the same.
  @Test func `Waiting without end is stopped by the clock on the wall`() throws {
    let pool = try ProbeWorker.pool(seconds: 1)
    #expect(pool.outcomes(["sleep"]) == [.failure(.timeLimit)])
  }
}
