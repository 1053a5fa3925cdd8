// SPDX-License-Identifier: Apache-2.0

/// Names, addresses of mail and numbers of people within a text.
///
/// A name is a common given name (`CommonNames`) and a capitalised word after it; or two or three
/// capitalised words in a row of which none is an ordinary word of titles (`OrdinaryWords`), after a
/// small word as in "statement of" or at the start of the text; or one such word after a title of
/// respect. A number is one as people bear it: of social security, a telephone, an alien's file.
enum SensitiveWords {
  private static let respect: Set<String> = [
    "mr", "mrs", "ms", "dr", "officer", "sgt", "lt", "det", "deputy", "agent", "detective",
    "sergeant", "inmate", "detainee", "victim", "witness",
  ]
  private static let joints: Set<String> = [
    "of", "for", "with", "re", "by", "from", "to", "about", "on", "and", "v", "vs", "named", "",
  ]

  static func find(in text: String) -> [String] {
    var found: [String] = []
    var name: [Substring] = []
    var before = ""
    func close() {
      defer { name = [] }
      let keys = name.map { TextLetters.key(String($0)) }
      guard let last = keys.last else { return }
      let ordinary = keys.contains { OrdinaryWords.contains($0[...]) }
      if name.count > 1,
        let place = keys.dropLast().firstIndex(where: { CommonNames.contains($0[...]) })
      {
        found.append(name[place..<min(name.count, place + 3)].joined(separator: " "))
      } else if name.count > 1, name.count < 4, !ordinary, joints.contains(before) {
        found.append(name.joined(separator: " "))
      } else if name.count > 1, CommonNames.contains(last[...]), !ordinary {
        // "Wills Dana", as lists have it.
        found.append(name.joined(separator: " "))
      } else if name.count == 1, !ordinary, respect.contains(before) {
        found.append(String(name[0]))
      }
      before = last
    }
    let parts = text.split { $0.isWhitespace || $0 == "_" || $0 == ";" || $0 == ":" }
    for part in parts.prefix(4_000) {
      let word = trimmed(part)
      guard !word.isEmpty else { continue }
      if isAddress(word) || isNumber(word) {
        close()
        found.append(String(word))
        before = ""
      } else if isCapitalised(word), !respect.contains(TextLetters.key(String(word))) {
        name.append(word)
      } else {
        close()
        before = TextLetters.key(String(word))
      }
    }
    close()
    return found
  }

  private static func trimmed(_ part: Substring) -> Substring {
    var part = part
    while let last = part.last, !last.isLetter, !last.isNumber { part.removeLast() }
    while let first = part.first, !first.isLetter, !first.isNumber { part.removeFirst() }
    return part
  }

  private static func isAddress(_ word: Substring) -> Bool {
    guard let at = word.firstIndex(of: "@"), at > word.startIndex else { return false }
    return word[at...].contains(".")
  }

  /// "123-45-6789", "555-867-5309", "A012345678", "123456789".
  private static func isNumber(_ word: Substring) -> Bool {
    var groups: [Int] = [0]
    for (place, byte) in word.utf8.enumerated() {
      switch byte {
      case 48...57: groups[groups.count - 1] += 1
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ")"): groups.append(0)
      case UInt8(ascii: "A"), UInt8(ascii: "a"):
        if place > 0 { return false }
      default: return false
      }
    }
    return [[3, 2, 4], [3, 3, 4], [9]].contains(groups.filter { $0 > 0 })
      || (word.first == "A" && groups == [8])
  }

  /// "Dana", "O'Neil", "McCabe".
  private static func isCapitalised(_ word: Substring) -> Bool {
    let letters = word.unicodeScalars
    guard let first = letters.first, first.properties.isUppercase, letters.count > 1 else {
      return false
    }
    return letters.allSatisfy {
      $0.properties.isAlphabetic || $0 == "'" || $0 == "-" || $0 == "\u{2019}"
    } && letters.dropFirst().contains { $0.properties.isLowercase }
  }
}
