// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finds withheld words in the parts of a document that are not on its pages: bookmarks, metadata,
/// alternative texts, form fields and files within the file.
///
/// Every document has a title, an author, bookmarks; a word in them that no page shows is no
/// exposure by that alone. The rule is:
///
/// 1. Something on the pages is withheld: a redaction is on one of them, or words were found
///    exposed there. Without that, only a form field that is kept from view can expose something.
/// 2. And the text in question holds
///    - words known to be withheld, because they were found under a redaction or another mark and
///      stand visible nowhere; or
///    - a name, which is two or more capitalised words in a row of which none is an ordinary word of
///      titles and offices (`OrdinaryWords`) and not all stand visible on the pages, or a single such
///      word after a title of respect; or an address of mail, or a number as people bear it (five
///      digits or more together, or groups joined by hyphens, slashes or dots), that stands visible
///      nowhere.
/// 3. Who made the file and with what (author, creator, producer, dates) is never asked by the second
///    part of 2: an author is seldom named on the pages.
struct DocumentExposures {
  /// Keys of the words that are visible, each once.
  private let visible: Set<Substring>
  private let visibleText: String
  /// Keys of stretches that are withheld.
  private let withheld: [String]
  let isWithholding: Bool

  init(pages: [Page]) {
    isWithholding = pages.contains { !$0.redactions.isEmpty || !$0.exposures.isEmpty }
    guard isWithholding else {
      (visible, visibleText, withheld) = ([], " ", [])
      return
    }
    let words = Self.visibleKey(pages)
    let text = " \(words) "
    visible = Set(words.split(separator: " "))
    visibleText = text
    var known: Set<String> = []
    let hidden =
      pages.flatMap { page in
        page.exposures.map(\.text) + page.redactions.compactMap(\.hiddenText)
      }
    for key in hidden.map(TextLetters.key)
    where key.utf8.count > 4 && known.count < 10_000 && !text.contains(" \(key) ") {
      known.insert(key)
    }
    withheld = known.sorted()
  }

  static func visibleKey(_ pages: [Page]) -> String {
    pages.lazy.map { page in
      page.words.lazy.map { TextLetters.key($0.text) }.filter { !$0.isEmpty }
        .joined(separator: " ")
    }.joined(separator: " ")
  }

  /// The words of a text that are withheld on the pages; nil where there are none.
  ///
  /// - Parameter suspicious: whether names and numbers count that are known from nowhere else.
  func withheldPart(of text: String, suspicious: Bool = true) -> (text: String, sure: Bool)? {
    guard isWithholding, TextLetters.count(text) > 2 else { return nil }
    let key = " \(TextLetters.key(text)) "
    let known = withheld.filter { key.contains(" \($0) ") || holds(key, $0) }
    if !known.isEmpty { return (text, true) }
    guard suspicious else { return nil }
    let found = SensitiveWords.find(in: text).filter { !isVisible($0) }
    return found.isEmpty ? nil : (text, false)
  }

  /// Whether a text of a few words is part of what is withheld, and more than an ordinary word.
  private func holds(_ key: String, _ withheld: String) -> Bool {
    let words = key.split(separator: " ")
    guard words.count > 1, words.count <= 6, " \(withheld) ".contains(key) else { return false }
    return words.contains { !OrdinaryWords.contains($0) && !visible.contains($0) }
  }

  /// Whether all words of a name or number stand on the pages.
  func isVisible(_ phrase: String) -> Bool {
    let key = TextLetters.key(phrase)
    if visibleText.contains(" \(key) ") { return true }
    return key.split(separator: " ").allSatisfy { visible.contains($0) }
  }
}

/// Names, addresses and numbers within a text.
enum SensitiveWords {
  private static let respect: Set<String> = [
    "mr", "mrs", "ms", "dr", "officer", "sgt", "lt", "det", "deputy", "agent", "detective",
    "sergeant", "inmate", "detainee", "victim", "witness", "re",
  ]

  static func find(in text: String) -> [String] {
    var found: [String] = []
    var name: [Substring] = []
    var before = ""
    func close() {
      if name.count > 1 || (name.count == 1 && respect.contains(before)) {
        found.append(name.joined(separator: " "))
      }
      name = []
    }
    let parts = text.split { $0.isWhitespace || $0 == "_" || $0 == "," || $0 == ";" || $0 == ":" }
    for part in parts.prefix(4_000) {
      let word = trimmed(part)
      guard !word.isEmpty else { continue }
      if isAddress(word) || isNumber(word) {
        close()
        found.append(String(word))
      } else if isNamePart(word) {
        name.append(word)
        continue
      } else {
        close()
      }
      before = TextLetters.key(String(word))
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

  private static func isNumber(_ word: Substring) -> Bool {
    let digits = word.utf8.count { $0 >= 48 && $0 <= 57 }
    guard digits >= 5, digits * 3 >= word.utf8.count * 2 else { return false }
    // A day in a file's name: 20190304, 2019-03-04.
    let plain = word.utf8.filter { $0 >= 48 && $0 <= 57 }
    return !(digits == 8 && (plain.starts(with: "19".utf8) || plain.starts(with: "20".utf8)))
  }

  /// "Dana", "O'Neil", "McCabe"; initials do not make a name by themselves but go with one.
  private static func isNamePart(_ word: Substring) -> Bool {
    let letters = word.unicodeScalars
    guard let first = letters.first, first.properties.isUppercase, letters.count > 1,
      letters.allSatisfy({
        $0.properties.isAlphabetic || $0 == "'" || $0 == "-" || $0 == "\u{2019}"
      }), letters.dropFirst().contains(where: \.properties.isLowercase)
    else { return false }
    let key = TextLetters.key(String(word))
    return !OrdinaryWords.contains(Substring(key)) && !respect.contains(key)
  }
}
