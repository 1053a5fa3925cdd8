// SPDX-License-Identifier: Apache-2.0

/// The forms of an English word that a search for it finds.
package enum WordForms {
  /// Words that may be forms of `word`, itself first: all that its stem and the usual endings give
  /// and that Porter's algorithm takes to the same stem. Most of them are no words at all; the
  /// vocabulary of the index tells which.
  package static func candidates(of word: String) -> [String] {
    let stem = PorterStemmer.stem(word)
    guard word.utf8.count > 2, word.utf8.allSatisfy({ 97...122 ~= $0 }) else { return [word] }
    var bases = [word, stem]
    if stem.hasSuffix("i") { bases.append(stem.dropLast() + "y") }
    if word.hasSuffix("e") || word.hasSuffix("y") { bases.append(String(word.dropLast())) }
    bases.append(stem + "e")
    if let last = stem.last { bases.append(stem + String(last)) }
    var seen: Set<String> = [word]
    var forms = [word]
    for base in bases {
      for ending in endings {
        let form = base + ending
        guard !seen.contains(form) else { continue }
        seen.insert(form)
        if PorterStemmer.stem(form) == stem { forms.append(form) }
      }
    }
    return forms
  }

  private static let endings = [
    "", "s", "es", "ed", "d", "ing", "ings", "er", "ers", "r", "rs", "or", "ors", "ly", "y", "ies",
    "ied", "ion", "ions", "ation", "ations", "ment", "ments", "ness", "al", "ally", "able", "ably",
    "ability", "ance", "ances", "ence", "ences", "ant", "ants", "ent", "ents", "ive", "ively",
    "ism", "ity", "ities", "ize", "ized", "izes", "izing", "ization", "ational", "ate", "ated",
    "ates", "ating", "ful", "fully", "ous", "ously",
  ]
}
