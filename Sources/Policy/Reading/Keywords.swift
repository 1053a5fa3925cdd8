// SPDX-License-Identifier: Apache-2.0

/// The words of the grammar itself.
enum Keywords {
  static let declarations: Set<String> = [
    "place", "slot", "act", "calendar", "instrument", "define", "question", "rule", "example",
  ]

  /// Words that can never be the name of something.
  static let reserved: Set<String> = [
    "must", "may", "if", "unless", "cite", "where", "expect", "prevails", "and", "or", "not",
    "is", "every", "there", "count", "distinct", "within", "before", "after", "the", "as",
  ]

  /// Words that end the nouns of an act.
  static let phraseEnds: Set<String> = [
    "if", "unless", "cite", "where", "expect", "within", "before", "after", "and", "must", "may",
    "is", "there", "in", "between", "rests", "at", "answering",
  ]

  static let prepositions: Set<String> = [
    "to", "about", "from", "with", "for", "of", "on", "under", "concerning", "regarding", "into",
  ]

  /// Words of an act that say nothing the program could judge.
  static let fillers: Set<String> = [
    "a", "an", "the", "any", "person", "persons", "people", "anyone", "someone", "anybody",
    "information", "data", "their", "his", "her",
  ]

  static let afterDeclaration =
    "the next clause (if, unless, within, before, cite, rests on, and, or) or the next declaration"

  static let clauses =
    Array(declarations) + ["unless", "within", "before", "cite", "rests", "expect", "prevails"]

  /// Words of everyday conditions that stand for `is`.
  static let otherIs: Set<String> = ["are", "equals", "was", "be", "includes", "contains"]

  /// Words that can follow a condition.
  static let endsCondition: Set<String> = [
    "if", "unless", "within", "before", "after", "cite", "expect",
  ]

  /// Words that end a text whose quotation marks were forgotten.
  static let endsUnquoted: Set<String> = reserved.union([
    "open", "settled", "from", "by", "replaces",
  ])

  static let verdicts = [
    "violated", "permitted", "required-done", "required-missing", "not-covered",
    "no-rule-in-force", "conflict", "undetermined",
  ]
}
