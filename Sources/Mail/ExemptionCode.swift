// SPDX-License-Identifier: Apache-2.0

/// Exemption codes that stand in the place of what they cover: "B6", "(b)(7)(C)", "7(1)(b)".
enum ExemptionCode {
  /// Whether `text` is nothing but codes, or says that it is withheld.
  static func isCode(_ text: Bytes) -> Bool {
    let words = text.words
    guard !words.isEmpty else { return false }
    if words.count == 1, let word = words.first,
      word.stripped(of: "[]()<>*").letters.elementsEqual("redacted".utf8)
    {
      return true
    }
    return words.allSatisfy { isOne($0.stripped(of: ",;")) }
  }

  /// A "b" or a section number, then digits and letters of which each may stand in brackets.
  private static func isOne(_ word: Bytes) -> Bool {
    guard word.count >= 2, word.count <= 16 else { return false }
    var groups: [UInt8] = []
    var bracketed = false
    for byte in word {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") {
        bracketed = true
      } else if byte.isDigit || byte.isLetter {
        groups.append(byte.lower)
      } else if byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".") {
        return false
      }
    }
    guard let first = groups.first, groups.count >= 2, groups.count <= 5 else { return false }
    // "B6", "b7C": a "b", a digit from 1 to 9, perhaps a letter.
    if first == UInt8(ascii: "b") {
      return groups[1].isDigit && groups.dropFirst(2).allSatisfy { $0.isLetter }
        && groups.count <= 3
    }
    // "7(1)(c)": only with brackets; a bare "71c" is a flat number.
    return bracketed && first.isDigit && word.first?.isDigit == true && groups.count >= 3
  }
}
