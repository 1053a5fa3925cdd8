// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What was withheld.
enum RedactionFigures {
  static func figures(of record: CaseRecord, messages: [Message], names: SourceNames) -> [Figure] {
    pages(record.pages, "redaction", "in this case", narrowed: nil)
      + boxes(record.pages)
      + sender(messages)
      + bySource(record, names)
      + byRelease(record, names)
  }

  /// `narrowed`: a condition on the listing, for the pages of one source.
  static func pages(
    _ pages: [Page], _ id: String, _ place: String, narrowed: String?
  ) -> [Figure] {
    let and = narrowed.map { $0 + " and " } ?? ""
    let touched = pages.count { !$0.redactions.isEmpty }
    let whole = pages.count(where: \.isWithheldWhole)
    let covered = pages.reduce(0) { $0 + $1.redactedShare }
    return [
      .share(
        "\(id).pages", "Pages \(place) with any redaction, of all pages", touched, of: pages.count,
        query: redactedPages("\(and)true")),
      .share(
        "\(id).pages-withheld", "Pages \(place) withheld in whole, of all pages", whole,
        of: pages.count, query: redactedPages(#"\#(and).kind == "page""#)),
      withheldNearly(pages, "\(id).pages-withheld-nearly", place, narrowed: narrowed),
      Figure(
        id: "\(id).area", label: "Share of the text area of the pages \(place) that is covered",
        value: pages.isEmpty ? 0 : covered / Double(pages.count), denominator: pages.count,
        unit: "share", method: "mean over pages, each page weighing the same",
        query: narrowed.map { Query.list("pages", where: $0) } ?? Query.all("pages")),
    ]
  }

  /// Each slip counts as the pages it says it stands for, on both sides of the fraction.
  private static func withheldNearly(
    _ pages: [Page], _ id: String, _ place: String, narrowed: String?
  ) -> Figure {
    let withheld = pages.filter(\.isWithheldNearly)
    let isIt =
      #".redacted_share >= \#(Page.nearly) or (. as $p | any($r[]; .source == $p.source and "#
      + #".page == $p.page and (.kind == "page" or .kind == "slip")))"#
    let narrow = narrowed.map { "(\($0)) and " } ?? ""
    var figure = Figure.share(
      id,
      "Pages \(place) withheld in whole or nearly, 95 % of the text area or more, each slip sheet "
        + "counted as the pages it says it stands for, of all pages",
      withheld.reduce(0) { $0 + $1.standsFor }, of: pages.reduce(0) { $0 + $1.standsFor },
      query: Query.list(
        "pages", where: "\(narrow)(\(isIt))", beside: ["r": "redactions"]),
      citations: Cited.pages(withheld) { $0.redactions.map(\.box) })
    let slips = withheld.count { $0.redactions.contains { $0.kind == .slip } }
    if slips > 0, figure.denominator != 0 {
      figure.method = "Wilson 95 %; \(slips) of the \(withheld.count) sheets are slips"
    }
    return figure
  }

  private static func redactedPages(_ condition: String) -> String {
    "\(Query.all("redactions")) | jq -sc 'map(select(\(condition))) | unique_by([.source, .page])[]'"
  }

  private static func boxes(_ pages: [Page]) -> [Figure] {
    let boxes = pages.flatMap(\.redactions)
    var out: [Figure] = [
      .count(
        "redaction.boxes", "Redactions on all pages", boxes.count, unit: "boxes",
        query: Query.all("redactions"))
    ]
    for kind in Redaction.Kind.allCases {
      let count = boxes.count { $0.kind == kind }
      guard count > 0 else { continue }
      out.append(
        .share(
          "redaction.kind.\(kind.rawValue)", "Redactions \(words(kind)), of all redactions", count,
          of: boxes.count, query: Query.list("redactions", where: #".kind == "\#(kind.rawValue)""#))
      )
    }
    var byCode: [String: Int] = [:]
    for box in boxes { for code in Set(box.codes) { byCode[code, default: 0] += 1 } }
    for (code, count) in byCode.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      out.append(
        .share(
          "redaction.code.\(code)",
          "Redactions marked with the exemption \(code), alone or with others, of all redactions",
          count, of: boxes.count,
          query: Query.list("redactions", where: "any(.codes[]; . == \(Query.literal(code)))")))
    }
    out.append(
      .share(
        "redaction.code.none", "Redactions without any exemption code, of all redactions",
        boxes.count(where: \.codes.isEmpty), of: boxes.count,
        query: Query.list("redactions", where: ".codes | length == 0")))
    out.append(
      .share(
        "redaction.hidden-text", "Redactions under which the words are still in the file, of all",
        boxes.count { $0.textUnder == .hidden }, of: boxes.count,
        query: Query.list("redactions", where: #".text_under == "hidden""#),
        citations: Cited.pages(pages.filter { $0.redactions.contains(where: \.isFailed) }) {
          $0.redactions.filter(\.isFailed).map(\.box)
        }))
    return out
  }

  private static func sender(_ messages: [Message]) -> [Figure] {
    let hidden = messages.count { $0.from.unknown?.reason == .redacted }
    return [
      .share(
        "redaction.senders", "Messages whose sender is withheld, of all messages", hidden,
        of: messages.count, query: Query.messages(where: #".from.unknown == "redacted""#))
    ]
  }

  private static func bySource(_ record: CaseRecord, _ names: SourceNames) -> [Figure] {
    let groups = Dictionary(grouping: record.pages, by: \.source)
    guard groups.count > 1 else { return [] }
    return record.sources.flatMap { source -> [Figure] in
      guard let own = groups[source.id] else { return [] }
      return pages(
        own, "redaction.source.\(source.id.short)", "of \(names[source.id])",
        narrowed: #".source == "\#(source.id.hex)""#)
    }
  }

  /// Releases of one file are that file.
  private static func byRelease(_ record: CaseRecord, _ names: SourceNames) -> [Figure] {
    Releases.of(record).filter { $0.sources.count > 1 }.flatMap { release -> [Figure] in
      let ids = release.sources.map { #".source == "\#($0.hex)""# }.joined(separator: " or ")
      return pages(
        release.pages(of: record), "redaction.release.\(release.id.short)",
        "of \(names[release.id])", narrowed: "(\(ids))")
    }
  }

  private static func words(_ kind: Redaction.Kind) -> String {
    switch kind {
    case .black: "drawn as black boxes"
    case .white: "drawn as white boxes or left blank"
    case .page: "of a whole page"
    case .grey: "drawn as grey boxes"
    case .hatched: "drawn as hatched boxes"
    case .marker: "made with a pen"
    case .slip: "of whole pages, with a slip in their place"
    case .text: "made with words in the place of others"
    case .other: "made in another way"
    }
  }
}
