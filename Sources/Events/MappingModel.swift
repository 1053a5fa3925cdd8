// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What a value of the mapping says of a slot: known values, or why there are none.
typealias SlotFact = Fact<[String]>

/// Where a slot's values come from.
enum ValueSource: Sendable {
  case constant(SlotFact)
  case cell(CellValue)
}

/// A value read from one or more cells of a row.
struct CellValue: Sendable {
  enum Reading: Sendable {
    /// The text as it stands.
    case text
    /// One of these words, by their lower-case form.
    case words([String: String])
    case table(ValueTable)
    case patterns(ReasonPatterns)
  }

  var columns: [String]
  var join = " "
  var split: String?
  var reading = Reading.text
  var blank: SlotFact?
  var otherwise: SlotFact?
}

/// Texts of cells and what they mean.
struct ValueTable: Sendable {
  /// By their lower-case form.
  var exact: [String: SlotFact] = [:]
  var globs: [(glob: Glob, fact: SlotFact)] = []
  var otherwise: SlotFact?
}

/// Phrases in the order in which they are tried.
struct ReasonPatterns: Sendable {
  enum Test: Sendable {
    case says([PhrasePattern])
    case exactly([PhrasePattern])
    case regex(String)
    case always
  }

  var rules: [(test: Test, fact: SlotFact)] = []
}

/// A condition on one cell.
indirect enum CellTest: Sendable {
  case glob(Glob)
  case says([PhrasePattern])
  case regex(String)
  case blank(Bool)
  case atLeast(Double), atMost(Double)
  case not(CellTest)
  case any([CellTest])
  case all([CellTest])
}

/// Where the time of a row stands.
struct TimeSource: Sendable {
  enum Place: Sendable {
    case none
    case column(String)
    case dateAndTime(String, String)
  }

  var place: Place
  var formats: [TimeFormat] = []
  var reader = TimeReader()
  var zone: TimeZone?
}

/// One kind of event that a row can be.
struct EventTemplate: Sendable {
  struct Condition: Sendable {
    var column: String
    var test: CellTest
  }

  var name: String?
  /// One of these lists must hold whole; empty means every row.
  var conditions: [[Condition]] = []
  var time: TimeSource
  /// In the order of their names, so that the same file always reads the same.
  var slots: [(slot: Slot, source: ValueSource)] = []
  var parties: [(slot: Slot, source: CellValue)] = []
  var request: CellValue?
  var answers: CellValue?
}

/// What a person says that the table is complete for.
struct CoverageClaim: Sendable {
  var actions: [String]
  var actors: [String]
  var from: Moment
  var to: Moment
  var gaps: [(from: Moment, to: Moment)]
}
