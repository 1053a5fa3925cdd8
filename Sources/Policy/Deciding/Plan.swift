// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The rules that can speak of events of one action at one place, and what they ask about.
///
/// States of a slot that no rule of the plan can tell apart share a number, so that events that are
/// alike in everything asked are alike in a few integers.
final class Plan {
  struct Key: Hashable {
    var place: String?
    /// Nil where the action is not known for certain.
    var action: String?
  }

  private struct Column {
    var slot: Slot
    var domain: Domain
    /// Conditions on this slot alone; what they say of a known value is all that matters of it.
    var atoms: [Atom]
    /// Another slot is held against it, so the very values matter.
    var isCompared: Bool
    var numbers: [RawState: Int] = [:]
    var byTruth: [[Bool]: Int] = [:]
    /// One state for each number.
    var examples: [SlotState] = []
  }

  let number: Int
  let rules: [Int]
  let searches: [Int]
  /// Nil where the record names no place; with an inner nil for one that no file names.
  let place: String??
  private let meaning: Meaning
  private var columns: [Column] = []

  init(number: Int, _ key: Key, _ meaning: Meaning) {
    (self.number, self.meaning) = (number, meaning)
    let place: String?? = key.place.map { meaning.places.find($0) }
    let action = key.action?.lowercased()
    let rules = meaning.rules.indices.filter { number in
      let rule = meaning.rules[number]
      if let action, !rule.actions.contains(action) { return false }
      guard let place else { return true }
      let binding = meaning.instruments[rule.instrument].place
      guard let here = place else {
        return binding == PlaceNames.everywhere || binding == PlaceNames.country
      }
      return meaning.places.binds(binding, in: here)
    }
    (self.place, self.rules) = (place, rules)
    let asked = Asked(rules.flatMap { meaning.asked[$0].atoms })
    self.searches = asked.searches
    for rule in rules { searchesOf[rule] = meaning.asked[rule].searches }
    var bySlot: [Slot: [Atom]] = [:]
    for atom in asked.atoms {
      for case .slot(let slot) in atom.variables(meaning) { bySlot[slot, default: []].append(atom) }
    }
    columns = bySlot.keys.sorted().map { slot in
      let own = bySlot[slot, default: []]
      let isCompared = own.contains { if case .same = $0 { true } else { false } }
      return Column(
        slot: slot, domain: meaning.domain(of: slot), atoms: own, isCompared: isCompared)
    }
  }

  /// The conditions of the plan's rules on a slot alone or against another.
  func atoms(about slot: Slot) -> [Atom] {
    columns.first { $0.slot == slot }?.atoms ?? []
  }

  /// The searches that bear on a rule.
  private(set) var searchesOf: [Int: [Int]] = [:]

  /// The numbers of the states of the plan's slots.
  func states(of event: Event, action: String?) -> [Int] {
    var found: [Int] = []
    found.reserveCapacity(columns.count)
    for index in columns.indices {
      let implied = SlotState.implied(columns[index].slot, by: action)
      let raw = RawState(columns[index].slot, of: event, implied: implied)
      if let known = columns[index].numbers[raw] {
        found.append(known)
      } else {
        found.append(add(raw, to: index))
      }
    }
    return found
  }

  private func add(_ raw: RawState, to index: Int) -> Int {
    let column = columns[index]
    let state = SlotState(raw, of: column.slot, domain: column.domain)
    let next = column.examples.count
    if !column.isCompared, case .known(let ways) = state, ways.count == 1 {
      let truth = column.atoms.map { atom in atom.holds(meaning) { _ in .values(ways[0]) } }
      if let known = column.byTruth[truth] {
        columns[index].numbers[raw] = known
        return known
      }
      columns[index].byTruth[truth] = next
    }
    columns[index].numbers[raw] = next
    columns[index].examples.append(state)
    return next
  }

  /// For each slot a state that has the number.
  func examples(of states: [Int]) -> [Slot: SlotState] {
    var found: [Slot: SlotState] = [:]
    for (column, number) in zip(columns, states) { found[column.slot] = column.examples[number] }
    return found
  }
}
