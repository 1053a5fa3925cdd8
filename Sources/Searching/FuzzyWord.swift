// SPDX-License-Identifier: Apache-2.0

/// A word as recognition may have misread it.
///
/// One letter may be added, missing or wrong in a word of four to seven letters, two in a longer
/// one, none in a shorter one, and once besides letters may stand for each other that recognition
/// takes for each other (rn and m, l, 1 and i, 0 and o …). Such a pair counts half a wrong letter.
package struct FuzzyWord: Sendable {
  package let word: String
  /// How far it may be away, in halves of a letter.
  private let limit: Int
  private let letters: [Unicode.Scalar]

  /// - Parameter word: in small letters.
  package init(_ word: String) {
    self.word = word
    letters = Array(word.unicodeScalars)
    limit = letters.count < 4 ? 1 : letters.count < 8 ? 3 : 5
  }

  package enum Verdict: Hashable, Sendable {
    /// It is this many halves of a letter away.
    case found(distance: Int)
    /// It is not, but words that begin with it may be.
    case open
    /// No word that begins with so many of its letters is.
    case closed(prefix: Int)
  }

  /// How `candidate`, in small letters, compares.
  package func verdict(_ candidate: String) -> Verdict {
    let other = Array(candidate.unicodeScalars)
    var older: [Int] = []
    var old = letters.indices.map { 2 * $0 } + [2 * letters.count]
    var wasDead = false
    for (index, letter) in other.enumerated() {
      var row = [2 * (index + 1)]
      row.reserveCapacity(letters.count + 1)
      for (place, own) in letters.enumerated() {
        let cost = own == letter ? 0 : Self.areAlike(own, letter) ? 1 : 2
        row.append(min(old[place] + cost, old[place + 1] + 2, row[place] + 2))
        relax(&row, at: place + 1, old: old, older: older, other: other, index: index)
      }
      (older, old) = (old, row)
      // Two letters may stand for one: what one row closes, the next may still reach from above.
      let isDead = old.allSatisfy { $0 > limit }
      if isDead, wasDead { return .closed(prefix: index + 1) }
      wasDead = isDead
    }
    let distance = old[letters.count]
    return distance <= limit ? .found(distance: distance) : .open
  }

  /// Pairs of letters that look like one, on either side.
  private func relax(
    _ row: inout [Int], at place: Int, old: [Int], older: [Int], other: [Unicode.Scalar],
    index: Int
  ) {
    if place >= 2, let one = Self.single(letters[place - 2], letters[place - 1]),
      one == other[index]
    {
      row[place] = min(row[place], old[place - 2] + 1)
    }
    if index >= 1, let one = Self.single(other[index - 1], other[index]), one == letters[place - 1]
    {
      row[place] = min(row[place], older[place - 1] + 1)
    }
  }

  private static func areAlike(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
    groups.contains { $0.contains(a) && $0.contains(b) }
  }

  private static let groups: [[Unicode.Scalar]] = [
    ["l", "1", "i"], ["0", "o"], ["5", "s"], ["8", "b"], ["2", "z"], ["6", "g", "9", "q"],
    ["c", "e"], ["u", "v"],
  ]

  private static func single(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Unicode.Scalar? {
    switch (a, b) {
    case ("r", "n"): "m"
    case ("v", "v"): "w"
    case ("c", "l"): "d"
    case ("c", "i"): "a"
    case ("l", "i"), ("i", "i"): "u"
    default: nil
    }
  }
}
