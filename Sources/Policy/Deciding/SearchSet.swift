// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The searches that bear on one rule, looked at together: an event that two of them can find
/// turns out one way for both.
struct SearchSet {
  /// More searches than their positions have bits.
  static let most = 62

  let numbers: [Int]
  let searches: [SearchModel]
  /// Counts beyond these make no difference to any rule.
  let enough: [Int]
  /// Slots by which some search links the event found to the one judged; `person` among them.
  let linkSlots: [Slot]
  /// For each link slot, the searches that link by it, as bits.
  let linked: [UInt64]
  let answersOnly: UInt64
  /// Every slot of the event found that makes a difference.
  let slots: [Slot]
  let atoms: [Atom]
  let actions: [String]

  init(_ numbers: [Int], _ meaning: Meaning, enough: [Int]) {
    let searches = numbers.map { meaning.searches[$0] }
    (self.numbers, self.searches) = (numbers, searches)
    self.enough = numbers.map { enough[$0] }
    var links: Set<Slot> = []
    var slots: Set<Slot> = []
    var atoms: [Atom] = []
    for search in searches {
      links.formUnion(search.links)
      if search.samePerson { links.insert(Link.person) }
      if let distinct = search.distinct { slots.insert(distinct) }
      search.pattern.forEachAtom { atom, _ in
        if !atoms.contains(atom) { atoms.append(atom) }
        for case .slot(let slot) in atom.variables(meaning) { slots.insert(slot) }
      }
    }
    linkSlots = links.sorted()
    func bits(_ holds: (SearchModel) -> Bool) -> UInt64 {
      searches.indices.reduce(0) { holds(searches[$1]) ? $0 | 1 << $1 : $0 }
    }
    linked = linkSlots.map { slot in
      bits { $0.links.contains(slot) || (slot == Link.person && $0.samePerson) }
    }
    answersOnly = bits(\.answersOnly)
    self.slots = slots.union(links).sorted()
    self.atoms = atoms
    actions = Set(searches.flatMap(\.actions)).sorted()
  }

  var all: UInt64 { (1 << searches.count) - 1 }
}

/// One way in which another event can turn out, as far as the searches of a set can tell.
struct FoundWay: Hashable {
  /// The searches whose pattern it fits, as bits.
  var fits: UInt64
  /// Its values of the set's link slots.
  var links: [[String]]
  /// By search, its values of the slot whose different values that search counts.
  var counted: [[String]]
  /// It answers the event judged.
  var answers: Bool
}

extension SearchSet {
  /// Stands before the name of a value that is like no other.
  static let fresh = "\u{1}"

  /// The ways in which an event can turn out.
  ///
  /// - Parameters:
  ///   - name: sets its values that nobody names apart from those of other events.
  ///   - apart: values that must be told from all others.
  ///   - answers: whether it answers the event judged; nil where the record does not say.
  func ways(
    of event: Event, name: String, apart: [Slot: Set<String>], answers: Bool?, _ meaning: Meaning
  ) throws(World.TooMany) -> [FoundWay] {
    var world = World(meaning: meaning, states: [:], days: [], place: .some(nil), counts: [:])
    world.apart = apart
    for slot in slots {
      world.states[slot] = SlotState(slot, of: event, domain: meaning.domain(of: slot))
    }
    var all: [[Slot: [String]]] = [[:]]
    for slot in slots {
      let options = try world.choices(.slot(slot), for: atoms)
      guard all.count * options.count <= CompletionPart.most else { throw World.TooMany() }
      all = all.flatMap { chosen in
        options.map { option in
          var chosen = chosen
          if case .values(let values) = option { chosen[slot] = values }
          return chosen
        }
      }
    }
    var found: [FoundWay] = []
    var seen: Set<FoundWay> = []
    let guesses = answers.map { [$0] } ?? (answersOnly == 0 ? [false] : [false, true])
    for chosen in all {
      var fits: UInt64 = 0
      for (position, search) in searches.enumerated() {
        let holds = search.pattern.value { atom in
          atom.holds(meaning) { variable in
            if case .slot(let slot) = variable { chosen[slot].map { .values($0) } } else { nil }
          }
        }
        if holds == true { fits |= 1 << position }
      }
      func named(_ slot: Slot) -> [String] {
        chosen[slot, default: []].map { $0.hasPrefix(World.other) ? Self.fresh + name + $0 : $0 }
      }
      for guess in guesses {
        let way = FoundWay(
          fits: fits, links: linkSlots.map(named),
          counted: searches.map { search in search.distinct.map(named) ?? [] }, answers: guess)
        if seen.insert(way).inserted { found.append(way) }
      }
    }
    return found
  }
}
