// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Documents

@Suite struct LetterPairsTests {
  private func mean(_ text: String) -> Double {
    LetterPairs.usualness(of: text.split(separator: " ").map(String.init)).mean
  }

  @Test(arguments: [
    "The men were released from custody before the request had been answered",
    "Los agentes pidieron información sobre las personas detenidas en la cárcel",
    "Die Behörde hat die Anfrage über den Gefangenen nicht beantwortet",
    "Les agents ont demandé à être prévenus avant la libération",
  ])
  func `Language is told from shifted and from random letters`(text: String) {
    #expect(mean(text) > 7.6)
    for shift in [1, 3, 5, 13, 25] {
      let letters = text.lowercased().unicodeScalars.map { scalar -> Character in
        guard (0x61...0x7a).contains(scalar.value) else { return Character(scalar) }
        return Character(Unicode.Scalar(UInt8((Int(scalar.value) - 0x61 + shift) % 26 + 0x61)))
      }
      #expect(mean(String(letters)) < 7.5)
    }
  }

  @Test func `Only words of letters count`() {
    let found = LetterPairs.usualness(of: ["(the", "A12", "list.", "of", "x1y", "don't", "---"])
    #expect(found.words == 2)
  }
}
