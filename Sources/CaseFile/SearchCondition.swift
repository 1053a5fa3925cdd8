// SPDX-License-Identifier: Apache-2.0

import Evidence
import GRDB
import Searching

/// Tables that hits of one kind are found in.
struct SearchTables {
  /// The rows, and their one-letter name in a condition.
  let rows: String
  let alias: String
  /// Their word index and its vocabulary.
  let index: String
  let vocabulary: String
  /// How much a word weighs by the column it stands in.
  let weights: String

  static func of(_ kind: HitKind) -> SearchTables {
    switch kind {
    case .page:
      SearchTables(
        rows: "pages", alias: "p", index: "pages_search", vocabulary: "pages_words", weights: "1")
    case .message:
      // In the order of `SearchColumn`: what a sender wrote himself counts most.
      SearchTables(
        rows: "messages", alias: "m", index: "messages_search", vocabulary: "messages_words",
        weights: "3, 2, 1, 0.5, 0.1, 2, 1, 1")
    }
  }
}

/// A plan as a condition on rows. Values are bound, never written into it.
struct SearchCondition {
  let kind: HitKind
  let tables: SearchTables
  /// The Bates numbers of the case that a number or range means.
  let bates: (String) throws -> [String]
  private(set) var arguments = StatementArguments()
  private(set) var match: MatchText
  private var workplace: MatchText

  init(kind: HitKind, db: Database, bates: @escaping (String) throws -> [String]) {
    self.kind = kind
    tables = SearchTables.of(kind)
    self.bates = bates
    match = MatchText(vocabulary: SearchVocabulary(db, table: tables.vocabulary))
    workplace = MatchText(vocabulary: SearchVocabulary(db, table: "workplaces_words"))
  }

  mutating func text(_ match: TextMatch) throws -> String { try self.match.text(match) }

  mutating func sql(_ plan: SearchPlan) throws -> String {
    switch plan {
    case .match(let match):
      let text = try text(match)
      let index = tables.index
      return "\(key) IN (SELECT rowid FROM \(index) WHERE \(index) MATCH \(bind(text)))"
    case .filter(let filter): return try sql(filter)
    case .not(let plan): return "NOT (\(try sql(plan)))"
    case .all(let plans):
      return "(" + (try plans.map { try sql($0) }).joined(separator: " AND ") + ")"
    case .any(let plans):
      return "(" + (try plans.map { try sql($0) }).joined(separator: " OR ") + ")"
    case .everything: return "1"
    case .nothing: return "0"
    }
  }

  private var key: String { tables.alias + ".n" }

  private mutating func bind(_ value: (any DatabaseValueConvertible)?) -> String {
    arguments += [value]
    return "?"
  }

  private mutating func sql(_ filter: SearchFilter) throws -> String {
    switch filter {
    case .date(let span):
      let bounds = span.bounds
      var parts: [String] = []
      if let from = bounds.from { parts.append("m.sent >= \(bind(from))") }
      if let before = bounds.before { parts.append("m.sent < \(bind(before))") }
      return parts.joined(separator: " AND ")
    case .bates(let text):
      let numbers = try StoredJSON.text(try bates(text))
      return onPages("q.bates IN (SELECT value FROM json_each(\(bind(numbers))))")
    case .code(let key, let isPrefix):
      let asked =
        isPrefix ? "code >= \(bind(key)) AND code < \(bind(key + "~"))" : "code = \(bind(key))"
      return onPages("q.n IN (SELECT page FROM page_codes WHERE \(asked))")
    case .source(let name): return source(name)
    case .workplace(let match):
      return """
        m.n IN (SELECT message FROM message_links WHERE organizations IN (
          SELECT rowid FROM workplaces_search WHERE workplaces_search MATCH \(bind(try workplace.text(match)))))
        """
    case .has(let trait): return has(trait)
    }
  }

  /// A condition on pages `q`, for a page itself, for a message on one that it stands on.
  private func onPages(_ condition: String) -> String {
    switch kind {
    case .page: "\(key) IN (SELECT q.n FROM pages q WHERE \(condition))"
    case .message:
      """
      \(key) IN (SELECT o.message FROM pages q JOIN message_pages o ON o.page = q.n WHERE \(condition))
      """
    }
  }

  private func has(_ trait: Trait) -> String {
    switch trait {
    case .attachment: return "m.attachments > 0"
    case .quote: return "m.quotes > 0"
    case .redaction:
      return onPages("(q.source, q.number) IN (SELECT source, page FROM redactions)")
    case .failure:
      return "\(tables.alias).source IN (SELECT source FROM failures WHERE stage = 'read')"
    case .event:
      switch kind {
      case .message: return "m.id IN (SELECT json_extract(value, '$.message') FROM events)"
      case .page:
        return """
          (p.source, p.number) IN (
            SELECT json_extract(c.value, '$.source'),
                   json_extract(c.value, '$.place.page.number')
              FROM events e, json_each(e.value, '$.citations') c)
          """
      }
    }
  }

  /// A name, the end of a path, a pattern with stars, or at least six digits of an id.
  private mutating func source(_ name: String) -> String {
    let name = name.lowercased()
    let asked: String
    if name.contains("*") {
      let pattern = name.replacing("[", with: "[[]").replacing("?", with: "[?]")
      asked = "lower(name) GLOB \(bind(pattern)) OR lower(name) GLOB \(bind("*/" + pattern))"
    } else {
      let end = "/" + name
      var parts = ["lower(name) = \(bind(name))"]
      parts.append("substr(lower(name), \(bind(-end.unicodeScalars.count))) = \(bind(end))")
      if name.utf8.count >= 6 {
        parts.append("substr(source, 1, \(bind(name.unicodeScalars.count))) = \(bind(name))")
      }
      asked = parts.joined(separator: " OR ")
    }
    return "\(tables.alias).source IN (SELECT source FROM source_names WHERE \(asked))"
  }
}
