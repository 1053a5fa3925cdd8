// SPDX-License-Identifier: Apache-2.0

/// The stem of an English word (M. F. Porter, "An algorithm for suffix stripping", Program 14
/// (1980), 130–137): what its forms share.
package enum PorterStemmer {
  /// Words of other letters than a–z are their own stems, and so are those of one or two letters.
  package static func stem(_ word: String) -> String {
    let letters = Array(word.utf8)
    guard letters.count > 2, letters.allSatisfy({ 97...122 ~= $0 }) else { return word }
    var stemming = Stemming(letters: letters)
    stemming.run()
    return String(decoding: stemming.letters, as: UTF8.self)
  }
}

private struct Stemming {
  var letters: [UInt8]

  mutating func run() {
    plurals()
    pastAndProgressive()
    if ends("y"), hasVowel(before: 1) { letters[letters.count - 1] = UInt8(ascii: "i") }
    replace(Self.doubleSuffixes, from: 1)
    replace(Self.icSuffixes, from: 1)
    strip()
    if ends("e") {
      let measure = measure(before: 1)
      if measure > 1 || (measure == 1 && !endsConsonantVowelConsonant(before: 1)) {
        letters.removeLast()
      }
    }
    if ends("ll"), measure(before: 0) > 1 { letters.removeLast() }
  }

  private mutating func plurals() {
    if ends("sses") || ends("ies") {
      letters.removeLast(2)
    } else if ends("s"), !ends("ss") {
      letters.removeLast()
    }
  }

  private mutating func pastAndProgressive() {
    if ends("eed") {
      if measure(before: 3) > 0 { letters.removeLast() }
      return
    }
    if ends("ed"), hasVowel(before: 2) {
      letters.removeLast(2)
    } else if ends("ing"), hasVowel(before: 3) {
      letters.removeLast(3)
    } else {
      return
    }
    if ends("at") || ends("bl") || ends("iz") {
      letters.append(UInt8(ascii: "e"))
    } else if endsInDouble, !ends("l"), !ends("s"), !ends("z") {
      letters.removeLast()
    } else if measure(before: 0) == 1, endsConsonantVowelConsonant(before: 0) {
      letters.append(UInt8(ascii: "e"))
    }
  }

  private static let doubleSuffixes: [(String, String)] = [
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"),
    ("logi", "log"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"),
    ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"),
    ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"),
    ("biliti", "ble"),
  ]

  private static let icSuffixes: [(String, String)] = [
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""),
    ("ness", ""),
  ]

  private static let endings = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion", "al", "er", "ic", "ou",
  ]

  /// The first suffix that fits decides, whether its stem is long enough or not.
  private mutating func replace(_ suffixes: [(String, String)], from measured: Int) {
    guard let (suffix, ending) = suffixes.first(where: { ends($0.0) }),
      measure(before: suffix.utf8.count) >= measured
    else { return }
    letters.removeLast(suffix.utf8.count)
    letters += ending.utf8
  }

  private mutating func strip() {
    guard let suffix = Self.endings.first(where: { ends($0) }) else { return }
    let length = suffix.utf8.count
    guard measure(before: length) > 1 else { return }
    if suffix == "ion" {
      guard letters.count > length else { return }
      let last = letters[letters.count - length - 1]
      guard last == UInt8(ascii: "s") || last == UInt8(ascii: "t") else { return }
    }
    letters.removeLast(length)
  }

  private func ends(_ suffix: String) -> Bool {
    letters.count >= suffix.utf8.count
      && letters.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private func isConsonant(_ index: Int) -> Bool {
    switch letters[index] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"):
      return false
    case UInt8(ascii: "y"): return index == 0 || !isConsonant(index - 1)
    default: return true
    }
  }

  /// How often a consonant follows a vowel in all but the last `count` letters.
  private func measure(before count: Int) -> Int {
    var measure = 0
    var wasVowel = false
    for index in 0..<(letters.count - count) {
      let isVowel = !isConsonant(index)
      if wasVowel, !isVowel { measure += 1 }
      wasVowel = isVowel
    }
    return measure
  }

  private func hasVowel(before count: Int) -> Bool {
    (0..<(letters.count - count)).contains { !isConsonant($0) }
  }

  private var endsInDouble: Bool {
    letters.count > 1 && letters[letters.count - 1] == letters[letters.count - 2]
      && isConsonant(letters.count - 1)
  }

  /// Consonant, vowel, consonant, and the last none of w, x, y.
  private func endsConsonantVowelConsonant(before count: Int) -> Bool {
    let end = letters.count - count
    guard end > 2, isConsonant(end - 1), !isConsonant(end - 2), isConsonant(end - 3) else {
      return false
    }
    return !"wxy".utf8.contains(letters[end - 1])
  }
}
