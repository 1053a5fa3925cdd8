// SPDX-License-Identifier: Apache-2.0

/// A policy text: a statute, ordinance, order, directive or agreement, in force somewhere from a
/// day to a day.
public struct Instrument: Hashable, Sendable {
  /// One sentence of the instrument as must, must not or may.
  public struct Rule: Hashable, Sendable {
    /// The label in its instrument: `15a`. With the instrument it is written `IL-TRUST.15a`.
    public var ref: String
    /// As it stands in the file, from `rule` to its last clause.
    public var text: String
    /// The rule's own citation, or the instrument's where it has none.
    public var cite: String
    /// The line of its label, counted from 1.
    public var line: Int
    /// The law's own words that the rule rests on.
    public var rests: [Rest]

    /// From its parts, each as its property says.
    public init(ref: String, text: String, cite: String, line: Int, rests: [Rest] = []) {
      (self.ref, self.text, self.cite, self.line, self.rests) = (ref, text, cite, line, rests)
    }
  }

  /// Words that a rule rests on, and where the file says they stand.
  public struct Rest: Hashable, Sendable {
    /// The law's own words, as the file quotes them.
    public var words: String
    /// A file's name or a part of it; nil for any source.
    public var source: String?
    /// Counted from 1.
    public var page: Int?
    /// The line of the quoted words, counted from 1.
    public var line: Int
    /// Their column in characters, counted from 1.
    public var column: Int

    /// From its parts, each as its property says.
    public init(words: String, source: String?, page: Int?, line: Int, column: Int) {
      (self.words, self.source, self.page) = (words, source, page)
      (self.line, self.column) = (line, column)
    }
  }

  /// Days, both included, for which it is contested whether the text has effect.
  public struct Contest: Hashable, Sendable {
    /// The first of these days.
    public var from: CivilDay
    /// Nil where it is contested to this day.
    public var to: CivilDay?
    /// The name of the question that asks it.
    public var question: String

    /// From its parts, each as its property says.
    public init(from: CivilDay, to: CivilDay?, question: String) {
      (self.from, self.to, self.question) = (from, to, question)
    }
  }

  /// Its name in the files: `IL-TRUST`.
  public var id: String
  /// The place where it binds, in the spelling of its declaration.
  public var place: String
  /// The first day in force.
  public var from: CivilDay
  /// The last day in force; nil while it is in force. Of a text that was replaced, the day before
  /// the next came into force.
  public var to: CivilDay?
  /// The day it was passed or signed, where the file says so.
  public var enacted: CivilDay?
  /// Days on which it has effect only if a question is answered yes.
  public var contests: [Contest]
  /// How it is cited; its name where the file does not say.
  public var cite: String
  /// The name of the file it stands in.
  public var file: String
  /// The line of its name, counted from 1.
  public var line: Int
  /// In the order of the file, without those that have an error in them.
  public var rules: [Rule]

  /// From its parts, each as its property says.
  public init(
    id: String, place: String, from: CivilDay, to: CivilDay?, cite: String, file: String,
    line: Int, rules: [Rule], enacted: CivilDay? = nil, contests: [Contest] = []
  ) {
    (self.id, self.place, self.from, self.to) = (id, place, from, to)
    (self.enacted, self.contests) = (enacted, contests)
    (self.cite, self.file, self.line, self.rules) = (cite, file, line, rules)
  }

  /// Whether the day is one of its days, contested or not.
  public func isInForce(on day: CivilDay) -> Bool {
    from <= day && to.map { day <= $0 } ?? true
  }
}
