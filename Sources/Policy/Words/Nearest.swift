// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The word a writer may have meant.
enum Nearest {
  /// The nearest of `words` by letters inserted, left out, changed or swapped, if it is near enough
  /// for its length; among equals the first in alphabetical order.
  static func word(to word: String, among words: some Sequence<String>) -> String? {
    var best: (distance: Int, word: String)?
    let letters = Array(word.lowercased().utf8.prefix(64))
    // Any letter is one change from any other.
    guard letters.count > 1 else { return nil }
    let limit = max(1, letters.count / 3)
    for candidate in words where candidate != word {
      let other = Array(candidate.lowercased().utf8.prefix(64))
      guard abs(other.count - letters.count) <= limit else { continue }
      let found = EditDistance.withSwaps(letters, other)
      guard found <= limit else { continue }
      if let best, (best.distance, best.word) <= (found, candidate) { continue }
      best = (found, candidate)
    }
    return best?.word
  }
}
