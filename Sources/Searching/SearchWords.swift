// SPDX-License-Identifier: Apache-2.0

/// Words as the search index cuts them: SQLite's `unicode61`, which takes letters, numbers and
/// signs of private use for words and all else for gaps, and does without case.
package enum SearchWords {
  /// In small letters.
  package static func of(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      if scalar.isASCII { return scalar.properties.isAlphabetic || 48...57 ~= scalar.value }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .privateUse:
        return true
      // A mark that combines belongs to the letter before it.
      case .nonspacingMark, .spacingMark: return !word.isEmpty
      default: return false
      }
    }
    func end() {
      if !word.isEmpty { words.append(String(word).lowercased()) }
      word = String.UnicodeScalarView()
    }
    for scalar in text.unicodeScalars {
      if isPart(scalar) { word.append(scalar) } else { end() }
    }
    end()
    return words
  }
}
