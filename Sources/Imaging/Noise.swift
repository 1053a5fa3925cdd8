// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Tells words from what a scanner adds.
enum Noise {
  /// The words without specks, border shadows and rules read as letters.
  static func without(_ words: [PlacedWord], width: Double, height: Double) -> [PlacedWord] {
    // What letters measure on this page, from words recognition is sure of.
    let sure = words.filter { $0.confidence >= 0.6 && $0.text.utf8.count >= 3 }
      .map(\.box.height).sorted()
    let usual = sure.isEmpty ? nil : sure[sure.count / 2]
    let named = words.map { word in
      var named = word
      named.text = Mending.bar(word.text, height: word.box.height, usual: usual)
      return named
    }
    return named.filter { word in
      guard !word.text.isEmpty, word.box.width > 0, word.box.height > 0 else { return false }
      let letters = word.text.unicodeScalars.count { $0.properties.isAlphabetic || isDigit($0) }
      if word.confidence < 0.15, letters < 3 { return false }
      if letters == 0 {
        // Rules, dashes and specks; marks that Tesseract is sure of stay.
        if word.confidence < 0.5 || word.box.height < 0.8 { return false }
      }
      let atEdge =
        word.box.x0 < 10 || word.box.x1 > width - 10 || word.box.y0 < 6 || word.box.y1 > height - 6
      if atEdge, word.confidence < 0.5 || letters == 0 { return false }
      guard let usual else { return word.confidence >= 0.3 }
      // Much taller than any heading, or flatter than a dot beside letters of this size.
      if word.box.height > 6 * usual, word.confidence < 0.6 { return false }
      if letters > 0, word.box.height < 0.25 * usual { return false }
      return true
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x30 && scalar.value <= 0x39
  }
}
