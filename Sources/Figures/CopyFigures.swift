// SPDX-License-Identifier: Apache-2.0
import Evidence

/// The same page twice, and what one copy withholds and another shows.
enum CopyFigures {
  static func figures(of record: CaseRecord) -> [Figure] {
    guard !record.copies.isEmpty else { return [] }
    let bates = Cited.bates(record)
    let pages = Set(record.copies.flatMap { [$0.first, $0.second] })
    let told = record.copies.flatMap(\.disclosures)
    let boxes = record.pages.flatMap(\.redactions)
    var out: [Figure] = [
      .share(
        "copies.pages", "Pages of which another copy is in this case, of all pages", pages.count,
        of: record.pages.count, query: Query.all("copies")),
      disclosures(
        told, "copies.disclosures",
        "Redactions under which another copy of the page shows words, of all redactions",
        of: boxes.count, query: disclosed("true"), bates),
    ]
    var whole: Set<PageName> = []
    for page in record.pages where page.isWithheldNearly {
      whole.insert(PageName(source: page.source, number: page.number))
    }
    let wholeTold = told.filter { whole.contains($0.withheldOn) }
    out.append(
      .share(
        "copies.pages-shown",
        "Pages withheld in whole or nearly of which another copy shows words, of all so withheld",
        Set(wholeTold.map(\.withheldOn)).count, of: whole.count, query: disclosed("true"),
        citations: cited(wholeTold, bates)))
    let codes = Set(told.flatMap(\.codes)).sorted()
    for code in codes {
      out.append(
        disclosures(
          told.filter { $0.codes.contains(code) }, "copies.disclosures.code.\(code)",
          "Redactions marked \(code) under which another copy shows words, of all marked so",
          of: boxes.count { $0.codes.contains(code) },
          query: disclosed("any(.withheld.codes[]; . == \(Query.literal(code)))"), bates))
    }
    return out
  }

  private static func disclosed(_ condition: String) -> String {
    "\(Query.all("copies")) | jq -c '.disclosures[] | select(\(condition))'"
  }

  /// A redaction that two other copies undo counts once.
  private static func disclosures(
    _ told: [Disclosure], _ id: String, _ label: String, of whole: Int, query: String,
    _ bates: [PageName: String]
  ) -> Figure {
    struct Place: Hashable {
      var page: PageName
      var box: Box
    }
    let count = Set(told.map { Place(page: $0.withheldOn, box: $0.box) }).count
    return .share(
      id, label, min(count, max(whole, count)), of: max(whole, count), query: query,
      citations: cited(told, bates))
  }

  /// The box and, after it, the words where they were released.
  private static func cited(_ told: [Disclosure], _ bates: [PageName: String]) -> [Citation] {
    told.prefix(Cited.most / 2).flatMap { item in
      [
        Cited.page(item.withheldOn, [item.box], "", bates),
        Cited.page(item.shownOn, item.boxes, item.text, bates),
      ]
    }
  }
}
