// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What is withheld, by code and by the month of the mail on the pages.
enum LedgerFigures {
  static func figures(of record: CaseRecord, names: SourceNames) -> [Figure] {
    byCode(record.pages) + byMonth(record)
  }

  private static func byCode(_ pages: [Page]) -> [Figure] {
    var counts: [String: Int] = [:]
    for page in pages { for code in page.codes { counts[code, default: 0] += 1 } }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, count in
      .share(
        "redaction.pages-code.\(code)",
        "Pages with any redaction marked with the exemption \(code), of all pages", count,
        of: pages.count,
        query: Query.list("pages", where: "any(.codes[]; . == \(Query.literal(code)))"))
    }
  }

  private static func byMonth(_ record: CaseRecord) -> [Figure] {
    let months = PageMonths(record)
    guard months.months.contains(where: { $0 != nil }) else { return [] }
    return months.months.flatMap { month -> [Figure] in
      let pages = months.pages(of: month)
      let name = month ?? "undated"
      let when = month.map { "with a message of \($0)" } ?? "with no message whose month is known"
      let test =
        month.map { #"any($m[]; \#(standsHere) and .sent[0:7] == "\#($0)")"# }
        ?? "any($m[]; \(standsHere)) | not"
      let condition = ". as $p | \(test)"
      let touched = pages.count { !$0.redactions.isEmpty }
      let covered = pages.reduce(0) { $0 + $1.redactedShare }
      return [
        Figure(
          id: "redaction.month.\(name).area",
          label: "Share of the text area of the pages \(when) that is covered",
          value: covered / Double(max(1, pages.count)), denominator: pages.count, unit: "share",
          method: "mean over pages, each page weighing the same",
          query: Query.list("pages", where: condition, beside: ["m": "messages"])),
        .share(
          "redaction.month.\(name).pages", "Pages \(when) with any redaction, of all such pages",
          touched, of: pages.count,
          query: Query.list(
            "pages", where: "(.codes != [] or .redacted_share > 0) and (\(condition))",
            beside: ["m": "messages"])),
      ]
    }
  }

  /// Released messages with a month on the page `$p`.
  private static let standsHere =
    #".released and .source == $p.source and (.pages | index($p.page)) and "#
    + #"(.sent | type == "string") and (.sent_precision | IN("second", "minute", "day", "month"))"#
}

/// The pages by the month of the messages that stand on them.
package struct PageMonths: Sendable {
  /// "2017-09", ascending; at last nil for pages without a dated message.
  package let months: [String?]
  private let byMonth: [String?: [Page]]

  /// A page with messages of two months is a page of both. Messages that are only quoted say nothing
  /// of when the page was written.
  package init(_ record: CaseRecord) {
    var own: [PageName: Set<String>] = [:]
    for message in record.messages where message.released {
      guard let sent = message.sent.value, ![.unknown, .year].contains(sent.precision) else {
        continue
      }
      let month = String(sent.iso.prefix(7))
      for page in message.pages {
        own[PageName(source: message.source, number: page), default: []].insert(month)
      }
    }
    var groups: [String?: [Page]] = [:]
    for page in record.pages {
      let months = own[PageName(source: page.source, number: page.number)] ?? []
      for month in months { groups[month, default: []].append(page) }
      if months.isEmpty { groups[nil, default: []].append(page) }
    }
    byMonth = groups
    months = groups.keys.sorted { ($0 ?? "~") < ($1 ?? "~") }
  }

  package func pages(of month: String?) -> [Page] { byMonth[month] ?? [] }
}
