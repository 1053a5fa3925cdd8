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
///    - a name, an address of mail or a number as people bear it (`SensitiveWords`) that is not
///      visible on any page.
/// 3. Who made the file and with what (author, creator, producer, dates) is never asked by the second
///    part of 2: an author is seldom named on the pages.
///
/// What the pages show is gathered only once something may be withheld from it: most files have
/// nothing to ask about.
final class DocumentExposures {
  private let pages: [Page]
  let isWithholding: Bool
  /// Keys of stretches that were found hidden, each once, and that more than ordinary words make up.
  private lazy var hidden: [String] = {
    var known: Set<String> = []
    for page in pages {
      for text in page.exposures.lazy.map(\.text) + page.redactions.lazy.compactMap(\.hiddenText) {
        guard known.count < 10_000 else { break }
        let key = TextLetters.key(text)
        let words = key.split(separator: " ")
        if key.utf8.count > 4, words.contains(where: { !OrdinaryWords.contains($0) }) {
          known.insert(key)
        }
      }
    }
    return known.sorted()
  }()
  /// The key of all that is visible, between spaces, and its words, each once.
  private lazy var visible: (text: String, words: Set<Substring>) = {
    let key = Self.visibleKey(pages)
    return (" \(key) ", Set(key.split(separator: " ")))
  }()

  init(pages: [Page]) {
    self.pages = pages
    isWithholding = pages.contains { !$0.redactions.isEmpty || !$0.exposures.isEmpty }
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
    let known = hidden.contains { each in
      (key.contains(" \(each) ") || holds(key, each)) && !visible.text.contains(" \(each) ")
    }
    if known { return (text, true) }
    guard suspicious else { return nil }
    let found = SensitiveWords.find(in: text).filter { !isVisible($0) }
    return found.isEmpty ? nil : (text, false)
  }

  /// Whether a text of a few words is part of what is withheld, and more than an ordinary word.
  private func holds(_ key: String, _ withheld: String) -> Bool {
    let words = key.split(separator: " ")
    guard words.count > 1, words.count <= 6, " \(withheld) ".contains(key) else { return false }
    return words.contains { !OrdinaryWords.contains($0) && !visible.words.contains($0) }
  }

  /// Whether all words of a name or number stand on the pages.
  func isVisible(_ phrase: String) -> Bool {
    let key = TextLetters.key(phrase)
    if visible.text.contains(" \(key) ") { return true }
    return key.split(separator: " ").allSatisfy { visible.words.contains($0) }
  }
}
