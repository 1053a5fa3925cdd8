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
    public var content: Content

    public init(notes: [String], line: Int, text: String, content: Content) {
      (self.notes, self.line, self.text, self.content) = (notes, line, text, content)
    }
  }

  /// What is declared.
  public enum Content: Hashable, Sendable {
    case instrument(Instrument)
    case definition(Definition)
    case question(Question)
    case rule(Rule)
    case precedence(Precedence)
    case example(Example)
    /// A place, slot, act or calendar: its text says it all.
    case vocabulary
  }

  /// An instrument; its days are those of `PolicyLibrary.instruments`.
  public struct Instrument: Hashable, Sendable {
    public var id: String
    /// Whom it binds at the most, as the file names them; empty where it does not say.
    public var binds: [String]
    /// The version it replaces.
    public var replaces: String?

    public init(id: String, binds: [String], replaces: String?) {
      (self.id, self.binds, self.replaces) = (id, binds, replaces)
    }
  }

  /// A term and its condition.
  public struct Definition: Hashable, Sendable {
    public var term: String
    /// The day from which it means this; nil for any day.
    public var from: CivilDay?
    public var condition: String
    /// The instrument it belongs to; nil where it holds for the whole file.
    public var instrument: String?

    public init(term: String, from: CivilDay?, condition: String, instrument: String?) {
      (self.term, self.from, self.condition) = (term, from, condition)
      self.instrument = instrument
    }
  }

  /// An interpretive choice.
  public struct Question: Hashable, Sendable {
    /// Who settled a question, how, and from which day; before that day it is open.
    public struct Answer: Hashable, Sendable {
      public var isYes: Bool
      public var by: String
      public var from: CivilDay

      public init(isYes: Bool, by: String, from: CivilDay) {
        (self.isYes, self.by, self.from) = (isYes, by, from)
      }
    }

    public var id: String
    public var text: String
    /// Nil while it is open.
    public var answer: Answer?

    public init(id: String, text: String, answer: Answer?) {
      (self.id, self.text, self.answer) = (id, text, answer)
    }
  }

  /// A rule, clause by clause.
  public struct Rule: Hashable, Sendable {
    /// `must`, `must not` or `may`.
    public enum Modal: String, Hashable, Sendable, CaseIterable {
      case must
      case mustNot = "must not"
      case may
    }

    /// One `unless`: any that holds lifts the rule.
    public struct Exception: Hashable, Sendable {
      public var name: String
      public var condition: String

      public init(name: String, condition: String) {
        (self.name, self.condition) = (name, condition)
      }
    }

    /// The instrument it belongs to.
    public var instrument: String
    public var label: String
    /// Whom it speaks of, as the file names them: any of these.
    public var who: [String]
    public var modal: Modal
    /// What they must, must not or may do: "disclose release-date to ICE".
    public var act: String
    /// After `if`; nil for always.
    public var condition: String?
    /// "within 48 hours of detention-hold"
    public var deadline: String?
    public var exceptions: [Exception]
    /// Its own citation, where it has one.
    public var cite: String?
    /// The law's own words it rests on.
    public var rests: [Policy.Instrument.Rest]
    /// The name outside its instrument: `IL-TRUST.15a`.
    public var id: String { "\(instrument).\(label)" }

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
    public var loser: String
    /// Whether `loser` names an instrument and all its rules give way.
    public var isAnyRule: Bool
    public var condition: String?
    /// The instrument above it, whose rules may be named by their labels alone.
    public var instrument: String?

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
      public var verdict: Verdict
      /// The rule as the file names it; nil for the instrument as a whole.
      public var rule: String?

      public init(verdict: Verdict, rule: String?) {
        (self.verdict, self.rule) = (verdict, rule)
      }
    }

    public var instrument: String
    public var name: String
    /// The line of its name, counted from 1: that of its `ExampleResult`.
    public var line: Int
    public var who: [String]
    public var act: String
    /// "on 2018-03-01", "basis is consent and court-order", "record incomplete".
    public var details: [String]
    public var expected: [Expectation]

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
  public var parts: [Part]

  public init(file: String, parts: [Part] = []) { (self.file, self.parts) = (file, parts) }

  /// Every declaration of the file, in its order.
  public var declarations: [Declaration] {
    parts.flatMap { part -> [Declaration] in
      if case .block(let declarations) = part { declarations } else { [] }
    }
  }
}
