// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What production numbers tell: which are missing, which come twice, which pages have none.
package enum BatesRuns {
  /// - Parameters:
  ///   - pages: all pages of the case, in any order, each with the number it bears.
  ///   - copies: pages known to be copies of each other, in any order.
  package static func examine(
    _ pages: [(PageName, bates: String?)], copies: [PageCopy] = []
  ) -> BatesReport {
    let order = pages.sorted { $0.0 < $1.0 }
    var labels = Dictionary(grouping: order, by: \.0.source).values.flatMap {
      BatesReading.labels($0)
    }
    labels.sort { $0.page < $1.page }
    var report = BatesReport()
    var groups: [String: [NumberedPage]] = [:]
    for page in labels { groups[page.label.key, default: []].append(page) }
    let twins = Set(copies.map { [$0.first, $0.second] })
    for key in groups.keys.sorted() {
      guard let group = groups[key], isProduction(group) else { continue }
      let unit: BatesRun.Unit = countsDocuments(group) ? .documents : .pages
      report.runs.append(run(group, unit))
      guard unit == .pages else { continue }
      report.gaps += gaps(group)
      report.repeats += repeats(group, twins)
      report.breaks += breaks(group)
      report.blanks += blanks(group, order)
    }
    report.breaks.sort { $0.page < $1.page }
    report.blanks.sort { ($0.pages.source, $0.pages.first) < ($1.pages.source, $1.pages.first) }
    return report
  }

  /// Neighbours in the order of pages, where both stand in one source.
  private static func steps(_ group: [NumberedPage]) -> [(NumberedPage, NumberedPage)] {
    zip(group, group.dropFirst()).filter { $0.page.source == $1.page.source }
  }

  /// Numbers without any letters must count the pages at least half the time.
  private static func isProduction(_ group: [NumberedPage]) -> Bool {
    guard group.count > 1 else { return false }
    if group[0].label.hasLetters { return true }
    let steps = steps(group)
    let rising = steps.count { $1.label.number - $0.label.number == $1.page.number - $0.page.number }
    return group.count > 2 && rising * 2 >= steps.count && rising > 0
  }

  /// Most pages bear the number of the page before them.
  private static func countsDocuments(_ group: [NumberedPage]) -> Bool {
    let steps = steps(group).filter { $1.page.number == $0.page.number + 1 }
    let equal = steps.count { $0.label.number == $1.label.number && $0.label.suffix.isEmpty }
    let rising = steps.count { $0.label.number + 1 == $1.label.number }
    return equal > rising
  }

  private static func run(_ group: [NumberedPage], _ unit: BatesRun.Unit) -> BatesRun {
    var uses: [String: Int] = [:]
    for page in group { uses[page.label.prefix, default: 0] += 1 }
    let prefix = uses.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
    let sorted = group.sorted { ($0.label.number, $0.page) < ($1.label.number, $1.page) }
    let (low, high) = (sorted[0].label, sorted[sorted.count - 1].label)
    return BatesRun(
      prefix: prefix.trimmingSpaces(), first: low.text, last: high.text,
      borne: Set(group.map(\.label.number)).count,
      span: high.number.subtractingReportingOverflow(low.number).partialValue + 1,
      pages: group.count, sources: Set(group.map(\.page.source)).sorted(), unit: unit)
  }

  private static func gaps(_ group: [NumberedPage]) -> [BatesGap] {
    let byNumber = Dictionary(grouping: group, by: \.label.number)
    let numbers = byNumber.keys.sorted()
    return zip(numbers, numbers.dropFirst()).compactMap { low, high in
      guard high - low > 1, let below = byNumber[low], let above = byNumber[high] else {
        return nil
      }
      // Pages of one file say most: it is that file which leaps over numbers.
      let pair = below.lazy.flatMap { one in above.lazy.map { (one, $0) } }
        .first { $0.page.source == $1.page.source && $0.page < $1.page }
      let (after, before) = pair ?? (below[0], above[0])
      return BatesGap(
        prefix: after.label.prefix.trimmingSpaces(), first: after.label.with(number: low + 1).text,
        last: after.label.with(number: high - 1).text, count: high - low - 1, after: after.page,
        before: before.page)
    }
  }

  private static func repeats(_ group: [NumberedPage], _ twins: Set<[PageName]>) -> [BatesRepeat] {
    struct Shared {
      var label: BatesLabel
      var pages: [PageName]
      var areCopies: Bool
    }
    var out: [BatesRepeat] = []
    var stretch: [Shared] = []
    func close() {
      guard let first = stretch.first, let last = stretch.last else { return }
      let places = zip(first.pages, last.pages).map {
        PageStretch(source: $0.source, first: $0.number, last: $1.number)
      }
      let apart = Set(places.map(\.source)).count == places.count
      let kind: BatesRepeat.Kind =
        stretch.allSatisfy(\.areCopies) ? .copies : apart && stretch.count > 2 ? .again : .clash
      out.append(
        BatesRepeat(
          first: first.label.text, last: last.label.text, count: stretch.count, kind: kind,
          places: places))
      stretch = []
    }
    let byName = Dictionary(grouping: group, by: \.label.name).values.filter { $0.count > 1 }
    for pages in byName.sorted(by: {
      ($0[0].label.number, $0[0].label.name) < ($1[0].label.number, $1[0].label.name)
    }) {
      let names = pages.map(\.page).sorted()
      let linked = names.dropFirst().allSatisfy { other in
        names.contains { twins.contains([min($0, other), max($0, other)]) }
      }
      let next = Shared(label: pages[0].label, pages: names, areCopies: linked)
      if let last = stretch.last {
        let goesOn =
          last.label.number + 1 == next.label.number
          && last.pages.map { PageName(source: $0.source, number: $0.number + 1) } == names
        if !goesOn { close() }
      }
      stretch.append(next)
    }
    close()
    return out
  }

  private static func breaks(_ group: [NumberedPage]) -> [BatesBreak] {
    steps(group).filter { $1.label.number < $0.label.number }.map {
      BatesBreak(page: $1.page, number: $1.label.text, after: $0.label.text)
    }
  }

  private static func blanks(
    _ group: [NumberedPage], _ order: [(PageName, bates: String?)]
  ) -> [BatesBlank] {
    let unnumbered = Set(order.lazy.filter { $0.bates == nil }.map(\.0))
    return steps(group).compactMap { before, after in
      let (first, last) = (before.page.number + 1, after.page.number - 1)
      let source = before.page.source
      guard first <= last, after.label.number >= before.label.number,
        (first...last).allSatisfy({
          unnumbered.contains(PageName(source: source, number: $0))
        })
      else { return nil }
      return BatesBlank(
        pages: PageStretch(source: source, first: first, last: last), after: before.label.text,
        before: after.label.text, between: max(0, after.label.number - before.label.number - 1))
    }
  }
}

extension String {
  /// Without the spaces at its ends.
  func trimmingSpaces() -> String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
