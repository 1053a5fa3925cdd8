// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Decider {
  /// What ties the open searches of a rule, and the open facts that they hang on, together; nil
  /// where each turns out by itself.
  ///
  /// - Parameters:
  ///   - searches: those that the rule asks.
  ///   - counts: what each finds by itself.
  ///   - atoms: the conditions on a slot of the event judged.
  /// - Throws: `World.TooMany` where they cannot all be told in reasonable time.
  func joint(
    _ searches: [Int], _ counts: [Int: ClosedRange<Int>], of event: Event,
    atoms: (Slot) -> [Atom]
  ) throws(World.TooMany) -> JointTable? {
    let open = searches.filter { number in
      counts[number].map { $0.lowerBound < $0.upperBound } ?? true
    }
    guard !open.isEmpty else { return nil }
    guard open.count <= SearchSet.most else { throw World.TooMany() }
    let set = searchSet(open)
    let span = (event.time ?? TimeSpan(from: -Clock.far, to: Clock.far)).bounded
    let results = open.map { find($0, around: event, complete: true) }
    let states = set.linkSlots.map {
      SlotState($0, of: event, domain: meaning.domain(of: $0))
    }
    let isFixed =
      span.to - span.from <= 1 && event.place != nil
      && states.allSatisfy { if case .known(let ways) = $0 { ways.count == 1 } else { false } }
    if isFixed, open.allSatisfy({ isPlain($0) }), Self.areApart(set, results) { return nil }
    return try table(set, results, states, span: span, of: event, atoms)
  }

  /// Some event that nobody released could be what the search looks for, whatever the event judged:
  /// its conditions do not exclude each other, nor speak of what links the two.
  private func isPlain(_ number: Int) -> Bool {
    if let known = plain[number] { return known }
    let set = searchSet([number])
    var isPlain = true
    for atom in set.atoms {
      for case .slot(let slot) in atom.variables(meaning) where set.linkSlots.contains(slot) {
        isPlain = false
      }
    }
    if isPlain {
      let world = World(meaning: meaning, states: [:], days: [], place: .some(nil), counts: [:])
      isPlain = Possibility.can(meaning.searches[number].pattern, in: world)
    }
    plain[number] = isPlain
    return isPlain
  }

  /// No event can be found by two of the searches, and none counts different values.
  private static func areApart(_ set: SearchSet, _ results: [SearchTable.Result]) -> Bool {
    if set.searches.contains(where: { $0.distinct != nil }) { return false }
    for first in set.searches.indices {
      for second in set.searches.indices where second > first {
        if !set.searches[first].actions.isDisjoint(with: set.searches[second].actions) {
          return false
        }
        if !Set(results[first].possible).isDisjoint(with: results[second].possible) {
          return false
        }
      }
    }
    return true
  }

  private func table(
    _ set: SearchSet, _ results: [SearchTable.Result], _ states: [SlotState], span: TimeSpan,
    of event: Event, _ atoms: (Slot) -> [Atom]
  ) throws(World.TooMany) -> JointTable {
    let index = self.index
    // Events that are certainly found, and certainly bring one known value, need no second look.
    var numbers: Set<Int> = []
    for (position, result) in results.enumerated() {
      numbers.formUnion(Set(result.possible).subtracting(result.certain))
      guard let slot = set.searches[position].distinct else { continue }
      for number in result.certain where !isKnown(slot, of: index.events[number]) {
        numbers.insert(number)
      }
    }
    let others = numbers.sorted()
    let (links, apart) = try links(set, states, others, of: event, atoms)
    var judged = JointCounts.Judged(
      places: [event.place], isPlaceOpen: event.place == nil, links: links, name: event.place)
    if event.place == nil { judged.places = [nil] + meaning.places.names.sorted() }
    var found: [JointCounts.Other] = []
    for number in others {
      let other = index.events[number]
      let time = (other.time ?? TimeSpan(from: -Clock.far, to: Clock.far)).bounded
      found.append(
        JointCounts.Other(
          event: other, span: (time.from, time.to - 1),
          ways: try set.ways(
            of: other, name: "event \(number) ", apart: apart,
            answers: other.answers.map { $0 == event.id }, meaning),
          isAnswer: other.answers == event.id))
    }
    var unseen: [(action: String, ways: [FoundWay])] = []
    for action in set.actions where !coverage.isTotal {
      let kind = Event(
        id: "unseen", facts: [.action: .known([action])], time: nil, status: .logged, origin: "",
        citations: [])
      unseen.append(
        (
          action,
          try set.ways(of: kind, name: "unseen ", apart: apart, answers: nil, meaning)
        ))
    }
    let certain = results.map { $0.certain.filter { !numbers.contains($0) } }
    let instants = Instants(searches: set.searches, clock: clock)
    let since = set.searches.map { search in
      search.side == .before && search.duration == nil
        ? search.since?.start(in: clock.zone) ?? -Clock.far : -Clock.far
    }
    var points = Swift.Set(since)
    for other in found { points.formUnion([other.span.first, other.span.last + 1]) }
    for action in set.actions { points.formUnion(coverage.edges(of: action)) }
    let all = try instants.representatives(
      of: (span.from, span.to - 1), starts: starts, points: points.sorted())
    let rows = try JointCounts(
      set: set, judged: judged, others: found, certain: certain.map(\.count),
      certainValues: zip(set.searches, certain).map { search, events in
        guard let slot = search.distinct else { return [] }
        return Swift.Set(
          events.flatMap { index.events[$0].facts[slot]?.value ?? [] }
            .map(meaning.domain(of: slot).canonical))
      },
      unseen: unseen, actors: set.searches.map { $0.coveredActors(of: event) },
      coverage: coverage, instants: instants, places: places, since: since
    ).rows(at: all.map { ($0, stretch(of: $0)) })
    return named(rows, set, states, of: event)
  }

  private func isKnown(_ slot: Slot, of event: Event) -> Bool {
    if case .known(let ways) = SlotState(slot, of: event, domain: meaning.domain(of: slot)) {
      return ways.count == 1 && ways[0].count == 1
    }
    return false
  }

  /// The values that the link slots of the event judged can have, and all values that must be told
  /// apart for it.
  private func links(
    _ set: SearchSet, _ states: [SlotState], _ others: [Int], of event: Event,
    _ atoms: (Slot) -> [Atom]
  ) throws(World.TooMany) -> (links: [[[String]]], apart: [Slot: Set<String>]) {
    var apart: [Slot: Set<String>] = [:]
    for slot in Swift.Set(set.linkSlots).union(set.searches.compactMap(\.distinct)) {
      let canonical = meaning.domain(of: slot).canonical
      apart[slot, default: []].formUnion([])
      for number in others {
        switch index.events[number].facts[slot] {
        case .known(let values)?: apart[slot, default: []].formUnion(values.map(canonical))
        case .unknown(let unknown)?:
          apart[slot, default: []].formUnion(unknown.candidates.map(canonical))
        case nil: break
        }
      }
    }
    // What is counted by its values is told apart by each that it can have.
    for slot in set.searches.compactMap(\.distinct) {
      if case .closed(let values) = meaning.domain(of: slot) {
        apart[slot, default: []].formUnion(values.map { $0.lowercased() })
      }
    }
    var world = World(meaning: meaning, states: [:], days: [], place: .some(nil), counts: [:])
    world.apart = apart
    var links: [[[String]]] = []
    for (slot, state) in zip(set.linkSlots, states) {
      world.states[slot] = state
      let own = atoms(slot)
      // Values that the rule's text names are told apart too, so that each can be said to settle.
      world.apart[slot, default: []].formUnion(
        world.classes(of: slot, for: own).filter { !$0.isOpen }.flatMap(\.members))
      let choices = try world.choices(.slot(slot), for: own)
      let options = choices.compactMap { choice -> [String]? in
        guard case .values(let values) = choice else { return nil }
        return values.map { $0.hasPrefix(World.other) ? SearchSet.fresh + "judged " + $0 : $0 }
      }
      links.append(options)
      apart[slot, default: []].formUnion(options.joined())
    }
    return (links, apart)
  }

  /// The rows as choices of variables.
  private func named(
    _ rows: [JointCounts.Row], _ set: SearchSet, _ states: [SlotState], of event: Event
  ) -> JointTable {
    var table = JointTable(variables: [.day], rows: [])
    let isPlaceOpen = event.place == nil
    if isPlaceOpen { table.variables.append(.place) }
    let open = states.indices.filter { position in
      if case .known(let ways) = states[position] { ways.count > 1 } else { true }
    }
    table.variables += open.map { .slot(set.linkSlots[$0]) } + set.numbers.map { .search($0) }
    var seen: Swift.Set<[Choice]> = []
    for row in rows {
      var choices: [Choice] = [.day(day(ofStretch: row.stretch))]
      if isPlaceOpen { choices.append(.place(row.place)) }
      choices += open.map { .values(row.links[$0]) } + row.counts.map { .count($0) }
      if seen.insert(choices).inserted { table.rows.append(choices) }
    }
    return table
  }
}
