// SPDX-License-Identifier: Apache-2.0

import Foundation
import Releases

/// "FPD 000012", "FPD 12-15" or "EPIC-2012-FOIA-000012 to 000020", compared by prefix and number
/// whatever the spacing, case, signs and zeros.
package struct BatesRange: Sendable, Hashable {
  private let prefix: String
  package let numbers: ClosedRange<Int>

  package init?(_ text: String) {
    // A dash may be part of a prefix: the last one with a number of the same run after it counts.
    for (head, tail) in Self.cuts(text) {
      guard let first = BatesLabel(head), let last = BatesLabel(tail), first.suffix.isEmpty,
        last.suffix.isEmpty, last.key.isEmpty || last.key == first.key,
        last.number >= first.number
      else { continue }
      // "EPIC-2012" followed by "FOIA-000012" is one name, not a range.
      guard !first.key.isEmpty || last.key.isEmpty else { continue }
      (prefix, numbers) = (first.key, first.number...last.number)
      return
    }
    guard let label = BatesLabel(text) else { return nil }
    (prefix, numbers) = (label.key, label.number...label.number)
  }

  /// The text before and after each dash or "to", from the last on.
  private static func cuts(_ text: String) -> [(String, String)] {
    func trimmed(_ part: Substring) -> String { part.trimmingCharacters(in: .whitespaces) }
    var cuts: [(String, String)] = []
    for mark in ["-", "–", "—", " to ", " through "] {
      var rest = text[...]
      while let place = rest.range(of: mark, options: .backwards) {
        let (head, tail) = (text[..<place.lowerBound], text[place.upperBound...])
        cuts.append((trimmed(head), trimmed(tail)))
        rest = text[..<place.lowerBound]
      }
    }
    return cuts.filter { head, tail in
      head.contains(where: \.isNumber) && tail.contains(where: \.isNumber)
    }
  }

  package func contains(_ bates: String) -> Bool {
    guard let label = BatesLabel(bates) else { return false }
    return label.key == prefix && numbers.contains(label.number)
  }
}
