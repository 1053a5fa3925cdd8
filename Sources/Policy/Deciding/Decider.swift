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

  /// Everything about an event that its verdicts can depend on: the states of the plan's slots by
  /// their numbers, the days, and what the searches found.
  struct Situation: Hashable {
    var states: [Int]
    var days: ClosedRange<Int>
    var counts: [ClosedRange<Int>]
  }

  /// What is decided of a situation.
  struct Decided {
    var world: World
    var rules: [(rule: Int, outcome: Outcome)]
    /// By rule and what ties its searches together, what it says then.
    fileprivate var tied: [Tied: Say] = [:]
  }

  enum Outcome {
    case said(Say)
    /// It hangs on what these searches find, and that may be tied together.
    case open([Int])
  }

  fileprivate struct Tied: Hashable {
    var rule: Int
    var tables: [UInt32]
  }

  let meaning: Meaning
  let clock: Clock
  /// How questions are answered for this occasion.
  let answers: [String: Bool]
  let index: EventIndex
  let places: PlaceFinder
  let coverage: CoverageMap
  private let dates: [CivilDay]
  /// The first instants of `dates` in the zone.
  let starts: [Int64]
  private let enough: [Int]
  private var tables: [Int: SearchTable] = [:]
  private var plans: [Plan.Key: Plan] = [:]
  private var memo: [Int: [Situation: Decided]] = [:]
  private var sets: [[Int]: SearchSet] = [:]
  /// Searches of which it has been found whether an unseen event could be what they look for.
  var plain: [Int: Bool] = [:]
  private var tableNumbers = Numbering<JointTable>()

  /// - Parameters:
  ///   - dates: days on which something begins that matters; all that the files name, otherwise.
  ///   - enough: by search, how many events any rule can tell apart.
  init(
    _ meaning: Meaning, index: EventIndex, coverage: CoverageMap, zone: TimeZone,
    answers: [String: Bool] = [:], dates: [CivilDay]? = nil, enough: [Int]? = nil
  ) {
    (self.meaning, self.index, self.coverage) = (meaning, index, coverage)
    (clock, self.answers) = (Clock(zone: zone), answers)
    places = PlaceFinder(meaning.places)
    self.dates = dates ?? meaning.dates
    starts = self.dates.map { [clock] in $0.start(in: clock.zone) }
    self.enough = enough ?? meaning.enough
  }

  /// What the rules say of an event.
  struct Hearing {
    /// In the order of the files; silent rules left out.
    var says: [Say]
    var plan: Plan
    var days: ClosedRange<Int>
    /// Events that certainly are what a search looked for.
    var witnesses: [Int: [Int]]
    /// What is known of it.
    var world: World
  }

  func says(of event: Event) -> Hearing {
    let plan = plan(of: event)
    var ranges: [ClosedRange<Int>] = []
    var witnesses: [Int: [Int]] = [:]
    for search in plan.searches {
      let result = find(search, around: event)
      ranges.append(result.counts)
      if !result.witnesses.isEmpty { witnesses[search] = result.witnesses }
    }
    let days = stretches(of: event.time)
    let states = plan.states(of: event, action: event.onlyAction)
    let situation = Situation(states: states, days: days, counts: ranges)
    let decided = decided(situation, plan)
    let counts = decided.world.counts
    var tables: [[Int]: [JointTable]] = [:]
    let says = decided.rules.map { rule, outcome -> Say in
      guard case .open(let searches) = outcome else {
        if case .said(let say) = outcome { return say }
        return Say(rule: rule, verdict: .undetermined, possible: [])
      }
      let joint =
        tables[searches] ?? self.joint(searches, counts, of: event, atoms: plan.atoms)
      tables[searches] = joint
      return say(rule, tiedBy: joint, situation, plan)
    }
    return Hearing(says: says, plan: plan, days: days, witnesses: witnesses, world: decided.world)
  }

  func plan(of event: Event) -> Plan {
    let key = Plan.Key(place: event.place, action: event.onlyAction)
    if let made = plans[key] { return made }
    let plan = Plan(number: plans.count, key, meaning)
    plans[key] = plan
    return plan
  }

  func decided(_ situation: Situation, _ plan: Plan) -> Decided {
    if let known = memo[plan.number]?[situation] { return known }
    var world = world(plan, days: situation.days)
    world.states = plan.examples(of: situation.states)
    world.counts = Dictionary(
      zip(plan.searches, situation.counts), uniquingKeysWith: { first, _ in first })
    let decided = decide(plan.rules, in: world)
    memo[plan.number, default: [:]][situation] = decided
    return decided
  }

  /// What a rule says that hangs on searches, once it is known what ties them together.
  func say(
    _ rule: Int, tiedBy tables: [JointTable], _ situation: Situation, _ plan: Plan
  ) -> Say {
    let tied = Tied(rule: rule, tables: tables.map { tableNumbers.number(of: $0) })
    let decided = decided(situation, plan)
    if let known = decided.tied[tied] { return known }
    var world = decided.world
    world.joint = tables
    let judge = Judge(meaning: meaning, truth: { world.truth(of: $0) })
    let say = say(rule, judge, in: world)
    memo[plan.number]?[situation]?.tied[tied] = say
    return say
  }

  /// What is known of a plan's events by place and day alone.
  func world(_ plan: Plan, days: ClosedRange<Int>) -> World {
    World(
      meaning: meaning, states: [:],
      days: days.map { day(ofStretch: $0) },
      place: plan.place, answers: answers, counts: [:])
  }

  private struct SilenceKey: Hashable {
    var plan: Int
    var days: ClosedRange<Int>
  }

  private var silences: [SilenceKey: Silence] = [:]

  func silence(of plan: Plan, on days: ClosedRange<Int>) -> Silence {
    let key = SilenceKey(plan: plan.number, days: days)
    if let made = silences[key] { return made }
    let made = makeSilence(of: plan, on: days)
    silences[key] = made
    return made
  }

  // MARK: One situation

  private func decide(_ rules: [Int], in world: World) -> Decided {
    var known: [Atom: Bool?] = [:]
    func truth(_ atom: Atom) -> Bool? {
      if let value = known[atom] { return value }
      let value = world.truth(of: atom)
      known[atom] = .some(value)
      return value
    }
    let judge = Judge(meaning: meaning, truth: truth)
    var decided = Decided(world: world, rules: [])
    for rule in rules where !isSilent(rule, truth) {
      var searches: Set<Int> = []
      if judge.ruling(rule) == nil {
        for case .found(let search, _, _) in OpenAtoms(of: rule, meaning, truth).atoms {
          searches.insert(search)
        }
      }
      decided.rules.append(
        (rule, searches.isEmpty ? .said(say(rule, judge, in: world)) : .open(searches.sorted())))
    }
    return decided
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
    let reasons = RulingReasons(meaning: meaning, truth: judge.truth)
    if let ruling = judge.ruling(rule) {
      return Say(
        rule: rule, verdict: ruling.verdict, possible: [ruling.verdict],
        why: reasons.lines(for: ruling, of: rule))
    }
    let sentence = meaning.rules[rule].sentence
    guard let completions = try? Completions(of: rule, in: world, known: judge.truth) else {
      return Say(
        rule: rule, verdict: .undetermined, possible: Set(Verdict.allCases),
        why: [sentence, "too much is not known to try every way in which it can turn out"])
    }
    if let verdict = completions.verdict() {
      return Say(
        rule: rule, verdict: verdict, possible: [verdict],
        why: [sentence, "whatever is not known, it comes to the same"])
    }
    let settlement = Settlement(completions, in: world)
    return Say(
      rule: rule, verdict: .undetermined, possible: completions.diagram.possible,
      until: settlement.settlings,
      why: [sentence] + settlement.matters.map { "not known: whether \($0)" } + [
        "it comes to "
          + PolicyLibrary.weight.filter(completions.diagram.possible.contains).map(\.rawValue)
          .joined(separator: " or ")
      ],
      open: settlement.variables)
  }

  // MARK: Searches

  func searchSet(_ numbers: [Int]) -> SearchSet {
    if let made = sets[numbers] { return made }
    let made = SearchSet(numbers, meaning, enough: enough)
    sets[numbers] = made
    return made
  }

  func find(
    _ number: Int, around event: Event, complete: Bool = false
  ) -> SearchTable.Result {
    let table: SearchTable
    if let made = tables[number] {
      table = made
    } else {
      let search = meaning.searches[number]
      var known: [[RawState]: Bool?] = [:]
      let slots = searchSet([number]).slots
      table = SearchTable(
        search, enough: enough[number], index: index, places: places,
        domain: meaning.domain,
        pattern: { event in
          // Most events of a record are alike in what one search asks.
          let states = slots.map { slot in
            RawState(slot, of: event, implied: SlotState.implied(slot, by: event.onlyAction))
          }
          if let known = known[states] { return known }
          let fits = fits(search, event)
          known[states] = .some(fits)
          return fits
        })
      tables[number] = table
    }
    return table.find(around: event, coverage: coverage, clock: clock, complete: complete)
  }

  /// Whether an event is what the search looks for, exactly: nil where the record leaves it open.
  func fits(_ search: SearchModel, _ event: Event) -> Bool? {
    var states: [Slot: SlotState] = [:]
    search.pattern.forEachAtom { atom, _ in
      for case .slot(let slot) in atom.variables(meaning) where states[slot] == nil {
        states[slot] = SlotState(slot, of: event, domain: meaning.domain(of: slot))
      }
    }
    let world = World(meaning: meaning, states: states, days: [], place: .some(nil), counts: [:])
    let truth = { (atom: Atom) in world.truth(of: atom) }
    if let value = search.pattern.value(truth) { return value }
    var left = OpenAtoms()
    left.add(search.pattern.simplified(truth))
    guard
      let completions = try? Completions(
        of: left, in: world, known: truth,
        value: { search.pattern.value($0) })
    else { return nil }
    return completions.diagram.value(where: [:])
  }

  static func enough(of meaning: Meaning) -> [Int] {
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

  /// The stretches between those days that the event can lie in: 0 is before the first.
  func stretches(of span: TimeSpan?) -> ClosedRange<Int> {
    guard let span = span?.bounded else { return 0...dates.count }
    let first = stretch(of: span.from)
    return first...max(first, stretch(of: max(span.from, span.to - 1)))
  }

  func stretch(of instant: Int64) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// One day of the stretch.
  func day(ofStretch number: Int) -> CivilDay {
    number == 0 ? (dates.first?.adding(days: -1) ?? CivilDay(number: 0)) : dates[number - 1]
  }
}

extension Event {
  /// Its action, where the record tells one and no other.
  var onlyAction: String? {
    let action = facts[.action]?.value
    return action?.count == 1 ? action?.first : nil
  }
}
