// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Whether anything at all could make a condition hold: the decision about an event of which nothing
/// is known, in a record of which nothing is covered.
struct Possibility {
  let meaning: Meaning
  private let decider: Decider
  private let event = Event(
    id: "any", facts: [:], time: nil, status: .logged, origin: "", citations: [])
  /// Searches that no event can fit.
  private let empty: Set<Int>

  init(_ meaning: Meaning) {
    self.meaning = meaning
    let decider = Decider(
      meaning, index: EventIndex([]), coverage: CoverageMap([]), zone: Resolver.utc)
    self.decider = decider
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

  /// Whether some event, of some day and place, in some record, fulfils the condition.
  func can(_ condition: Condition) -> Bool { Self.can(condition, in: world(for: [condition])) }

  private static func can(_ condition: Condition, in world: World) -> Bool {
    if let value = condition.value({ _ in nil }) { return value }
    var open = OpenAtoms()
    open.add(condition)
    let completions = try? Completions(
      of: open, in: world, known: { _ in nil },
      verdict: { condition.value($0).map { $0 ? .permitted : .violated } })
    // What cannot be told counts as possible: nothing is reported then.
    return completions?.diagram.possible.contains(.permitted) ?? true
  }

  /// Every verdict that the rule could ever give.
  func verdicts(of rule: Int) -> Set<Verdict> {
    var conditions: [Condition] = []
    for related in meaning.related[rule] {
      meaning.forEachAtom(of: related) { atom in
        conditions.append(.atom(atom, Wording("", "")))
      }
    }
    let world = world(for: conditions)
    let completions = try? Completions(of: rule, in: world, known: { world.truth(of: $0) })
    return completions?.diagram.possible ?? Set(Verdict.allCases)
  }

  /// A world in which nothing is known, but that searches look among the same events.
  func world(for conditions: [Condition]) -> World {
    var searches: Set<Int> = []
    var atoms: [Atom] = []
    for condition in conditions {
      condition.forEachAtom { atom, _ in
        atoms.append(atom)
        if case .found(let search, _, _) = atom { searches.insert(search) }
      }
    }
    let days = Array(meaning.dates.indices) + [meaning.dates.count]
    var world = World(
      meaning: meaning, states: [:], days: days.map { decider.day(ofStretch: $0) }, place: nil,
      counts: [:])
    for search in searches {
      world.counts[search] = empty.contains(search) ? 0...0 : 0...Int.max
    }
    let counts = world.counts
    world.joint =
      (try? decider.joint(
        searches.sorted(), counts, of: event,
        atoms: { slot in
          atoms.filter { $0.variables(meaning).contains(.slot(slot)) }
        })) ?? nil
    return world
  }
}
