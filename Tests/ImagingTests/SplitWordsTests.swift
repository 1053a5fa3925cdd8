// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Imaging

struct SplitWordsTests {
  /// Words set 3 points apart, 12 high.
  func line(_ texts: [String]) -> [PlacedWord] {
    var x = 72.0
    return texts.map { text in
      let width = 6.0 * Double(text.count)
      defer { x += width + 3 }
      return PlacedWord(
        text: text, box: Box(x0: x, y0: 72, x1: x + width, y1: 84), line: 0, block: 0,
        confidence: 0.9)
    }
  }

  @Test(arguments: [
    (["Gordon,", "J", "oshua"], ["Gordon,", "Joshua"]),
    (["(J", "ail)"], ["(Jail)"]),
    (["jail@", "fairview.example"], ["jail@fairview.example"]),
    (["Ezekiel", "J", "(NIH)"], ["Ezekiel", "J", "(NIH)"]),
    (["hepatitis", "B", "is"], ["hepatitis", "B", "is"]),
    (["I", "know"], ["I", "know"]),
    (["meet", "@", "noon."], ["meet", "@", "noon."]),
  ])
  func `only what is one word is joined`(texts: [String], expected: [String]) {
    #expect(SplitWords.joined(line(texts)).map(\.text) == expected)
  }

  @Test func `a wide gap parts`() {
    var words = line(["J", "oin"])
    words[1].box.x0 += 10
    words[1].box.x1 += 10
    #expect(SplitWords.joined(words).count == 2)
  }
}
