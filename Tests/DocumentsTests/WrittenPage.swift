// SPDX-License-Identifier: Apache-2.0

import Evidence

@testable import Documents

/// A page of typed lines; two spaces begin another column. Each letter is six points wide.
func writtenPage(_ lines: [String], redactions: [Redaction] = []) -> Page {
  var page = Page(source: SourceID(hex: "00"), number: 1, width: 612, height: 792)
  for (number, line) in lines.enumerated() {
    var x = 72.0
    for column in line.split(separator: "  ") {
      for word in column.split(separator: " ") {
        let width = 6 * Double(word.count)
        let y = 120 + 14 * Double(number)
        page.words.append(
          Word(text: String(word), box: Box(x0: x, y0: y, x1: x + width, y1: y + 10), line: number))
        x += width + 6
      }
      x += 60
    }
  }
  page.redactions = redactions
  Furniture.mark(&page)
  return page
}
