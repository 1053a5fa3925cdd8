// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Templates

/// What the rules say of the events, the most serious first.
struct FindingsPage {
  /// One finding, or many rows of a log of which the same is found.
  struct Entry {
    /// Places in the record's findings.
    var findings: [Int]
    var verdict: Verdict
    var status: Event.Status
    var start: Int64
  }

  /// Rows of a log with the same verdict under the same rule are told as one from this many on.
  private static let few = 12
  private static let examples = 8

  let site: Site
  let entries: [Entry]

  init(_ site: Site) {
    self.site = site
    entries = Self.entries(site)
  }

  /// By verdict, then confirmed before suggested before logged, then by time.
  private static func entries(_ site: Site) -> [Entry] {
    struct Key: Hashable {
      var verdict: Verdict
      var instrument: String?
      var rule: String?
      var source: SourceID?
    }
    let findings = site.record.findings
    var rows: [Key: [Int]] = [:]
    var order: [Key] = []
    var entries: [Entry] = []
    func entry(_ places: [Int]) -> Entry {
      let first = findings[places[0]]
      return Entry(
        findings: places, verdict: first.verdict, status: first.status,
        start: site.event(first.event)?.time?.from ?? .max)
    }
    for (n, finding) in findings.enumerated() where finding.status != .rejected {
      guard finding.status == .logged else {
        entries.append(entry([n]))
        continue
      }
      let key = Key(
        verdict: finding.verdict, instrument: finding.instrument, rule: finding.rule,
        source: finding.citations.first?.source)
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(n)
    }
    for key in order {
      let own = rows[key] ?? []
      entries += own.count < few ? own.map { entry([$0]) } : [entry(own)]
    }
    func rank(_ entry: Entry) -> (Int, Int, Int64) {
      (
        Wording.verdicts.firstIndex(of: entry.verdict) ?? 0,
        Wording.statuses.firstIndex(of: entry.status) ?? 0, entry.start
      )
    }
    return entries.enumerated().sorted { a, b in
      let (x, y) = (rank(a.element), rank(b.element))
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }

  /// File name → view.
  func pages() -> [(file: String, view: View)] {
    let numbered = entries.enumerated().map { ($0.offset, $0.element) }
    let chunks = Pager.chunks(numbered, site.options.rowsPerPage)
    // Where each verdict begins, for the links at the top of every page.
    var starts: [Verdict: String] = [:]
    for (n, chunk) in chunks.enumerated() {
      for (_, entry) in chunk where starts[entry.verdict] == nil {
        starts[entry.verdict] = Pager.file("findings", n) + "#\(entry.verdict.rawValue)"
      }
    }
    return chunks.enumerated().map { n, chunk in
      let file = Pager.file("findings", n)
      var view = site.frame("Findings", file: "findings.html")
      view.merge(Pager.view("findings", n, of: chunks.count)) { $1 }
      view["isEmpty"] = entries.isEmpty
      view["count"] = Wording.counted(counts.values.reduce(0, +), "finding")
      view["jump"] = Wording.verdicts.compactMap { verdict -> View? in
        starts[verdict].map {
          ["href": $0, "words": Wording.verdict(verdict), "class": verdict.rawValue]
        }
      }
      view["table"] = Self.table(site, links: starts)
      view["sections"] = Wording.verdicts.compactMap { verdict -> View? in
        let own = chunk.filter { $0.1.verdict == verdict }
        guard !own.isEmpty else { return nil }
        return [
          "id": verdict.rawValue, "words": Wording.verdict(verdict),
          "about": Wording.about(verdict), "entries": own.map { self.view($0.1, number: $0.0) },
        ]
      }
      return (file, view)
    }
  }

  private var counts: [Event.Status: Int] {
    site.record.findings.reduce(into: [:]) { counts, finding in
      if finding.status != .rejected { counts[finding.status, default: 0] += 1 }
    }
  }

  /// Verdicts by status: a row a verdict, a column a status, and no sums across.
  static func table(_ site: Site, links: [Verdict: String] = [:]) -> View {
    var counts: [Verdict: [Event.Status: Int]] = [:]
    var totals: [Event.Status: Int] = [:]
    for finding in site.record.findings where finding.status != .rejected {
      counts[finding.verdict, default: [:]][finding.status, default: 0] += 1
      totals[finding.status, default: 0] += 1
    }
    let rows = Wording.verdicts.compactMap { verdict -> View? in
      guard let own = counts[verdict] else { return nil }
      return [
        "words": Wording.verdict(verdict), "class": verdict.rawValue,
        "about": Wording.about(verdict),
        "href": links[verdict] ?? "findings.html#\(verdict.rawValue)",
        "cells": Wording.statuses.map { status -> View in
          let (count, total) = (own[status] ?? 0, totals[status] ?? 0)
          return [
            "count": Wording.count(count), "isNone": count == 0,
            "share": count == 0 ? "" : Wording.percent(Double(count) / Double(max(total, 1))),
          ]
        },
      ]
    }
    return [
      "rows": rows, "isEmpty": rows.isEmpty,
      "totals": Wording.statuses.map { ["count": Wording.count(totals[$0] ?? 0)] as View },
    ]
  }

  /// The findings that lean on each quote, with where they stand.
  func byQuote() -> [Citation: [Site.FindingLink]] {
    var out: [Citation: [Site.FindingLink]] = [:]
    for (n, entry) in entries.enumerated() {
      let page = Pager.file("findings", n / site.options.rowsPerPage)
      let link = Site.FindingLink(
        href: "\(page)#f-\(n + 1)", words: Wording.verdict(entry.verdict),
        verdict: entry.verdict.rawValue)
      for finding in entry.findings.map({ site.record.findings[$0] }) {
        let own = finding.citations + (site.event(finding.event)?.citations ?? [])
        for citation in Set(own) where citation.page != nil {
          out[citation, default: []].append(link)
        }
      }
    }
    return out
  }

  /// One article.
  func view(_ entry: Entry, number: Int) -> View {
    let finding = site.record.findings[entry.findings[0]]
    let event = site.event(finding.event)
    var view: View = [
      "id": "f-\(number + 1)", "verdict": Wording.verdict(entry.verdict),
      "class": entry.verdict.rawValue, "status": Wording.status(entry.status),
      "statusClass": entry.status.rawValue, "rule": rule(finding),
      "why": finding.why, "hasWhy": !finding.why.isEmpty,
      "until": finding.until.map { settling -> View in
        [
          "facts": settling.facts.joined(separator: " and "),
          "settles": Wording.verdict(settling.settles), "class": settling.settles.rawValue,
        ]
      },
      "hasUntil": !finding.until.isEmpty,
    ]
    if let reviewer = event?.reviewer { view["reviewer"] = reviewer }
    if entry.findings.count > 1 {
      addRows(entry, to: &view)
    } else {
      view["sentence"] = event.map { EventSentence.clause($0) + "." } ?? "Event \(finding.event)."
      view["details"] = (event.map(EventSentence.details) ?? []).map { detail -> View in
        ["name": detail.name, "value": detail.value]
      }
      view["hasDetails"] = true
      view["when"] = event?.time.map { SpanWords.text($0, in: site.zone) } ?? "time not known"
      var seen: Set<Citation> = []
      let quotes = (finding.citations + (event?.citations ?? [])).filter {
        seen.insert($0).inserted
      }
      view["quotes"] = quotes.map { site.quote($0) }
      if let message = event?.message, let link = site.messageLinks[message] {
        view["messageHref"] = link
      }
    }
    return view
  }

  private func addRows(_ entry: Entry, to view: inout View) {
    let events = entry.findings.compactMap { site.event(site.record.findings[$0].event) }
    let times = events.compactMap(\.time)
    let actions = Set(events.compactMap(\.action)).sorted().map { "“\($0)”" }
    let place = events.first?.citations.first.map { site.names[$0.source] } ?? "a log"
    let count = Wording.count(entry.findings.count)
    view["sentence"] = "\(count) rows of \(place): \(actions.joined(separator: ", "))."
    if let from = times.map(\.from).min(), let to = times.map(\.to).max() {
      let days = SpanWords.text(TimeSpan(from: from, to: to), in: site.zone)
      view["when"] = days
    }
    view["isGroup"] = true
    view["shown"] = Wording.count(min(Self.examples, entry.findings.count))
    view["count"] = count
    view["quotes"] = entry.findings.prefix(Self.examples).flatMap {
      site.record.findings[$0].citations.prefix(1).map { site.quote($0) }
    }
  }

  private func rule(_ finding: Finding) -> String {
    switch (finding.instrument, finding.rule) {
    case (let instrument?, let rule?):
      "Rule \(rule) of \(instrument)" + (finding.cite.map { ", \($0)" } ?? "")
    case (let instrument?, nil): instrument + (finding.cite.map { ", \($0)" } ?? "")
    case (nil, _): "No rule"
    }
  }
}
