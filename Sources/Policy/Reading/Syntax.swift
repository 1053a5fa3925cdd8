// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What stands in the files, as written: names are not yet looked up.
enum Syntax {
  struct Place: Sendable {
    /// The place and, after each `within`, the next larger one.
    var chain: [(name: Name, also: [String])]
  }

  struct SlotDeclaration: Sendable {
    var name: Name
    /// Nil for a number.
    var values: [Name]?
  }

  struct CalendarDeclaration: Sendable {
    var name: Name
    var days: SkippedDays
  }

  struct Definition: Sendable {
    var name: Name
    var from: CivilDay?
    var condition: Condition
    /// The definition in its file's words.
    var text: String
  }

  struct Question: Sendable {
    var name: Name
    var text: String
    /// Nil while it is open.
    var settled: (answer: Bool, by: String, from: CivilDay)?
  }

  struct Instrument: Sendable {
    /// Days for which it is contested whether the text has effect, and the question that asks it.
    struct Contest: Sendable {
      var from: CivilDay
      /// Nil where it is contested to this day.
      var to: CivilDay?
      var question: Name
      var spot: Spot
    }

    var name: Name
    var place: Name
    /// Whom it binds at the most; empty where it does not say.
    var binds: [Name] = []
    /// The day it was passed or signed, where that is another than the first in force.
    var enacted: CivilDay?
    var from: CivilDay
    var to: CivilDay?
    var toSpot: Spot?
    var replaces: Name?
    var contests: [Contest] = []
    var cite: String
    /// Stands in for one that could not be read, so that what is under it still can be.
    var isBroken = false
    var definitions: [Definition] = []
    var rules: [Rule] = []
    var examples: [Example] = []
  }

  enum Modal: String, Sendable { case must, mustNot = "must not", may }

  struct Rule: Sendable {
    var label: Name
    var who: [Name]
    var modal: Modal
    var act: Phrase
    var condition: Condition?
    var deadline: Window?
    /// The rule says itself that its time never runs out.
    var isEndless = false
    var exceptions: [(label: Name, condition: Condition)]
    var cite: String?
    var rests: [Rest] = []
    /// From `if` on, each in the file's words on one line.
    var clauses: [String] = []
    /// From `rule` to its last clause, blanks made single.
    var text: String
  }

  /// The law's own words that a rule rests on, and where they are to be found.
  struct Rest: Sendable {
    var words: String
    /// The name of a file, or a part of it; nil for any.
    var source: String?
    /// Counted from 1.
    var page: Int?
    var spot: Spot
  }

  struct Precedence: Sendable {
    var winner: Name
    /// A rule, or with `isInstrument` every rule of an instrument.
    var loser: Name
    var isInstrument: Bool
    var condition: Condition?
    /// The instrument it stands under: where its terms are looked up, and bare labels.
    var instrument: String?
    var text: String
  }

  /// Verbs and what goes with them; each inner list is joined by `or`.
  struct Phrase: Sendable {
    var verbs: [Name]
    var nouns: [[Name]]
    var text: String
    var spot: Spot { verbs[0].spot }
  }

  indirect enum Condition: Sendable {
    case not(Condition)
    case all([Condition])
    case any([Condition])
    case term(Name)
    case answer(Name)
    case isOneOf(slot: Name, every: Bool, negated: Bool, values: [Name], text: String)
    case same(Name, Name, negated: Bool, text: String)
    case compare(slot: Name, Comparison, Double, text: String)
    case search(Search, Counting, Window, text: String)
  }

  struct Search: Sendable {
    var phrase: Phrase
    var by: [Name]
    /// Nil where nothing is said.
    var samePerson: Bool?
    var links: [Name]
    var condition: Condition?
  }

  enum Counting: Sendable {
    case exists
    case count(Comparison, Int)
    case distinct(Name, Comparison, Int)
  }

  struct Window: Sendable {
    enum Side: String, Sendable { case before, after, around = "of" }
    var side: Side
    /// Nil where it has no length.
    var duration: Duration?
    var act: Name
    var text: String
  }
}

/// How a number or a count is held against another.
enum Comparison: String, Sendable, Hashable {
  case less = "<"
  case atMost = "<="
  case more = ">"
  case atLeast = ">="
  case equal = "="

  func holds<Number: Comparable>(_ a: Number, _ b: Number) -> Bool {
    switch self {
    case .less: a < b
    case .atMost: a <= b
    case .more: a > b
    case .atLeast: a >= b
    case .equal: a == b
    }
  }
}

/// A length of time as a rule states it.
struct Duration: Hashable, Sendable {
  enum Unit: String, Sendable, CaseIterable {
    case minute, hour, day, week, month, year
  }

  var count: Int
  var unit: Unit
  /// Days whose hours do not go by.
  var skips = SkippedDays()
  /// Calendars of the files' own whose days are skipped as well, by their lower case.
  var calendars: [String] = []
}
