// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Correspondence
import Evidence

extension OpenCase {
  /// What the record mentions and the case does not hold: what to ask for next.
  package func missingItems() throws -> [MissingItem] {
    let report = try batesReport(copies: try store.pageCopies())
    var bates: [PageName: String] = [:]
    let beside = Set(report.gaps.map(\.after))
    try store.forEachPageNumber { page, number in
      if let number, beside.contains(page) { bates[page] = number }
    }
    return MissingItems.list(
      messages: try store.messages(),
      people: Dictionary(try store.people().map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a }),
      files: try store.sources().flatMap(\.names), gaps: report.gaps, bates: bates)
  }
}
