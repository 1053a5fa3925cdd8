// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The real program's reader, as the system sees it. What confinement stops is tested in
/// `WorkersTests`.
@Suite struct ConfinedReaderTests {
  /// The lines "name: value" of a process's status and limits.
  private func facts(of process: Process) -> String {
    let folder = "/proc/\(process.processIdentifier)/"
    return ["status", "limits"].map { name in
      (try? String(contentsOfFile: folder + name, encoding: .utf8)) ?? ""
    }.joined(separator: "\n")
  }

  @Test func `The reader filters system calls, writes no file and gains no rights`() throws {
    let process = try Program.process(["worker"])
    let requests = Pipe()
    process.standardInput = requests
    process.standardOutput = Pipe()
    try process.run()
    defer {
      // Not `terminate()`: the signal it sends may be blocked in threads of tests, and so in what
      // they start.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    var facts = ""
    // It confines itself a few milliseconds after it starts.
    for _ in 0..<3_000 where process.isRunning && !facts.contains("Seccomp:\t2") {
      usleep(10_000)
      facts = self.facts(of: process)
    }
    #expect(facts.contains("Seccomp:\t2"))
    #expect(facts.contains("NoNewPrivs:\t1"))
    func limit(_ name: String) -> [Substring] {
      let line = facts.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
      return line.dropFirst(name.count).split(separator: " ").prefix(2).map { $0 }
    }
    #expect(limit("Max file size") == ["0", "0"])
    #expect(limit("Max core file size") == ["0", "0"])
    #expect(Int(limit("Max address space").first ?? "") == 3 << 30)
    // What it would print, in whose name ever, goes nowhere.
    for stream in 0...2 {
      let link = "/proc/\(process.processIdentifier)/fd/\(stream)"
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/null")
    }
  }

  @Test func `Prints, mail and tables are all read by confined readers`() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path("read.case")
    try Program.run("new", folder, "--zone", "America/Chicago")
    let release = Program.checkout.appending(path: "Examples/fairview/release")
    let names = [
      "FPD-ICE-emails-2015.pdf", "2017-release-told.eml", "mailbox.mbox", "jail-access-log.csv",
      "release-log.xlsx",
    ]
    let paths = names.map { release.appending(path: $0).path }
    let added = try Program.run(["add", folder] + paths)
    #expect(added.status == 0, "\(added.out)\(added.err)")
    let sources = try Program.run("sources", folder, "--format", "json").objects()
    #expect(sources.count == names.count)
    for source in sources {
      let content = ["pages", "messages", "rows"].compactMap { source[$0] as? Int }.reduce(0, +)
      #expect(content > 0, "\(source["name"] ?? "")")
    }
    let picture = scratch.path("page.png")
    try Program.run("show", folder, "FPD-ICE-emails-2015.pdf:1", "--image", picture)
    #expect(
      FileManager.default.contents(atPath: picture)?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
  }
}
