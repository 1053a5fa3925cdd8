// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy
import Testing

/// `Corpus/` holds what `make fuzz-policy` kept: small inputs that between them reach all the code
/// it has ever reached. Reading any of them ends, with each error in a place of the file.
struct CorpusTests {
  static let files: [URL] =
    (try? FileManager.default.contentsOfDirectory(
      at: CaseFile.root.appending(path: "Tests/PolicyTests/Corpus"),
      includingPropertiesForKeys: nil)) ?? []

  @Test func `whatever the bytes, each error has a place and the file can be written anew`() throws
  {
    #expect(Self.files.count > 50)
    for url in Self.files {
      var text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      if !text.contains("```") { text = "```policy\n\(text)\n```\n" }
      let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        .map { Substring($0).unicodeScalars.count }
      let (file, reading) = PolicyFile.parse(text, file: "a")
      let found = reading + PolicyLibrary([file]).check()
      for diagnostic in found {
        let places =
          [(diagnostic.line, diagnostic.column)] + diagnostic.notes.map { ($0.line, $0.column) }
        for (line, column) in places {
          try #require(lines.indices.contains(line - 1), "\(url.lastPathComponent):\(line)")
          #expect((1...lines[line - 1] + 1).contains(column), "\(url.lastPathComponent):\(line)")
        }
      }
      #expect(DiagnosticRenderer(sources: ["a": text]).render(found).isEmpty == found.isEmpty)
      guard !reading.contains(where: { $0.severity == .error }) else { continue }
      let once = try PolicyFile.formatted(text, file: "a")
      #expect(try PolicyFile.formatted(once, file: "a") == once)
    }
  }
}
