// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A killed `add` leaves a case that the next one completes to what an undisturbed one gives.
@Suite(.serialized) struct InterruptionTests {
  /// Released files without the scanned ones, so that many runs stay short.
  static let files = [
    "FPD-ICE-emails-2015.pdf", "FPD-ICE-emails-2017.pdf",
    "FPD-ICE-emails-2018.pdf", "2017-release-told.eml", "mailbox.mbox", "jail-access-log.csv",
    "release-log.xlsx", "phone-log.csv",
  ].map { Program.checkout.appending(path: "Examples/fairview/release/" + $0).path }

  static let others = ["policies", "mappings"].map {
    Program.checkout.appending(path: "Examples/fairview/" + $0).path
  }

  func content(_ folder: String) throws -> String {
    let status = try Program.run("status", folder, "--format", "json").objects()
    return try #require(status.first?["content"] as? String)
  }

  func make(_ folder: String) throws {
    try Program.run("new", folder, "--zone", "America/Chicago", "--place", "Fairview")
  }

  @Test(.tags(.slow)) func `any number of workers and any order give the same case`() throws {
    let scratch = try ScratchFolder()
    let (one, three) = (scratch.path("one.case"), scratch.path("three.case"))
    try make(one)
    try Program.run(["add", one, "--workers", "1"] + Self.files + Self.others)
    try make(three)
    for file in (Self.others + Self.files).reversed() {
      try Program.run(["add", three, "--workers", "3", file])
    }
    #expect(try content(one) == content(three))
  }

  @Test(.tags(.slow)) func `an add killed at random moments is completed by the next`() throws {
    let scratch = try ScratchFolder()
    let whole = scratch.path("whole.case")
    try make(whole)
    let clock = ContinuousClock.now
    try Program.run(["add", whole] + Self.files + Self.others)
    let seconds = Double((ContinuousClock.now - clock) / .milliseconds(1)) / 1_000
    let expected = try content(whole)
    var killed = 0
    for round in 0..<5 {
      let folder = scratch.path("killed-\(round).case")
      try make(folder)
      for _ in 0..<3 {
        let process = try Program.process(["add", folder, "--quiet"] + Self.files + Self.others)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: Double.random(in: 0...seconds))
        if process.isRunning {
          kill(process.processIdentifier, SIGKILL)
          killed += 1
        }
        process.waitUntilExit()
      }
      try Program.run(["add", folder] + Self.files + Self.others)
      #expect(try content(folder) == expected)
      #expect(try Program.run("verify", folder).status == 0)
    }
    #expect(killed > 0, "no run was killed; the test tried nothing")
  }

  @Test(.tags(.slow)) func `a new case that is killed while it is made is none, or whole`() throws {
    let scratch = try ScratchFolder()
    var killed = 0
    for round in 0..<20 {
      let folder = scratch.path("new-\(round).case")
      let arguments = ["new", folder, "--zone", "America/Chicago", "--place", "Fairview"]
      let process = try Program.process(arguments)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Until it has begun to write, and a little longer each time.
      let start = ContinuousClock.now
      while process.isRunning, !FileManager.default.fileExists(atPath: folder + "/cache") {
        guard .now - start < .seconds(20) else { break }
        usleep(200)
      }
      usleep(UInt32(round) * 4_000)
      if process.isRunning {
        kill(process.processIdentifier, SIGKILL)
        killed += 1
      }
      process.waitUntilExit()
      if !FileManager.default.fileExists(atPath: folder + "/case.sqlite") {
        #expect(try Program.run(arguments).status == 0)
      }
      let status = try Program.run("status", folder, "--format", "json").objects()
      #expect(status.first?["zone"] as? String == "America/Chicago", "round \(round)")
      #expect(try Program.run("verify", folder).status == 0)
    }
    #expect(killed > 0, "no run was killed; the test tried nothing")
  }
}
