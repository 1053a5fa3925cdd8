// SPDX-License-Identifier: Apache-2.0

import Foundation
import Policy
import Testing

struct CasesTests {
  @Test func `there are good and bad cases`() {
    #expect(CaseFile.all("good").count >= 5)
    #expect(CaseFile.all("bad").count >= 5)
  }

  @Test(arguments: CaseFile.all("good"))
  func `a good file has nothing to report and all its examples pass`(file: CaseFile) {
    #expect(file.diagnostics().map(\.description) == [])
    let results = PolicyLibrary([PolicyFile.parse(file.text, file: "\(file)").file]).runExamples()
    #expect(!results.isEmpty)
    for result in results {
      #expect(
        result.passed,
        """
        \(file):\(result.line): "\(result.name)": expected \(result.expected.rawValue), \
        got \(result.got.rawValue)\n\(result.explanation)
        """)
    }
  }

  /// Each expected diagnostic stands in a comment on the line it is reported on:
  /// `-- error 12: the message` (column, then text; a hint in parentheses). So does each note.
  @Test(arguments: CaseFile.all("bad"))
  func `a bad file is reported as its comments say`(file: CaseFile) {
    var expected: [String] = []
    for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      for comment in line.components(separatedBy: "-- ").dropFirst() {
        for severity in ["error ", "warning ", "note "] where comment.hasPrefix(severity) {
          expected.append(
            "\(number + 1):\(comment.dropFirst(severity.count)) [\(severity.dropLast())]")
        }
      }
    }
    let found = file.diagnostics().flatMap { diagnostic in
      [
        "\(diagnostic.line):\(diagnostic.column): \(diagnostic.message)"
          + (diagnostic.hint.map { " (\($0)?)" } ?? "") + " [\(diagnostic.severity.rawValue)]"
      ] + diagnostic.notes.map { "\($0.line):\($0.column): \($0.message) [note]" }
    }
    #expect(found.sorted() == expected.map { $0.trimmed }.sorted())
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while let blank = text.range(of: "  ") { text.replaceSubrange(blank, with: " ") }
    return text
  }
}
