// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The passage that comes nearest to a quote, and what stands between the two.
struct NearPassage {
  /// Pieces of the text.
  var pieces: Range<Int>
  /// How many letters must be changed, put in or left out.
  var letters: Int

  /// Looking takes the length of the quote times that of the text.
  private static let longest = 4_000

  /// The nearest passage of a text; nil where nothing is even half like the quote, and for quotes
  /// longer than any that people check.
  init?(to quote: [UInt8], in text: PrintedText) {
    let letters = text.letters
    let most = quote.count / 2
    guard !quote.isEmpty, quote.count <= Self.longest, !letters.isEmpty else { return nil }
    // Sellers 1980: the cheapest way to end at each letter, and where that way began.
    var costs = Array(0...quote.count)
    var starts = [Int](repeating: 0, count: quote.count + 1)
    var best: (cost: Int, start: Int, end: Int)?
    for (at, letter) in letters.enumerated() {
      var (diagonal, diagonalStart) = (costs[0], starts[0])
      starts[0] = at + 1
      diagonalStart = at
      for index in quote.indices {
        let (above, aboveStart) = (costs[index + 1], starts[index + 1])
        let change = diagonal + (quote[index] == letter ? 0 : 1)
        let (insert, drop) = (above + 1, costs[index] + 1)
        if change <= insert, change <= drop {
          (costs[index + 1], starts[index + 1]) = (change, diagonalStart)
        } else if insert <= drop {
          (costs[index + 1], starts[index + 1]) = (insert, aboveStart)
        } else {
          (costs[index + 1], starts[index + 1]) = (drop, starts[index])
        }
        (diagonal, diagonalStart) = (above, aboveStart)
      }
      if costs[quote.count] <= most, best.map({ costs[quote.count] < $0.cost }) ?? true {
        best = (costs[quote.count], starts[quote.count], at + 1)
      }
    }
    guard let best, best.start < best.end else { return nil }
    pieces = text.piece(at: best.start)..<text.piece(at: best.end - 1) + 1
    let passage = letters[
      text.pieces[pieces.lowerBound].start..<text.end(ofPiece: pieces.upperBound - 1)]
    guard
      let whole = EditDistance.edits(
        quote[...], passage, atMost: max(quote.count, passage.count))
    else { return nil }
    self.letters = whole
  }

  // MARK: Misreadings

  /// Whether the difference is what recognition makes of a scan: few letters, in words that were not
  /// read with certainty or that look like those of the quote, and no number.
  func isMisreading(of quote: Letters, in text: PrintedText) -> Bool {
    guard quote.bytes.count >= 12, letters <= max(1, quote.bytes.count / 20) else { return false }
    let places = pieces.map { text.pieces[$0] }
    guard places.allSatisfy({ text.pages[$0.page].method == .ocr }) else { return false }
    let (own, read) = Self.difference(quote.words, text.words(pieces))
    if (own + read).contains(where: { $0.allSatisfy { (48...57).contains($0) } }) { return false }
    if Self.skeleton(own.flatMap { $0 }) == Self.skeleton(read.flatMap { $0 }) { return true }
    guard own.count == read.count else { return false }
    let certain = Set(
      places.flatMap { place -> [[UInt8]] in
        let word = text.pages[place.page].words[place.word]
        return (word.confidence ?? 1) >= 0.9 ? Letters(word.text).words : []
      })
    return zip(own, read).allSatisfy { own, read in
      // A short word changed is another word.
      Self.skeleton(own) == Self.skeleton(read)
        || own.count >= 4 && !certain.contains(read)
          && EditDistance.edits(own, read, atMost: max(1, own.count / 4)) != nil
    }
  }

  /// The words that only the one and only the other has.
  private static func difference(
    _ own: [[UInt8]], _ read: [[UInt8]]
  ) -> (own: [[UInt8]], read: [[UInt8]]) {
    var onlyOwn: [[UInt8]] = []
    var onlyRead: [[UInt8]] = []
    for change in read.difference(from: own) {
      switch change {
      case .insert(_, let word, _): onlyRead.append(word)
      case .remove(_, let word, _): onlyOwn.append(word)
      }
    }
    // Removals are told from the end.
    return (onlyOwn.reversed(), onlyRead)
  }

  /// A word with letters that look alike made one.
  private static func skeleton(_ word: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var rest = word[...]
    while let letter = rest.first {
      let next = rest.dropFirst().first
      switch (letter, next) {
      case (UInt8(ascii: "r"), UInt8(ascii: "n")): out.append(UInt8(ascii: "m"))
      case (UInt8(ascii: "v"), UInt8(ascii: "v")): out.append(UInt8(ascii: "w"))
      case (UInt8(ascii: "c"), UInt8(ascii: "l")): out.append(UInt8(ascii: "d"))
      default:
        out.append(alike[letter] ?? letter)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(2)
    }
    return out
  }

  private static let alike: [UInt8: UInt8] = [
    UInt8(ascii: "1"): UInt8(ascii: "l"), UInt8(ascii: "i"): UInt8(ascii: "l"),
    UInt8(ascii: "j"): UInt8(ascii: "l"), UInt8(ascii: "0"): UInt8(ascii: "o"),
    UInt8(ascii: "5"): UInt8(ascii: "s"), UInt8(ascii: "8"): UInt8(ascii: "b"),
    UInt8(ascii: "h"): UInt8(ascii: "b"), UInt8(ascii: "c"): UInt8(ascii: "e"),
    UInt8(ascii: "u"): UInt8(ascii: "n"), UInt8(ascii: "t"): UInt8(ascii: "f"),
  ]
}
