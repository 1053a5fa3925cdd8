// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The events that a search can find, in order of time: made once for a search, asked once for
/// each event judged.
struct SearchTable {
  private struct Entry {
    var event: Int
    /// Of the pattern: true, or nil for "perhaps".
    var fits: Bool?
    var from: Int64
  }

  private struct Entries {
    /// What certainly fits the pattern, in order of time; and what only may.
    var certain: [Entry] = []
    var possible: [Entry] = []

    mutating func add(_ entry: Entry) {
      if entry.fits == true { certain.append(entry) } else { possible.append(entry) }
    }

    mutating func sort() {
      certain.sort { ($0.from, $0.event) < ($1.from, $1.event) }
      possible.sort { ($0.from, $0.event) < ($1.from, $1.event) }
    }
  }

  /// What was found around one event.
  struct Result {
    var counts: ClosedRange<Int>
    /// Events that certainly are what was looked for.
    var witnesses: [Int]
    /// All of them, and all that may be; empty unless asked for.
    var certain: [Int] = []
    var possible: [Int] = []
  }

  private let search: SearchModel
  private let index: EventIndex
  private let places: PlaceFinder
  /// With a known person, by that; the rest may be about anybody.
  private var byPerson: [String: Entries] = [:]
  private var anyPerson = Entries()
  private var widest: Int64 = 1
  /// Counts beyond this make no difference to any rule.
  private let enough: Int
  private let domain: (Slot) -> Domain

  init(
    _ search: SearchModel, enough: Int, index: EventIndex, places: PlaceFinder,
    domain: @escaping (Slot) -> Domain, pattern: (Event) -> Bool?
  ) {
    self.domain = domain
    (self.search, self.index, self.enough, self.places) = (search, index, enough, places)
    for number in index.candidates(for: search.actions) {
      let event = index.events[number]
      let fits = pattern(event)
      if fits == false { continue }
      // Events without a time may lie anywhere: as if they began and never ended.
      let span = (event.time ?? TimeSpan(from: -Clock.far, to: Clock.far)).bounded
      let from = span.from
      widest = max(widest, span.to - span.from)
      let entry = Entry(event: number, fits: fits, from: from)
      let people = event.facts[Link.person]?.value ?? []
      if search.samePerson, people.count == 1, let person = people.first, event.answers == nil {
        byPerson[person.lowercased(), default: Entries()].add(entry)
      } else {
        anyPerson.add(entry)
      }
    }
    for person in byPerson.keys { byPerson[person]?.sort() }
    anyPerson.sort()
  }

  /// - Parameter complete: lists every event found, instead of stopping where no further one can
  ///   change a rule.
  func find(
    around event: Event, coverage: CoverageMap, clock: Clock, complete: Bool = false
  ) -> Result {
    var (all, maybe): ([Int], [Int]) = ([], [])
    let window = WindowTest(search, from: event.time, clock: clock)
    let link = Link(search: search, places: places, judged: event, domain: domain)
    var (certain, possible) = (0, 0)
    var (certainValues, possibleValues): (Set<String>, Set<String>) = ([], [])
    var (certainBlank, possibleBlanks) = (false, 0)
    var witnesses: [Int] = []

    func look(_ entries: [Entry]) {
      // Nothing that begins this early can still reach into the window.
      let start = window.low.from - widest
      var position = Self.first(in: entries, from: start)
      while position < entries.count, entries[position].from <= window.high.to {
        let entry = entries[position]
        position += 1
        let other = index.events[entry.event]
        guard let linked = Self.and(window.holds(other.time), { link.holds(other) }) else {
          continue
        }
        let isCertain = linked == .yes && entry.fits == true
        possible += 1
        if complete { maybe.append(entry.event) }
        if isCertain {
          certain += 1
          if complete { all.append(entry.event) }
          if witnesses.count < 8 { witnesses.append(entry.event) }
        }
        if let slot = search.distinct {
          if let values = other.facts[slot]?.value {
            let folded = values.map(domain(slot).canonical)
            possibleValues.formUnion(folded)
            if isCertain { certainValues.formUnion(folded) }
          } else {
            possibleBlanks += 1
            if isCertain { certainBlank = true }
          }
        }
        // Enough of them: no further one can change any rule.
        if search.distinct == nil, !complete {
          if certain >= enough || (entry.fits == nil && possible >= enough) { return }
        }
      }
    }

    let people = search.samePerson ? event.facts[Link.person]?.value ?? [] : []
    var groups = [anyPerson]
    if search.samePerson, people.count == 1, let person = people.first {
      if let own = byPerson[person.lowercased()] { groups.insert(own, at: 0) }
    } else {
      groups += byPerson.keys.sorted().compactMap { byPerson[$0] }
    }
    let isExhaustive = complete || search.distinct != nil
    for group in groups where certain < enough || isExhaustive { look(group.certain) }
    for group in groups where possible < enough || isExhaustive { look(group.possible) }

    var low = certain
    var high = possible
    if search.distinct != nil {
      low = max(certainValues.count, certainBlank ? 1 : 0)
      high = possibleValues.count + possibleBlanks
    }
    let actors = search.coveredActors(of: event)
    let isCovered = search.actions.allSatisfy {
      coverage.covers($0, by: actors, over: window.whole)
    }
    if !isCovered { high = enough }
    low = min(low, enough)
    return Result(
      counts: low...max(low, min(high, enough)), witnesses: witnesses, certain: all,
      possible: maybe)
  }

  private enum Certainty { case yes, perhaps }

  private static func and(_ first: Bool?, _ second: () -> Bool?) -> Certainty? {
    if first == false { return nil }
    let second = second()
    if second == false { return nil }
    return first == true && second == true ? .yes : .perhaps
  }

  private static func first(in entries: [Entry], from: Int64) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].from < from { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension SearchModel {
  /// Whose acts must be covered: those of the agency whose event is judged, where it does not
  /// speak of others.
  func coveredActors(of event: Event) -> Set<String> {
    var own: Set<String> = []
    for slot in [Slot.actor, .recipient] {
      switch event.facts[slot] {
      case .known(let values)?: own.formUnion(values.map { $0.lowercased() })
      case .unknown(let unknown)?: own.formUnion(unknown.candidates.map { $0.lowercased() })
      case nil: break
      }
    }
    if actors.isEmpty {
      let actor = event.facts[.actor]?.value ?? event.facts[.actor]?.unknown?.candidates ?? []
      return Set(actor.map { $0.lowercased() })
    }
    let bound = own.intersection(actors)
    return bound.isEmpty ? actors : bound
  }
}
