// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Correspondence
import Evidence

extension OpenCase {
  /// What the record mentions and the case does not hold: what to ask for next.
  package func missingItems() throws -> [MissingItem] {
    try missingReport(
      messages: try store.messages(), people: try store.people(),
      gaps: try batesReport(copies: try store.pageCopies()).gaps
    ).items
  }

  /// The same with how many attachments are named.
  func missingReport(
    messages: [Message], people: [Person], gaps: [BatesGap]
  ) throws -> MissingReport {
    var bates: [PageName: String] = [:]
    let beside = Set(gaps.map(\.after))
    try store.forEachPageNumber { page, number in
      if let number, beside.contains(page) { bates[page] = number }
    }
    return MissingItems.list(
      messages: messages,
      people: Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a }),
      files: try store.sources().flatMap(\.names), gaps: gaps, bates: bates)
  }
}
