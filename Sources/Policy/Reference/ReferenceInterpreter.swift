// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What rules mean, said as plainly as possible: try every completion of the record and see which
/// verdicts come out. Slow; the fast decision is tested against it.
///
/// A completion picks a value for every open slot, a day, a place, an answer to every open
/// question, and a number for every search, between how many events certainly and how many possibly
/// are what it looks for. Searches are completed one by one: that one event, found by two searches,
/// cannot be two things at once is left out of account, here and in the decision.
struct ReferenceInterpreter {
  struct Completion {
    var values: [Slot: [String]] = [:]
    var day = CivilDay(number: 0)
    var place: String?
    var answers: [String: Bool] = [:]
    var counts: [Int: Int] = [:]
  }

  /// More completions than a test should try.
  struct TooMany: Error {}

  let meaning: Meaning
  let events: [Event]
  let coverage: [Coverage]
  /// Nothing happened but what the record says.
  var isTotal = false
  let zone: TimeZone
  var answers: [String: Bool] = [:]
  var most = 60_000

  /// Every verdict that some completion gives.
  func verdicts(of rule: Int, on event: Event) throws(TooMany) -> Set<Verdict> {
    Set(try completions(of: event, rule).map { verdict(of: rule, in: $0) })
  }

  // MARK: One completion

  func verdict(of index: Int, in world: Completion) -> Verdict {
    let rule = meaning.rules[index]
    let instrument = meaning.instruments[rule.instrument]
    if !holds(instrument.bound, world) { return .notCovered }
    if !holds(instrument.inForce, world) {
      let replaced = instrument.family.contains { holds(meaning.instruments[$0].inForce, world) }
      return replaced ? .notCovered : .noRuleInForce
    }
    if !holds(rule.speaks, world) || !holds(rule.condition, world) { return .notCovered }
    if rule.exceptions.contains(where: { holds($0.condition, world) }) {
      return rule.modal == .may ? .notCovered : .permitted
    }
    for precedence in meaning.precedences where precedence.loser == index {
      guard holds(precedence.condition, world), isLive(precedence.winner, world) else { continue }
      switch (meaning.rules[precedence.winner].modal, rule.modal) {
      case (.may, .mustNot), (.must, .mustNot), (.may, .must): return .permitted
      default: return .notCovered
      }
    }
    for other in meaning.rules.indices where meaning.oppose(index, other) && isLive(other, world) {
      let between = meaning.precedences.filter {
        ($0.winner, $0.loser) == (index, other) || ($0.winner, $0.loser) == (other, index)
      }
      if between.isEmpty { return .conflict }
      let mine = between.filter { $0.winner == index }
      if !mine.isEmpty, !mine.contains(where: { holds($0.condition, world) }) {
        return rule.modal == .mustNot ? .permitted : .notCovered
      }
    }
    switch rule.modal {
    case .mustNot: return .violated
    case .may: return .permitted
    case .must: return rule.done.map { holds($0, world) } == true ? .requiredDone : .requiredMissing
    }
  }

  private func isLive(_ index: Int, _ world: Completion) -> Bool {
    let rule = meaning.rules[index]
    let instrument = meaning.instruments[rule.instrument]
    return holds(instrument.bound, world) && holds(instrument.inForce, world)
      && holds(rule.speaks, world) && holds(rule.condition, world)
      && !rule.exceptions.contains { holds($0.condition, world) }
      && !meaning.precedences.contains {
        $0.loser == index && holds($0.condition, world) && isLive($0.winner, world)
      }
  }

  func holds(_ condition: Condition, _ world: Completion) -> Bool {
    switch condition {
    case .constant(let value): value
    case .not(let inner): !holds(inner, world)
    case .all(let parts): parts.allSatisfy { holds($0, world) }
    case .any(let parts): parts.contains { holds($0, world) }
    case .atom(let atom, _): holds(atom, world)
    }
  }

  private func holds(_ atom: Atom, _ world: Completion) -> Bool {
    switch atom {
    case .some(let slot, let set):
      return world.values[slot, default: []].contains { set.contains($0) }
    case .every(let slot, let set):
      let values = world.values[slot, default: []]
      return !values.isEmpty && !values.contains { !set.contains($0) }
    case .same(let a, let b):
      return Set(world.values[a, default: []]) == Set(world.values[b, default: []])
    case .compare(let slot, let comparison, let number):
      return world.values[slot, default: []].contains {
        NumberWords.number($0).map { comparison.holds($0, number) } ?? false
      }
    case .found(let search, let comparison, let number):
      return comparison.holds(world.counts[search, default: 0], number)
    case .answer(let id): return world.answers[id, default: false]
    case .day(let range): return range.contains(world.day)
    case .within(let place):
      if [PlaceNames.everywhere, PlaceNames.country].contains(place) { return true }
      return world.place.map { meaning.places.chain($0).contains(place) } ?? false
    }
  }

  // MARK: All completions

  private func completions(of event: Event, _ rule: Int) throws(TooMany) -> [Completion] {
    var slots: Set<Slot> = []
    var searches: Set<Int> = []
    var questions: Set<String> = []
    for related in meaning.related[rule] {
      meaning.forEachAtom(of: related) { atom in
        for variable in atom.variables(meaning) {
          switch variable {
          case .slot(let slot): slots.insert(slot)
          case .search(let search): searches.insert(search)
          case .question(let id): questions.insert(id)
          case .day, .place: break
          }
        }
      }
    }
    var all: [Completion] = days(of: event).map { Completion(day: $0) }
    func multiply<Option>(
      by options: [Option], _ set: (inout Completion, Option) -> Void
    ) throws(TooMany) {
      guard all.count * options.count <= most else { throw TooMany() }
      all = all.flatMap { world in
        options.map { option in
          var world = world
          set(&world, option)
          return world
        }
      }
    }
    let places: [String?] =
      event.place.map { [meaning.places.find($0)] } ?? [nil] + meaning.places.names.sorted()
    try multiply(by: places) { $0.place = $1 }
    for slot in slots.sorted() {
      try multiply(by: values(of: slot, for: event)) { $0.values[slot] = $1 }
    }
    for search in searches.sorted() {
      let range = Searching(reference: self, search: meaning.searches[search], event: event).counts
      try multiply(by: Array(range)) { $0.counts[search] = $1 }
    }
    for id in questions.sorted() {
      try multiply(by: answers[id].map { [$0] } ?? [true, false]) { world, answer in
        let settled = meaning.questions[id]?.settled
        world.answers[id] =
          settled.map { world.day >= $0.from ? $0.answer : answer } ?? answer
      }
    }
    return all
  }

  private func days(of event: Event) -> [CivilDay] {
    guard let time = event.time else {
      let dates = meaning.instruments.flatMap { [$0.range.from, $0.range.to].compactMap { $0 } }
      return (dates + [CivilDay(number: 0)]).flatMap { date in
        (-1...1).map { date.adding(days: $0) }
      }
    }
    let first = CivilDay(instant: time.from, in: zone)
    let last = max(first, CivilDay(instant: time.to - 1, in: zone))
    return (first.number...last.number).map { CivilDay(number: $0) }
  }

  /// Fine enough for tests, which compare with small whole numbers.
  private static let numbers = Array(stride(from: -2.0, through: 12, by: 0.5))

  func values(of slot: Slot, for event: Event) -> [[String]] {
    let all: [String]
    switch SlotState(slot, of: event, domain: meaning.domain(of: slot)) {
    case .known(let ways): return ways
    case .among(let values):
      // "under-18" is each number below.
      all = values.flatMap { value -> [String] in
        guard meaning.domain(of: slot) == .number, let bound = NumberWords.bound(value),
          bound.comparison != .equal
        else { return [value] }
        return Self.numbers.filter { bound.comparison.holds($0, bound.number) }.map { String($0) }
      }
    case .open:
      switch meaning.domain(of: slot) {
      case .closed(let values):
        all = values.filter { $0 != "ICE-unspecified" }.map { $0.lowercased() }
      case .open(let values):
        // What the other slots hold may be compared with; and there is more than files name.
        let others = event.facts.values.flatMap { $0.value ?? [] }.map { $0.lowercased() }
        all = Array(Set(values + others)).sorted() + ["other-1", "other-2"]
      case .number: all = Self.numbers.map { String($0) }
      }
    }
    guard Meaning.lists.contains(slot) else { return all.map { [$0] } }
    return (1..<(1 << min(all.count, 14))).map { mask in
      all.indices.filter { mask >> $0 & 1 == 1 }.map { all[$0] }
    }
  }
}
