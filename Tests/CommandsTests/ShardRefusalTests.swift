// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Shards that do not go together are told apart before anything is written.
@Suite struct ShardRefusalTests {
  /// Two shards of a few files, and the folder that they lie in.
  private final class Two {
    let scratch: ScratchFolder
    let release: String
    let one: String
    let two: String
    var merged: String { scratch.path("merged.case") }

    init() throws {
      scratch = try ScratchFolder()
      let folder = scratch.url.appending(path: "release")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for number in 1...4 {
        let text =
          "From: a@fairview.example\nTo: b@ice.example\nSubject: \(number)\n"
          + "Date: Mon, 6 Mar 2017 20:10:00 +0000\n\n"
        try Data((text + String(repeating: "Hi. ", count: number)).utf8)
          .write(to: folder.appending(path: "\(number).eml"))
      }
      (release, one, two) = (folder.path, scratch.path("1.case"), scratch.path("2.case"))
      try Program.run("add", one, release, "--shard", "1/2")
      try Program.run("add", two, release, "--shard", "2/2")
    }

    func expectRefused(_ arguments: [String], _ message: String) throws {
      let result = try Program.run(arguments)
      #expect(result.status == 2)
      #expect(result.err.contains(message), "\(result.err)")
      #expect(!FileManager.default.fileExists(atPath: merged), "\(message)")
    }

    func tamper(_ folder: String, _ sql: String) throws {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "python3", "-c",
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()",
        folder + "/case.sqlite", sql,
      ]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }

  @Test func `shards that are missing, double, strange or none`() throws {
    let two = try Two()
    try two.expectRefused(["merge", two.merged, two.two], "1 of 2 shards is missing: 1")
    try two.expectRefused(
      ["merge", two.merged, two.one, two.one, two.two], "are both shard 1 of 2")
    let plain = two.scratch.path("plain.case")
    try Program.run("new", plain)
    try two.expectRefused(["merge", two.merged, two.one, plain], "is no shard")
    try two.expectRefused(["merge", two.merged, two.one, "no-such.case"], "is not a case")
    let third = two.scratch.path("third.case")
    try Program.run("add", third, two.release, "--shard", "3/3")
    try two.expectRefused(["merge", two.merged, two.one, third], "two ways to share out")
    try Data("more".utf8).write(to: URL(filePath: two.release + "/5.txt"))
    let other = two.scratch.path("other.case")
    try Program.run("add", other, two.release, "--shard", "2/2")
    try two.expectRefused(["merge", two.merged, two.one, other], "other lists of files")
    try two.expectRefused(
      ["add", two.one, two.release, "--shard", "1/2"], "begun with other files")
    try two.expectRefused(["add", two.one, two.release], "add to it with --shard 1/2")
    try two.expectRefused(["add", two.one, two.release, "--shard", "0/2"], "such as 2/5")
    try two.expectRefused(["add", plain + "x", "--shard", "1/2"], "no files are named")
  }

  @Test func `shards that were read otherwise`() throws {
    let two = try Two()
    let other = two.scratch.path("other.case")
    try Program.run("add", other, two.release, "--shard", "2/2", "--password", "keys")
    try two.expectRefused(["merge", two.merged, two.one, other], "with other passwords")
    try two.tamper(
      two.two,
      "UPDATE settings SET value = replace(value, '\"program\":\"', '\"program\":\"9.') WHERE key = 'shard'"
    )
    try two.expectRefused(["merge", two.merged, two.one, two.two], "was read with brightline 9.")
    try two.tamper(two.one, "DELETE FROM grdb_migrations WHERE identifier LIKE '6%'")
    try two.expectRefused(["merge", two.merged, two.one, two.two], "made by an older Brightline")
  }

  @Test func `shards that were changed, cut short or lost a file`() throws {
    let two = try Two()
    let messages = "UPDATE messages SET packed = zeroblob(9)"
    try two.tamper(two.one, messages)
    let changed = try Program.run("merge", two.merged, two.one, two.two)
    #expect(changed.status == 2)
    #expect(changed.err.contains("was changed in \(two.one) (shard 1 of 2)"), "\(changed.err)")
    try FileManager.default.removeItem(atPath: two.merged)
    try FileManager.default.removeItem(atPath: two.one)
    try Program.run("add", two.one, two.release, "--shard", "1/2")
    // Read anew, it goes with the other again.
    #expect(try Program.run("merge", two.merged, two.one, two.two).status == 0)
    try FileManager.default.removeItem(atPath: two.merged)

    let originals = URL(filePath: two.two + "/originals")
    for case let file as URL in try #require(
      FileManager.default.enumerator(at: originals, includingPropertiesForKeys: nil))
    where file.lastPathComponent.count == 64 { try FileManager.default.removeItem(at: file) }
    let lost = try Program.run("merge", two.merged, two.one, two.two)
    #expect(lost.status == 2)
    #expect(lost.err.contains("lacks an original"), "\(lost.err)")
    try FileManager.default.removeItem(atPath: two.merged)

    try two.tamper(two.one, "UPDATE source_names SET name = name || 'x'")
    try two.expectRefused(["merge", two.merged, two.one, two.two], "was changed since it was read")
    try two.tamper(
      two.one, "UPDATE settings SET value = json_remove(value, '$.content') WHERE key = 'shard'")
    try two.expectRefused(["merge", two.merged, two.one, two.two], "not read to the end")
    let database = URL(filePath: two.one + "/case.sqlite")
    try Data(try Data(contentsOf: database).prefix(9_000)).write(to: database)
    try two.expectRefused(["merge", two.merged, two.one, two.two], "must be read again")
  }

  @Test func `a shard is no case to work on, and says so`() throws {
    let two = try Two()
    try two.expectRefused(["merge", two.one, two.one, two.two], "is shard 1 of 2 itself")
    #expect(try Program.run("verify", two.one).status == 0)
    try two.tamper(two.one, "UPDATE source_names SET name = name || 'x'")
    #expect(try Program.run("verify", two.one).status == 1)
  }
}
