// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What keeps a query from being understood: where, what stands there, and what may.
package struct QueryError: Error, Hashable, Sendable {
  /// The query as it was given.
  package var query: String
  /// Offset and length in bytes of UTF-8.
  package var offset: Int
  package var length: Int
  /// What stands there; empty at the end of the query.
  package var found: String
  /// A sentence that says what is wrong.
  package var problem: String
  /// What may stand there, each as a reader would write it; empty where a list helps nobody.
  package var allowed: [String]
  /// The nearest of what is allowed.
  package var nearest: String?

  package init(
    query: String, offset: Int, length: Int, found: String, problem: String,
    allowed: [String] = [], nearest: String? = nil
  ) {
    (self.query, self.offset, self.length, self.found) = (query, offset, length, found)
    (self.problem, self.allowed, self.nearest) = (problem, allowed, nearest)
  }
}

extension QueryError: CustomStringConvertible {
  /// Three lines: the query, marks under the place, the sentence.
  ///
  /// ```
  /// release formm:keller
  ///         ^^^^^
  /// “formm” is no field. Did you mean from:? Allowed: from:, to:, …
  /// ```
  package var description: String {
    let bytes = Array(query.utf8)
    func width(_ range: Range<Int>) -> Int {
      String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self).count
    }
    // A line break in the query would tear the marks from their place.
    let line = String(query.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    let marks =
      String(repeating: " ", count: width(0..<offset))
      + String(repeating: "^", count: max(1, width(offset..<(offset + length))))
    var sentence = problem
    if let nearest { sentence += " Did you mean \(nearest)?" }
    if !allowed.isEmpty { sentence += " Allowed: " + allowed.joined(separator: ", ") + "." }
    return "cannot read this query\n  \(line)\n  \(marks)\n\(sentence)"
  }
}

/// The name a writer may have meant.
enum NearestName {
  /// The first of the names that are fewest edits away, where these are at most a third of its
  /// letters.
  static func of(_ word: String, among names: [String]) -> String? {
    let letters = Array(word.lowercased().utf8.prefix(32))
    let limit = max(1, (letters.count + 1) / 3)
    return names.map { ($0, EditDistance.withSwaps(letters, Array($0.utf8))) }
      .filter { $0.1 <= limit && $0.1 < $0.0.utf8.count }
      .min { $0.1 < $1.1 }?.0
  }
}
