// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Workers

/// A worker that tries what no reader may do. Each attempt is first made by a process that is not
/// confined, where it succeeds: so it is the confinement that stops it.
@Suite(.serialized) struct ConfinementTests {
  private static let denied = "Operation not permitted"

  /// What the probe answers to one attempt, and to a harmless request after it in the same process.
  private func confined(_ attempt: String) throws -> (
    answer: Result<String, WorkerFailure>, same: Bool
  ) {
    let outcomes = try ProbeWorker.pool().outcomes(["pid", attempt, "pid"])
    return (outcomes[1], outcomes[0] == outcomes[2] && (try? outcomes[0].get()) != nil)
  }

  @Test(arguments: [
    "create %.new", "overwrite %", "both %", "append %", "empty %", "nameless /", "truncate %",
    "rename %", "remove %", "link %", "symlink %", "folder %", "fifo %", "mode %",
    "mode-by-descriptor %", "owner %", "times %", "lock %",
  ])
  func `No file is made, changed or taken away`(attempt: String) throws {
    let (free, scene) = (try Scene(), try Scene())
    func of(_ scene: Scene) -> String {
      // A file without a name is made in a folder.
      attempt.replacing("%", with: scene.file.path)
        .replacing("nameless /", with: "nameless " + scene.folder.path)
    }
    #expect(try ProbeWorker.unconfined(of(free)) == "done")
    let before = try scene.state()
    let (answer, same) = try confined(of(scene))
    #expect(answer == .success(Self.denied))
    #expect(same)
    #expect(try scene.state() == before)
  }

  @Test(arguments: ["tcp", "udp", "unix"])
  func `No connection is opened`(kind: String) throws {
    let listener = try Listener(kind)
    let attempt = "\(kind) \(listener.address)"
    let (answer, same) = try confined(attempt)
    #expect(answer == .success(Self.denied))
    #expect(same)
    #expect(!listener.wasCalled)
    #expect(try ProbeWorker.unconfined(attempt) == "done")
    #expect(listener.wasCalled)
  }

  @Test func `No name is looked up in the network`() throws {
    let (answer, same) = try confined("lookup fairview.example")
    #expect(answer == .success("not found"))
    #expect(same)
    #expect(try confined("pair").answer == .success(Self.denied))
  }

  @Test func `No process is started`() throws {
    for attempt in ["fork", "spawn /bin/true"] {
      #expect(try ProbeWorker.unconfined(attempt) == "done")
      let (answer, same) = try confined(attempt)
      #expect(answer == .success(Self.denied), "\(attempt)")
      #expect(same)
    }
  }

  /// Nothing that reads a file does these, so the worker ends and the failure is on record.
  @Test(arguments: ["execute /bin/true", "ptrace", "peek", "x32"])
  func `An attack ends the worker and the next request goes on`(attempt: String) throws {
    var words = attempt
    let machine = try #require(Architecture.current)
    func call(_ call: SystemCall, _ arguments: String) throws -> String {
      "call \(try #require(call.number(on: machine))) \(arguments)"
    }
    // 16 attaches.
    if attempt == "ptrace" { words = try call(.ptrace, "16 \(getpid())") }
    if attempt == "peek" { words = try call(.processRead, "\(getpid())") }
    if attempt == "x32" {
      guard machine == .x86 else { return }
      words = "call \(0x4000_0000 + 39)"
    }
    let outcomes = try ProbeWorker.pool().outcomes([words, "echo after"])
    #expect(outcomes == [.failure(.crashed(signal: SIGSYS)), .success("after")])
  }

  @Test func `No other process is touched`() throws {
    for attempt in ["signal \(getpid())", "signal-all", "memory-of \(getpid())", "limits"] {
      let (answer, same) = try confined(attempt)
      #expect(answer == .success(Self.denied), "\(attempt)")
      #expect(same)
    }
  }

  /// Calls that are too young for a list, by their numbers on every architecture: `io_uring_setup`,
  /// `open_tree`, `pidfd_open`, `clone3`, `openat2`, and one that does not exist yet.
  @Test(arguments: [425, 428, 434, 435, 437, 900])
  func `A call younger than the list is answered as by an older system`(number: Int) throws {
    #expect(try confined("call \(number)").answer == .success("Function not implemented"))
  }

  @Test func `After all of it the same worker still reads`() throws {
    let scene = try Scene()
    let before = try scene.state()
    let file = scene.file.path
    let attempts = [
      "overwrite \(file)", "remove \(file)", "folder \(file)", "tcp 9", "fork", "spawn /bin/true",
      "signal-all", "limits",
    ]
    let outcomes = try ProbeWorker.pool().outcomes(["pid"] + attempts + ["file \(file)", "pid"])
    #expect(outcomes.dropFirst().dropLast(2).allSatisfy { $0 == .success(Self.denied) })
    #expect(outcomes[attempts.count + 1] == .success("as it was"))
    #expect(outcomes.first == outcomes.last)
    #expect(try scene.state() == before)
  }

  @Test func `A worker that cannot be confined refuses, unless it is told to go on`() throws {
    let outcome = try ProbeWorker.pool("nested").outcomes(["echo on"])[0]
    guard case .failure(.couldNotStart(let why)) = outcome else {
      Issue.record("it answered \(outcome)")
      return
    }
    #expect(why.contains("cannot be confined"))
    #expect(why.contains("BRIGHTLINE_UNCONFINED=1"))
    let told = try ProbeWorker.pool("nested", environment: ["BRIGHTLINE_UNCONFINED=1"])
    #expect(told.outcomes(["echo on"]) == [.success("on")])
  }
}
