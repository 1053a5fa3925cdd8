// SPDX-License-Identifier: Apache-2.0
import Evidence

extension Page {
  /// From this share of its text area on, a page is withheld nearly whole: what is left is a heading,
  /// a signature line, a number.
  package static let nearly = 0.95

  /// Whether nothing but the cover is left of the page.
  package var isWithheldWhole: Bool { redactions.contains { $0.kind == .page } }

  /// Withheld whole, by a cover or by a slip in its place, or all but a twentieth of it.
  package var isWithheldNearly: Bool {
    redactedShare >= Self.nearly || redactions.contains { $0.kind == .page || $0.kind == .slip }
  }

  /// One, or the number of pages that a slip says it stands for.
  package var standsFor: Int {
    let said = redactions.lazy.filter { $0.kind == .slip }.compactMap(\.withheldPages).first
    // What a sheet claims is read from paper: nobody withholds a million pages with one.
    return min(max(1, said ?? 1), 100_000)
  }
}

extension Redaction {
  /// Whether the words are still in the file under it.
  package var isFailed: Bool { textUnder == .hidden }
}

/// What came together: one file, or all files of one archive.
package struct Releases: Sendable {
  /// The file that was added.
  package var id: SourceID
  /// The files of it that have pages, in the order of the record.
  package var sources: [SourceID]

  /// In the order of the record; those without any page are left out.
  package static func of(_ record: CaseRecord) -> [Releases] {
    let parents = Dictionary(record.sources.map { ($0.id, $0.parent) }) { first, _ in first }
    let paged = Set(record.pages.map(\.source))
    var places: [SourceID: Int] = [:]
    var out: [Releases] = []
    for source in record.sources where paged.contains(source.id) {
      var root = source.id
      // Archives in archives; a circle cannot be, but would not be left again.
      for _ in 0..<64 {
        guard let parent = parents[root] ?? nil, parents[parent] != nil else { break }
        root = parent
      }
      if let place = places[root] {
        out[place].sources.append(source.id)
      } else {
        places[root] = out.count
        out.append(Releases(id: root, sources: [source.id]))
      }
    }
    return out
  }

  package func pages(of record: CaseRecord) -> [Page] {
    let own = Set(sources)
    return record.pages.filter { own.contains($0.source) }
  }
}

/// Citations of pages as such.
enum Cited {
  /// More than anyone reads one by one; the query lists them all.
  static let most = 500
  private static let quoted = 120

  /// The pages with some boxes on each. The quote is how the words that can be seen begin; empty
  /// where there are none.
  static func pages(_ pages: [Page], _ boxes: (Page) -> [Box]) -> [Citation] {
    pages.prefix(most).map { page in
      var quote = ""
      for word in page.words {
        let isCovered = page.redactions.contains {
          $0.box.contains(x: word.box.midX, y: word.box.midY)
        }
        if isCovered || page.furniture.contains(where: {
          $0.contains(x: word.box.midX, y: word.box.midY)
        }) {
          continue
        }
        if quote.count + word.text.count >= quoted { break }
        quote += (quote.isEmpty ? "" : " ") + word.text
      }
      return Citation(
        source: page.source,
        place: .page(number: page.number, bates: page.bates, boxes: boxes(page)), quote: quote)
    }
  }

  static func page(_ name: PageName, _ boxes: [Box], _ quote: String, _ bates: [PageName: String])
    -> Citation
  {
    Citation(
      source: name.source, place: .page(number: name.number, bates: bates[name], boxes: boxes),
      quote: quote)
  }

  static func bates(_ record: CaseRecord) -> [PageName: String] {
    Dictionary(
      record.pages.compactMap { page in
        page.bates.map { (PageName(source: page.source, number: page.number), $0) }
      }
    ) { first, _ in first }
  }
}
