// SPDX-License-Identifier: Apache-2.0
import Evidence

extension Scrubber {
  private struct Shown: Hashable {
    var page: PageName
    var boxes: [Box]
    var text: String
  }

  /// The record and the figures with what copies disclose cleaned copy by copy: a name that two boxes
  /// withheld, one a line, is one name.
  func cleanedDisclosures(_ record: CaseRecord, _ figures: [Figure]) -> (CaseRecord, [Figure]) {
    guard !isEmpty else { return (record, figures) }
    var (record, figures) = (record, figures)
    var clean: [Shown: String] = [:]
    for n in record.copies.indices {
      let told = record.copies[n].disclosures
      for (place, text) in cleaned(lines: told.map(\.text)).enumerated() {
        let item = told[place]
        let key = Shown(page: item.shownOn, boxes: item.boxes, text: item.text)
        // Where the same words stand in two copies, the one that shows less is taken for both.
        if text != item.text || clean[key] == nil { clean[key] = text }
        record.copies[n].disclosures[place].text = text
      }
    }
    for n in figures.indices where figures[n].id.hasPrefix("copies.") {
      for place in figures[n].citations.indices {
        let citation = figures[n].citations[place]
        guard let page = citation.page else { continue }
        let key = Shown(
          page: PageName(source: citation.source, number: page), boxes: citation.boxes,
          text: citation.quote)
        if let text = clean[key] { figures[n].citations[place].quote = text }
      }
    }
    return (record, figures)
  }
}
