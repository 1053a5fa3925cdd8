// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Synchronization

/// Numbers what texts mean to a mapping: texts that mean the same have one number.
final class ClassBook: Sendable {
  /// What one template makes of the texts.
  struct Signature: Hashable, Sendable {
    var tests: [Bool]
    var facts: [SlotFact]
  }

  private struct State {
    /// Made when first asked for: they remember what they have read, each book for itself.
    var templates: [BoundTemplate]?
    var numbers: [[Signature]: UInt32] = [:]
    /// The first is of texts that need no class, such as the names of people.
    var examples: [[String?]] = [[]]
  }

  private let state = Mutex(State())
  private let mapping: BoundMapping

  init(_ mapping: BoundMapping) { self.mapping = mapping }

  /// - Parameters:
  ///   - cells: the texts.
  ///   - read: what each template makes of them.
  func number(
    of cells: [String?], read: (inout [BoundTemplate]) -> [Signature]
  ) -> UInt32 {
    state.withLock { state in
      var own = state.templates ?? mapping.templates()
      state.templates = nil
      let signature = read(&own)
      state.templates = own
      if let known = state.numbers[signature] { return known }
      let next = UInt32(state.examples.count)
      state.numbers[signature] = next
      state.examples.append(cells)
      return next
    }
  }

  /// Texts of the class.
  func example(_ number: UInt32) -> [String?] {
    state.withLock { $0.examples[Int(number)] }
  }
}

/// A mapping with the columns it is for.
struct BoundMapping: Sendable {
  let mapping: Mapping
  let columns: [String]
  let zone: TimeZone
  /// Slots that are read from cells; all if nil.
  let slots: Set<Slot>?

  /// Its kinds of event tied to the columns; none where a column is missing.
  func templates() -> [BoundTemplate] { (try? tied()) ?? [] }

  func tied() throws(ColumnIndex.Missing) -> [BoundTemplate] {
    let index = ColumnIndex(columns)
    var templates: [BoundTemplate] = []
    for (number, template) in mapping.templates.enumerated() {
      var own = try BoundTemplate(
        template, index: number, columns: index, mapping: mapping, zone: zone)
      own.read(only: slots)
      templates.append(own)
    }
    return templates
  }
}
