// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// Passages that recur with changes, each as its versions in time.
struct PassagesPage {
  /// More are listed by the program and stand in the data.
  static let most = 200
  /// Places of one wording; the data has them all.
  static let places = 12
  private static let perPage = 25

  let site: Site

  /// Those the pages show.
  static func shown(_ record: CaseRecord) -> ArraySlice<RecurringPassage> {
    record.wording.passages.prefix(most)
  }

  func pages() -> [(file: String, view: View)] {
    let report = site.record.wording
    let shown = Array(Self.shown(site.record))
    let chunks = Pager.chunks(shown, Self.perPage)
    return chunks.enumerated().map { n, chunk in
      var view = site.frame("Wording", file: "wording.html")
      view.merge(Pager.view("wording", n, of: chunks.count)) { $1 }
      view["isFirst"] = n == 0
      view["isEmpty"] = shown.isEmpty
      view["hasTexts"] = report.texts > 0
      view["count"] = Wording.counted(report.passages.count, "passage")
      view["bearing"] = Wording.count(report.bearing)
      view["texts"] = Wording.counted(report.texts, "text")
      if report.texts > 0 {
        view["share"] = Wording.percent(Double(report.bearing) / Double(report.texts))
      }
      if report.passages.count > shown.count {
        view["leftOut"] = Wording.count(report.passages.count - shown.count)
      }
      view["passages"] = chunk.map(passage)
      view["hasContents"] = n == 0 && shown.count > 1
      if n == 0, shown.count > 1 {
        view["contents"] = shown.enumerated().map { place, passage -> View in
          [
            "href": Pager.file("wording", place / Self.perPage) + "#" + passage.id,
            "label": passage.label, "versions": Wording.count(passage.versions.count),
            "texts": Wording.count(passage.texts), "when": span(passage),
            "authors": Self.names(passage.authors),
          ]
        }
      }
      return (Pager.file("wording", n), view)
    }
  }

  private func span(_ passage: RecurringPassage) -> String {
    let days = passage.versions.flatMap(\.appearances).filter(\.isDated)
      .compactMap(\.sent).sorted { $0.wallSeconds < $1.wallSeconds }
      .map { String($0.iso.prefix(10)) }
    guard let first = days.first, let last = days.last else { return "undated" }
    return first == last ? first : "\(first) to \(last)"
  }

  private static func names(_ authors: [String]) -> String {
    guard !authors.isEmpty else { return "author not known" }
    let rest = authors.count - 4
    return authors.prefix(4).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private func passage(_ passage: RecurringPassage) -> View {
    [
      "id": passage.id, "label": passage.label, "when": span(passage),
      "versionCount": Wording.counted(passage.versions.count, "version"),
      "textCount": Wording.counted(passage.texts, "text"),
      "authors": Self.names(passage.authors),
      "versions": passage.versions.map { version($0) },
    ]
  }

  private func version(_ version: RecurringPassage.Version) -> View {
    let rest = version.appearances.dropFirst()
    var view: View = [
      "number": String(version.number),
      "runs": version.runs.map { run -> View in
        [
          "text": run.text, "isAdded": run.kind == .added, "isRemoved": run.kind == .removed,
          "isSame": run.kind == .same,
        ]
      },
      "also": rest.prefix(Self.places).map(place),
      "hasAlso": !rest.isEmpty,
    ]
    if let first = version.appearances.first {
      view["first"] = place(first)
      view["isUnsure"] = first.isDated && !version.isFirstCertain
    }
    if rest.count > Self.places { view["more"] = Wording.count(rest.count - Self.places) }
    if let against = version.against { view["against"] = String(against) }
    return view
  }

  private func place(_ appearance: RecurringPassage.Appearance) -> View {
    var view: View = [
      "when": appearance.isDated
        ? appearance.sent.map { SpanWords.shown($0.iso) } ?? "undated" : "undated",
      "author": appearance.author ?? "author not known", "isPart": appearance.isPart,
    ]
    if let link = appearance.message.flatMap({ site.messageLinks[$0] }) {
      view["messageHref"] = link
    }
    if let citation = appearance.citation { view["cited"] = site.quote(citation) }
    return view
  }
}
