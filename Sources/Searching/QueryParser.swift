// SPDX-License-Identifier: Apache-2.0

extension Query {
  /// - Throws: `QueryError` with the first thing that cannot be understood.
  package init(_ text: String) throws(QueryError) {
    var parser = try QueryParser(text)
    self = try parser.query()
  }
}

/// Reads a query by recursive descent, one token ahead.
struct QueryParser {
  var lexer: QueryLexer
  var token: QueryToken
  private var depth = 0
  private var terms = 0
  /// Within the parentheses of a text field only words may stand.
  private var field: TextField?

  /// Deeper nesting and more words are no question of a person; SQLite's own limits lie beyond.
  static let deepest = 16
  static let mostTerms = 400
  static let longest = 20_000

  init(_ query: String) throws(QueryError) {
    lexer = QueryLexer(query)
    token = QueryToken(kind: .end, range: 0..<0)
    guard lexer.bytes.count <= Self.longest else {
      throw QueryError(
        query: String(query.prefix(60)) + "…", offset: 0, length: 1, found: "",
        problem: "This query is \(lexer.bytes.count) bytes long; the most is \(Self.longest). "
          + "A list of queries can be given with --terms.")
    }
    token = try lexer.next()
  }

  mutating func query() throws(QueryError) -> Query {
    if token.kind == .end {
      throw error("The query is empty.", allowed: Self.starts)
    }
    let query = try either()
    if token.kind == .close {
      throw error("No parenthesis is open that this one could close.")
    }
    return query
  }

  private mutating func either() throws(QueryError) -> Query {
    var parts = [try both()]
    while token.kind == .or {
      try advance()
      parts.append(try both())
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func both() throws(QueryError) -> Query {
    var zones: Range<Int>?
    var parts: [Query] = []
    repeat {
      if token.kind == .and, !parts.isEmpty { try advance() }
      let range = token.range
      let part = try one()
      if part.isZone { zones = zones ?? range }
      parts.append(part)
    } while startsOne || token.kind == .and
    if let zones, !parts.contains(where: \.hasText) {
      throw QueryError(
        query: lexer.query, offset: zones.lowerBound, length: zones.count,
        found: String(decoding: lexer.bytes[zones], as: UTF8.self),
        problem: "in: says where words are sought, and there are none beside it; "
          + "an OR or a parenthesis parts it from others.", allowed: ["in:new release"])
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func one() throws(QueryError) -> Query {
    switch token.kind {
    case .not, .minus:
      return try nested { parser throws(QueryError) in
        try parser.advance()
        return .not(try parser.one())
      }
    default: return try primary()
    }
  }

  private mutating func primary() throws(QueryError) -> Query {
    switch token.kind {
    case .open:
      let place = token.range
      return try nested { parser throws(QueryError) in
        try parser.advance()
        if parser.token.kind == .close {
          throw parser.error("Nothing stands between these parentheses.", allowed: Self.starts)
        }
        let query = try parser.either()
        guard parser.token.kind == .close else {
          throw QueryError(
            query: parser.lexer.query, offset: place.lowerBound, length: place.count, found: "(",
            problem: "This parenthesis is not closed.", allowed: [")"])
        }
        try parser.advance()
        return query
      }
    case .word, .quoted, .tilde: return try words()
    case .field(let name): return try value(of: name)
    case .end:
      throw error("The query ends where something must follow.", allowed: Self.starts)
    case .close:
      throw error("Something must stand before this parenthesis.", allowed: Self.starts)
    case .and, .or:
      throw error(
        "\(found) stands between two things; as a word it is written in small letters or in "
          + "quotation marks.", allowed: Self.starts)
    case .near:
      throw error(
        "NEAR stands between two words or phrases: jail NEAR/5 release.", allowed: Self.starts)
    case .not, .minus: return try one()
    }
  }

  /// A term, or terms near each other.
  private mutating func words() throws(QueryError) -> Query {
    var terms = [try term()]
    var distance: Int?
    while case .near(let number) = token.kind {
      if let distance, distance != number {
        throw error(
          "All of one chain of NEAR have the same number; this one began with \(distance).",
          allowed: ["NEAR/\(distance)"])
      }
      distance = number
      try advance()
      switch token.kind {
      case .word, .quoted, .tilde: terms.append(try term())
      default:
        throw error(
          "NEAR stands between two words or phrases.", allowed: ["a word", "\"a phrase\""])
      }
    }
    guard let distance else { return .term(terms[0]) }
    return .near(terms, within: distance)
  }

  mutating func term() throws(QueryError) -> Term {
    let start = token
    let isFuzzy = token.kind == .tilde
    if isFuzzy { try advance() }
    var term: Term
    switch token.kind {
    case .word(let text, let isPrefix): term = Term(text, isPrefix: isPrefix)
    case .quoted(let text, let isPrefix): term = Term(text, isQuoted: true, isPrefix: isPrefix)
    default:
      throw error("A word or phrase must follow.", allowed: ["a word", "\"a phrase\""])
    }
    let tokens = SearchWords.of(term.text)
    guard let last = tokens.last else {
      throw error(
        "Letters and digits are sought; \(found.isEmpty ? "this" : found) has none.",
        allowed: Self.starts)
    }
    if term.isPrefix, last.unicodeScalars.count < 2 {
      throw error(
        "A beginning of one letter would find nearly everything; give it two.",
        allowed: ["\(term.text)…*"])
    }
    if isFuzzy, term.isPrefix {
      throw QueryError(
        query: lexer.query, offset: start.range.lowerBound,
        length: token.range.upperBound - start.range.lowerBound, found: "~" + found,
        problem: "A misread word is sought whole, so ~ and * do not go together.",
        allowed: ["~\(term.text)", "\(term.text)*"])
    }
    term.isFuzzy = isFuzzy
    terms += 1
    if terms > Self.mostTerms {
      throw error(
        "A query has at most \(Self.mostTerms) words; a list of queries can be given with --terms.")
    }
    try advance()
    return term
  }

  /// Words of a text field: a term or, in parentheses, words of any build.
  mutating func text(of field: TextField) throws(QueryError) -> Query {
    switch token.kind {
    case .word, .quoted, .tilde: return .inField(field, .term(try term()))
    case .open:
      let outer = self.field
      self.field = field
      let query = try primary()
      self.field = outer
      return .inField(field, query)
    default:
      throw error(
        "\(field.rawValue): takes words.",
        allowed: [
          "\(field.rawValue):word", "\(field.rawValue):\"some words\"",
          "\(field.rawValue):(this OR that)",
        ])
    }
  }

  private mutating func nested(
    _ body: (inout QueryParser) throws(QueryError) -> Query
  ) throws(QueryError) -> Query {
    guard depth < Self.deepest else {
      throw error("Parentheses and NOT may stand \(Self.deepest) deep, no deeper.")
    }
    depth += 1
    let query = try body(&self)
    depth -= 1
    return query
  }

  private var startsOne: Bool {
    switch token.kind {
    case .open, .minus, .tilde, .not, .field, .word, .quoted, .near: true
    case .close, .and, .or, .end: false
    }
  }

  mutating func advance() throws(QueryError) { token = try lexer.next() }

  /// The field whose parentheses stand around this place.
  var enclosing: TextField? { field }

  /// What stands at the token, in quotation marks; empty at the end.
  var found: String {
    let text = String(decoding: lexer.bytes[token.range], as: UTF8.self)
    return text.isEmpty ? "" : "“\(text)”"
  }

  func error(_ problem: String, allowed: [String] = [], nearest: String? = nil) -> QueryError {
    QueryError(
      query: lexer.query, offset: token.range.lowerBound, length: token.range.count,
      found: String(decoding: lexer.bytes[token.range], as: UTF8.self), problem: problem,
      allowed: allowed, nearest: nearest)
  }

  static let starts = ["a word", "\"a phrase\"", "begin*", "from:name", "date:2016", "-not", "("]
}

extension Query {
  fileprivate var isZone: Bool {
    switch self {
    case .zone: true
    case .not(let query): query.isZone
    default: false
    }
  }
}
