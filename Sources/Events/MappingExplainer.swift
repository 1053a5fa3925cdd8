// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What a mapping makes of a table, counted: events by their names, failures, rows that are no event, and
/// for each slot what the texts of the cells became.
package struct MappingExplanation: Sendable {
  /// What some texts of a slot's column became.
  package struct Meaning: Sendable, Hashable {
    /// The value; nil where it is unknown.
    package var value: String?
    package var reason: Unknown.Reason?
    package var rows: Int
    /// The commonest texts that became this; nil stands for blank cells.
    package var texts: [ColumnProfile.Common]
    package var blank: Int
  }

  package struct SlotMeanings: Sendable {
    package var slot: String
    package var known: Int
    package var unknown: Int
    package var meanings: [Meaning]
  }

  package var rows = 0
  /// In the order of the mapping.
  package var events: [(name: String, count: Int)] = []
  package var withoutTime = 0
  package var failures: [Failure] = []
  package var failed = 0
  package var notEvents: [(why: String, count: Int, rows: [Int])] = []
  package var slots: [SlotMeanings] = []
}

/// Runs a mapping over a table that comes batch by batch, and keeps counts alone.
package struct MappingExplainer {
  private let mapping: Mapping
  private var run: MappingRun
  private var out = MappingExplanation()
  private var reasons: [String: (count: Int, rows: [Int])] = [:]
  private static let failuresKept = 20

  package init(_ mapping: Mapping, zone: TimeZone) {
    self.mapping = mapping
    run = MappingRun(mapping: mapping, source: SourceID(hex: ""), zone: zone, place: nil)
    run.tally = MappingTally(events: mapping.templates.count)
  }

  package mutating func read(_ sheet: Sheet) {
    run.read(sheet)
    let made = run.take()
    out.rows += made.rows
    out.failed += made.failures.count { $0.row != nil }
    for failure in made.failures {
      if failure.row == nil, out.failures.contains(failure) { continue }
      if out.failures.count < Self.failuresKept { out.failures.append(failure) }
    }
    for row in made.notEvents {
      var known = reasons[row.why] ?? (0, [])
      known.count += 1
      if known.rows.count < 5 { known.rows.append(row.row) }
      reasons[row.why] = known
    }
  }

  package mutating func finish() -> MappingExplanation {
    let tally = run.tally ?? MappingTally(events: 0)
    out.events = mapping.templates.enumerated().map { index, template in
      (template.name ?? "event \(index + 1)", tally.counts[index])
    }
    out.withoutTime = tally.withoutTime
    out.notEvents = reasons.map { ($0.key, $0.value.count, $0.value.rows) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    out.slots = tally.slots()
    return out
  }
}

/// Counts what became of the texts of cells.
struct MappingTally {
  private(set) var counts: [Int]
  private(set) var withoutTime = 0
  private var found: [Slot: [String: Meaning]] = [:]
  private static let textsKept = 5_000

  private struct Meaning {
    var value: String?
    var reason: Unknown.Reason?
    var rows = 0
    var blank = 0
    var texts: [String: Int] = [:]
  }

  init(events: Int) { counts = [Int](repeating: 0, count: events) }

  mutating func add(
    _ event: Int, _ facts: [Slot: SlotFact], _ texts: [(slot: Slot, text: String?)], time: TimeSpan?
  ) {
    counts[event] += 1
    if time == nil { withoutTime += 1 }
    for (slot, text) in texts {
      guard let fact = facts[slot] else { continue }
      let key: String
      var made = Meaning()
      switch fact {
      case .known(let values):
        // A slot that takes any text as it stands has no meanings to count.
        let isPlain = values.count == 1 && values.first == text
        key = isPlain ? "=" : "=" + values.joined(separator: "; ")
        made.value = isPlain ? "the text itself" : values.joined(separator: "; ")
      case .unknown(let unknown):
        key = "?" + unknown.reason.rawValue
        made.reason = unknown.reason
      }
      made = found[slot]?[key] ?? made
      made.rows += 1
      if let text {
        if made.texts[text] != nil || made.texts.count < Self.textsKept {
          made.texts[text, default: 0] += 1
        }
      } else {
        made.blank += 1
      }
      found[slot, default: [:]][key] = made
    }
  }

  func slots() -> [MappingExplanation.SlotMeanings] {
    found.sorted { $0.key < $1.key }.map { slot, all in
      let meanings = all.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }.map(\.value)
      return MappingExplanation.SlotMeanings(
        slot: slot.rawValue,
        known: meanings.reduce(0) { $0 + ($1.reason == nil ? $1.rows : 0) },
        unknown: meanings.reduce(0) { $0 + ($1.reason == nil ? 0 : $1.rows) },
        meanings: meanings.map { meaning in
          let texts = meaning.texts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12)
          return MappingExplanation.Meaning(
            value: meaning.value, reason: meaning.reason, rows: meaning.rows,
            texts: texts.map { ColumnProfile.Common($0.key, $0.value) }, blank: meaning.blank)
        })
    }
  }
}
