// SPDX-License-Identifier: Apache-2.0

import Evidence

/// An `unless` with every name looked up.
struct Exception: Sendable {
  var label: String
  var condition: Condition
  var spot: Spot
}

/// A rule with every name looked up.
struct RuleModel: Sendable {
  /// `IL-TRUST.15a`
  var id: String
  var label: String
  /// Its instrument's number in the library.
  var instrument: Int
  var modal: Syntax.Modal
  /// "must not detain person"
  var sentence: String
  /// The actions of events that it judges; nil for any.
  var actions: Set<String>
  /// The event is by someone the rule binds, and is the act it speaks of.
  var speaks: Condition
  var condition: Condition
  var exceptions: [Exception]
  /// For a duty: it was done.
  var done: Condition?
  var cite: String
  var rests: [Syntax.Rest]
  var isEndless: Bool
  var text: String
  var spot: Spot
}

/// An instrument with its dates as they came to be: a replaced one ends before the next begins.
struct InstrumentModel: Sendable {
  var id: String
  var place: String
  var range: DayRange
  var enacted: CivilDay?
  var contests: [Contest] = []
  var cite: String
  var file: String
  var spot: Spot
  /// It could not be read, and is never in force.
  var isBroken = false
  var rules: [Int] = []
  /// The other versions of the same text, by their numbers.
  var family: [Int] = []

  /// Days on which the text has effect if the answer is yes.
  struct Contest: Hashable, Sendable {
    var days: DayRange
    var question: String
  }

  /// The instrument that takes its place and is contested, while it is.
  var successors: [Contest] = []

  /// The event is where it binds.
  private(set) var bound = Condition.constant(true)
  /// The event is of its days.
  private(set) var inForce = Condition.constant(true)

  /// Writes out both, once the dates are what they came to be.
  mutating func settle() {
    bound = .atom(
      .within(place), Wording("the place is in \(place)", "the place is not in \(place)"))
    inForce = force
  }

  /// On its days; where these are contested, if the answer is that it has effect. A text that was
  /// replaced goes on while it is contested whether what replaces it has effect, and has none.
  private var force: Condition {
    let own = Condition.atom(.day(range), range.wording)
    let contested = contests.map { contest in
      Condition.any([.not(.atom(.day(contest.days), contest.days.wording)), contest.answered])
    }
    let held: Condition = contested.isEmpty ? own : .all([own] + contested)
    if successors.isEmpty { return held }
    return .any(
      [held]
        + successors.map { contest in
          .all([.atom(.day(contest.days), contest.days.wording), .not(contest.answered)])
        })
  }
}

extension InstrumentModel.Contest {
  var answered: Condition {
    .atom(
      .answer(question), Wording("answer \(question) is yes", "answer \(question) is no"))
  }
}

struct PrecedenceModel: Sendable {
  var winner: Int
  var loser: Int
  var condition: Condition
  var text: String
  var file: String
  var spot: Spot
}

struct QuestionModel: Sendable {
  var id: String
  var text: String
  var settled: (answer: Bool, from: CivilDay)?
}

/// What `there was` and `count` look for.
struct SearchModel: Hashable, Sendable {
  /// The actions it may be.
  var actions: Set<String>
  /// Over the slots of the event found.
  var pattern: Condition
  /// Who does it, where the search says; empty where it does not.
  var actors: Set<String>
  /// Only an event that answers the one judged.
  var answersOnly: Bool
  var samePerson: Bool
  var links: [Slot]
  var side: Syntax.Window.Side
  var duration: Duration?
  /// How far back a window without a length reaches.
  var since: CivilDay?
  /// The slot whose different values are counted.
  var distinct: Slot?
  /// How it reads: "presentation where document is judicial-warrant before detain".
  var text: String
}

/// What values a slot can take.
enum Domain: Hashable, Sendable {
  /// These and no others.
  case closed([String])
  /// These and anything else.
  case open([String])
  case number

  var values: [String] {
    switch self {
    case .closed(let values), .open(let values): values
    case .number: []
    }
  }

  /// A value as it is compared: without regard to case, numbers by what they are.
  func canonical(_ value: String) -> String {
    self == .number ? NumberWords.canonical(value.lowercased()) : value.lowercased()
  }
}
