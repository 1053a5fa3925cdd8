// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Where and when a search looks, seen from the completed event judged.
extension ReferenceRecord {
  /// Whether a completed event belongs with the one judged, as the search has it.
  func isLinked(
    _ number: Int, _ other: Happening, _ judged: [Slot: [String]], in place: String
  ) -> Bool {
    let search = meaning.searches[number]
    func meet(_ slot: Slot) -> Bool {
      !Set(judged[slot, default: []]).isDisjoint(with: other.values[slot, default: []])
    }
    return areOne(place, other.place) && (!search.answersOnly || other.isAnswer)
      && (!search.samePerson || other.isStatedAnswer || meet("person"))
      && search.links.allSatisfy(meet)
  }

  /// The same place, or one within the other.
  private func areOne(_ here: String, _ there: String) -> Bool {
    if let known = near[here]?[there] { return known }
    let found = findAreOne(here, there)
    near[here, default: [:]][there] = found
    return found
  }

  private func findAreOne(_ here: String, _ there: String) -> Bool {
    let places = meaning.places
    guard let a = places.find(here), let b = places.find(there) else {
      return PlaceNames.key(here) == PlaceNames.key(there)
    }
    return places.chain(a).contains(b) || places.chain(b).contains(a)
  }

  // MARK: Time

  /// The window of each search seen from an instant of the event judged.
  private func windows(from at: Int64) -> [Int: ClosedRange<Int64>] {
    let clock = Clock(zone: interpreter.zone)
    var all: [Int: ClosedRange<Int64>] = [:]
    for number in searches {
      let search = meaning.searches[number]
      let back = search.duration.map { clock.subtract($0, from: at) } ?? -Clock.far
      let on = search.duration.map { clock.add($0, to: at) } ?? Clock.far
      switch search.side {
      case .before: all[number] = back...(at - 1)
      case .after: all[number] = (at + 1)...on
      case .around: all[number] = back...on
      }
    }
    return all
  }

  /// How everything lies around the event judged, from one instant: the day, and for each other
  /// event and each unseen act the windows that can hold it together.
  struct Standing: Hashable {
    var day: CivilDay
    var inside: [Set<Set<Int>>]
    var unseen: [String: Set<Set<Int>>] = [:]
  }

  /// From every instant of the event judged; those from which all looks alike are one.
  func findStandings() -> Set<Standing> {
    var all: Set<Standing> = []
    let dates = meaning.dates
    for at in instantsOfJudged() {
      let windows = windows(from: at)
      // Where something can change, and the windows that hold an event there.
      let edges = edges(of: windows).map { edge in
        (at: edge, held: Set(searches.filter { windows[$0]?.contains(edge) == true }))
      }
      // Days between two dates that files name are alike.
      let day = CivilDay(instant: at, in: interpreter.zone)
      var standing = Standing(
        day: dates.last { $0 <= day } ?? CivilDay(number: -1 << 40),
        inside: others.map { other in
          let span = other.time?.bounded ?? TimeSpan(from: -Clock.far, to: Clock.far)
          let ends = [span.from, span.to - 1].map { end in
            Set(searches.filter { windows[$0]?.contains(end) == true })
          }
          let between = edges.filter { span.from <= $0.at && $0.at < span.to }.map(\.held)
          return Set(ends + between)
        })
      for action in unseenActions {
        standing.unseen[action] = Set(
          edges.map { edge in edge.held.filter { !isCovered($0, action, edge.at) } })
      }
      all.insert(standing)
    }
    return all
  }

  private func edges(of windows: [Int: ClosedRange<Int64>]) -> Set<Int64> {
    var all: Set<Int64> = []
    for window in windows.values {
      for edge in [window.lowerBound, window.upperBound] {
        all.formUnion([edge - 1, edge, edge + 1])
      }
    }
    for edge in coverageEdges { all.formUnion([edge - 1, edge]) }
    return all
  }

  /// Instants of the event judged at which something can change.
  private func instantsOfJudged() -> [Int64] {
    let clock = Clock(zone: interpreter.zone)
    let span = judged.time?.bounded
    var edges = coverageEdges
    for other in others {
      if let span = other.time?.bounded { edges.formUnion([span.from, span.to]) }
    }
    for date in meaning.dates { edges.insert(date.start(in: interpreter.zone)) }
    let durations = Set(searches.compactMap { meaning.searches[$0].duration })
    // Windows that leave out days or count months change with the day they are seen from.
    if durations.contains(where: { !$0.skips.isEmpty || $0.unit == .month || $0.unit == .year }) {
      let around = edges.filter { abs($0) < Clock.far }
      let margin: Int64 = 40 * 86_400
      let from = span?.from ?? (around.min() ?? 0) - margin
      let to = span?.to ?? (around.max() ?? 0) + margin
      var day = CivilDay(instant: from, in: interpreter.zone)
      while to - from <= 400 * 86_400, day.start(in: interpreter.zone) < to {
        edges.insert(day.start(in: interpreter.zone))
        day = day.adding(days: 1)
      }
    }
    var all: Set<Int64> = span.map { [$0.from, $0.to - 1] } ?? [-(1 << 40), 1 << 40]
    for edge in edges {
      let seen = durations.flatMap { [clock.add($0, to: edge), clock.subtract($0, from: edge)] }
      for instant in seen + [edge] { all.formUnion([instant - 1, instant, instant + 1]) }
    }
    guard let span else { return all.sorted() }
    return all.filter { span.from <= $0 && $0 < span.to }.sorted()
  }

  // MARK: Coverage

  /// Where something begins or ceases to be covered.
  func findCoverageEdges() -> Set<Int64> {
    if interpreter.isTotal { return [] }
    let spans = interpreter.coverage.flatMap { [$0.span] + $0.gaps }
    return Set(spans.flatMap { [$0.bounded.from, $0.bounded.to] } + starts.values)
  }

  /// Whether the record would show such an event to the search, had it happened then.
  private func isCovered(_ number: Int, _ action: String, _ instant: Int64) -> Bool {
    // A window without a length reaches back to the first day of the instrument.
    if let start = starts[number], instant < start { return true }
    let actors = boundActors[number, default: []]
    return interpreter.coverage.contains { entry in
      entry.actions.contains { $0.lowercased() == action }
        && (entry.actors.isEmpty
          || (!actors.isEmpty && actors.isSubset(of: entry.actors.map { $0.lowercased() })))
        && entry.span.from <= instant && instant < entry.span.to
        && !entry.gaps.contains { $0.from <= instant && instant < $0.to }
    }
  }

  /// Whose acts must be covered, by the record as it stands: those of the agency whose event is
  /// judged, where the search does not speak of others.
  func findBoundActors(_ search: SearchModel) -> Set<String> {
    func stated(_ slot: Slot) -> [String] {
      (judged.facts[slot]?.value ?? judged.facts[slot]?.unknown?.candidates ?? [])
        .map { $0.lowercased() }
    }
    if search.actors.isEmpty { return Set(stated(.actor)) }
    let own = Set(stated(.actor) + stated(.recipient)).intersection(search.actors)
    return own.isEmpty ? search.actors : own
  }
}
