// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A policy file as people read it, from top to bottom: the law in words, and between it what the
/// blocks declare.
///
/// Texts are as the file has them, on one line with single blanks. Names are not looked up here: what
/// a rule does, and the days an instrument came to be in force, are `PolicyLibrary.instruments`.
public struct PolicyOutline: Hashable, Sendable {
  /// A stretch of the file.
  public enum Part: Hashable, Sendable {
    /// Markdown between two blocks, as it stands; `line` is the number of its first line, from 1.
    case prose(String, line: Int)
    /// What one fenced block declares, in its order, without what could not be read.
    case block([Declaration])
  }

  /// One declaration of a block.
  public struct Declaration: Hashable, Sendable {
    /// What the comments above it say, one for each line, without their dashes.
    public var notes: [String]
    /// The line of its first word, counted from 1.
    public var line: Int
    /// As it stands in the file, line breaks and all.
    public var text: String
    /// What it declares.
    public var content: Content

    /// From its parts, each as its property says.
    public init(notes: [String], line: Int, text: String, content: Content) {
      (self.notes, self.line, self.text, self.content) = (notes, line, text, content)
    }
  }

  /// What is declared.
  public enum Content: Hashable, Sendable {
    /// A text with its days and place.
    case instrument(Instrument)
    /// A term and what it means.
    case definition(Definition)
    /// An interpretive choice.
    case question(Question)
    /// A sentence of the instrument above it.
    case rule(Rule)
    /// Which of two rules gives way.
    case precedence(Precedence)
    /// A worked case.
    case example(Example)
    /// A place, slot, act or calendar: its text says it all.
    case vocabulary
  }

  /// An instrument; its days are those of `PolicyLibrary.instruments`.
  public struct Instrument: Hashable, Sendable {
    /// Its name: `IL-TRUST`.
    public var id: String
    /// Whom it binds at the most, as the file names them; empty where it does not say.
    public var binds: [String]
    /// The version it replaces.
    public var replaces: String?

    /// From its parts, each as its property says.
    public init(id: String, binds: [String], replaces: String?) {
      (self.id, self.binds, self.replaces) = (id, binds, replaces)
    }
  }

  /// A term and its condition.
  public struct Definition: Hashable, Sendable {
    /// The name that the condition is given.
    public var term: String
    /// The day from which it means this; nil for any day.
    public var from: CivilDay?
    /// What it means: "basis is consent or court-order".
    public var condition: String
    /// The instrument it belongs to; nil where it holds for the whole file.
    public var instrument: String?

    /// From its parts, each as its property says.
    public init(term: String, from: CivilDay?, condition: String, instrument: String?) {
      (self.term, self.from, self.condition) = (term, from, condition)
      self.instrument = instrument
    }
  }

  /// An interpretive choice.
  public struct Question: Hashable, Sendable {
    /// Who settled a question, how, and from which day; before that day it is open.
    public struct Answer: Hashable, Sendable {
      /// The answer.
      public var isYes: Bool
      /// Who settled it, or how.
      public var by: String
      /// The first day for which it is settled.
      public var from: CivilDay

      /// From its parts, each as its property says.
      public init(isYes: Bool, by: String, from: CivilDay) {
        (self.isYes, self.by, self.from) = (isYes, by, from)
      }
    }

    /// The name that conditions ask it by: `q1373`.
    public var id: String
    /// The question itself.
    public var text: String
    /// Nil while it is open.
    public var answer: Answer?

    /// From its parts, each as its property says.
    public init(id: String, text: String, answer: Answer?) {
      (self.id, self.text, self.answer) = (id, text, answer)
    }
  }

  /// A rule, clause by clause.
  public struct Rule: Hashable, Sendable {
    /// `must`, `must not` or `may`.
    public enum Modal: String, Hashable, Sendable, CaseIterable {
      /// A duty.
      case must
      /// A prohibition.
      case mustNot = "must not"
      /// A permission.
      case may
    }

    /// One `unless`: any that holds lifts the rule.
    public struct Exception: Hashable, Sendable {
      /// What explanations call it.
      public var name: String
      /// What must hold: "basis is consent".
      public var condition: String

      /// From its parts, each as its property says.
      public init(name: String, condition: String) {
        (self.name, self.condition) = (name, condition)
      }
    }

    /// The instrument it belongs to.
    public var instrument: String
    /// Its name within the instrument: `15a`.
    public var label: String
    /// Whom it speaks of, as the file names them: any of these.
    public var who: [String]
    /// Whether it commands, forbids or allows.
    public var modal: Modal
    /// What they must, must not or may do: "disclose release-date to ICE".
    public var act: String
    /// After `if`; nil for always.
    public var condition: String?
    /// "within 48 hours of detention-hold"
    public var deadline: String?
    /// In the order of the file.
    public var exceptions: [Exception]
    /// Its own citation, where it has one.
    public var cite: String?
    /// The law's own words it rests on.
    public var rests: [Policy.Instrument.Rest]
    /// The name outside its instrument: `IL-TRUST.15a`.
    public var id: String { "\(instrument).\(label)" }

    /// From its parts, each as its property says.
    public init(
      instrument: String, label: String, who: [String], modal: Modal, act: String,
      condition: String?, deadline: String?, exceptions: [Exception], cite: String?,
      rests: [Policy.Instrument.Rest]
    ) {
      (self.instrument, self.label, self.who, self.modal) = (instrument, label, who, modal)
      (self.act, self.condition, self.deadline) = (act, condition, deadline)
      (self.exceptions, self.cite, self.rests) = (exceptions, cite, rests)
    }
  }

  /// Which of two rules gives way.
  public struct Precedence: Hashable, Sendable {
    /// As the file names it: `IL-TRUST.15a`, or a bare label of the instrument above.
    public var winner: String
    /// The rule that gives way, or with `isAnyRule` the instrument.
    public var loser: String
    /// Whether `loser` names an instrument and all its rules give way.
    public var isAnyRule: Bool
    /// After `if`; nil for always.
    public var condition: String?
    /// The instrument above it, whose rules may be named by their labels alone.
    public var instrument: String?

    /// From its parts, each as its property says.
    public init(
      winner: String, loser: String, isAnyRule: Bool, condition: String?, instrument: String?
    ) {
      (self.winner, self.loser, self.isAnyRule) = (winner, loser, isAnyRule)
      (self.condition, self.instrument) = (condition, instrument)
    }
  }

  /// A worked case. What it gives is in `PolicyLibrary.runExamples()`, under the same name and line.
  public struct Example: Hashable, Sendable {
    /// One verdict it is to give.
    public struct Expectation: Hashable, Sendable {
      /// The verdict after `expect`.
      public var verdict: Verdict
      /// The rule as the file names it; nil for the instrument as a whole.
      public var rule: String?

      /// From its parts, each as its property says.
      public init(verdict: Verdict, rule: String?) {
        (self.verdict, self.rule) = (verdict, rule)
      }
    }

    /// The instrument it stands under.
    public var instrument: String
    /// What the file calls it.
    public var name: String
    /// The line of its name, counted from 1: that of its `ExampleResult`.
    public var line: Int
    /// Who acts, as the file names them: one of these.
    public var who: [String]
    /// What is done: "disclose release-date to ICE-ERO".
    public var act: String
    /// "on 2018-03-01", "basis is consent and court-order", "record incomplete".
    public var details: [String]
    /// In the order of the file; never empty.
    public var expected: [Expectation]

    /// From its parts, each as its property says.
    public init(
      instrument: String, name: String, line: Int, who: [String], act: String, details: [String],
      expected: [Expectation]
    ) {
      (self.instrument, self.name, self.line) = (instrument, name, line)
      (self.who, self.act) = (who, act)
      (self.details, self.expected) = (details, expected)
    }
  }

  /// The name the file was read under.
  public var file: String
  /// From the first line to the last.
  public var parts: [Part]

  /// From its parts, each as its property says.
  public init(file: String, parts: [Part] = []) { (self.file, self.parts) = (file, parts) }

  /// Every declaration of the file, in its order.
  public var declarations: [Declaration] {
    parts.flatMap { part -> [Declaration] in
      if case .block(let declarations) = part { declarations } else { [] }
    }
  }
}
