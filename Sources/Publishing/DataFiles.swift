// SPDX-License-Identifier: Apache-2.0
import Evidence
import Figures
import Foundation

/// The record as data, each table as JSON Lines and as CSV, with the keys of `docs/FORMATS.md`.
struct DataFiles {
  let record: CaseRecord
  let figures: [Figure]
  let scrubber: Scrubber
  let contacts: ContactBook

  /// A table: what it is, and its columns as CSV.
  struct Table {
    var name: String
    var about: String
    var columns: [String]
  }

  private static let contactColumns = [
    "from", "from_name", "from_side", "to", "to_name", "to_side", "month", "messages", "released",
    "quoted", "first", "last", "message_ids", "citations",
  ]

  static let tables = [
    Table(
      name: "sources", about: "every file, with its pages, messages, rows and failures",
      columns: [
        "id", "name", "kind", "bytes", "pages", "messages", "rows", "failures", "parent", "added",
      ]),
    Table(
      name: "pages", about: "every page, with how it was read and how much of it is covered",
      columns: [
        "source", "page", "bates", "words", "chars", "method", "confidence", "redacted_share",
        "codes", "stamps", "rotation", "layer_discarded",
      ]),
    Table(
      name: "redactions", about: "every box, with its codes; never what is under it",
      columns: [
        "source", "page", "bates", "box", "kind", "codes", "text_under", "confidence",
        "withheld_pages",
      ]),
    Table(
      name: "exposures", about: "every place where words are still in a file; never the words",
      columns: ["source", "page", "bates", "box", "kind", "place", "letters", "confidence"]),
    Table(
      name: "copies", about: "pages found twice, and what one copy withholds and another shows",
      columns: ["first", "second", "likeness", "disclosures"]),
    Table(
      name: "bates", about: "runs of Bates numbers, gaps in them, numbers that come twice",
      columns: [
        "kind", "prefix", "first", "last", "numbers", "span", "page_count", "sources", "unit",
        "after", "before", "reason", "places", "after_number", "before_number", "between",
        "source", "page", "number",
      ]),
    Table(
      name: "messages", about: "every message, with its text",
      columns: [
        "id", "source", "pages", "bates", "origin", "from", "to", "cc", "sent", "sent_precision",
        "zone", "subject", "new_text", "text", "reply_to", "thread", "depth", "quoted_in",
        "attachments", "duplicates", "released", "citation",
      ]),
    Table(
      name: "missing", about: "what the record mentions and does not hold",
      columns: ["kind", "ask", "reason", "message", "count", "name", "citation"]),
    Table(
      name: "wording", about: "passages that recur with changes",
      columns: [
        "id", "label", "versions", "texts", "undated", "words", "weight", "first", "last",
        "authors", "passage", "show", "citation",
      ]),
    Table(
      name: "wording-versions", about: "their versions, with every place and what changed",
      columns: [
        "family", "version", "text", "first", "first_certain", "appearances", "against", "changes",
        "runs",
      ]),
    Table(
      name: "people", about: "who wrote and received them",
      columns: [
        "id", "name", "aliases", "addresses", "organization", "side", "role", "sent", "received",
        "first", "last",
      ]),
    Table(
      name: "replies", about: "which message answers which, after how long",
      columns: [
        "from", "to", "message", "in_reply_to", "minutes", "business_minutes", "certain", "asked",
        "answered", "zones", "paired_by", "doubts",
      ]),
    Table(
      name: "contacts", about: "who talks to whom, a row a direction", columns: contactColumns),
    Table(
      name: "contacts-by-organization", about: "the same by organization",
      columns: contactColumns),
    Table(name: "contacts-by-month", about: "the same by the month", columns: contactColumns),
    Table(
      name: "introductions", about: "who brought whom into a thread",
      columns: [
        "kind", "message", "thread", "by", "by_side", "by_organization", "person", "person_side",
        "person_organization", "sent", "citation",
      ]),
    Table(
      name: "events", about: "every act, with its status; rejected ones too",
      columns: [
        "id", "action", "actor", "recipient", "subject", "information", "purpose", "basis",
        "outcome", "time", "public", "status", "reviewer", "place", "other", "parties", "message",
        "answers", "origin", "citations",
      ]),
    Table(
      name: "findings", about: "what each rule says of each event",
      columns: [
        "event", "instrument", "rule", "cite", "verdict", "until", "why", "citations", "status",
      ]),
    Table(
      name: "figures", about: "every number with what it counts, out of what",
      columns: [
        "id", "label", "value", "numerator", "denominator", "unit", "interval", "method", "status",
        "query", "citations",
      ]),
  ]

  /// Writes `data/<table>.jsonl` and `data/<table>.csv`; gives the number of rows by table.
  func write(to output: Output) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for table in Self.tables {
      var rows = 0
      try output.writeLines(to: "data/\(table.name).jsonl") { add in
        try each(table.name) { object in
          rows += 1
          try add(JSONValue.object(object).json + "\n")
        }
      }
      try output.writeLines(to: "data/\(table.name).csv") { add in
        try add(CSV.line(table.columns))
        try each(table.name) { try add(CSV.line($0, columns: table.columns, cleaning: scrubber)) }
      }
      counts[table.name] = rows
    }
    return counts
  }

  private func each(_ table: String, _ body: (JSONObject) throws -> Void) throws {
    func pass(_ object: JSONObject) throws {
      guard case .object(let clean) = scrubber.cleaned(.object(object)) else { return }
      try body(clean)
    }
    let zone = TimeZone(identifier: record.zone) ?? .gmt
    switch table {
    case "sources": try sources().forEach(pass)
    case "pages": for page in record.pages { try pass(page.object) }
    case "redactions":
      for page in record.pages { for box in page.redactions { try pass(box.object(on: page)) } }
    case "exposures":
      let bates = Dictionary(
        record.pages.map { (PageName(source: $0.source, number: $0.number), $0.bates) }
      ) { first, _ in first }
      for item in ExposureFigures.placed(record) {
        try pass(
          item.exposure.object(of: item.source, bates: item.page.flatMap { bates[$0] ?? nil }))
      }
    case "copies": for copy in record.copies { try pass(copy.object) }
    case "bates": for object in record.bates.objects { try pass(object) }
    case "messages": for message in record.messages { try pass(message.object) }
    case "missing": for item in record.missing.items { try pass(item.object) }
    case "wording": for passage in record.wording.passages { try pass(passage.object) }
    case "wording-versions":
      for passage in record.wording.passages {
        for version in passage.versions { try pass(version.object(of: passage.id)) }
      }
    case "contacts": for contact in contacts.people { try pass(contact.object) }
    case "contacts-by-organization":
      for contact in contacts.organizations { try pass(contact.object) }
    case "contacts-by-month": for contact in contacts.months { try pass(contact.object) }
    case "introductions": for item in contacts.introductions { try pass(item.object) }
    case "people": for person in record.people { try pass(person.object) }
    case "replies": for reply in record.replies { try pass(reply.object) }
    case "events": for event in record.events { try pass(event.object(in: zone)) }
    case "findings": for finding in record.findings { try pass(finding.object) }
    case "figures": for figure in figures { try pass(figure.object) }
    default: break
    }
  }

  private func sources() -> [JSONObject] {
    var pages: [SourceID: Int] = [:]
    for page in record.pages { pages[page.source, default: 0] += 1 }
    var messages: [SourceID: Int] = [:]
    for message in record.messages { messages[message.source, default: 0] += 1 }
    return record.sources.map { source in
      source.object(
        pages: pages[source.id] ?? 0, messages: messages[source.id] ?? 0,
        rows: record.rows[source.id] ?? 0, failures: record.failures[source.id] ?? [],
        added: Moment(seconds: source.added, in: .gmt).iso)
    }
  }
}
