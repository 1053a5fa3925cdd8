// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Decides events of one record, one after another. Events that are alike in everything a rule
/// could ask are decided once.
final class Decider {
  /// What one rule says of an event, before the event's own places are added.
  struct Say {
    var rule: Int
    var verdict: Verdict
    /// Every verdict that what is not known leaves possible.
    var possible: Set<Verdict>
    var until: [Settling] = []
    var why: [String] = []
    var open: [Variable] = []
  }

  /// The rules that can speak of events of one action at one place, and what they ask about.
  private struct Plan {
    var rules: [Int]
    var slots: [Slot]
    var searches: [Int]
    /// With an inner nil for a place no file names.
    var place: String??
    var says: [Key: [Say]] = [:]
  }

  private struct PlanKey: Hashable {
    var place: String?
    /// Nil where the action is not known for certain.
    var action: String?
  }

  /// Everything about an event that its verdicts can depend on.
  private struct Key: Hashable {
    var states: [SlotState]
    var days: ClosedRange<Int>
    var counts: [ClosedRange<Int>]
  }

  let meaning: Meaning
  let clock: Clock
  /// How questions are answered for this occasion.
  let answers: [String: Bool]
  private let index: EventIndex
  private let coverage: CoverageMap
  private let dates: [CivilDay]
  private let enough: [Int]
  private var tables: [Int: SearchTable] = [:]
  private var plans: [PlanKey: Plan] = [:]

  init(
    _ meaning: Meaning, index: EventIndex, coverage: CoverageMap, zone: TimeZone,
    answers: [String: Bool] = [:]
  ) {
    (self.meaning, self.index, self.coverage) = (meaning, index, coverage)
    (clock, self.answers) = (Clock(zone: zone), answers)
    dates = Self.dates(of: meaning)
    enough = Self.enough(of: meaning)
  }

  /// What the rules say of the event, in the order of the files; silent ones left out.
  func says(of event: Event) -> (says: [Say], world: World, witnesses: [Int: [Int]]) {
    let action = event.facts[.action]?.value
    let key = PlanKey(
      place: event.place, action: action?.count == 1 ? action?.first?.lowercased() : nil)
    var plan = plans[key] ?? makePlan(key)
    let states = plan.slots.map {
      SlotState($0, of: event, domain: meaning.domain(of: $0))
    }
    var counts: [Int: ClosedRange<Int>] = [:]
    var witnesses: [Int: [Int]] = [:]
    for search in plan.searches {
      let result = find(search, around: event)
      counts[search] = result.counts
      if !result.witnesses.isEmpty { witnesses[search] = result.witnesses }
    }
    let days = stretches(of: event.time)
    let world = World(
      meaning: meaning,
      states: Dictionary(zip(plan.slots, states), uniquingKeysWith: { first, _ in first }),
      days: days.map { $0 == 0 ? (dates.first?.adding(days: -1) ?? CivilDay(number: 0)) : dates[$0 - 1] },
      place: plan.place, answers: answers, counts: counts)
    let situation = Key(
      states: states, days: days, counts: plan.searches.map { counts[$0] ?? 0...Int.max })
    if let known = plan.says[situation] { return (known, world, witnesses) }
    let says = decide(plan.rules, in: world)
    plan.says[situation] = says
    plans[key] = plan
    return (says, world, witnesses)
  }

  // MARK: One situation

  private func decide(_ rules: [Int], in world: World) -> [Say] {
    var known: [Atom: Bool?] = [:]
    func truth(_ atom: Atom) -> Bool? {
      if let value = known[atom] { return value }
      let value = world.truth(of: atom)
      known[atom] = .some(value)
      return value
    }
    let judge = Judge(meaning: meaning, truth: truth)
    return rules.compactMap { rule in
      isSilent(rule, truth) ? nil : say(rule, judge, in: world)
    }
  }

  /// The rule certainly does not speak of the event, or another version of its text does.
  private func isSilent(_ rule: Int, _ truth: (Atom) -> Bool?) -> Bool {
    let model = meaning.rules[rule]
    let instrument = meaning.instruments[model.instrument]
    if instrument.bound.value(truth) == false || model.speaks.value(truth) == false { return true }
    return instrument.inForce.value(truth) == false
      && instrument.family.contains { meaning.instruments[$0].inForce.value(truth) == true }
  }

  private func say(_ rule: Int, _ judge: Judge, in world: World) -> Say {
    let explanation = Explanation(meaning: meaning, truth: judge.truth)
    if let ruling = judge.ruling(rule) {
      return Say(
        rule: rule, verdict: ruling.verdict, possible: [ruling.verdict],
        why: explanation.lines(for: ruling, of: rule))
    }
    let sentence = meaning.rules[rule].sentence
    guard let completions = try? Completions(of: rule, in: world, known: judge.truth) else {
      return Say(
        rule: rule, verdict: .undetermined, possible: Set(Verdict.allCases),
        why: [sentence, "too much is not known to try every way in which it can turn out"])
    }
    if let verdict = completions.verdict(where: []) {
      return Say(
        rule: rule, verdict: verdict, possible: [verdict],
        why: [sentence, "whatever is not known, it comes to the same"])
    }
    let settlement = Settlement(completions, in: world)
    return Say(
      rule: rule, verdict: .undetermined, possible: completions.possible,
      until: settlement.settlings,
      why: [sentence] + settlement.matters.map { "not known: whether \($0)" },
      open: settlement.variables)
  }

  // MARK: Plans

  private func makePlan(_ key: PlanKey) -> Plan {
    var place: String??
    if let named = key.place { place = .some(meaning.places.find(named)) }
    let rules = meaning.rules.indices.filter { number in
      let rule = meaning.rules[number]
      if let action = key.action, !rule.actions.contains(action) { return false }
      guard let place else { return true }
      let binding = meaning.instruments[rule.instrument].place
      guard let here = place else {
        return binding == PlaceNames.everywhere || binding == PlaceNames.country
      }
      return meaning.places.binds(binding, in: here)
    }
    var slots: Set<Slot> = []
    var searches: Set<Int> = []
    for rule in Set(rules.flatMap { meaning.related[$0] }) {
      meaning.forEachAtom(of: rule) { atom in
        for variable in atom.variables(meaning) {
          switch variable {
          case .slot(let slot): slots.insert(slot)
          case .search(let search): searches.insert(search)
          case .day, .place, .question: break
          }
        }
      }
    }
    return Plan(rules: rules, slots: slots.sorted(), searches: searches.sorted(), place: place)
  }

  // MARK: Searches

  private func find(_ number: Int, around event: Event) -> SearchTable.Result {
    let table: SearchTable
    if let made = tables[number] {
      table = made
    } else {
      let search = meaning.searches[number]
      table = SearchTable(search, enough: enough[number], index: index) { fits(search, $0) }
      tables[number] = table
    }
    return table.find(around: event, meaning: meaning, coverage: coverage, clock: clock)
  }

  /// Whether an event is what the search looks for, exactly: nil where the record leaves it open.
  private func fits(_ search: SearchModel, _ event: Event) -> Bool? {
    var states: [Slot: SlotState] = [:]
    var open: [Atom: Wording] = [:]
    search.pattern.forEachAtom { atom, wording in
      open[atom] = wording
      for case .slot(let slot) in atom.variables(meaning) where states[slot] == nil {
        states[slot] = SlotState(slot, of: event, domain: meaning.domain(of: slot))
      }
    }
    let world = World(meaning: meaning, states: states, days: [], place: .some(nil), counts: [:])
    let truth = { (atom: Atom) in world.truth(of: atom) }
    if let value = search.pattern.value(truth) { return value }
    let left = open.filter { truth($0.key) == nil }
    guard
      let completions = try? Completions(
        of: left, in: world, known: truth,
        verdict: { search.pattern.value($0) == true ? .permitted : .violated })
    else { return nil }
    return completions.verdict(where: []).map { $0 == .permitted }
  }

  private static func enough(of meaning: Meaning) -> [Int] {
    var enough = [Int](repeating: 1, count: meaning.searches.count)
    for rule in meaning.rules.indices {
      meaning.forEachAtom(of: rule) { atom in
        if case .found(let search, _, let number) = atom {
          enough[search] = max(enough[search], number + 1)
        }
      }
    }
    return enough
  }

  // MARK: Days

  /// Days on which something that a file names begins.
  private static func dates(of meaning: Meaning) -> [CivilDay] {
    var dates: Set<CivilDay> = []
    func add(_ range: DayRange) {
      if let from = range.from { dates.insert(from) }
      if let to = range.to { dates.insert(to.adding(days: 1)) }
    }
    for instrument in meaning.instruments { add(instrument.range) }
    for question in meaning.questions.values {
      if let settled = question.settled { dates.insert(settled.from) }
    }
    for rule in meaning.rules.indices {
      meaning.forEachAtom(of: rule) { atom in if case .day(let range) = atom { add(range) } }
    }
    return dates.sorted()
  }

  /// The stretches between those days that the event can lie in: 0 is before the first.
  private func stretches(of span: TimeSpan?) -> ClosedRange<Int> {
    guard let span else { return 0...dates.count }
    func stretch(_ instant: Int64) -> Int {
      let day = CivilDay(instant: max(-Clock.far, min(instant, Clock.far)), in: clock.zone)
      var (low, high) = (0, dates.count)
      while low < high {
        let middle = (low + high) / 2
        if dates[middle] <= day { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let first = stretch(span.from)
    return first...max(first, stretch(max(span.from, span.to - 1)))
  }
}

extension Meaning {
  /// The atoms of a rule and of the precedences it stands in.
  func forEachAtom(of index: Int, _ body: (Atom) -> Void) {
    let rule = rules[index]
    var conditions = [rule.speaks, rule.condition] + rule.exceptions.map(\.condition)
    if let done = rule.done { conditions.append(done) }
    for number in losses[index, default: []] + wins[index, default: []] {
      conditions.append(precedences[number].condition)
    }
    for condition in conditions { condition.forEachAtom { atom, _ in body(atom) } }
  }
}
