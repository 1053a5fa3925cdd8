// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// Pages that were found twice, with what one copy withholds and another shows. What is shown was
/// released and is quoted; what is marked as private is left out of it like anywhere else.
struct CopiesPage {
  let site: Site

  func pages() -> [(file: String, view: View)] {
    guard !site.record.copies.isEmpty else { return [] }
    let telling = site.record.copies.filter { !$0.disclosures.isEmpty }
    let bates = Dictionary(
      site.record.pages.map { (PageName(source: $0.source, number: $0.number), $0.bates) }
    ) { first, _ in first }
    let chunks = Pager.chunks(telling, max(1, site.options.rowsPerPage / 4))
    return chunks.enumerated().map { n, chunk in
      var view = site.frame("The same page twice", file: "copies.html")
      view.merge(Pager.view("copies", n, of: chunks.count)) { $1 }
      view["isFirst"] = n == 0
      view["isEmpty"] = telling.isEmpty
      view["count"] = Wording.counted(site.record.copies.count, "pair")
      view["telling"] = Wording.count(telling.count)
      view["figures"] =
        (["copies.pages", "copies.disclosures", "copies.pages-shown"]
        + site.figures.map(\.id).filter { $0.hasPrefix("copies.disclosures.code.") })
        .compactMap { site.figure($0) }
      view["pairs"] = pairs()
      view["copies"] = chunk.map { copy(_: $0, bates) }
      return (Pager.file("copies", n), view)
    }
  }

  /// Which file withholds what which other one shows.
  private func pairs() -> [View] {
    struct Pair: Hashable {
      var withheld: SourceID
      var shown: SourceID
    }
    var counts: [Pair: (boxes: Int, pages: Set<Int>)] = [:]
    var order: [Pair] = []
    for item in site.record.copies.flatMap(\.disclosures) {
      let pair = Pair(withheld: item.withheldOn.source, shown: item.shownOn.source)
      if counts[pair] == nil { order.append(pair) }
      counts[pair, default: (0, [])].boxes += 1
      counts[pair]?.pages.insert(item.withheldOn.number)
    }
    return order.map { pair in
      [
        "withheld": site.names[pair.withheld], "shown": site.names[pair.shown],
        "boxes": Wording.count(counts[pair]?.boxes ?? 0),
        "pages": Wording.count(counts[pair]?.pages.count ?? 0),
      ]
    }
  }

  private func copy(_ copy: PageCopy, _ bates: [PageName: String?]) -> View {
    func citation(_ name: PageName, _ boxes: [Box], _ quote: String) -> Citation {
      Citation(
        source: name.source,
        place: .page(number: name.number, bates: bates[name] ?? nil, boxes: boxes), quote: quote)
    }
    let (first, second) = (citation(copy.first, [], ""), citation(copy.second, [], ""))
    return [
      "first": site.quote(first), "second": site.quote(second),
      "likeness": Wording.percent(copy.likeness),
      "disclosures": copy.disclosures.map { item -> View in
        [
          "withheld": site.quote(citation(item.withheldOn, [item.box], "")),
          "shown": site.quote(citation(item.shownOn, item.boxes, item.text)), "text": item.text,
          "codes": item.codes.isEmpty ? "no code given" : item.codes.joined(separator: ", "),
          "box": Self.words(item.box),
        ]
      },
    ]
  }

  /// "2.1 in from the left, 4.0 in from the top".
  private static func words(_ box: Box) -> String {
    "\(Wording.decimal(box.x0 / 72)) in from the left, \(Wording.decimal(box.y0 / 72)) in from the top"
  }
}
