// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Why a rule says what it says of an event: a tree of rule, conditions, exceptions and facts, each
/// with what the record says of it and where.
///
/// It reads as a sentence (`sentence`), as indented lines (`lines`) and, through `Codable`, as JSON.
public struct Explanation: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The whole: one rule and its verdict.
    case rule
    /// Where the instrument binds.
    case place
    /// Its days in force.
    case days
    /// Whom and which act the rule speaks of.
    case act
    /// The rule's `if`.
    case condition
    /// One `unless`.
    case exception
    /// A rule that prevails over this one, or over which this one does.
    case precedence
    /// A rule that says the opposite, where nothing says which prevails.
    case conflict
    /// That a duty was done.
    case duty
    /// Parts that must all hold, or of which one must.
    case all, any
    /// A part that must not hold.
    case not
    /// What the event itself says.
    case fact
    /// Another event that was looked for.
    case search
    /// An interpretive question.
    case question
    /// What cannot be put to one part.
    case note
  }

  public enum Truth: String, Sendable, Codable, CaseIterable { case yes, no, unknown }

  public var kind: Kind
  /// "basis is immigration-detainer", "exception warrant", "BERN.4 must not notify-release to ICE".
  public var text: String
  /// What the record says of it; nil of the whole and of notes.
  public var holds: Truth?
  /// Of the whole.
  public var verdict: Verdict?
  /// The law's place, of the whole: "5 ILCS 805/15(a)".
  public var cite: String?
  /// Where the record says it, or where it is withheld.
  public var citations: [Citation]
  /// Why it is not known: "redacted, (b)(7)(C)".
  public var reason: String?
  public var parts: [Explanation]
  /// Of the whole, while it is undetermined: the smallest sets of facts that would settle it.
  public var until: [Settling]

  public init(
    kind: Kind, text: String, holds: Truth? = nil, verdict: Verdict? = nil, cite: String? = nil,
    citations: [Citation] = [], reason: String? = nil, parts: [Explanation] = [],
    until: [Settling] = []
  ) {
    (self.kind, self.text, self.holds, self.verdict) = (kind, text, holds, verdict)
    (self.cite, self.citations, self.reason, self.parts) = (cite, citations, reason, parts)
    self.until = until
  }
}

extension Explanation {
  /// One line for each part, indented by two spaces a step: a mark for what the record says (`+` it
  /// is so, `-` it is not, `?` not known), the words, and why they are not known.
  public var lines: [String] { lines(depth: 0) }

  private func lines(depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    let mark =
      switch holds {
      case .yes: "+ "
      case .no: "- "
      case .unknown: "? "
      case nil: ""
      }
    var line = indent + mark + text
    if let verdict { line += ": \(verdict.rawValue)" }
    if let cite { line += " (\(cite))" }
    if let reason { line += " — \(reason)" }
    let settling = until.map {
      "\(indent)  until \($0.facts.joined(separator: " and ")) → \($0.settles.rawValue)"
    }
    return [line] + parts.flatMap { $0.lines(depth: depth + 1) } + settling
  }

  /// The whole in one sentence: "BERN.4 (Resolution, section 4) is violated: county must not
  /// notify-release to ICE, because action is release-notification and recipient is ICE; …".
  public var sentence: String {
    var words = text
    if let cite { words += " (\(cite))" }
    if let verdict { words += Self.says[verdict].map { " \($0)" } ?? " is \(verdict.rawValue)" }
    let reasons = parts.compactMap(\.clause)
    return reasons.isEmpty ? words + "." : words + ": " + reasons.joined(separator: "; ") + "."
  }

  private static let says: [Verdict: String] = [
    .notCovered: "does not cover it", .noRuleInForce: "was not in force",
    .requiredDone: "is met", .requiredMissing: "is not met", .conflict: "is in conflict",
    .permitted: "permits it",
  ]

  /// What a part gives to the sentence; nil where it says nothing that was not said.
  private var clause: String? {
    switch kind {
    case .fact, .search, .question, .note, .conflict: return told
    case .all: return joined(parts, "and")
    case .any: return joined(decisive, holds == .no ? "and" : "or")
    case .not: return joined(parts, "and")
    case .place, .days, .act, .condition, .duty:
      return joined(
        kind == .act ? parts.filter { $0.holds != .yes || holds == .yes } : parts, "and")
    case .exception, .precedence:
      let why = joined(parts, "and")
      let state =
        switch holds {
        case .yes: "\(text) holds"
        case .no: "\(text) does not hold"
        case .unknown: "it is not known whether \(text) holds"
        case nil: text
        }
      return why.map { "\(state) because \($0)" } ?? state
    case .rule: return sentence
    }
  }

  private var told: String {
    let words = holds == .unknown ? "it is not known whether \(text)" : text
    return reason.map { "\(words) (\($0))" } ?? words
  }

  /// The parts that make a choice what it is.
  private var decisive: [Explanation] {
    holds == .yes ? Array(parts.filter { $0.holds == .yes }.prefix(1)) : parts
  }

  private func joined(_ parts: [Explanation], _ word: String) -> String? {
    let clauses = parts.compactMap(\.clause)
    return clauses.isEmpty ? nil : clauses.joined(separator: " \(word) ")
  }
}
