// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// The tables of the redaction ledger.
struct LedgerTables {
  let site: Site

  /// Codes that have a column of their own; the others share one.
  private static let mostCodes = 5
  /// Rows of a table of places; the data files have them all.
  private static let most = 60

  /// Releases and, under those of several files, the files.
  func releases() -> View {
    var uses: [String: Int] = [:]
    for page in site.record.pages {
      for redaction in page.redactions {
        for code in Set(redaction.codes) { uses[code, default: 0] += 1 }
      }
    }
    let codes = uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostCodes)
      .map(\.key)
    let groups = Dictionary(grouping: site.record.pages, by: \.source)
    let releases = Releases.of(site.record)
    let rows = releases.flatMap { release -> [View] in
      let all = row(release.id, release.sources.flatMap { groups[$0] ?? [] }, codes)
      if release.sources.count == 1 { return [all] }
      return [all]
        + release.sources.map { id in
          var own = row(id, groups[id] ?? [], codes)
          own["isPart"] = true
          return own
        }
    }
    return [
      "codes": codes, "rows": rows, "hasOthers": uses.count > codes.count,
      "isCut": uses.count > codes.count,
    ]
  }

  private func row(_ source: SourceID, _ pages: [Page], _ codes: [String]) -> View {
    let boxes = pages.flatMap(\.redactions)
    let touched = pages.count { !$0.redactions.isEmpty }
    let nearly = pages.filter(\.isWithheldNearly).reduce(0) { $0 + $1.standsFor }
    let all = pages.reduce(0) { $0 + $1.standsFor }
    let covered = pages.reduce(0) { $0 + $1.redactedShare } / Double(max(pages.count, 1))
    let others = boxes.count { !$0.codes.isEmpty && Set($0.codes).isDisjoint(with: codes) }
    return [
      "name": site.names[source], "href": "sources.html#s-\(source.short)",
      "pages": Wording.count(all), "touched": Wording.count(touched),
      "touchedShare": Wording.percent(Double(touched) / Double(max(pages.count, 1))),
      "whole": Wording.count(nearly),
      "wholeShare": Wording.percent(Double(nearly) / Double(max(all, 1))),
      "boxes": Wording.count(boxes.count), "covered": Wording.percent(covered),
      "length": JSONValue.number((covered * 1_000).rounded() / 10),
      "byCode": codes.map { code in Wording.count(boxes.count { $0.codes.contains(code) }) },
      "others": Wording.count(others),
      "uncoded": Wording.count(boxes.count(where: \.codes.isEmpty)),
    ]
  }

  /// Redactions that failed, by kind and by place.
  func failed() -> View? {
    let all = ExposureFigures.placed(site.record)
    guard !all.isEmpty else { return nil }
    struct Place: Hashable {
      var source: SourceID
      var page: Int?
      var kind: Exposure.Kind
      var part: String
    }
    var order: [Place] = []
    var tally: [Place: (count: Int, letters: Int)] = [:]
    for item in all {
      let place = Place(
        source: item.source, page: item.page?.number, kind: item.exposure.kind,
        part: item.exposure.place)
      if tally[place] == nil { order.append(place) }
      let known = tally[place] ?? (0, 0)
      tally[place] = (known.count + 1, known.letters + item.exposure.letters)
    }
    return [
      "kinds": Exposure.Kind.allCases.compactMap { kind -> View? in
        guard let figure = site.figure("exposure.kind.\(kind.rawValue)") else { return nil }
        let own = all.filter { $0.exposure.kind == kind }
        return [
          "words": "Words \(ExposureFigures.words(kind))", "places": Wording.count(own.count),
          "letters": Wording.count(own.reduce(0) { $0 + $1.exposure.letters }), "figure": figure,
        ]
      },
      "places": order.prefix(Self.most).map { place -> View in
        var view = self.place(place.source, place.page)
        view["kind"] = "Words \(ExposureFigures.words(place.kind))"
        view["where"] = place.part
        view["count"] = Wording.count(tally[place]?.count ?? 0)
        view["letters"] = Wording.count(tally[place]?.letters ?? 0)
        return view
      },
      "isCut": order.count > Self.most, "shown": Wording.count(Self.most),
      "count": Wording.counted(order.count, "place"),
    ]
  }

  /// Gaps, repeats and the rest of what the numbers tell.
  func bates() -> View? {
    let report = site.record.bates
    let runs = report.runs
    guard !runs.isEmpty else { return nil }
    return [
      "figures": [
        "bates.gaps", "bates.missing", "bates.missing-told", "bates.repeated", "bates.unnumbered",
        "bates.breaks",
      ].compactMap { site.figure($0) },
      "runs": runs.map { run -> View in
        [
          "first": run.first, "last": run.last, "borne": Wording.count(run.borne),
          "span": Wording.count(run.span), "pages": Wording.count(run.pages),
          "files": Wording.count(run.sources.count), "isDocuments": run.unit == .documents,
        ]
      },
      "hasGaps": !report.gaps.isEmpty,
      "gaps": report.gaps.prefix(Self.most).map { gap -> View in
        [
          "range": gap.count == 1 ? gap.first : "\(gap.first) – \(gap.last)",
          "count": Wording.count(gap.count), "after": place(gap.after.source, gap.after.number),
          "before": place(gap.before.source, gap.before.number),
        ]
      },
      "gapsCut": report.gaps.count > Self.most,
      "gapCount": Wording.counted(report.gaps.count, "gap"),
      "hasRepeats": !report.repeats.isEmpty,
      "repeats": report.repeats.prefix(Self.most).map { item -> View in
        [
          "range": item.count == 1 ? item.first : "\(item.first) – \(item.last)",
          "count": Wording.count(item.count), "kind": BatesFigures.words(item.kind),
          "places": item.places.map { stretch -> View in
            var view = place(stretch.source, stretch.first)
            if stretch.last > stretch.first { view["to"] = String(stretch.last) }
            return view
          },
        ]
      },
      "repeatsCut": report.repeats.count > Self.most,
      "repeatCount": Wording.counted(report.repeats.count, "entry", "entries"),
    ]
  }

  /// A page by its file and number, with a link to its picture where there is one.
  private func place(_ source: SourceID, _ page: Int?) -> View {
    var view: View = ["source": site.names[source]]
    guard let page else { return view }
    view["page"] = String(page)
    let key = QuoteBook.PageKey(source: source, page: page)
    if site.book.quotes[key] != nil { view["href"] = "pages/\(key.name).html" }
    return view
  }
}
