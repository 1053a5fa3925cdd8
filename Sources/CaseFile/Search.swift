// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB
import Searching

/// One query carried out on one kind of hits.
struct Search {
  private let db: Database
  private let kind: HitKind
  private let tables: SearchTables
  private let isEmpty: Bool
  /// What the word index is asked, and each phrase of it.
  private let match: String?
  private let leaves: [String]
  private let phraseWords: [String]
  /// What is asked instead where one of several answers will do: the first hits of all are among the
  /// first of each, and nothing has to be listed whole.
  private let either: [Search]
  /// Where words must be absent and none present.
  private let refused: Refused?

  /// What must not be in a hit, and what is asked of it besides.
  private struct Refused {
    let match: String
    let filter: String
    let arguments: StatementArguments

    init?(
      _ parts: [SearchPlan], _ kind: HitKind, _ db: Database,
      _ bates: @escaping (String) throws -> [String]
    ) throws {
      var condition = SearchCondition(kind: kind, db: db, bates: bates)
      var (words, rest): ([String], [String]) = ([], [])
      for part in parts where part != .everything {
        if case .not(.match(let match)) = part {
          words.append(try condition.text(match))
        } else {
          rest.append(try condition.sql(part))
        }
      }
      if words.isEmpty { return nil }
      match = words.joined(separator: " OR ")
      filter = rest.isEmpty ? "1" : rest.joined(separator: " AND ")
      arguments = condition.arguments
    }
  }
  /// What is asked of the rows besides; nil for nothing.
  private let filter: String?
  private let arguments: StatementArguments
  /// Everything that can be shown of a hit.
  private let shown: String?

  /// Keys of hits, those to show first, with how many there are.
  struct Keys {
    var keys: [(n: Int64, score: Double)] = []
    var count = SearchCount(number: 0, isExact: true)
    var isRanked = true

    /// The keys in the order of the case.
    func inOrder(_ limit: Int) -> [Int64] { keys.map(\.n).sorted().prefix(limit).map { $0 } }
  }

  /// Ranking costs some microseconds a hit, and a look at every hit of each of its words: beyond
  /// so many of either, hits come in the order of the case.
  static let mostRanked = 2_000
  static let mostOfOneWord = 10_000
  /// Rows that a filter lets through are listed beforehand if they are so few.
  static let mostListed = 5_000

  init(
    _ query: Query, for kind: HitKind, in db: Database,
    bates: @escaping (String) throws -> [String]
  ) throws {
    try self.init(SearchPlan(query, for: kind), for: kind, in: db, bates: bates)
  }

  private init(
    _ plan: SearchPlan, for kind: HitKind, in db: Database,
    bates: @escaping (String) throws -> [String]
  ) throws {
    (self.db, self.kind) = (db, kind)
    if case .any(let plans) = plan {
      either = try plans.map { try Search($0, for: kind, in: db, bates: bates) }
    } else {
      either = []
    }
    isEmpty = plan == .nothing
    var condition = SearchCondition(kind: kind, db: db, bates: bates)
    tables = condition.tables
    let parts = if case .all(let plans) = plan { plans } else { [plan] }
    match = try parts.compactMap(\.match).first.map { try condition.text($0) }
    (leaves, phraseWords) = (condition.match.leaves, condition.match.phraseWords)
    let rest = parts.filter { $0.match == nil && $0 != .everything }
    filter =
      rest.isEmpty ? nil : try rest.map { try condition.sql($0) }.joined(separator: " AND ")
    arguments = condition.arguments
    refused = try match == nil ? Refused(parts, kind, db, bates) : nil
    let shown = try plan.shown.map { try condition.text($0) }
    self.shown = shown.isEmpty ? nil : shown.joined(separator: " OR ")
  }

  /// Where hits come from; `how` says whether the rows that the filter lets through are listed
  /// beforehand.
  private func from(listed: Bool) -> (sql: String, arguments: StatementArguments) {
    let (rows, alias, index) = (tables.rows, tables.alias, tables.index)
    guard let match else {
      return ("FROM \(rows) \(alias) WHERE \(filter ?? "1")", arguments)
    }
    guard let filter else { return ("FROM \(index) WHERE \(index) MATCH ?", [match]) }
    if listed {
      return (
        """
        FROM \(index) WHERE \(index) MATCH ?
        AND +\(index).rowid IN (SELECT \(alias).n FROM \(rows) \(alias) WHERE \(filter))
        """, [match] + arguments
      )
    }
    return (
      """
      FROM \(index) CROSS JOIN \(rows) \(alias) ON \(alias).n = \(index).rowid
      WHERE \(index) MATCH ? AND \(filter)
      """, [match] + arguments
    )
  }

  private var key: String { match == nil ? tables.alias + ".n" : tables.index + ".rowid" }

  /// At least `wanted` keys, if there are so many: all, ranked, where they are few enough, or else
  /// the first in the order of the case.
  func keys(_ wanted: Int) throws -> Keys {
    guard !isEmpty else { return Keys() }
    let limit = max(wanted, Self.mostRanked) + 1
    let listed = try isSelective()
    let first = try first(limit, listed: listed)
    var keys = Keys(keys: first.map { ($0, 0) })
    keys.count = SearchCount(number: min(first.count, limit - 1), isExact: first.count < limit)
    guard match != nil else { return keys }
    guard first.count <= Self.mostRanked, try areRare() else {
      keys.isRanked = false
      return keys
    }
    if first.isEmpty { return keys }
    let (from, arguments) = from(listed: listed)
    keys.keys = try Row.fetchAll(
      db, sql: "SELECT \(key), bm25(\(tables.index), \(tables.weights)) \(from)",
      arguments: arguments
    ).map { ($0[0], -($0[1] as Double)) }
    keys.keys.sort { ($1.score, $0.n) < ($0.score, $1.n) }
    return keys
  }

  /// In the order of the case.
  private func first(_ limit: Int, listed: Bool) throws -> [Int64] {
    if isEmpty { return [] }
    if !either.isEmpty {
      return try Set(either.flatMap { try $0.first(limit, listed: $0.isSelective()) }).sorted()
        .prefix(limit).map { $0 }
    }
    if let refused { return try first(limit, without: refused) }
    let (from, arguments) = from(listed: listed)
    return try Int64.fetchAll(
      db, sql: "SELECT \(key) \(from) ORDER BY \(key) LIMIT \(limit)", arguments: arguments)
  }

  /// Goes through what is let in and what is refused side by side: to list all of the latter first
  /// takes long where it is common.
  private func first(_ limit: Int, without refused: Refused) throws -> [Int64] {
    let (rows, alias, index) = (tables.rows, tables.alias, tables.index)
    let found = try Int64.fetchCursor(
      db,
      sql: "SELECT \(alias).n FROM \(rows) \(alias) WHERE \(refused.filter) ORDER BY \(alias).n",
      arguments: refused.arguments)
    let absent = try Int64.fetchCursor(
      db, sql: "SELECT rowid FROM \(index) WHERE \(index) MATCH ? ORDER BY rowid",
      arguments: [refused.match])
    var out: [Int64] = []
    var other = try absent.next()
    while out.count < limit, let n = try found.next() {
      while let known = other, known < n { other = try absent.next() }
      if other != n { out.append(n) }
    }
    return out
  }

  /// Aggregates over all hits; nil where there can be none.
  func row(_ columns: String) throws -> Row? {
    guard !isEmpty else { return nil }
    let (from, arguments) = from(listed: false)
    // Without a filter the rows would not be there to aggregate.
    guard match != nil, filter == nil, kind == .message else {
      return try Row.fetchOne(db, sql: "SELECT \(columns) \(from)", arguments: arguments)
    }
    return try Row.fetchOne(
      db,
      sql: """
        SELECT \(columns) FROM \(tables.index)
        CROSS JOIN \(tables.rows) \(tables.alias) ON \(tables.alias).n = \(key)
        WHERE \(tables.index) MATCH ?
        """, arguments: arguments)
  }

  private func isSelective() throws -> Bool {
    guard match != nil, let filter else { return false }
    let found = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM (SELECT 1 FROM \(tables.rows) \(tables.alias) WHERE \(filter)
        LIMIT \(Self.mostListed + 1))
        """, arguments: arguments)
    return (found ?? 0) <= Self.mostListed
  }

  /// Whether nothing in the query is so common that weighing it would take long: a rare phrase of
  /// common words is found by going through all places of these.
  private func areRare() throws -> Bool {
    let index = tables.index
    let asked = (leaves.count == 1 && filter == nil ? [] : leaves) + phraseWords
    if asked.isEmpty { return true }
    let statement = try db.makeStatement(
      sql: """
        SELECT count(*) FROM (SELECT 1 FROM \(index) WHERE \(index) MATCH ?
        LIMIT \(Self.mostOfOneWord + 1))
        """)
    var rest = Self.mostOfOneWord
    for leaf in asked {
      rest -= try Int.fetchOne(statement, arguments: [leaf]) ?? 0
      if rest < 0 { return false }
    }
    return true
  }

  /// What there is to show of hits.
  func hits(_ keys: [Int64]) throws -> [Int64: SearchHit] {
    guard !keys.isEmpty else { return [:] }
    let list = try StoredJSON.text(keys)
    switch kind {
    case .page: return try pageHits(list)
    case .message: return try messageHits(list)
    }
  }

  private func pageHits(_ keys: String) throws -> [Int64: SearchHit] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT n, source, number, bates, text FROM pages
        WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n
        """, arguments: [keys])
    let texts = rows.map { [$0["text"] as String] }
    let marks = try shown.map { try Highlighter.pages.get().marks(of: $0, in: texts) }
    var out: [Int64: SearchHit] = [:]
    for (index, row) in rows.enumerated() {
      let found = marks?[index][0] ?? []
      let snippet = Snippet(of: texts[index][0], marks: found)
      let number: Int = row["number"]
      let words = PageWords.indices(of: found, in: texts[index][0])
      out[row["n"]] = SearchHit(
        source: SourceID(hex: row["source"]), page: number, bates: row["bates"], message: nil,
        snippet: snippet.text, quote: snippet.quote,
        words: words.isEmpty ? [] : [FoundWords(page: number, words: words)], score: 0)
    }
    return out
  }

  private func messageHits(_ keys: String) throws -> [Int64: SearchHit] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT m.n, \(MessageReader.columns)
          FROM messages m LEFT JOIN message_links l ON l.message = m.n
         WHERE m.n IN (SELECT value FROM json_each(?)) ORDER BY m.n
        """, arguments: [keys])
    let messages = try rows.map(MessageReader.message)
    let texts = messages.map { MessageTexts($0) }
    let marks = try shown.map {
      try Highlighter.messages.get().marks(of: $0, in: texts.map(\.all))
    }
    var out: [Int64: SearchHit] = [:]
    for (index, row) in rows.enumerated() {
      let message = messages[index]
      var found: [SearchColumn: [Range<Int>]] = [:]
      for (column, ranges) in zip(SearchColumn.allCases, marks?[index] ?? []) where !ranges.isEmpty
      {
        found[column] = ranges
      }
      let column = Self.telling.first { found[$0] != nil } ?? .new
      let snippet = Snippet(of: texts[index][column], marks: found[column] ?? [])
      out[row["n"]] = SearchHit(
        source: message.source, page: message.citation.page ?? message.pages.first,
        bates: message.citation.bates, message: message, snippet: snippet.text,
        quote: snippet.quote, words: PageWords.found(found, in: message), score: 0)
    }
    return out
  }

  /// The columns in the order in which they are shown.
  private static let telling: [SearchColumn] = [
    .new, .subject, .quoted, .sender, .recipients, .copied, .signature, .disclaimer,
  ]
}
