// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Texts in the order of time, those without a date last.
struct Timeline {
  let texts: [WrittenText]
  /// Nil where a text has no date.
  let spans: [TimeSpan?]

  init(_ unordered: [WrittenText], zone: TimeZone) {
    let dated = unordered.map { text -> (text: WrittenText, span: TimeSpan?) in
      guard let sent = text.sent, sent.precision != .unknown else { return (text, nil) }
      return (text, sent.span(in: zone))
    }
    let ordered = dated.sorted { a, b in
      switch (a.span, b.span) {
      case (let x?, let y?): (x.from, x.to, a.text.id) < (y.from, y.to, b.text.id)
      case (nil, nil): a.text.id < b.text.id
      case (let x, _): x != nil
      }
    }
    (texts, spans) = (ordered.map(\.text), ordered.map(\.span))
  }

  /// Whether no text of `others` can be earlier than the one at `first`.
  func isCertain(_ first: Int, before others: some Sequence<Int>) -> Bool {
    guard let own = spans[first] else { return false }
    return others.allSatisfy { other in
      other == first || spans[other].map { $0.from >= own.to || $0 == own } ?? false
    }
  }
}
