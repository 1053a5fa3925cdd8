// SPDX-License-Identifier: Apache-2.0

/// Puts right what recognition gets wrong whatever the page: marks of the same shape.
enum Mending {
  /// A bar by itself, as high as the letters, is the word "I".
  static func bar(_ text: String, height: Double, usual: Double?) -> String {
    guard text == "|", let usual, height > 0.6 * usual, height < 1.6 * usual else { return text }
    return "I"
  }

  static func mended(_ text: String) -> String { stamped(bracketed(text)) }

  /// One opening and one closing bracket that do not match: the square one is seldom imagined.
  private static func bracketed(_ text: String) -> String {
    let pairs: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
    let openers = text.filter { pairs[$0] != nil }
    let closers = text.filter { pairs.values.contains($0) }
    guard openers.count == 1, closers.count == 1, let opener = openers.first,
      let closer = closers.first, pairs[opener] != closer
    else { return text }
    let kinds = "\(opener)\(closer)"
    let kind: Character = kinds.contains("[") || kinds.contains("]") ? "[" : "("
    return String(
      text.map { character in
        if character == opener { return kind }
        return character == closer ? pairs[kind] ?? closer : character
      })
  }

  /// "Fv000003": before the digits of a stamp, letters that look the same in both sizes are
  /// capitals like those beside them. Stamps are filled up with noughts, or long.
  private static func stamped(_ text: String) -> String {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    let digits = text.dropFirst(letters.count)
    guard (2...8).contains(letters.count), digits.count >= (digits.first == "0" ? 4 : 6),
      digits.allSatisfy({ $0.isASCII && $0.isNumber }), letters.first?.isUppercase == true,
      letters.allSatisfy({ $0.isUppercase || "cosuvwxz".contains($0) })
    else { return text }
    return letters.uppercased() + digits
  }
}
