// SPDX-License-Identifier: Apache-2.0

/// The word a writer may have meant.
enum Nearest {
  /// The nearest of `words` by letters inserted, left out, changed or swapped, if it is near enough
  /// for its length; among equals the first in alphabetical order.
  static func word(to word: String, among words: some Sequence<String>) -> String? {
    var best: (distance: Int, word: String)?
    let letters = Array(word.lowercased().utf8.prefix(64))
    let limit = max(1, letters.count / 3)
    for candidate in words where candidate != word {
      let other = Array(candidate.lowercased().utf8.prefix(64))
      guard abs(other.count - letters.count) <= limit else { continue }
      let found = distance(letters, other)
      guard found <= limit else { continue }
      if let best, (best.distance, best.word) <= (found, candidate) { continue }
      best = (found, candidate)
    }
    return best?.word
  }

  /// Optimal string alignment: edits, and swaps of two neighbours as one.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var older = [Int](repeating: 0, count: b.count + 1)
    var old = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(old[j] + 1, row[j - 1] + 1, old[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], older[j - 2] + 1)
        }
      }
      (older, old) = (old, row)
    }
    return old[b.count]
  }
}
