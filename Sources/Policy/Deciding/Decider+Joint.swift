// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Decider {
  /// What ties searches, and the open facts that they hang on, together; nothing of those that turn
  /// out by themselves.
  ///
  /// Where all of them together would take too long they are taken one by one, and where one by
  /// itself would, only its own bounds count: more may then be left open than need be, never less.
  ///
  /// - Parameters:
  ///   - searches: those that bear on a rule.
  ///   - counts: what each finds by itself.
  ///   - atoms: the conditions on a slot of the event judged.
  func joint(
    _ searches: [Int], _ counts: [Int: ClosedRange<Int>], of event: Event,
    atoms: (Slot) -> [Atom]
  ) -> [JointTable] {
    let open = searches.filter { number in
      counts[number].map { $0.lowerBound < $0.upperBound } ?? true
    }
    let span = (event.time ?? TimeSpan(from: -Clock.far, to: Clock.far)).bounded
    var results: [Int: SearchTable.Result] = [:]
    for number in open { results[number] = find(number, around: event, complete: true) }
    let isFixed = span.to - span.from <= 1 && event.place != nil && isLinkKnown(open, of: event)
    let groups = isFixed ? apart(open, results) : [open]
    var tables: [JointTable] = []
    for group in groups where !group.isEmpty {
      if isFixed, group.count == 1, isPlain(group[0]) { continue }
      do throws(World.TooMany) {
        tables.append(try table(group, results, span: span, of: event, atoms))
      } catch {
        guard group.count > 1 else { continue }
        for one in group {
          if let table = try? table([one], results, span: span, of: event, atoms) {
            tables.append(table)
          }
        }
      }
    }
    return tables
  }

  /// Nothing by which the searches link is open of the event judged, and another could hold the same.
  func isLinkKnown(_ searches: [Int], of event: Event) -> Bool {
    var slots: Set<Slot> = []
    for number in searches {
      slots.formUnion(meaning.searches[number].links)
      if meaning.searches[number].samePerson { slots.insert(Link.person) }
    }
    return slots.allSatisfy { slot in
      let domain = meaning.domain(of: slot)
      guard case .known(let ways) = SlotState(slot, of: event, domain: domain), ways.count == 1
      else { return false }
      // A value that the slot is not declared to have is no other event's.
      guard case .closed(let values) = domain else { return true }
      let known = Set(values.map { $0.lowercased() })
      return ways[0].contains { known.contains($0) }
    }
  }

  /// Searches that one event could be found by, directly or by way of others, together.
  private func apart(_ searches: [Int], _ results: [Int: SearchTable.Result]) -> [[Int]] {
    var groups: [(numbers: [Int], actions: Set<String>, events: Set<Int>)] = []
    for number in searches {
      var merged = (
        numbers: [number], actions: meaning.searches[number].actions,
        events: Set(results[number]?.possible ?? [])
      )
      var rest: [(numbers: [Int], actions: Set<String>, events: Set<Int>)] = []
      for group in groups {
        if group.actions.isDisjoint(with: merged.actions),
          group.events.isDisjoint(with: merged.events)
        {
          rest.append(group)
        } else {
          merged = (
            group.numbers + merged.numbers, group.actions.union(merged.actions),
            group.events.union(merged.events)
          )
        }
      }
      groups = rest + [merged]
    }
    return groups.map { $0.numbers.sorted() }
  }

  /// Some event that nobody released could be what the search looks for, whatever the event judged:
  /// its conditions do not exclude each other, nor speak of what links the two.
  func isPlain(_ number: Int) -> Bool {
    if let known = plain[number] { return known }
    let set = searchSet([number])
    var isPlain = true
    for atom in set.atoms {
      for case .slot(let slot) in atom.variables(meaning) where set.linkSlots.contains(slot) {
        isPlain = false
      }
    }
    if meaning.searches[number].distinct != nil { isPlain = false }
    if isPlain {
      let world = World(meaning: meaning, states: [:], days: [], place: .some(nil), counts: [:])
      isPlain = Possibility.can(meaning.searches[number].pattern, in: world)
    }
    plain[number] = isPlain
    return isPlain
  }

  private func table(
    _ searches: [Int], _ found: [Int: SearchTable.Result], span: TimeSpan, of event: Event,
    _ atoms: (Slot) -> [Atom]
  ) throws(World.TooMany) -> JointTable {
    guard searches.count <= SearchSet.most else { throw World.TooMany() }
    let index = self.index
    let set = searchSet(searches)
    let results = searches.map { number in
      found[number] ?? SearchTable.Result(counts: 0...0, witnesses: [])
    }
    let states = set.linkSlots.map {
      SlotState($0, of: event, domain: meaning.domain(of: $0))
    }
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
    // An unknown value may be one that an event certainly found brings.
    var told = numbers
    for (result, search) in zip(results, set.searches) where search.distinct != nil {
      told.formUnion(result.certain)
    }
    let (links, apart) = try links(set, states, told.sorted(), of: event, atoms)
    var judged = JointCounts.Judged(
      places: [event.place], isPlaceOpen: event.place == nil, links: links, name: event.place)
    if event.place == nil { judged.places = [nil] + meaning.places.names.sorted() }
    var ways = FoundWays(set, apart: apart, meaning)
    var possible: [JointCounts.Other] = []
    for number in others {
      let other = index.events[number]
      let time = (other.time ?? TimeSpan(from: -Clock.far, to: Clock.far)).bounded
      possible.append(
        JointCounts.Other(
          event: other, span: (time.from, time.to - 1),
          ways: try ways.ways(
            of: other, name: "event \(number) ", answers: other.answers.map { $0 == event.id }),
          isAnswer: other.answers == event.id))
    }
    var unseen: [(action: String, ways: [FoundWay])] = []
    for action in set.actions where !coverage.isTotal {
      let kind = Event(
        id: "unseen", facts: [.action: .known([action])], time: nil, status: .logged, origin: "",
        citations: [])
      unseen.append((action, try ways.ways(of: kind, name: "unseen ", answers: nil)))
    }
    let certain = results.map { $0.certain.filter { !numbers.contains($0) } }
    let instants = Instants(searches: set.searches, clock: clock)
    let since = set.searches.map { search in
      search.side == .before && search.duration == nil
        ? search.since?.start(in: clock.zone) ?? -Clock.far : -Clock.far
    }
    var points = Swift.Set(since)
    for other in possible { points.formUnion([other.span.first, other.span.last + 1]) }
    for action in set.actions { points.formUnion(coverage.edges(of: action)) }
    let all = try instants.representatives(
      of: (span.from, span.to - 1), starts: starts, points: points.sorted())
    let rows = try JointCounts(
      set: set, holdings: ways.holdings, judged: judged, others: possible,
      certain: certain.map(\.count),
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
