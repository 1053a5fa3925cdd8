// SPDX-License-Identifier: Apache-2.0

import Searching
import TestSupport
import Testing

struct WordTests {
  @Test func `words are cut at all that is no letter or digit, without case`() {
    #expect(
      SearchWords.of("O'Brien <k@b.Example>, B-7(C) Ünal") == [
        "o", "brien", "k", "b", "example", "b", "7", "c", "ünal",
      ])
  }

  @Test(arguments: [
    ("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("plastered", "plaster"),
    ("hopping", "hop"), ("filing", "file"), ("happy", "happi"), ("relational", "relat"),
    ("vietnamization", "vietnam"), ("hopefulness", "hope"), ("adjustment", "adjust"),
    ("controlling", "control"), ("detainers", "detain"), ("detention", "detent"), ("sky", "sky"),
  ])
  func `stems are Porter's`(word: String, stem: String) {
    #expect(PorterStemmer.stem(word) == stem)
  }

  @Test func `the forms of a word hold its usual inflections and share its stem`() {
    let forms = WordForms.candidates(of: "release")
    #expect(forms.first == "release")
    #expect(Set(forms).isSuperset(of: ["releases", "released", "releasing"]))
    #expect(Set(WordForms.candidates(of: "notified")).isSuperset(of: ["notify", "notifies"]))
    #expect(Set(WordForms.candidates(of: "stopped")).isSuperset(of: ["stop", "stops", "stopping"]))
    #expect(forms.allSatisfy { PorterStemmer.stem($0) == PorterStemmer.stem("release") })
    #expect(WordForms.candidates(of: "i247") == ["i247"])
  }

  static let misread = [
    ("detainer", "detalner", 1), ("detainer", "detainar", 2), ("immigration", "irnrnigration", 2),
    ("custody", "cust0dy", 1), ("modern", "modem", 1), ("warrant", "warant", 2),
    ("released", "re1eaxed", 3), ("ice", "1ce", 1), ("notification", "notifcatiom", 4),
  ]

  @Test(arguments: misread)
  func `a misread word is known`(word: String, reading: String, distance: Int) {
    #expect(FuzzyWord(word).verdict(reading) == .found(distance: distance))
  }

  @Test(arguments: [
    ("jail", "malls"), ("ice", "ace"), ("release", "relative"), ("warrant", "grant"),
  ])
  func `another word is not`(word: String, other: String) {
    if case .found = FuzzyWord(word).verdict(other) { Issue.record("\(word) \(other)") }
  }

  @Test func `no word that begins with what was closed is found`() {
    var random = SplitMix(seed: 3)
    let letters = Array("abcdeilmnorstuv1w0")
    for word in ["detainer", "modern", "cli", "release", "immigration"] {
      let fuzzy = FuzzyWord(word)
      for _ in 0..<300 {
        var other = Array(word)
        for _ in 0...random.below(4) {
          let place = random.below(other.count)
          switch random.below(3) {
          case 0: other[place] = random.pick(letters)
          case 1: other.insert(random.pick(letters), at: place)
          default: if other.count > 1 { other.remove(at: place) }
          }
        }
        guard case .found = fuzzy.verdict(String(other)) else { continue }
        for length in 1..<max(2, other.count) {
          if case .closed(let prefix) = fuzzy.verdict(String(other.prefix(length))) {
            Issue.record("\(word): \(String(other)) closed at \(prefix)")
          }
        }
      }
    }
  }
}
