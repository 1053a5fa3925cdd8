// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Production numbers that are missing, come twice or are not there.
package enum BatesFigures {
  static func figures(of record: CaseRecord) -> [Figure] {
    let report = record.bates
    let runs = report.runs.filter { $0.unit == .pages }
    guard !runs.isEmpty else { return [] }
    let bates = Cited.bates(record)
    func cited(_ names: [PageName]) -> [Citation] {
      names.prefix(Cited.most).map { Cited.page($0, [], bates[$0] ?? "", bates) }
    }
    let missing = report.gaps.reduce(0) { $0 + $1.count }
    let span = runs.reduce(0) { $0 + $1.span }
    let slips = explained(record)
    let blank = report.blanks.reduce(0) { $0 + $1.pages.last - $1.pages.first + 1 }
    let repeated = report.repeats.reduce(0) { $0 + $1.count }
    let numbers = runs.reduce(0) { $0 + $1.borne }
    func entries(_ kind: String) -> String {
      Query.list("bates", where: #".kind == "\#(kind)""#)
    }
    var out: [Figure] = [
      .count(
        "bates.gaps", "Gaps in the Bates numbers of the pages", report.gaps.count, unit: "gaps",
        query: entries("gap"), citations: cited(report.gaps.flatMap { [$0.after, $0.before] })),
      .share(
        "bates.missing",
        "Bates numbers that no page bears, of all numbers between the first and the last of a run",
        missing, of: span, query: entries("gap"),
        citations: cited(report.gaps.flatMap { [$0.after, $0.before] })),
      .share(
        "bates.repeated", "Bates numbers that stand on several pages, of all numbers borne",
        repeated, of: numbers, query: entries("repeat"),
        citations: cited(
          report.repeats.flatMap { $0.places.map { PageName(source: $0.source, number: $0.first) } }
        )),
      .share(
        "bates.unnumbered",
        "Pages without a Bates number between pages that have one, of all pages", blank,
        of: record.pages.count, query: entries("unnumbered"),
        citations: cited(
          report.blanks.map { PageName(source: $0.pages.source, number: $0.pages.first) })),
      .count(
        "bates.breaks", "Pages whose Bates number is lower than that of the page before",
        report.breaks.count, unit: "pages", query: entries("break"),
        citations: cited(report.breaks.map(\.page))),
    ]
    if missing > 0 {
      out.append(
        .share(
          "bates.missing-told",
          "Missing Bates numbers for which a slip sheet at the gap says that pages are withheld, of "
            + "all missing numbers", slips, of: missing, query: entries("gap")))
    }
    for kind in [BatesRepeat.Kind.copies, .again, .clash] {
      let own = report.repeats.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      out.append(
        .count(
          "bates.repeated.\(kind.rawValue)", "Bates numbers that stand on several pages, \(words(kind))",
          own.reduce(0) { $0 + $1.count }, of: repeated, unit: "numbers",
          query: Query.list(
            "bates", where: #".kind == "repeat" and .reason == "\#(kind.rawValue)""#),
          citations: cited(
            own.flatMap { $0.places.map { PageName(source: $0.source, number: $0.first) } })))
    }
    return out
  }

  package static func words(_ kind: BatesRepeat.Kind) -> String {
    switch kind {
    case .copies: "all copies of one page"
    case .again: "in another file that repeats the run"
    case .clash: "not known to be copies"
    }
  }

  /// How many missing numbers the slips on either side of their gap stand for.
  private static func explained(_ record: CaseRecord) -> Int {
    var slips: [PageName: Int] = [:]
    for page in record.pages where page.redactions.contains(where: { $0.kind == .slip }) {
      // The slip may bear the first of the numbers it stands for.
      slips[PageName(source: page.source, number: page.number)] = page.standsFor
    }
    return record.bates.gaps.reduce(0) {
      $0 + min($1.count, max(slips[$1.after] ?? 0, slips[$1.before] ?? 0))
    }
  }
}
