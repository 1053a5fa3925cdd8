// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Whether anything at all could make a condition hold: the decision about an event of which nothing
/// is known but the place, in a record of which nothing is covered.
struct Possibility {
  let meaning: Meaning
  /// Searches that no event can fit.
  let empty: Set<Int>
  private let enough: [Int]
  private let scenes = Scenes()

  /// Rules on which the same others bear share their world.
  private final class Scenes {
    struct Key: Hashable {
      var rules: [Int]
      var place: String?
    }

    var made: [Key: Scene] = [:]
  }

  init(_ meaning: Meaning, empty: Set<Int>) {
    (self.meaning, self.empty) = (meaning, empty)
    enough = meaning.enough
  }

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

  static func can(_ condition: Condition, in world: World) -> Bool {
    Scene(world).can(condition)
  }

  // MARK: Worlds

  /// The world of some rules and of all that bear on them.
  func scene(of rules: [Int]) -> Scene {
    let all = Set(rules.flatMap { meaning.related[$0] }).sorted()
    let place = place(of: rules)
    let key = Scenes.Key(rules: all, place: place)
    if let made = scenes.made[key] { return made }
    let made = Scene(world(of: all, place: place))
    scenes.made[key] = made
    return made
  }

  private func world(of all: [Int], place: String?) -> World {
    var conditions: [Condition] = []
    for rule in all {
      let instrument = meaning.instruments[meaning.rules[rule].instrument]
      conditions.append(instrument.inForce)
      conditions += instrument.family.map { meaning.instruments[$0].inForce }
      meaning.forEachWordedAtom(of: rule) { conditions.append(.atom($0, $1)) }
    }
    return world(for: conditions, place: place)
  }

  /// A place where all the rules bind, if there is one.
  private func place(of rules: [Int]) -> String? {
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
