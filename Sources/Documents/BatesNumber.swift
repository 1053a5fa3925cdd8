// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A production number: letters, digits and separators that end in a number of fixed width, such as
/// "FPD000123", "MARLOW-00045", "ICE 2019 000771", "000123".
struct BatesNumber: Hashable {
  /// As it stands on the page, its words joined by single spaces.
  var text: String
  /// Everything before the last number.
  var prefix: String
  var number: Int
  /// How many digits the last number has.
  var digits: Int
  /// What follows the number: "-MOU", ".1".
  var suffix: String
  /// Words of the segment that come before it and are no part of it.
  var leading: Int
  /// How much it looks like one.
  var weight: Int

  /// Reads the end of a stretch of text, or else its beginning, where a marking follows the number:
  /// "FPD 000123 CONFIDENTIAL".
  static func find(in segment: String, loosely: Bool = false) -> BatesNumber? {
    guard hasDigits(segment, loosely ? 2 : 4) else { return nil }
    if let whole = BatesNumber(segment, loosely: loosely) { return whole }
    let words = segment.split(separator: " ")
    guard words.count > 1, words.count <= 12 else { return nil }
    for count in 1..<words.count {
      // Only what looks in all ways like a production number: padded, and with letters.
      guard let number = BatesNumber(words[..<count].joined(separator: " ")), number.leading == 0,
        number.weight >= 9
      else { continue }
      let rest = words[count...]
      return rest.allSatisfy { !$0.utf8.contains { $0 >= 97 && $0 <= 122 } } ? number : nil
    }
    return nil
  }

  /// Whether so many digits stand in a row: most lines of a text are ruled out by that.
  private static func hasDigits(_ text: String, _ least: Int) -> Bool {
    var count = 0
    for byte in text.utf8 {
      count = byte >= 48 && byte <= 57 ? count + 1 : 0
      if count == least { return true }
    }
    return false
  }

  /// Reads the end of a stretch of text; nil where no Bates number stands there.
  ///
  /// - Parameter loosely: takes what only a row of pages can prove: short numbers without zeros in
  ///   front, such as "SC-1312" or "FPD 12", and bare ones of four digits.
  init?(_ segment: String, loosely: Bool = false) {
    let words = segment.split(separator: " ")
    guard let last = words.last, words.count <= 12,
      let token = Self.token(last, least: loosely ? 2 : 4)
    else { return nil }
    var first = words.count - 1
    var label = token.prefix
    // A prefix in words of its own: capitals, or a year or number between them.
    while first > 0, words.count - first < 4, Self.isPrefixWord(words[first - 1]) { first -= 1 }
    // A number alone at the end of a sentence, or after a word in small letters, is not one.
    let own = words[first..<words.count - 1]
    if !own.contains(where: { $0.utf8.contains { ($0 | 32) >= 97 && ($0 | 32) <= 122 } }) {
      first = words.count - 1
    }
    // A padded number after a name in capitals and small letters: "Marlow County 000009".
    let named = words.allSatisfy { ($0.utf8.first ?? 0) < 91 } && words.count <= 4
    let counts = words.dropLast().contains { Self.namesAnother($0) }
    if token.padded, token.digits >= 5, named, !counts { first = 0 }
    label = words[first..<words.count - 1].map { $0 + " " }.joined() + token.prefix
    leading = first
    let hasLetters = label.utf8.contains { ($0 | 32) >= 97 && ($0 | 32) <= 122 }
    if Self.namesAnother(words[..<first].last) || Self.namesAnother(own.first) { return nil }
    // With nothing before it a number must be as wide as counters are, and padded or long.
    if !hasLetters {
      guard first == 0 else { return nil }
      guard
        token.padded && token.digits >= 4 || token.digits >= 6 && token.digits <= 10
          || loosely && words.count == 1 && token.digits >= 4
      else { return nil }
      guard token.prefix.isEmpty else { return nil }
    }
    // A number that is not padded counts only alone on its line, and not if a house number or a
    // year is as long.
    guard token.padded || first == 0 && (token.digits >= 5 || loosely) else { return nil }
    if !token.padded, words.count > 1, token.digits == 5, words[first].utf8.count == 2 {
      return nil
    }
    (number, digits, suffix) = (token.number, token.digits, token.suffix)
    prefix = label
    text = words[first...].joined(separator: " ")
    weight =
      (token.padded ? 4 : 0) + (hasLetters ? 3 : 0) + (first == 0 ? 2 : 0)
      + (token.digits >= 5 ? 1 : 0) - (token.suffix.isEmpty ? 0 : 1)
  }

  private struct Token {
    var prefix: String
    var number: Int
    var digits: Int
    var padded: Bool
    var suffix: String
  }

  private static func token(_ word: Substring, least: Int) -> Token? {
    let bytes = Array(word.utf8)
    guard bytes.count >= least, bytes.count <= 40 else { return nil }
    func isDigit(_ b: UInt8) -> Bool { b >= 48 && b <= 57 }
    func isCapital(_ b: UInt8) -> Bool { b >= 65 && b <= 90 }
    func isSmall(_ b: UInt8) -> Bool { b >= 97 && b <= 122 }
    func isSeparator(_ b: UInt8) -> Bool { "-_.:#/".utf8.contains(b) }
    guard bytes.allSatisfy({ isDigit($0) || isCapital($0) || isSmall($0) || isSeparator($0) })
    else { return nil }
    // The last stretch of `least` digits or more.
    guard var end = bytes.lastIndex(where: isDigit) else { return nil }
    var start = end
    while true {
      start = end
      while start > 0, isDigit(bytes[start - 1]) { start -= 1 }
      if end - start + 1 >= least { break }
      guard let next = bytes[..<start].lastIndex(where: isDigit) else { return nil }
      end = next
    }
    let (digits, head, tail) = (bytes[start...end], bytes[..<start], bytes[(end + 1)...])
    guard digits.count <= 12, let number = Int(String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    // A tail is short: "-MOU", ".0001", "_A".
    guard tail.count <= 6, tail.isEmpty || isSeparator(tail[tail.startIndex]) else {
      return nil
    }
    // Dates, times and telephone numbers: digits and separators only, in short groups.
    let letters = bytes.contains { isCapital($0) || isSmall($0) }
    if !letters, !head.isEmpty {
      guard digits.count >= 5, digits.first == 48, head.allSatisfy({ $0 != 47 }) else { return nil }
    }
    // Words with small letters are names only in front of a separator or the number: "Marlow000123".
    guard head.filter(isSmall).count <= 16,
      !head.contains(where: { $0 == 47 || $0 == 58 }) || letters
    else { return nil }
    // Checksums: digits among small letters that are hexadecimal too.
    if bytes.count >= 7, head.contains(where: isSmall) || tail.contains(where: isSmall),
      bytes.allSatisfy({ isDigit($0) || ($0 >= 97 && $0 <= 102) })
    {
      return nil
    }
    // Web addresses and file names.
    if bytes.contains(47) || word.hasPrefix("www.") { return nil }
    return Token(
      prefix: String(decoding: head, as: UTF8.self), number: number, digits: digits.count,
      padded: digits.first == 48, suffix: String(decoding: tail, as: UTF8.self))
  }

  /// Capitals with digits and separators, as agencies name their productions.
  private static func isPrefixWord(_ word: Substring) -> Bool {
    let bytes = word.utf8
    guard bytes.count <= 16 else { return false }
    return bytes.allSatisfy {
      ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) || "-_.#&".utf8.contains($0)
    } || ["Bates", "Production", "Prod."].contains(String(word))
  }

  /// Words before numbers that count something else.
  private static func namesAnother(_ word: Substring?) -> Bool {
    guard let word else { return false }
    let name = MarkedLine.trimmed(String(word))
    return [
      "page", "pages", "slide", "sheet", "exhibit", "tab", "chapter", "figure", "table", "no",
      "case", "date", "zip", "phone", "tel", "fax", "box", "room", "suite",
      "of", "ext", "form", "section", "order", "p", "rev", "code", "invoice", "cell", "mobile",
    ].contains(name)
  }
}
