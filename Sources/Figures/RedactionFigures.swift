// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What was withheld.
enum RedactionFigures {
  static func figures(of record: CaseRecord, messages: [Message], names: SourceNames) -> [Figure] {
    pages(record.pages, "redaction", "in this case", narrowed: nil)
      + boxes(record.pages)
      + sender(messages)
      + bySource(record, names)
  }

  /// `narrowed`: a condition on the listing, for the pages of one source.
  private static func pages(
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
      Figure(
        id: "\(id).area", label: "Share of the text area of the pages \(place) that is covered",
        value: pages.isEmpty ? 0 : covered / Double(pages.count), denominator: pages.count,
        unit: "share", method: "mean over pages, each page weighing the same",
        query: narrowed.map { Query.list("pages", where: $0) } ?? Query.all("pages")),
    ]
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
        query: Query.list("redactions", where: #".text_under == "hidden""#)))
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

extension Page {
  /// Whether nothing but the cover is left of the page.
  package var isWithheldWhole: Bool { redactions.contains { $0.kind == .page } }
}
