// SPDX-License-Identifier: Apache-2.0

/// What a reader asks of the pages and messages of a case, as a tree.
///
/// The language, `docs/SEARCH.md` explains it with examples:
///
/// ```
/// query   = either
/// either  = both { "OR" both }
/// both    = one { [ "AND" ] one }
/// one     = ( "NOT" | "-" ) one | primary
/// primary = "(" either ")" | words | filter
///         | text-field ":" ( term | "(" either of words ")" )
/// words   = term { near term }
/// near    = "NEAR" | "NEAR/" number
/// term    = [ "~" ] ( word [ "*" ] | '"' any text '"' [ "*" ] )
/// text-field = "from" | "to" | "cc" | "with" | "org" | "subject" | "body"
/// filter  = "in" ":" ( "new" | "quoted" | "signature" | "disclaimer" | "subject" )
///         | "date" ":" ( date | [ date ] ".." [ date ] )
///         | ( "before" | "after" ) ":" date
///         | "bates" ":" value | "source" ":" value | "code" ":" code [ "*" ]
///         | "has" ":" ( "redaction" | "attachment" | "event" | "quote" | "failure" )
///         | "kind" ":" ( "page" | "message" )
/// date    = YYYY [ "-" MM [ "-" DD ] ]
/// ```
///
/// `AND`, `OR`, `NOT` and `NEAR` are operators in capitals only. A quotation mark within quotation
/// marks is written twice. What `in:` says holds for the words of its own group: those joined to it
/// without an `OR` or a parenthesis between.
///
/// `Query(text)` and `description` are inverses: what is printed is read back as the same tree.
package indirect enum Query: Hashable, Sendable {
  case term(Term)
  /// Two or more terms, at most so many words between the first and the last.
  case near([Term], within: Int)
  /// Words sought in one part of a message; holds terms, `near`, `not`, `all` and `any` only.
  case inField(TextField, Query)
  case zone(SearchZone)
  case date(DateSpan)
  /// A number or range of numbers, as it was written.
  case bates(String)
  /// Letters and digits of an exemption code in lower case: `b7c`.
  case code(String, isPrefix: Bool)
  case has(Trait)
  case kind(HitKind)
  case source(String)
  case not(Query)
  /// Two or more.
  case all([Query])
  /// Two or more.
  case any([Query])
}

/// One word or phrase.
package struct Term: Hashable, Sendable {
  /// Holds at least one letter or digit.
  package var text: String
  /// Its words as they are written, not in their other forms.
  package var isQuoted: Bool
  /// Its last word may go on.
  package var isPrefix: Bool
  /// Words that differ as misread ones do are found too.
  package var isFuzzy: Bool

  package init(
    _ text: String, isQuoted: Bool = false, isPrefix: Bool = false, isFuzzy: Bool = false
  ) {
    (self.text, self.isQuoted) = (text, isQuoted)
    (self.isPrefix, self.isFuzzy) = (isPrefix, isFuzzy)
  }
}

/// A part of a message that words can be sought in.
package enum TextField: String, Sendable, CaseIterable {
  case from, to, cc, with, org, subject, body
}

/// A zone of a message.
package enum SearchZone: String, Sendable, CaseIterable {
  case new, quoted, signature, disclaimer, subject
}

/// Something a page or a message can have.
package enum Trait: String, Sendable, CaseIterable {
  case redaction, attachment, event, quote, failure
}

/// What answers a query.
package enum HitKind: String, Sendable, CaseIterable { case page, message }

extension Query {
  /// Whether any words are sought.
  package var hasText: Bool {
    switch self {
    case .term, .near, .inField: true
    case .not(let query): query.hasText
    case .all(let queries), .any(let queries): queries.contains(where: \.hasText)
    case .zone, .date, .bates, .code, .has, .kind, .source: false
    }
  }

  /// The same with every unquoted word sought as a misread one may look.
  package var fuzzy: Query {
    func fuzzy(_ term: Term) -> Term {
      var term = term
      term.isFuzzy = !term.isPrefix
      return term
    }
    return switch self {
    case .term(let term): .term(fuzzy(term))
    case .near(let terms, let within): .near(terms.map(fuzzy), within: within)
    case .inField(let field, let query): .inField(field, query.fuzzy)
    case .not(let query): .not(query.fuzzy)
    case .all(let queries): .all(queries.map(\.fuzzy))
    case .any(let queries): .any(queries.map(\.fuzzy))
    case .zone, .date, .bates, .code, .has, .kind, .source: self
    }
  }
}
