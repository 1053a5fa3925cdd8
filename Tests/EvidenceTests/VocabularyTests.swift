// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Testing

struct VocabularyTests {
  @Test func `every value of every facet stands in the document, and no value twice in a facet`()
    throws
  {
    let checkout = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let document = try String(
      contentsOf: checkout.appending(path: "docs/VOCABULARY.md"), encoding: .utf8)
    for (slot, values) in Vocabulary.facets {
      #expect(Set(values).count == values.count, "\(slot.rawValue)")
      for value in values {
        #expect(document.contains("`\(value)`"), "\(slot.rawValue): \(value)")
      }
    }
  }
}
