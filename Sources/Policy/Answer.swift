// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the instruments say of an act that has not happened yet.
public struct Answer: Hashable, Sendable {
  /// What all rules together say, in a word or two.
  public enum Headline: String, Sendable, CaseIterable {
    /// Some rule allows it, and none forbids it or may.
    case permitted
    /// A rule forbids it and none of its exceptions holds.
    case prohibited
    /// A rule demands it.
    case required
    /// What the sentence leaves open would change the answer.
    case depends = "it depends"
    /// Two rules say opposite things and neither gives way.
    case conflict
    /// Rules are in force there and silent. Silence is not permission.
    case notCovered = "not covered"
    /// Nothing was in force there that day that would speak of it.
    case noRuleInForce = "no rule in force"
  }

  /// One rule's say.
  public struct Line: Hashable, Sendable {
    /// `BERN.4`
    public var rule: String
    /// The rule's citation, or its instrument's.
    public var cite: String
    /// What the rule says of the act.
    public var verdict: Verdict
    /// The rule as it stands in its file.
    public var text: String
    /// The reasons, one a line, in the words of the policy file.
    public var why: [String]
    /// What an open verdict depends on: sets of facts that settle it, the smallest first; empty
    /// otherwise.
    public var until: [Settling]
    /// The reasons as a tree; nil of a duty that another event would call for.
    public var explanation: Explanation?

    /// From its parts, each as its property says.
    public init(
      rule: String, cite: String, verdict: Verdict, text: String, why: [String],
      until: [Settling], explanation: Explanation? = nil
    ) {
      (self.rule, self.cite, self.verdict) = (rule, cite, verdict)
      (self.text, self.why, self.until) = (text, why, until)
      self.explanation = explanation
    }
  }

  /// What all rules together say.
  public var headline: Headline
  /// How the sentence was read, one fact a line: "information is release-date".
  public var understood: [String]
  /// The day that was asked about; the first, where the sentence names several.
  public var day: CivilDay
  /// The place that was asked about, as policy files name it.
  public var place: String
  /// One for each rule that speaks, or may speak, of the act, in the order of the files.
  public var lines: [Line]
  /// Every instrument that binds the place, with its dates, in force that day or not.
  public var lookedAt: [String]

  /// From its parts, each as its property says.
  public init(
    headline: Headline, understood: [String], day: CivilDay, place: String, lines: [Line],
    lookedAt: [String]
  ) {
    (self.headline, self.understood, self.day) = (headline, understood, day)
    (self.place, self.lines, self.lookedAt) = (place, lines, lookedAt)
  }
}

/// Why a question could not be answered: what was not understood or is missing.
public struct AskError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A word that no table knows.
  public struct Word: Hashable, Sendable {
    /// As it stood in the sentence.
    public var word: String
    /// The nearest words that would have been understood; empty where none is near.
    public var suggestions: [String]
    /// From its parts, each as its property says.
    public init(word: String, suggestions: [String]) {
      (self.word, self.suggestions) = (word, suggestions)
    }
  }

  /// Words that no table knows.
  public var words: [Word]
  /// What the sentence lacks: "an act, such as …".
  public var missing: [String]

  /// From its parts, each as its property says.
  public init(words: [Word], missing: [String] = []) {
    (self.words, self.missing) = (words, missing)
  }

  /// One sentence: the words not understood, with what may have been meant, and what is missing.
  public var description: String {
    let unknown = words.map { word in
      word.suggestions.isEmpty
        ? "'\(word.word)' is not understood"
        : "'\(word.word)' is not understood; did you mean "
          + word.suggestions.map { "'\($0)'" }.joined(separator: " or ") + "?"
    }
    return (unknown + missing.map { "the question lacks \($0)" }).joined(separator: "; ")
  }
}
