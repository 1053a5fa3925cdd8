// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// The first page: what the record shows, out of how much, and how to read it.
struct SummaryPage {
  private static let leading = 5

  let site: Site
  let findings: FindingsPage

  func view() -> View {
    let record = site.record
    var view = site.frame(site.options.title, file: "index.html")
    view["released"] = [
      "sources", "pages", "messages", "messages.quoted-only", "pages.without-text",
      "sources.failures",
    ].compactMap { site.figure($0) }
    view["withheld"] = [
      "redaction.pages", "redaction.pages-withheld", "redaction.area", "redaction.senders",
      "redaction.hidden-text",
    ].compactMap { site.figure($0) }
    view["hasWithheld"] = site.figuresByID["redaction.pages"] != nil
    view["acts"] = ["events.confirmed", "events.suggested", "events.logged", "events.rejected"]
      .compactMap { site.figure($0) }
    view["hasActs"] = !record.events.isEmpty
    view["replies"] = [
      "replies.local-to-federal.all.median", "replies.local-to-federal.all.within-10",
      "replies.federal-to-local.all.median", "replies.federal-to-local.all.within-10",
    ].compactMap { site.figure($0) }
    view["hasReplies"] = !record.replies.isEmpty
    view["table"] = FindingsPage.table(site)
    let serious = findings.entries.enumerated().filter {
      [.violated, .requiredMissing, .conflict, .undetermined].contains($0.element.verdict)
    }
    view["leading"] = serious.prefix(Self.leading).map { n, entry -> View in
      var item = findings.view(entry, number: n)
      item["href"] =
        Pager.file("findings", n / site.options.rowsPerPage) + "#f-\(n + 1)"
      return item
    }
    view["hasLeading"] = !serious.isEmpty
    view["seriousCount"] = Wording.count(serious.count)
    view["instruments"] = record.instruments.map { instrument -> View in
      var item: View = [
        "name": instrument.id, "place": instrument.place, "from": instrument.from,
        "cite": instrument.cite,
      ]
      if let to = instrument.to { item["to"] = to }
      return item
    }
    view["hasInstruments"] = !record.instruments.isEmpty
    view["zone"] = record.zone
    view["pictured"] = Wording.counted(site.book.quotes.count, "page")
    if site.book.quotes.count - site.book.leading.count > site.options.otherPictures {
      view["picturesCut"] = Wording.count(site.options.otherPictures)
    }
    view["hasMarks"] = !record.privateMarks.isEmpty
    view["tables"] = DataFiles.tables.map { table -> View in
      ["name": table.name, "about": table.about]
    }
    return view
  }
}
