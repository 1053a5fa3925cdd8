// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

@testable import Policy

/// `docs/POLICY-LANGUAGE.md` names every word of the tables, and its first example works.
struct ReferenceManualTests {
  static let manual: String = {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let url = root.appending(path: "docs/POLICY-LANGUAGE.md")
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }()

  @Test func `every word of the tables is in the manual`() {
    let words =
      Set(ActWords.verbs.keys).union(ActWords.attaching).union(ActWords.aboutNobody)
      .union(ActWords.absent).union(ActorWords.groups.keys).union(Keywords.verdicts)
    for word in words.sorted() {
      #expect(Self.manual.contains("`\(word)`"), "'\(word)' is not in the manual")
    }
    for group in ["ICE", "DHS"] {
      for member in ActorWords.receivers[group.lowercased(), default: []] {
        #expect(Self.manual.contains("`\(member)`"), "'\(member)' of \(group) is not in the manual")
      }
    }
  }

  @Test func `the manual's first example is a good file`() throws {
    let start = try #require(Self.manual.range(of: "````markdown\n")).upperBound
    let rest = Self.manual[start...]
    let end = try #require(rest.range(of: "\n````\n")).lowerBound
    let (file, parsing) = PolicyFile.parse(String(rest[..<end]), file: "manual")
    let library = PolicyLibrary([file])
    #expect((parsing + library.check()).map(\.description) == [])
    #expect(library.runExamples().map(\.passed) == [true, true])
  }
}
