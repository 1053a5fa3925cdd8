// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// What several machines read, put together, is what one would have read.
@Suite(.serialized) struct ShardTests {
  /// What must be equal: the digest of everything, and what a listing shows of sources.
  private static func content(_ folder: String) throws -> String {
    let status = try Program.run("status", folder, "--format", "json").objects()
    return try #require(status.first?["content"] as? String)
  }

  private static func whole(_ folder: String, _ files: [String]) throws -> String {
    try Program.run("new", folder, "--zone", "America/Chicago", "--place", "Fairview")
    #expect(try Program.run(["add", folder] + files).status < 2)
    return try content(folder)
  }

  /// - Returns: the folders of the shards.
  private static func read(
    _ files: [String], shards: Int, in scratch: ScratchFolder, named name: String = "shard"
  ) throws -> [String] {
    try (1...shards).map { part in
      let folder = scratch.path("\(name)-\(part)-of-\(shards).case")
      let added = try Program.run(["add", folder, "--shard", "\(part)/\(shards)"] + files)
      #expect(added.status < 2, "\(added.err)")
      return folder
    }
  }

  private static func merge(_ folder: String, _ shards: [String]) throws -> Program.Result {
    let isNew = !FileManager.default.fileExists(atPath: folder)
    let new = isNew ? ["--zone", "America/Chicago", "--place", "Fairview"] : []
    return try Program.run(["merge", folder] + shards + new)
  }

  /// Checked in parts, so that a difference says where it lies.
  private static func expectEqual(
    _ merged: String, _ whole: String, _ comment: Comment
  ) throws {
    for listing in ["sources", "messages", "people", "copies", "events"] {
      let texts = try [merged, whole].map { folder in
        try Program.run(listing, folder, "--format", "json").out
          .replacing(/"added":"[^"]*"/, with: "")
      }
      #expect(texts[0] == texts[1], comment)
    }
    let hits = try [merged, whole].map { folder in
      try Program.run("search", folder, "released or sheet or line", "--format", "json").out
        .split(separator: "\n").sorted()
    }
    #expect(hits[0] == hits[1], comment)
    #expect(try content(merged) == content(whole), comment)
    let verified = try Program.run("verify", merged)
    #expect(verified.status == 0, "\(comment.rawValue): \(verified.out)")
  }

  @Test(.tags(.slow), arguments: 1...5)
  func `random releases in any number of shards give the case of one run`(count: Int) throws {
    let scratch = try ScratchFolder()
    let seed = UInt64(count)
    var maker = ReleaseMaker(in: scratch.url.appending(path: "release"), seed: seed)
    let files = try maker.make()
    let whole = scratch.path("whole.case")
    _ = try Self.whole(whole, files)
    var rng = SplitMix(seed: seed)
    let shards = try Self.read(files, shards: count, in: scratch)
    let merged = scratch.path("merged.case")
    #expect(try Self.merge(merged, shards.shuffled(using: &rng)).status < 2)
    try Self.expectEqual(merged, whole, "seed \(seed), \(count) shards")
  }

  @Test(.tags(.slow)) func `one large document or mailbox file is read in portions`() throws {
    let scratch = try ScratchFolder()
    let release = scratch.url.appending(path: "release")
    try FileManager.default.createDirectory(at: release, withIntermediateDirectories: true)
    let document = ReleaseMaker.pdf(pages: 60, words: "A page", filling: 3 << 20)
    try Data(document).write(to: release.appending(path: "large.pdf"))
    try Data(Self.mailbox(messages: 30)).write(to: release.appending(path: "large.mbox"))
    try Data("A note.".utf8).write(to: release.appending(path: "note.txt"))
    let whole = scratch.path("whole.case")
    _ = try Self.whole(whole, [release.path])
    let shards = try Self.read([release.path], shards: 3, in: scratch)
    let pages = try shards.map { try Program.run("pages", $0, "--format", "json").objects().count }
    #expect(pages.allSatisfy { $0 > 0 && $0 < 60 }, "\(pages)")
    for shard in shards { #expect(try Program.run("verify", shard).status == 0) }
    let merged = scratch.path("merged.case")
    #expect(try Self.merge(merged, shards.reversed()).status < 2)
    try Self.expectEqual(merged, whole, "portions")
    #expect(try Program.run("messages", merged, "--format", "json").objects().count == 30)
  }

  /// Three stretches of messages, each with a file of its own.
  private static func mailbox(messages: Int) -> [UInt8] {
    var rng = SplitMix(seed: 7)
    var file = Data((0..<300_000).map { _ in UInt8(truncatingIfNeeded: rng.next()) })
    return (0..<messages).flatMap { number in
      file[9] = UInt8(number)
      let text = """
        From ann@fairview.example Mon Mar  6 20:10:00 2017
        From: ann@fairview.example
        To: raj@ice.example
        Message-ID: <\(number)@fairview.example>
        Date: Mon, 6 Mar 2017 20:\(10 + number % 50):00 +0000
        Subject: Keys \(number)
        Content-Type: multipart/mixed; boundary=b

        --b

        He is released at 5.
        --b
        Content-Type: application/octet-stream; name="keys.bin"
        Content-Transfer-Encoding: base64

        \(file.base64EncodedString(options: .lineLength76Characters))
        --b--


        """
      return Array(text.utf8)
    }
  }

  @Test(.tags(.slow)) func `killed shards and merges are completed by the next run`() throws {
    let scratch = try ScratchFolder()
    var maker = ReleaseMaker(in: scratch.url.appending(path: "release"), seed: 99)
    let files = try maker.make() + InterruptionTests.files
    let whole = scratch.path("whole.case")
    _ = try Self.whole(whole, files)
    let merged = scratch.path("merged.case")
    let zone = ["--zone", "America/Chicago", "--place", "Fairview"]
    let shards = (1...2).map { scratch.path("\($0).case") }
    var killed = 0
    for (index, shard) in shards.enumerated() {
      let arguments = ["add", shard, "--shard", "\(index + 1)/2", "--quiet"] + files
      for _ in 0..<3 { killed += try Self.kill(arguments, within: 2) ? 1 : 0 }
      #expect(try Program.run(arguments).status < 2)
    }
    for _ in 0..<4 {
      let isBegun = FileManager.default.fileExists(atPath: merged + "/case.sqlite")
      killed +=
        try Self.kill(["merge", merged] + shards + (isBegun ? [] : zone), within: 2) ? 1 : 0
    }
    #expect(try Self.merge(merged, shards).status < 2)
    #expect(killed > 0, "no run was killed; the test tried nothing")
    try Self.expectEqual(merged, whole, "killed \(killed) times")
  }

  /// - Returns: whether it ran still.
  private static func kill(_ arguments: [String], within seconds: Double) throws -> Bool {
    let process = try Program.process(arguments)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: Double.random(in: 0...seconds))
    defer { process.waitUntilExit() }
    guard process.isRunning else { return false }
    return Foundation.kill(process.processIdentifier, SIGKILL) == 0
  }

  @Test(.tags(.slow)) func `a case that is merged into keeps its files and what people decided`()
    throws
  {
    let scratch = try ScratchFolder()
    let (first, second) = (InterruptionTests.files, InterruptionTests.others)
    let whole = scratch.path("whole.case")
    _ = try Self.whole(whole, first + second)
    let folder = scratch.path("grown.case")
    _ = try Self.whole(folder, Array(first.prefix(4)))
    let events = try Program.run("events", folder, "--format", "json").objects()
    let event = try #require(events.first?["id"] as? String)
    #expect(
      try Program.run("events", folder, "--reject", event, "--reviewer", "Dana Wills").status < 2)
    // Some of the files are in the case already.
    let shards = try Self.read(first + second, shards: 3, in: scratch)
    #expect(try Self.merge(folder, shards).status < 2)
    try #expect(Self.content(folder) == Self.content(whole))
    let now = try Program.run("events", folder, "--format", "json").objects()
    let rejected = now.filter { $0["status"] as? String == "rejected" }
    #expect(rejected.compactMap { $0["id"] as? String } == [event])
    #expect(try Program.run("verify", folder).status == 0)
    let log = try Program.run("log", folder, "--format", "json").objects()
    #expect(log.count { $0["did"] as? String == "merge" } == 3)
    // Once more changes nothing.
    #expect(try Self.merge(folder, shards).status < 2)
    #expect(try Program.run("log", folder, "--format", "json").objects().count == log.count)
  }
}
