// SPDX-License-Identifier: Apache-2.0

import Evidence

extension ReferenceInterpreter {
  /// Counts what one search finds around one event by looking at every other event, at every
  /// instant at which anything can change.
  struct Searching {
    let reference: ReferenceInterpreter
    let search: SearchModel
    let event: Event

    private enum Fit { case certain, possible, none }

    /// From what is certain to what is possible; three more where events may be missing.
    var counts: ClosedRange<Int> {
      let fits = reference.events.map { ($0, fit(of: $0)) }
      let certain = fits.filter { $0.1 == .certain }.map(\.0)
      let possible = fits.filter { $0.1 != .none }.map(\.0)
      var (low, high) = (certain.count, possible.count)
      if let slot = search.distinct {
        func named(_ events: [Event]) -> Set<String> {
          Set(events.flatMap { $0.facts[slot]?.value ?? [] }.map { $0.lowercased() })
        }
        let blank = { (event: Event) in (event.facts[slot]?.value ?? []).isEmpty }
        low = max(named(certain).count, certain.contains(where: blank) ? 1 : 0)
        high = named(possible).count + possible.filter(blank).count
      }
      return low...(isCovered ? high : high + 3)
    }

    private func fit(of other: Event) -> Fit {
      let pattern = outcomes(of: other)
      guard pattern.contains(true) else { return .none }
      let places = PlaceFinder(reference.meaning.places)
      let link = Link(search: search, places: places, judged: event).holds(other)
      if link == false { return .none }
      var inside: Set<Bool> = []
      for at in instants(event.time) {
        let (low, high) = window(from: at)
        for there in instants(other.time) { inside.insert(low <= there && there <= high) }
      }
      guard inside.contains(true) else { return .none }
      return pattern == [true] && link == true && inside == [true] ? .certain : .possible
    }

    /// Whether the other event is what is looked for, in each of its completions.
    private func outcomes(of other: Event) -> Set<Bool> {
      var slots: Set<Slot> = []
      search.pattern.forEachAtom { atom, _ in
        for case .slot(let slot) in atom.variables(reference.meaning) { slots.insert(slot) }
      }
      var all = [Completion()]
      for slot in slots.sorted() {
        let options = reference.values(of: slot, for: other)
        all = all.flatMap { world in
          options.map { values in
            var world = world
            world.values[slot] = values
            return world
          }
        }
      }
      return Set(all.map { reference.holds(search.pattern, $0) })
    }

    private func window(from at: Int64) -> (low: Int64, high: Int64) {
      let clock = Clock(zone: reference.zone)
      let back = search.duration.map { clock.subtract($0, from: at) } ?? -Clock.far
      let on = search.duration.map { clock.add($0, to: at) } ?? Clock.far
      switch search.side {
      case .before: return (back, at - 1)
      case .after: return (at + 1, on)
      case .around: return (back, on)
      }
    }

    /// Whole hours and the seconds beside them, and the ends: tests keep to whole hours.
    private func instants(_ span: TimeSpan?) -> [Int64] {
      guard let span else { return [-Clock.far, Clock.far] }
      var found = [span.from, max(span.from, span.to - 1)]
      var hour = span.from / 3_600 * 3_600
      while hour <= span.to {
        found += [hour - 1, hour, hour + 1].filter { span.from <= $0 && $0 < span.to }
        hour += 3_600
      }
      return found
    }

    private var isCovered: Bool {
      let low = instants(event.time).map { window(from: $0).low }.min() ?? -Clock.far
      let high = instants(event.time).map { window(from: $0).high }.max() ?? Clock.far
      var from = low
      if search.side == .before, search.duration == nil, let since = search.since {
        from = max(from, since.start(in: reference.zone))
      }
      if reference.isTotal || from > high { return true }
      let bound = actors
      return search.actions.allSatisfy { action in
        // Between two neighbouring ends of spans, either all is covered or nothing.
        var probes: Set<Int64> = [from, high]
        for entry in reference.coverage {
          for span in [entry.span] + entry.gaps {
            probes.formUnion([span.from - 1, span.from, span.to - 1, span.to])
          }
        }
        return probes.filter { from <= $0 && $0 <= high }.allSatisfy { instant in
          reference.coverage.contains { entry in
            entry.actions.contains { $0.lowercased() == action }
              && (entry.actors.isEmpty
                || (!bound.isEmpty && bound.isSubset(of: entry.actors.map { $0.lowercased() })))
              && entry.span.from <= instant && instant < entry.span.to
              && !entry.gaps.contains { $0.from <= instant && instant < $0.to }
          }
        }
      }
    }

    private var actors: Set<String> {
      func stated(_ slot: Slot) -> [String] {
        (event.facts[slot]?.value ?? event.facts[slot]?.unknown?.candidates ?? [])
          .map { $0.lowercased() }
      }
      if search.actors.isEmpty { return Set(stated(.actor)) }
      let own = Set(stated(.actor) + stated(.recipient)).intersection(search.actors)
      return own.isEmpty ? search.actors : own
    }
  }
}
