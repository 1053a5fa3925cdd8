// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Puts the words of a straight page into lines, top to bottom.
enum ReadingOrder {
  /// Tesseract's lines, joined where it took the parts of one line for columns of their own, as it
  /// does with "From:", a gap, and a name.
  static func lines(of words: [PlacedWord]) -> [[PlacedWord]] {
    var lines: [[PlacedWord]] = []
    for word in words {
      if let last = lines.last?.last, last.line == word.line {
        lines[lines.count - 1].append(word)
      } else {
        lines.append([word])
      }
    }
    return lines
  }
}
