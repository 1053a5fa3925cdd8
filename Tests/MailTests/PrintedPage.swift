// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Lays lines of text out as a printed page: letters of 6 points, lines 14 apart.
///
/// "█" covers as many letters as it is long; an empty line is a gap.
enum PrintedPage {
  static let source = SourceID(hex: "5eed5eed5eed0000")

  static func page(_ number: Int, _ text: String, bates: String? = nil) -> Page {
    var page = Page(source: source, number: number, width: 612, height: 792, method: .text)
    page.bates = bates
    var line = 0
    for (row, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let top = 60 + Double(row) * 14
      var column = 0
      for part in content.split(separator: " ", omittingEmptySubsequences: false) {
        let box = Box(
          x0: 60 + Double(column) * 6, y0: top, x1: 60 + Double(column + part.count) * 6,
          y1: top + 10)
        if part.hasPrefix("█") {
          page.redactions.append(
            Redaction(box: box.grown(by: 1), kind: .black, codes: ["(b)(6)"], textUnder: .none))
        } else if !part.isEmpty {
          page.words.append(Word(text: String(part), box: box, line: line))
        }
        column += part.count + 1
      }
      if !content.isEmpty { line += 1 }
    }
    if let bates {
      let box = Box(x0: 500, y0: 760, x1: 560, y1: 770)
      page.words.append(Word(text: bates, box: box, line: line))
      page.furniture.append(box)
    }
    return page
  }

  static func pages(_ texts: String...) -> [Page] {
    texts.enumerated().map { page($0 + 1, $1, bates: "FV00000\($0 + 1)") }
  }
}
