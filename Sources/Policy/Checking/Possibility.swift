// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Whether anything at all could make a condition hold: the decision about an event of which nothing
/// is known but the place, in a record of which nothing is covered.
struct Possibility {
  let meaning: Meaning
  /// Searches that no event can fit.
  private let empty: Set<Int>
  private let enough: [Int]

  init(_ meaning: Meaning) {
    self.meaning = meaning
    enough = Decider.enough(of: meaning)
    var empty: Set<Int> = []
    for (number, search) in meaning.searches.enumerated() {
      let world = World(
        meaning: meaning, states: [:], days: [], place: .some(nil), counts: [:])
      if !Self.can(search.pattern, in: world) { empty.insert(number) }
    }
    self.empty = empty
  }

  /// Whether no event could ever be what the search looks for.
  func isEmpty(_ search: Int) -> Bool { empty.contains(search) }

  /// Whether some event, of some day, in some record, fulfils the condition.
  func can(_ condition: Condition, in world: World) -> Bool { Self.can(condition, in: world) }

  static func can(_ condition: Condition, in world: World) -> Bool {
    let known = { (atom: Atom) in world.truth(of: atom) }
    if let value = condition.value(known) { return value }
    var open = OpenAtoms()
    open.add(condition.simplified(known))
    // What cannot be told counts as possible: nothing is reported then.
    let parts = try? OpenParts(open, in: world, known: known)
    return (try? parts?.reaches(most: Self.most, { $0 }, value: { condition.value($0) })) ?? true
  }

  /// Whether the rule could ever give one of the verdicts.
  func can(_ rule: Int, give wanted: Set<Verdict>, in world: World) -> Bool {
    let known = { (atom: Atom) in world.truth(of: atom) }
    let open = OpenAtoms(of: rule, meaning, known)
    let parts = try? OpenParts(open, in: world, known: known)
    let found = try? parts?.reaches(
      most: Self.most, { wanted.contains($0) },
      value: { Judge(meaning: meaning, truth: $0).ruling(rule)?.verdict })
    return found ?? true
  }

  /// Evaluations that one question may cost.
  private static let most = 100_000

  // MARK: Worlds

  /// The world of some rules and of all that bear on them.
  func world(of rules: some Sequence<Int>) -> World {
    let all = Set(rules.flatMap { meaning.related[$0] }).sorted()
    var conditions: [Condition] = []
    for rule in all {
      let instrument = meaning.instruments[meaning.rules[rule].instrument]
      conditions.append(instrument.inForce)
      conditions += instrument.family.map { meaning.instruments[$0].inForce }
      meaning.forEachWordedAtom(of: rule) { conditions.append(.atom($0, $1)) }
    }
    return world(for: conditions, place: place(of: rules))
  }

  /// A place where all the rules bind, if there is one.
  private func place(of rules: some Sequence<Int>) -> String? {
    let binding = rules.map { meaning.instruments[meaning.rules[$0].instrument].place }
    let candidates = binding + meaning.places.names.sorted()
    return candidates.first { here in
      binding.allSatisfy { meaning.places.binds($0, in: here) }
    }
  }

  /// A world in which nothing is known but the place, and searches look among the same events.
  func world(for conditions: [Condition], place: String?) -> World {
    var searches: Set<Int> = []
    var atoms: [Atom] = []
    var seen: Set<Atom> = []
    var dates: Set<CivilDay> = []
    for condition in conditions {
      condition.forEachAtom { atom, _ in
        guard seen.insert(atom).inserted else { return }
        atoms.append(atom)
        switch atom {
        case .found(let search, _, _): searches.insert(search)
        case .day(let range):
          if let from = range.from { dates.insert(from) }
          if let to = range.to { dates.insert(to.adding(days: 1)) }
        case .answer(let id):
          if let settled = meaning.questions[id]?.settled { dates.insert(settled.from) }
        default: break
        }
      }
    }
    let decider = Decider(
      meaning, index: EventIndex([]), coverage: CoverageMap([]), zone: Resolver.utc,
      dates: dates.sorted(), enough: enough)
    var world = World(
      meaning: meaning, states: [:], days: (0...dates.count).map { decider.day(ofStretch: $0) },
      place: place.map { .some($0) }, counts: [:])
    for search in searches {
      world.counts[search] = empty.contains(search) ? 0...0 : 0...Int.max
    }
    guard searches.count > 1 || searches.contains(where: { meaning.searches[$0].distinct != nil })
    else { return world }
    let event = Event(
      id: "any", facts: [:], time: nil, place: place, status: .logged, origin: "", citations: [])
    world.joint = decider.joint(
      searches.sorted(), world.counts, of: event,
      atoms: { slot in atoms.filter { $0.variables(meaning).contains(.slot(slot)) } })
    return world
  }
}
