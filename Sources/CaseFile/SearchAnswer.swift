// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One page or message that answers a query.
package struct SearchHit: Sendable, Hashable {
  package var source: SourceID
  /// The page, or the first page of a printed message.
  package var page: Int?
  package var bates: String?
  package var message: Message?
  /// The words around what was found, itself between `[` and `]`.
  package var snippet: String
  /// What was found first, verbatim; nil where no words were sought.
  package var quote: String?
  /// The words of pages that were found, as indices of `Page.words`.
  package var words: [FoundWords]
  /// Higher is better; 0 where hits are not ranked.
  package var score: Double
}

/// Words of one page.
package struct FoundWords: Sendable, Hashable {
  package var page: Int
  package var words: [Int]

  package init(page: Int, words: [Int]) { (self.page, self.words) = (page, words) }
}

/// The hits of a query with how many there are.
package struct SearchAnswer: Sendable, Hashable {
  package var hits: [SearchHit]
  package var messages: SearchCount
  package var pages: SearchCount
  /// False where there are too many to rank: they come in the order of the case then, messages
  /// before pages.
  package var isRanked: Bool
}

package struct SearchCount: Sendable, Hashable {
  package var number: Int
  /// False where there are more.
  package var isExact: Bool

  package init(number: Int, isExact: Bool) { (self.number, self.isExact) = (number, isExact) }
}

/// How often a query is answered, and when first and last.
package struct SearchTally: Sendable, Hashable {
  package var messages: Int
  package var pages: Int
  /// ISO 8601, of messages.
  package var first: String?
  package var last: String?

  package init(messages: Int, pages: Int, first: String? = nil, last: String? = nil) {
    (self.messages, self.pages, self.first, self.last) = (messages, pages, first, last)
  }
}
