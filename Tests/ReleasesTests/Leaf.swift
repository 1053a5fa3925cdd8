// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Pages of invented words, printed, withheld and scanned.
enum Leaf {
  static let words = [
    "jail", "release", "custody", "the", "of", "booking", "deputy", "Marlow", "county", "sheriff",
    "request", "detainer", "please", "call", "office", "tomorrow", "morning", "list", "attached",
    "regards", "about", "hearing", "and", "to", "bond", "transfer", "notice", "officer", "shift",
    "report", "Fairview", "records", "subject", "number", "clerk", "signed", "warrant", "copy",
    "received", "sent", "address", "phone", "court", "date", "schedule", "unit", "team", "policy",
  ]

  /// A text of `count` words that no other seed gives.
  static func text(_ seed: Int, _ count: Int) -> [String] {
    var dice = Dice(seed: UInt64(seed) + 1)
    return (0..<count).map { _ in
      dice.below(6) == 0 ? "\(1_000 + dice.below(90_000))" : words[dice.below(words.count)]
    }
  }

  /// Words set in lines of `width` points from `left`, ten points high.
  static func page(
    _ source: SourceID, _ number: Int, _ words: [String], left: Double = 72, top: Double = 90,
    scale: Double = 1, width: Double = 460
  ) -> Page {
    var page = Page(source: source, number: number, width: 612, height: 792, method: .text)
    var (x, y, line) = (0.0, 0.0, 0)
    for word in words {
      let length = Double(word.utf8.count) * 5.2
      if x + length > width { (x, y, line) = (0, y + 14, line + 1) }
      page.words.append(
        Word(
          text: word,
          box: Box(
            x0: left + x * scale, y0: top + y * scale, x1: left + (x + length) * scale,
            y1: top + (y + 10) * scale),
          line: line))
      x += length + 4
    }
    return page
  }

  /// Takes words from a page and draws a box a line over where they stood.
  static func withhold(_ page: inout Page, _ range: Range<Int>, code: String = "(b)(6)") {
    let taken = page.words[range]
    for line in Set(taken.map(\.line)).sorted() {
      let own = taken.filter { $0.line == line }
      let box = own.dropFirst().reduce(own[0].box) { $0.union($1.box) }
      page.redactions.append(
        Redaction(box: box.grown(by: 1), kind: .black, codes: [code], textUnder: .none))
    }
    page.words.removeSubrange(range)
  }

  /// Misreads about one word in `rarity`, and says how sure it was.
  static func scan(_ page: inout Page, _ dice: inout Dice, rarity: Int) {
    page.method = .ocr
    for n in page.words.indices {
      page.words[n].confidence = 0.95
      guard dice.below(rarity) == 0 else { continue }
      var letters = Array(page.words[n].text.utf8)
      letters[dice.below(letters.count)] = UInt8(97 + dice.below(26))
      page.words[n].text = String(decoding: letters, as: UTF8.self)
      page.words[n].confidence = 0.5
    }
  }
}
