// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Syntax {
  /// A day, or with a time of its clock one second of it.
  struct Moment: Hashable, Sendable {
    var day: CivilDay
    /// Since midnight.
    var minute: Int?
  }

  struct Example: Sendable {
    enum When: Hashable, Sendable {
      case on(Moment)
      /// Whole days, the last included; up to a time of the clock, that second not included.
      case between(Moment, Moment)
      /// From the first instant of the event judged.
      case relative(Duration, before: Bool)
      case unknown
    }

    enum Place: Sendable {
      case named(Name)
      case unknown
    }

    /// What a slot holds: these values, or one the record does not give.
    enum Holding: Sendable {
      case known([Name])
      case unknown(among: [Name])
    }

    enum Answering: Hashable, Sendable { case this, another }

    /// A further event of the record.
    struct Other: Sendable {
      var phrase: Phrase
      var by: [Name] = []
      var isAboutAnother = false
      var answering: Answering?
      var slots: [(slot: Name, holding: Holding)] = []
      var place: Place?
      var when: When = .unknown
    }

    /// What the record is complete for.
    struct Complete: Sendable {
      var acts: [Name]
      /// Empty for everybody.
      var by: [Name] = []
      var from: Moment
      var to: Moment
      var gaps: [(from: Moment, to: Moment)] = []
    }

    var name: String
    var spot: Spot
    var who: [Name]
    var act: Phrase
    var when: When?
    var place: Place?
    var slots: [(slot: Name, holding: Holding)] = []
    var others: [Other] = []
    var answers: [(question: Name, yes: Bool)] = []
    /// Everything that happened stands in the example.
    var recordIsComplete = true
    /// Where any of these is given, the record is complete for them only.
    var complete: [Complete] = []
    /// Each detail in the file's words on one line.
    var details: [String] = []
    var expected: [(verdict: Verdict, rule: Name?)] = []
  }
}
