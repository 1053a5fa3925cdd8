// SPDX-License-Identifier: Apache-2.0

import Evidence

@testable import TextDocuments

/// Reading documents made in a test.
enum Text {
  static func pages(_ text: String, _ kind: SourceKind) throws -> [LaidOutPage] {
    try TextDocument.read(Array(text.utf8), kind: kind)
  }

  /// The lines of each page, their words joined by single spaces.
  static func lines(_ pages: [LaidOutPage]) -> [[String]] {
    pages.map { page in
      var lines: [String] = []
      var last = -1
      for word in page.words {
        if word.line == last {
          lines[lines.count - 1] += " " + word.text
        } else {
          lines.append(word.text)
        }
        last = word.line
      }
      return lines
    }
  }

  static func lines(_ text: String, _ kind: SourceKind) throws -> [[String]] {
    lines(try pages(text, kind))
  }
}
