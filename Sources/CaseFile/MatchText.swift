// SPDX-License-Identifier: Apache-2.0

import Searching

/// What is sought, in the language of FTS5.
///
/// Nothing of a query gets into it but letters, digits and what belongs to them, between quotation
/// marks.
struct MatchText {
  let vocabulary: SearchVocabulary
  /// Every phrase of what was written so far, for itself.
  private(set) var leaves: [String] = []
  /// The words of phrases that have several.
  private(set) var phraseWords: [String] = []
  private var known: [Term: [String]] = [:]

  init(vocabulary: SearchVocabulary) { self.vocabulary = vocabulary }

  /// A chain of words in many forms has the product of their numbers.
  private static let mostChains = 100

  mutating func text(_ match: TextMatch) throws -> String {
    switch match {
    case .term(let term, let columns):
      let phrases = try variants(of: term)
      leaves += phrases
      return Self.within(columns, Self.either(phrases))
    case .near(let terms, let distance, let columns):
      let chains = Self.products(try terms.map { try variants(of: $0) }).map {
        "NEAR(\($0.joined(separator: " ")), \(distance))"
      }
      leaves += chains
      return Self.within(columns, Self.either(chains))
    case .all(let matches):
      return "(" + (try matches.map { try text($0) }).joined(separator: " AND ") + ")"
    case .any(let matches): return Self.either(try matches.map { try text($0) })
    case .except(let match, let refused): return "(\(try text(match)) NOT \(try text(refused)))"
    }
  }

  /// The phrases that answer a term, as they stand in a match.
  private mutating func variants(of term: Term) throws -> [String] {
    if let phrases = known[term] { return phrases }
    let words = SearchWords.of(term.text)
    let phrases: [String]
    if term.isFuzzy {
      let readings = try words.map { try vocabulary.misreadings(of: $0) }
      phrases = Self.products(readings).map { Self.phrase($0) }
    } else if words.count == 1, !term.isQuoted, !term.isPrefix {
      phrases = try vocabulary.forms(of: words[0]).map { Self.phrase([$0]) }
    } else {
      phrases = [Self.phrase(words) + (term.isPrefix ? " *" : "")]
      if words.count > 1 {
        phraseWords += (term.isPrefix ? words.dropLast() : words[...]).map { Self.phrase([$0]) }
      }
    }
    known[term] = phrases
    return phrases
  }

  private static func phrase(_ words: [String]) -> String {
    "\"" + words.joined(separator: " ").replacing("\"", with: "\"\"") + "\""
  }

  private static func either(_ texts: [String]) -> String {
    texts.count == 1 ? texts[0] : "(" + texts.joined(separator: " OR ") + ")"
  }

  private static func within(_ columns: Set<SearchColumn>?, _ text: String) -> String {
    guard let columns else { return text }
    let names = columns.sorted().map(\.rawValue).joined(separator: " ")
    return "({\(names)} : \(text.hasPrefix("(") ? text : "(\(text))"))"
  }

  /// One of each, the first ones of each first.
  private static func products(_ choices: [[String]]) -> [[String]] {
    choices.reduce([[]]) { chains, words in
      Array(words.lazy.flatMap { word in chains.map { $0 + [word] } }.prefix(mostChains))
    }
  }
}
