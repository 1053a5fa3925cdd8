// SPDX-License-Identifier: Apache-2.0
import Evidence

/// The pages that a publication shows, with the quotes that are outlined on each.
struct QuoteBook {
  struct PageKey: Hashable, Comparable {
    var source: SourceID
    var page: Int

    static func < (a: PageKey, b: PageKey) -> Bool {
      a.source == b.source ? a.page < b.page : a.source < b.source
    }

    /// Without folder and ending.
    var name: String { "\(source.short)-\(page)" }
  }

  /// Page → its quotes, in the order in which the record cites them.
  private(set) var quotes: [PageKey: [Citation]] = [:]
  private var numbers: [Citation: Int] = [:]

  /// The pages that findings and events cite; all others are cited only by lists of the report.
  private(set) var leading: Set<PageKey> = []

  /// Pages cited by findings, by events that were not rejected, by what an event's facts stand on,
  /// by what is known to be missing, by the passages that recur and by what else lists cite.
  init(_ record: CaseRecord, and others: [Citation] = []) {
    for finding in record.findings where finding.status != .rejected {
      finding.citations.forEach { add($0) }
    }
    for event in record.events where event.status != .rejected {
      event.citations.forEach { add($0) }
      for slot in event.factCitations.keys.sorted() {
        event.factCitations[slot]?.forEach { add($0) }
      }
      for slot in event.facts.keys.sorted() {
        if let place = event.facts[slot]?.unknown?.citation { add(place) }
      }
    }
    leading = Set(quotes.keys)
    record.missing.items.forEach { add($0.citation) }
    for version in PassagesPage.shown(record).flatMap(\.versions) {
      for place in version.appearances.prefix(PassagesPage.places + 1) {
        if let citation = place.citation { add(citation) }
      }
    }
    others.forEach { add($0) }
  }

  private mutating func add(_ citation: Citation) {
    guard let page = citation.page, numbers[citation] == nil else { return }
    let key = PageKey(source: citation.source, page: page)
    numbers[citation] = quotes[key]?.count ?? 0
    quotes[key, default: []].append(citation)
  }

  /// "pages/9f86d081884c-3.html#q2" for a quote that is shown, the page without a place on it for
  /// one that is not, nil where the page is not shown.
  func link(_ citation: Citation) -> String? {
    guard let page = citation.page else { return nil }
    let key = PageKey(source: citation.source, page: page)
    guard quotes[key] != nil else { return nil }
    return "pages/\(key.name).html" + (numbers[citation].map { "#q\($0 + 1)" } ?? "")
  }
}
