// SPDX-License-Identifier: Apache-2.0

/// How a query is carried out on hits of one kind: what the word index answers in one go, and what
/// is asked of the rows besides.
package indirect enum SearchPlan: Hashable, Sendable {
  case match(TextMatch)
  case filter(SearchFilter)
  case not(SearchPlan)
  /// Two or more; at most one of them a `match`.
  case all([SearchPlan])
  /// Two or more; at most one of them a `match`.
  case any([SearchPlan])
  case everything
  case nothing
}

/// What a full-text index can answer alone.
package indirect enum TextMatch: Hashable, Sendable {
  /// Columns are those of the index of messages; nil stands for all, and for the text of a page.
  case term(Term, in: Set<SearchColumn>?)
  case near([Term], within: Int, in: Set<SearchColumn>?)
  case all([TextMatch])
  case any([TextMatch])
  case except(TextMatch, TextMatch)
}

/// The columns of the index of messages.
package enum SearchColumn: String, Sendable, CaseIterable, Comparable {
  case subject, new, quoted, signature, disclaimer, sender, recipients, copied

  package static func < (a: SearchColumn, b: SearchColumn) -> Bool {
    a.rank < b.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What is asked of a page or message besides its words.
package enum SearchFilter: Hashable, Sendable {
  case date(DateSpan)
  case bates(String)
  case code(String, isPrefix: Bool)
  case has(Trait)
  case source(String)
  /// Words of the organizations of a message's people, which have an index of their own.
  case workplace(TextMatch)
}

extension SearchPlan {
  /// The plan for hits of one kind.
  ///
  /// What cannot be asked of a kind (who sent a page?) is not known of it, neither true nor false:
  /// nothing is found by it, and nothing by its opposite.
  package init(_ query: Query, for kind: HitKind) {
    self = Planner(kind: kind).plan(query, in: .anywhere, isNegated: false)
  }

  /// The words that were sought and not those that must be absent: what can be shown of a hit.
  package var shown: [TextMatch] {
    switch self {
    case .match(let match): match.shown
    case .all(let plans), .any(let plans): plans.flatMap(\.shown)
    case .filter, .not, .everything, .nothing: []
    }
  }
}

extension TextMatch {
  /// The terms and chains of them that a hit can hold.
  package var shown: [TextMatch] {
    switch self {
    case .term, .near: [self]
    case .all(let matches), .any(let matches): matches.flatMap(\.shown)
    case .except(let match, _): match.shown
    }
  }
}

private struct Planner {
  let kind: HitKind

  enum Place: Hashable {
    case anywhere
    case columns(Set<SearchColumn>)
    case organizations

    var columns: Set<SearchColumn>? {
      if case .columns(let columns) = self { columns } else { nil }
    }
  }

  /// - Parameter place: where words are sought.
  func plan(_ query: Query, in place: Place, isNegated: Bool) -> SearchPlan {
    switch query {
    case .term(let term): return text(.term(term, in: place.columns), place, isNegated)
    case .near(let terms, let within):
      return text(.near(terms, within: within, in: place.columns), place, isNegated)
    case .inField(let field, let query):
      return plan(query, in: field.place, isNegated: isNegated)
    case .not(let query): return plan(query, in: place, isNegated: !isNegated)
    case .all(let queries):
      let place = Self.zones(queries, within: place)
      let plans = queries.filter { !$0.isScope }.map {
        plan($0, in: place, isNegated: isNegated)
      }
      return isNegated ? .either(plans) : .both(plans)
    case .any(let queries):
      let plans = queries.map { plan($0, in: place, isNegated: isNegated) }
      return isNegated ? .both(plans) : .either(plans)
    // The parser sees to it that zones stand beside words only.
    case .zone: return .everything
    case .kind(let asked): return (asked == kind) != isNegated ? .everything : .nothing
    case .date(let span): return filter(.date(span), [.message], isNegated)
    case .bates(let text): return filter(.bates(text), [.message, .page], isNegated)
    case .code(let key, let isPrefix):
      return filter(.code(key, isPrefix: isPrefix), [.message, .page], isNegated)
    case .has(let trait):
      let isOfMail = trait == .attachment || trait == .quote
      return filter(.has(trait), isOfMail ? [.message] : [.message, .page], isNegated)
    case .source(let name): return filter(.source(name), [.message, .page], isNegated)
    }
  }

  private func text(_ match: TextMatch, _ place: Place, _ isNegated: Bool) -> SearchPlan {
    if place == .organizations { return filter(.workplace(match), [.message], isNegated) }
    if let columns = place.columns, kind == .page || columns.isEmpty { return .nothing }
    return isNegated ? .not(.match(match)) : .match(match)
  }

  private func filter(_ filter: SearchFilter, _ kinds: Set<HitKind>, _ isNegated: Bool)
    -> SearchPlan
  {
    guard kinds.contains(kind) else { return .nothing }
    return isNegated ? .not(.filter(filter)) : .filter(filter)
  }

  /// Where the words of a group are sought, as its zones say.
  private static func zones(_ queries: [Query], within place: Place) -> Place {
    let scopes = queries.compactMap(\.scope)
    if scopes.isEmpty { return place }
    let asked = Set(scopes.filter { !$0.isNegated }.map(\.zone.column))
    let refused = Set(scopes.filter(\.isNegated).map(\.zone.column))
    let start = asked.isEmpty ? place.columns ?? Set(SearchColumn.allCases) : asked
    return .columns(start.subtracting(refused))
  }
}

extension SearchPlan {
  fileprivate static func both(_ plans: [SearchPlan]) -> SearchPlan {
    if plans.contains(.nothing) { return .nothing }
    let plans = plans.flatMap(\.ofAll).filter { $0 != .everything }
    var matches = plans.compactMap(\.match)
    let refused = plans.compactMap(\.refusedMatch)
    var rest = plans.filter { $0.match == nil && $0.refusedMatch == nil }
    if matches.isEmpty {
      rest += refused.map { .not(.match($0)) }
    } else {
      if matches.count > 1 { matches = [.all(matches)] }
      let match =
        refused.isEmpty
        ? matches[0] : .except(matches[0], refused.count == 1 ? refused[0] : .any(refused))
      rest.insert(.match(match), at: 0)
    }
    return rest.isEmpty ? .everything : rest.count == 1 ? rest[0] : .all(rest)
  }

  fileprivate static func either(_ plans: [SearchPlan]) -> SearchPlan {
    if plans.contains(.everything) { return .everything }
    let plans = plans.flatMap(\.ofAny).filter { $0 != .nothing }
    let matches = plans.compactMap(\.match)
    var rest = plans.filter { $0.match == nil }
    if !matches.isEmpty {
      rest.insert(.match(matches.count == 1 ? matches[0] : .any(matches)), at: 0)
    }
    return rest.isEmpty ? .nothing : rest.count == 1 ? rest[0] : .any(rest)
  }

  package var match: TextMatch? { if case .match(let match) = self { match } else { nil } }

  private var ofAll: [SearchPlan] { if case .all(let plans) = self { plans } else { [self] } }
  private var ofAny: [SearchPlan] { if case .any(let plans) = self { plans } else { [self] } }

  private var refusedMatch: TextMatch? {
    if case .not(.match(let match)) = self { match } else { nil }
  }
}

extension Query {
  fileprivate var scope: (zone: SearchZone, isNegated: Bool)? {
    switch self {
    case .zone(let zone): (zone, false)
    case .not(let query): query.scope.map { ($0.zone, !$0.isNegated) }
    default: nil
    }
  }

  fileprivate var isScope: Bool { scope != nil }
}

extension TextField {
  fileprivate var place: Planner.Place {
    switch self {
    case .from: .columns([.sender])
    case .to: .columns([.recipients])
    case .cc: .columns([.copied])
    case .with: .columns([.sender, .recipients, .copied])
    case .org: .organizations
    case .subject: .columns([.subject])
    case .body: .columns([.new, .quoted, .signature, .disclaimer])
    }
  }
}

extension SearchZone {
  fileprivate var column: SearchColumn {
    switch self {
    case .new: .new
    case .quoted: .quoted
    case .signature: .signature
    case .disclaimer: .disclaimer
    case .subject: .subject
    }
  }
}
