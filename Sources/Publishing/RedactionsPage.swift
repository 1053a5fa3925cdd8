// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures

/// What was withheld, page by page.
struct RedactionsPage {
  let site: Site

  func pages() -> [(file: String, view: View)] {
    let touched = site.record.pages.filter { !$0.redactions.isEmpty }
    let chunks = Pager.chunks(touched, site.options.rowsPerPage)
    return chunks.enumerated().map { n, chunk in
      let file = Pager.file("redactions", n)
      var view = site.frame("Redactions", file: "redactions.html")
      view.merge(Pager.view("redactions", n, of: chunks.count)) { $1 }
      view["isEmpty"] = touched.isEmpty
      view["isFirst"] = n == 0
      view["totals"] = [
        "redaction.pages", "redaction.pages-withheld", "redaction.area", "redaction.boxes",
        "redaction.hidden-text", "redaction.senders",
      ].compactMap { site.figure($0) }
      view["codes"] = bars("redaction.code.")
      view["kinds"] = bars("redaction.kind.")
      view["sources"] = sources()
      view["pages"] = chunk.map(row)
      view["count"] = Wording.counted(touched.count, "page")
      view["all"] = Wording.counted(site.record.pages.count, "page")
      return (file, view)
    }
  }

  /// The figures of one family with bars as long as their shares.
  private func bars(_ prefix: String) -> [View] {
    site.figures.filter { $0.id.hasPrefix(prefix) }.map { figure in
      var view = site.view(figure)
      let name = String(figure.id.dropFirst(prefix.count))
      view["name"] = name == "none" ? "no code given" : name
      view["length"] = JSONValue.number((figure.value * 1_000).rounded() / 10)
      return view
    }
  }

  private func sources() -> [View] {
    let groups = Dictionary(grouping: site.record.pages, by: \.source)
    return site.record.sources.compactMap { source -> View? in
      guard let pages = groups[source.id] else { return nil }
      let touched = pages.count { !$0.redactions.isEmpty }
      let whole = pages.count(where: \.isWithheldWhole)
      let covered = pages.reduce(0) { $0 + $1.redactedShare } / Double(max(pages.count, 1))
      return [
        "name": site.names[source.id], "href": "sources.html#s-\(source.id.short)",
        "pages": Wording.count(pages.count), "touched": Wording.count(touched),
        "touchedShare": Wording.percent(Double(touched) / Double(max(pages.count, 1))),
        "whole": Wording.count(whole),
        "wholeShare": Wording.percent(Double(whole) / Double(max(pages.count, 1))),
        "boxes": Wording.count(pages.reduce(0) { $0 + $1.redactions.count }),
        "covered": Wording.percent(covered),
        "length": JSONValue.number((covered * 1_000).rounded() / 10),
      ]
    }
  }

  private func row(_ page: Page) -> View {
    let hidden = page.redactions.count { $0.textUnder == .hidden }
    var view: View = [
      "source": site.names[page.source], "page": String(page.number), "bates": page.bates ?? "",
      "boxes": Wording.count(page.redactions.count), "codes": page.codes.joined(separator: ", "),
      "covered": Wording.percent(page.redactedShare), "stamps": page.stamps.joined(separator: "; "),
      "isWhole": page.isWithheldWhole,
    ]
    if hidden > 0 { view["hidden"] = Wording.count(hidden) }
    let key = QuoteBook.PageKey(source: page.source, page: page.number)
    if site.book.quotes[key] != nil { view["href"] = "pages/\(key.name).html" }
    return view
  }
}
