// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Whether two sources number the same pages: each release of an agency may begin anew with the same
/// letters and the number one.
struct Numbering {
  private struct Series: Hashable {
    var first: SourceID
    var second: SourceID
    /// What stands before the number.
    var prefix: String
  }

  /// Of the pages under one number that can be compared, how many more are one page than two.
  private var balance: [Series: Int] = [:]

  /// Pages that show less may be copies that cannot be told to be.
  private static let leastShown = 30
  /// A number on more pages is none.
  private static let mostPages = 32

  /// - Parameter groups: pages under one number.
  init(
    _ groups: some Sequence<[PageName]>, _ entries: [PageName: PageCopies.Index.Entry],
    _ copies: [PageCopy]
  ) {
    let pairs = Set(copies.map { [$0.first, $0.second] })
    for group in groups where group.count > 1 && group.count <= Self.mostPages {
      let shown = group.sorted().filter { entries[$0]?.isWithheldWhole == false }
      guard let bates = shown.first.flatMap({ entries[$0]?.bates }),
        let prefix = BatesLabel(bates)?.key
      else { continue }
      for (n, first) in shown.enumerated() {
        for second in shown[(n + 1)...] where second.source != first.source {
          let series = Series(first: first.source, second: second.source, prefix: prefix)
          if pairs.contains([first, second]) {
            balance[series, default: 0] += 1
          } else if [first, second].allSatisfy({ entries[$0]?.shown ?? 0 >= Self.leastShown }) {
            balance[series, default: 0] -= 1
          }
        }
      }
    }
  }

  /// Also true where no two pages under one number can be compared.
  func isShared(_ one: SourceID, _ other: SourceID, _ prefix: String) -> Bool {
    balance[Series(first: min(one, other), second: max(one, other), prefix: prefix), default: 0]
      >= 0
  }
}
