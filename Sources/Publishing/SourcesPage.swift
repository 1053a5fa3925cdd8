// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// The account: every file, and everything that could not be read.
struct SourcesPage {
  let site: Site

  func view() -> View {
    let record = site.record
    var pages: [SourceID: Int] = [:]
    for page in record.pages { pages[page.source, default: 0] += 1 }
    var messages: [SourceID: Int] = [:]
    for message in record.messages { messages[message.source, default: 0] += 1 }
    var view = site.frame("Sources", file: "sources.html")
    view["figures"] = [
      "sources", "sources.failures", "pages", "pages.without-text", "pages.recognized",
    ]
    .compactMap { site.figure($0) }
    view["sources"] = record.sources.map { source -> View in
      let failures = record.failures[source.id] ?? []
      var row: View = [
        "id": "s-\(source.id.short)", "name": source.name, "kind": source.kind.rawValue,
        "bytes": Wording.bytes(source.bytes), "hash": source.id.hex,
        "pages": pages[source.id].map(Wording.count) ?? "",
        "messages": messages[source.id].map(Wording.count) ?? "",
        "rows": record.rows[source.id].map(Wording.count) ?? "",
        "failures": failures.isEmpty ? "" : Wording.count(failures.count),
      ]
      if let parent = source.parent {
        row["parent"] = site.names[parent]
        row["parentHref"] = "#s-\(parent.short)"
      }
      return row
    }
    let failing = record.sources.filter { !(record.failures[$0.id] ?? []).isEmpty }
    view["hasFailures"] = !failing.isEmpty
    view["failing"] = failing.map { source -> View in
      [
        "name": site.names[source.id],
        "failures": (record.failures[source.id] ?? []).map { failure -> View in
          let place = [
            failure.page.map { "page \($0)" }, failure.sheet.map { "sheet \($0)" },
            failure.row.map { "row \($0)" },
          ].compactMap { $0 }.joined(separator: ", ")
          return [
            "place": place.isEmpty ? "the whole file" : place, "reason": failure.reason.rawValue,
            "detail": failure.detail,
          ]
        },
      ]
    }
    return view
  }
}
