// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the instruments say of an act that has not happened yet.
public struct Answer: Hashable, Sendable {
  public enum Headline: String, Sendable, CaseIterable {
    case permitted, prohibited, required
    case depends = "it depends"
    case conflict
    case notCovered = "not covered"
    case noRuleInForce = "no rule in force"
  }

  /// One rule's say.
  public struct Line: Hashable, Sendable {
    /// `BERN.4`
    public var rule: String
    public var cite: String
    public var verdict: Verdict
    /// The rule as it stands in its file.
    public var text: String
    public var why: [String]
    public var until: [Settling]

    public init(
      rule: String, cite: String, verdict: Verdict, text: String, why: [String],
      until: [Settling]
    ) {
      (self.rule, self.cite, self.verdict) = (rule, cite, verdict)
      (self.text, self.why, self.until) = (text, why, until)
    }
  }

  public var headline: Headline
  /// How the sentence was read, one fact a line: "information is release-date".
  public var understood: [String]
  public var day: CivilDay
  public var place: String
  public var lines: [Line]
  /// Every instrument that binds the place, with its dates, in force that day or not.
  public var lookedAt: [String]

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
  public struct Word: Hashable, Sendable {
    public var word: String
    public var suggestions: [String]
    public init(word: String, suggestions: [String]) {
      (self.word, self.suggestions) = (word, suggestions)
    }
  }

  /// Words that no table knows.
  public var words: [Word]
  /// What the sentence lacks: "an act, such as …".
  public var missing: [String]

  public init(words: [Word], missing: [String] = []) {
    (self.words, self.missing) = (words, missing)
  }

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
