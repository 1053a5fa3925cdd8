// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Pages of which nothing can be seen, and the pages elsewhere that they are.
struct WithheldPages {
  private let entries: [PageName: PageCopies.Index.Entry]
  /// By Bates number in its plain form.
  private let byBates: [String: [PageName]]
  private let numbering: Numbering
  private let pages: [SourceID: ClosedRange<Int>]
  private let twins: [PageName: [PageName]]

  /// How many characters of a page are quoted where all of it was withheld.
  static let quoted = 200
  /// A slip that does not say how many pages it stands for is believed to stand for so many.
  static let mostUntold = 50

  init(_ list: [PageCopies.Index.Entry], _ copies: [PageCopy]) {
    let entries = Dictionary(list.map { ($0.name, $0) }) { first, _ in first }
    self.entries = entries
    var byBates: [String: [PageName]] = [:]
    var pages: [SourceID: ClosedRange<Int>] = [:]
    for entry in list {
      let (source, number) = (entry.name.source, entry.name.number)
      let known = pages[source] ?? number...number
      pages[source] = min(known.lowerBound, number)...max(known.upperBound, number)
      // A number alone is too common to tell two releases' pages apart.
      if let label = entry.bates.flatMap({ BatesLabel($0) }), label.hasLetters {
        byBates[label.name, default: []].append(entry.name)
      }
    }
    (self.byBates, self.pages) = (byBates.mapValues { $0.sorted() }, pages)
    var twins: [PageName: [PageName]] = [:]
    for copy in copies {
      twins[copy.first, default: []].append(copy.second)
      twins[copy.second, default: []].append(copy.first)
    }
    self.twins = twins
    numbering = Numbering(self.byBates.values, entries, copies)
  }

  func copies<Failure: Error>(
    _ page: (PageName) throws(Failure) -> Page?
  ) throws(Failure) -> [PageCopy] {
    var found: [PageName: Set<PageName>] = [:]
    for name in entries.keys.sorted() where entries[name]?.isWithheldWhole == true {
      let before = PageName(source: name.source, number: name.number - 1)
      // Of a run of withheld pages the first one speaks for all.
      if entries[before]?.isWithheldWhole != true {
        for (own, other) in neighbours(name) { found[own, default: []].insert(other) }
      }
      for other in sameNumber(name) { found[name, default: []].insert(other) }
    }
    var out: [PageCopy] = []
    for own in found.keys.sorted() {
      for other in (found[own] ?? []).sorted() {
        guard let withheld = try page(own), let shown = try page(other),
          let disclosure = Self.disclosure(withheld, shown)
        else { continue }
        out.append(
          PageCopy(
            first: min(own, other), second: max(own, other), likeness: 1,
            disclosures: [disclosure]))
      }
    }
    return out
  }

  private func sameNumber(_ name: PageName) -> [PageName] {
    guard let label = entries[name]?.bates.flatMap({ BatesLabel($0) }) else { return [] }
    return (byBates[label.name] ?? []).filter { other in
      other.source != name.source && entries[other]?.isWithheldWhole == false
        && numbering.isShared(name.source, other.source, label.key)
    }
  }

  /// A run of withheld pages from `first` on, laid against the pages between the copies of the pages
  /// around it.
  private func neighbours(_ first: PageName) -> [(PageName, PageName)] {
    let source = first.source
    var run: [(name: PageName, pages: Int?)] = []
    var number = first.number
    while let entry = entries[PageName(source: source, number: number)], entry.isWithheldWhole {
      run.append((entry.name, entry.standsFor))
      number += 1
    }
    let befores = ends(PageName(source: source, number: first.number - 1), isStart: true)
    let afters = ends(PageName(source: source, number: number), isStart: false)
    // Both ends of a file tell nothing.
    guard
      entries[PageName(source: source, number: first.number - 1)] != nil
        || entries[PageName(source: source, number: number)] != nil
    else { return [] }
    var out: [(PageName, PageName)] = []
    for before in befores {
      for after in afters where after.source == before.source && after.source != source {
        let between = after.number - before.number - 1
        guard between > 0, let shares = Self.shares(run.map(\.pages), of: between) else { continue }
        var other = before.number + 1
        for (own, count) in zip(run, shares) {
          for _ in 0..<count {
            let name = PageName(source: before.source, number: other)
            if entries[name]?.isWithheldWhole == false,
              twins[name, default: []].allSatisfy({
                $0.source != source
              })
            {
              out.append((own.name, name))
            }
            other += 1
          }
        }
      }
    }
    return out
  }

  /// The copies of a page; for the place before the first page and behind the last, those places of
  /// the other sources.
  private func ends(_ name: PageName, isStart: Bool) -> [PageName] {
    if entries[name] != nil { return (twins[name] ?? []).sorted() }
    return pages.keys.sorted().compactMap { source in
      pages[source].map {
        PageName(source: source, number: isStart ? $0.lowerBound - 1 : $0.upperBound + 1)
      }
    }
  }

  /// How many of `between` pages each page of a run stands for; nil where it does not come out.
  static func shares(_ said: [Int?], of between: Int) -> [Int]? {
    let told = said.reduce(0) { $0 + ($1 ?? 1) }
    if told == between { return said.map { $0 ?? 1 } }
    // One slip that does not say how many takes the rest.
    let silent = said.indices.filter { said[$0] == nil }
    guard silent.count == 1, between - told + 1 > 0, between - told < mostUntold else { return nil }
    return said.map { $0 ?? between - told + 1 }
  }

  /// Nil where the other copy shows nothing either.
  private static func disclosure(_ withheld: Page, _ shown: Page) -> Disclosure? {
    let whole =
      withheld.redactions.first { $0.kind == .page || $0.kind == .slip }
      ?? withheld.redactions.max { $0.box.area < $1.box.area }
    let text = PageText(shown)
    let words = text.tokens.filter { !$0.isCovered }.map { text.words[Int($0.word)] }
    guard let whole, !words.isEmpty else { return nil }
    var kept: [Word] = []
    var length = 0
    for word in words {
      length += word.text.count + 1
      if length > quoted, !kept.isEmpty { break }
      kept.append(word)
    }
    let quote = kept.map(\.text).joined(separator: " ") + (kept.count < words.count ? " …" : "")
    return Disclosure(
      withheldOn: PageName(source: withheld.source, number: withheld.number), box: whole.box,
      codes: whole.codes, shownOn: PageName(source: shown.source, number: shown.number),
      boxes: Comparison.boxes(of: kept), text: quote)
  }
}
