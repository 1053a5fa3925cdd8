// SPDX-License-Identifier: Apache-2.0

import Evidence

struct NumberedPage: Hashable, Sendable {
  var page: PageName
  var label: BatesLabel
}

/// The numbers of one source with what recognition misread set right, where the pages around prove
/// what must stand there.
enum BatesReading {
  /// How many pages to either side may prove a number.
  private static let reach = 3

  /// `pages` belong to one source, in order.
  static func labels(_ pages: [(PageName, bates: String?)]) -> [NumberedPage] {
    let read = pages.compactMap { page, bates in
      bates.flatMap { BatesLabel($0) }.map { NumberedPage(page: page, label: $0) }
    }
    // A number set right can prove the next one.
    var known = read
    for _ in 0..<reach {
      let better = corrected(known, from: read)
      if better == known { break }
      known = better
    }
    return known
  }

  private static func corrected(_ known: [NumberedPage], from read: [NumberedPage])
    -> [NumberedPage]
  {
    known.indices.map { n in
      var page = known[n]
      if let expected = expected(at: n, in: known), expected.label.name != page.label.name,
        expected.label.mayBeRead(as: read[n].label.text, digitToo: expected.isCertain)
      {
        page.label = expected.label
      }
      return page
    }
  }

  /// The number that two others of one run, as far apart as their pages, say a page bears.
  private static func expected(
    at n: Int, in read: [NumberedPage]
  ) -> (label: BatesLabel, isCertain: Bool)? {
    let before = read[max(0, n - reach)..<n].reversed()
    let after = read[(n + 1)..<min(read.count, n + 1 + reach)]
    for (one, other) in before.flatMap({ a in after.map { (a, $0) } }) {
      if let label = agreed(one, other, at: read[n].page.number) {
        let close = other.page.number - one.page.number == 2
        return (label, close)
      }
    }
    // At either end of a file two pages on the same side must do.
    for side in [Array(before), Array(after)] where side.count > 1 && (n < 2 || n > read.count - 3) {
      if let label = agreed(side[0], side[1], at: read[n].page.number) { return (label, false) }
    }
    return nil
  }

  private static func agreed(
    _ one: NumberedPage, _ other: NumberedPage, at page: Int
  ) -> BatesLabel? {
    guard one.label.key == other.label.key,
      other.label.number - one.label.number == other.page.number - one.page.number
    else { return nil }
    let number = one.label.number + page - one.page.number
    return number < 0 ? nil : one.label.with(number: number)
  }
}
