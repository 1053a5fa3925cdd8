// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The example's mail files and one of its PDFs are searched by the real program.
@Suite(.serialized) struct SearchCommandTests {
  private static let made = Result { try SearchedCase() }

  private func search(_ arguments: String...) throws -> Program.Result {
    try Program.run(["search", try Self.made.get().path] + arguments)
  }

  @Test(.tags(.slow)) func `results are as their schema says, and each can be shown`() throws {
    let result = try search("release", "--format", "json")
    #expect(result.status == 0, "\(result.err)")
    let objects = try result.objects()
    try #require(!objects.isEmpty)
    let schema = try SchemaCheck(named: "search")
    #expect(objects.flatMap { schema.faults(in: $0) } == [])
    for object in objects.prefix(3) {
      let name = (object["message"] as? String) ?? (object["bates"] as? String)
      let shown = try Program.run("show", try Self.made.get().path, try #require(name))
      #expect(shown.status == 0, "\(shown.err)")
    }
    #expect(result.err.contains("message"))
  }

  @Test(.tags(.slow)) func `a kind, a limit and a part choose among the same results`() throws {
    let pages = try search("kind:page", "--format", "json").objects()
    let same = try search("in:new release OR kind:page", "--kind", "page", "--format", "json")
    #expect(pages.count == (try same.objects().count))
    let second = try search(
      "kind:page", "--limit", "1", "--offset", "1", "--format", "json"
    ).objects()
    #expect(second.first?["page"] as? Int == pages.dropFirst().first?["page"] as? Int)
  }

  @Test(.tags(.slow)) func `a query that cannot be read ends with status 2 and marks the place`()
    throws
  {
    let result = try search("release formm:keller")
    #expect(result.status == 2)
    #expect(result.out == "")
    #expect(result.err.contains("\n          ^^^^^^\n"), "\(result.err)")
    #expect(result.err.contains("Did you mean from:?"))
    #expect(try search().status == 2)
  }

  @Test(.tags(.slow)) func `a list of terms is counted line by line, or refused by line`() throws {
    let scratch = try ScratchFolder()
    try Data("# wanted\nrelease\n\n\"no such words\"\n".utf8).write(
      to: scratch.url.appending(path: "terms.txt"))
    let result = try search("--terms", scratch.path("terms.txt"), "--format", "json")
    #expect(result.status == 0, "\(result.err)")
    let objects = try result.objects()
    let schema = try SchemaCheck(named: "search-terms")
    #expect(objects.flatMap { schema.faults(in: $0) } == [])
    #expect(objects.map { $0["term"] as? String } == ["release", "\"no such words\""])
    #expect((objects.first?["messages"] as? Int ?? 0) > 0)
    #expect(objects.last?["messages"] as? Int == 0)
    try Data("release\n(open\n".utf8).write(to: scratch.url.appending(path: "bad.txt"))
    let bad = try search("--terms", scratch.path("bad.txt"))
    #expect(bad.status == 2)
    #expect(bad.err.contains("bad.txt:2: "), "\(bad.err)")
  }

  @Test(.tags(.slow)) func `the pages of results are drawn with their words outlined`() throws {
    let scratch = try ScratchFolder()
    let result = try search(
      "release", "--kind", "page", "--limit", "1", "--image", scratch.path("out"))
    #expect(result.status == 0, "\(result.err)")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("out"))
    #expect(names.count == 1)
    let picture = try Data(
      contentsOf: scratch.url.appending(path: "out/" + (try #require(names.first))))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}

private final class SearchedCase: @unchecked Sendable {
  let scratch: ScratchFolder
  let path: String

  init() throws {
    scratch = try ScratchFolder()
    path = scratch.path("search.case")
    try Program.run("new", path, "--zone", "America/Chicago", "--place", "Fairview")
    let release = Program.checkout.appending(path: "Examples/fairview/release")
    let mails = try FileManager.default.contentsOfDirectory(atPath: release.path)
      .filter { $0.hasSuffix(".eml") || $0.hasSuffix(".mbox") }
    let files = mails + ["FPD-ICE-emails-2015.pdf"]
    let add = try Program.run(["add", path] + files.map { release.appending(path: $0).path })
    try #require(add.status <= 1, "\(add.err)")
  }
}
