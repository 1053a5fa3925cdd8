// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// The ledger of what was withheld: in all, by release, by month, by exemption, where it failed, what
/// another copy shows, which numbers are missing, and page by page.
struct RedactionsPage {
  let site: Site

  func pages() -> [(file: String, view: View)] {
    let touched = site.record.pages.filter { !$0.redactions.isEmpty }
    let chunks = Pager.chunks(touched, site.options.rowsPerPage)
    let tables = LedgerTables(site: site)
    return chunks.enumerated().map { n, chunk in
      let file = Pager.file("redactions", n)
      var view = site.frame("Redactions", file: "redactions.html")
      view.merge(Pager.view("redactions", n, of: chunks.count)) { $1 }
      view["isEmpty"] = touched.isEmpty
      view["isFirst"] = n == 0
      view["totals"] = [
        "redaction.pages", "redaction.pages-withheld", "redaction.pages-withheld-nearly",
        "redaction.area", "redaction.boxes", "redaction.hidden-text", "redaction.senders",
        "exposure.pages", "copies.disclosures", "bates.missing",
      ].compactMap { site.figure($0) }
      view["codes"] = bars("redaction.code.")
      view["kinds"] = bars("redaction.kind.")
      if n == 0 {
        view["releases"] = tables.releases()
        view["months"] = MonthDrawing(site.record).view
        view["failed"] = tables.failed()
        view["bates"] = tables.bates()
        view["twice"] = twice()
      }
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

  /// What leads to the pages that were found twice.
  private func twice() -> View? {
    let copies = site.record.copies
    guard !copies.isEmpty else { return nil }
    let told = copies.flatMap(\.disclosures)
    return [
      "pairs": Wording.counted(copies.count, "pair"),
      "told": Wording.counted(told.count, "redaction"), "hasTold": !told.isEmpty,
      "figures": ["copies.pages", "copies.disclosures", "copies.pages-shown"].compactMap {
        site.figure($0)
      },
    ]
  }

  private func row(_ page: Page) -> View {
    let hidden = page.redactions.count(where: \.isFailed)
    var view: View = [
      "source": site.names[page.source], "page": String(page.number), "bates": page.bates ?? "",
      "boxes": Wording.count(page.redactions.count), "codes": page.codes.joined(separator: ", "),
      "covered": Wording.percent(page.redactedShare), "stamps": page.stamps.joined(separator: "; "),
      "isWhole": page.isWithheldWhole,
    ]
    if !page.isWithheldWhole, page.isWithheldNearly {
      view["isNearly"] = page.standsFor == 1
      if page.standsFor > 1 { view["standsFor"] = Wording.counted(page.standsFor, "page") }
    }
    if hidden > 0 { view["hidden"] = Wording.count(hidden) }
    let key = QuoteBook.PageKey(source: page.source, page: page.number)
    if site.book.quotes[key] != nil { view["href"] = "pages/\(key.name).html" }
    return view
  }
}
