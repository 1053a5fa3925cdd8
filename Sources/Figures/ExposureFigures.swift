// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Redactions that failed: words still in the files, by what hides them. Their places are cited, never
/// the words.
package enum ExposureFigures {
  static func figures(of record: CaseRecord) -> [Figure] {
    let all = placed(record)
    guard !all.isEmpty else { return [] }
    let bates = Cited.bates(record)
    let pages = Set(all.compactMap(\.page))
    var out: [Figure] = [
      .share(
        "exposure.pages", "Pages with words still in the file that a reader does not see, of all",
        pages.count, of: record.pages.count,
        query: Query.all("exposures")
          + " | jq -sc 'map(select(.page)) | unique_by([.source, .page])[]'"),
      .count(
        "exposure.letters", "Letters and digits still in the files that a reader does not see",
        all.reduce(0) { $0 + $1.exposure.letters }, unit: "letters",
        query: Query.all("exposures")),
    ]
    for kind in Exposure.Kind.allCases {
      let own = all.filter { $0.exposure.kind == kind }
      guard !own.isEmpty else { continue }
      out.append(
        .count(
          "exposure.kind.\(kind.rawValue)", "Places where words \(words(kind)), of all such places",
          own.count, of: all.count, unit: "places",
          query: Query.list("exposures", where: #".kind == "\#(kind.rawValue)""#),
          citations: own.prefix(Cited.most).compactMap { item in
            item.page.map {
              Cited.page($0, item.exposure.box.map { [$0] } ?? [], "", bates)
            }
          }))
    }
    return out
  }

  package struct Placed: Sendable {
    package var source: SourceID
    /// Nil where the words belong to the file as a whole.
    package var page: PageName?
    package var exposure: Exposure
  }

  /// All of them: those of each page, then those of the files as wholes; each once.
  package static func placed(_ record: CaseRecord) -> [Placed] {
    var seen: Set<Exposure> = []
    var last: SourceID?
    var out: [Placed] = []
    func add(_ source: SourceID, _ exposure: Exposure) {
      if last != source { (seen, last) = ([], source) }
      guard seen.insert(exposure).inserted else { return }
      let page = exposure.page.map { PageName(source: source, number: $0) }
      out.append(Placed(source: source, page: page, exposure: exposure))
    }
    let pages = Dictionary(grouping: record.pages, by: \.source)
    let known = Set(record.sources.map(\.id))
    let others = Set(pages.keys).union(record.exposures.keys).subtracting(known).sorted()
    for source in record.sources.map(\.id) + others {
      for page in pages[source] ?? [] {
        for var exposure in page.exposures {
          exposure.page = page.number
          add(source, exposure)
        }
      }
      for exposure in record.exposures[source] ?? [] { add(source, exposure) }
    }
    return out
  }

  package static func words(_ kind: Exposure.Kind) -> String {
    switch kind {
    case .box: "are still under a box"
    case .translucent: "can be read through what covers them"
    case .image: "are still under a picture"
    case .annotation: "are still under a mark that was never applied"
    case .invisible: "are drawn without ink"
    case .sameColor: "have the colour of what they stand on"
    case .hiddenLayer: "stand on a layer that is switched off"
    case .outsideCrop: "stand outside the part of the page that is shown"
    case .earlierRevision: "are in an earlier state of the file"
    case .bookmark: "are in the bookmarks of the file"
    case .metadata: "are in what the file says of itself"
    case .formField: "are in a field that the page does not show"
    case .embeddedFile: "are in a file within the file"
    }
  }
}
