// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What slots can hold.
extension ReferenceRecord {
  /// Every way in which the slot of an event can turn out.
  func values(of slot: Slot, for event: Event) -> [[String]] {
    switch event.facts[slot] {
    case .known(let values)? where values.count == 1 && bound(values[0], of: slot) != nil:
      // "under-18": a number below, not known which.
      return universe(of: slot, among: values).map { [$0] }
    case .known(let values)?:
      return values.reduce([[]]) { ways, value in
        ways.flatMap { way in members(value, of: slot).map { way + [$0] } }
      }
    case .unknown(let unknown)? where !unknown.candidates.isEmpty:
      return sets(universe(of: slot, among: unknown.candidates), of: slot)
    case .unknown?, nil:
      if let action = event.facts[.action]?.value, action.count == 1,
        let implied = ActWords.implied[action[0]], implied.slot == slot
      {
        return [[implied.value]]
      }
      return sets(universe(of: slot, among: nil), of: slot)
    }
  }

  /// One value, or of slots that hold several one or more.
  private func sets(_ values: [String], of slot: Slot) -> [[String]] {
    guard Meaning.lists.contains(slot) else { return values.map { [$0] } }
    return (1..<(1 << min(values.count, 16))).map { mask in
      values.indices.filter { mask >> $0 & 1 == 1 }.map { values[$0] }
    }
  }

  /// `ICE-unspecified` is one of ERO and HSI; numbers are written in one way.
  private func members(_ value: String, of slot: Slot) -> [String] {
    if meaning.domain(of: slot) == .number { return [number(value) ?? value.lowercased()] }
    guard slot == .recipient || slot == .actor,
      let group = ActorWords.receivers[value.lowercased()]
    else { return [value.lowercased()] }
    return group.filter { ActorWords.vague[$0] == nil }.map { $0.lowercased() }
  }

  private func number(_ word: String) -> String? { NumberWords.number(word).map { String($0) } }

  private func bound(
    _ word: String, of slot: Slot
  ) -> (comparison: Comparison, number: Double)? {
    guard meaning.domain(of: slot) == .number, let bound = NumberWords.bound(word.lowercased()),
      bound.comparison != .equal
    else { return nil }
    return bound
  }

  /// Fine enough for tests, which compare with small whole numbers.
  private static let numbers = Array(stride(from: -2.0, through: 12, by: 0.5))

  /// The values that one event can hold: of those that nothing at hand can tell apart, one.
  private func universe(of slot: Slot, among candidates: [String]?) -> [String] {
    if let known = universes[slot]?[candidates] { return known }
    let found = findUniverse(of: slot, among: candidates)
    universes[slot, default: [:]][candidates] = found
    return found
  }

  private func findUniverse(of slot: Slot, among candidates: [String]?) -> [String] {
    var all: [String]
    switch (meaning.domain(of: slot), candidates) {
    case (.number, let candidates?):
      all = candidates.flatMap { word in
        guard let bound = bound(word, of: slot) else { return [number(word) ?? word.lowercased()] }
        return Self.numbers.filter { bound.comparison.holds($0, bound.number) }.map { String($0) }
      }
    case (.number, nil): all = Self.numbers.map { String($0) }
    case (_, let candidates?): all = candidates.flatMap { members($0, of: slot) }
    case (.closed(let values), nil):
      all = values.filter { ActorWords.vague[$0] == nil }.map { $0.lowercased() }
    case (.open(let values), nil):
      all = values.map { $0.lowercased() } + others(of: slot)
    }
    all = Set(all).sorted()
    if compared.contains(slot) { return all }
    var seen: Set<[Bool]> = []
    return all.filter { value in
      let alone = ReferenceInterpreter.Completion(values: [slot: [value]])
      let truth = atoms.filter { $0.isAbout(slot) }.sorted { "\($0)" < "\($1)" }
        .map { interpreter.holds(.atom($0, Wording("", "")), alone) }
      return seen.insert(truth).inserted
    }
  }

  func findCompared() -> Set<Slot> {
    var slots: Set<Slot> = []
    for case .same(let a, let b) in atoms { slots.formUnion([a, b]) }
    for number in searches {
      let search = meaning.searches[number]
      slots.formUnion(search.links)
      if search.samePerson { slots.insert("person") }
      if let slot = search.distinct { slots.insert(slot) }
    }
    return slots
  }

  /// What an open slot may hold besides the values that files name: what is recorded of slots it
  /// may be held against, and as many others as can be told apart.
  private func others(of slot: Slot) -> [String] {
    guard compared.contains(slot) else { return ["\u{1}other"] }
    let recorded = ([judged] + others).flatMap { event in
      compared.flatMap { slot -> [String] in
        let fact = event.facts[slot]
        return fact?.value ?? fact?.unknown?.candidates ?? []
      }
    }
    let counted = searches.filter { meaning.searches[$0].distinct == slot }
    let most = counted.map { others.count + enough[$0, default: 1] }.max() ?? 0
    return recorded.map { $0.lowercased() } + (0..<max(2, most)).map { "\u{1}other \($0)" }
  }
}

extension Atom {
  /// A condition on this slot alone.
  fileprivate func isAbout(_ slot: Slot) -> Bool {
    switch self {
    case .some(slot, _), .every(slot, _), .compare(slot, _, _): true
    default: false
    }
  }
}
