// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One way in which another event can turn out, as far as the searches of a set can tell.
struct FoundWay: Hashable {
  /// The searches whose pattern it fits, as bits.
  var fits: UInt64
  /// By link slot of the set, what it can hold, as a number among `FoundWays.holdings`.
  var links: [Int]
  /// By search, its values of the slot whose different values that search counts.
  var counted: [[String]]
  /// It answers the event judged.
  var answers: Bool
}

/// What a link slot of another event can hold.
struct Holding {
  /// The slot's position among the set's link slots.
  var position: Int
  /// Each way in which it can be, as the values it then has.
  var ways: [[String]]
}

/// Makes out the ways in which other events can turn out, for the searches of one set.
///
/// What only links is left together: an event about an unknown person turns out in as many ways as
/// there are people, and for one judged person only one of them matters.
struct FoundWays {
  let set: SearchSet
  /// Values that must be told from all others.
  let apart: [Slot: Set<String>]
  let meaning: Meaning
  private(set) var holdings: [Holding] = []
  private var numbers: [Held: Int] = [:]

  private struct Held: Hashable {
    var position: Int
    var state: SlotState
  }

  init(_ set: SearchSet, apart: [Slot: Set<String>], _ meaning: Meaning) {
    (self.set, self.apart, self.meaning) = (set, apart, meaning)
  }

  /// The ways in which an event can turn out.
  ///
  /// - Parameters:
  ///   - name: sets its values that nobody names apart from those of other events.
  ///   - answers: whether it answers the event judged; nil where the record does not say.
  mutating func ways(
    of event: Event, name: String, answers: Bool?
  ) throws(World.TooMany) -> [FoundWay] {
    var world = World(meaning: meaning, states: [:], days: [], place: .some(nil), counts: [:])
    world.apart = apart
    for slot in set.slots + set.linkOnly {
      world.states[slot] = SlotState(slot, of: event, domain: meaning.domain(of: slot))
    }
    var all: [[Slot: [String]]] = [[:]]
    for slot in set.slots {
      let options = try world.choices(.slot(slot), for: set.atoms)
      guard all.count * options.count <= CompletionPart.most else { throw World.TooMany() }
      all = all.flatMap { chosen in
        options.map { option in
          var chosen = chosen
          if case .values(let values) = option { chosen[slot] = values }
          return chosen
        }
      }
    }
    var alike: [Int?] = []
    for (position, slot) in set.linkSlots.enumerated() {
      let isAlike = set.linkOnly.contains(slot)
      alike.append(isAlike ? try number(of: slot, at: position, in: world) : nil)
    }
    var found: [FoundWay] = []
    var seen: Set<FoundWay> = []
    let guesses = answers.map { [$0] } ?? (set.answersOnly == 0 ? [false] : [false, true])
    for chosen in all {
      var fits: UInt64 = 0
      for (position, search) in set.searches.enumerated() {
        let holds = search.pattern.value { atom in
          atom.holds(meaning) { variable in
            if case .slot(let slot) = variable { chosen[slot].map { .values($0) } } else { nil }
          }
        }
        if holds == true { fits |= 1 << position }
      }
      func named(_ slot: Slot) -> [String] {
        chosen[slot, default: []].map {
          $0.hasPrefix(World.other) ? SearchSet.fresh + name + $0 : $0
        }
      }
      let links = set.linkSlots.indices.map { position in
        alike[position] ?? number(of: named(set.linkSlots[position]), at: position)
      }
      for guess in guesses {
        let way = FoundWay(
          fits: fits, links: links,
          counted: set.searches.map { search in search.distinct.map(named) ?? [] }, answers: guess)
        if seen.insert(way).inserted { found.append(way) }
      }
    }
    return found
  }

  /// Everything that a slot which only links can hold.
  private mutating func number(
    of slot: Slot, at position: Int, in world: World
  ) throws(World.TooMany) -> Int {
    let held = Held(position: position, state: world.states[slot] ?? .open)
    if let known = numbers[held] { return known }
    let ways = try world.choices(.slot(slot), for: []).compactMap { choice -> [String]? in
      if case .values(let values) = choice { values } else { nil }
    }
    return add(Holding(position: position, ways: ways), as: held)
  }

  /// Values that a condition has been tried with.
  private mutating func number(of values: [String], at position: Int) -> Int {
    let held = Held(position: position, state: .known([values]))
    return numbers[held] ?? add(Holding(position: position, ways: [values]), as: held)
  }

  private mutating func add(_ holding: Holding, as held: Held) -> Int {
    numbers[held] = holdings.count
    holdings.append(holding)
    return holdings.count - 1
  }
}
