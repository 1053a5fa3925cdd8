// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finds the word that was probably meant.
enum NearestWord {
  /// The candidate with the fewest letters inserted, left out, changed or swapped; nil where even
  /// the nearest differs in more than a third of its letters.
  static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().utf8)
    var best: (word: String, distance: Int)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      let allowed = max(1, min(max(letters.count, other.count) / 3, 4))
      guard abs(letters.count - other.count) <= allowed else { continue }
      let found = EditDistance.withSwaps(letters, other)
      if found <= allowed, found < best?.distance ?? .max { best = (candidate, found) }
    }
    return best?.word
  }

  /// " (did you mean X?)", or nothing.
  static func hint(_ word: String, among candidates: some Sequence<String>) -> String {
    of(word, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
  }
}
