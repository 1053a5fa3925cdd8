// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the searches of a set can find around one event, taken together: every combination of how
/// many each finds, with what it says of the event judged.
struct JointCounts {
  /// How another event, or one that nobody released, counts.
  private struct Share: Hashable {
    /// The searches that find it, as bits.
    var mask: UInt64
    /// By search, the values that it adds.
    var counted: [[String]]

    func hash(into hasher: inout Hasher) { hasher.combine(mask) }
  }

  /// What the searches have found so far.
  private struct Tally: Hashable {
    var counts: [Int]
    var values: [Set<String>]

    func hash(into hasher: inout Hasher) {
      hasher.combine(counts)
      for some in values where !some.isEmpty { hasher.combine(some) }
    }
  }

  /// Another event that may be found.
  struct Other {
    var event: Event
    var span: (first: Int64, last: Int64)
    var ways: [FoundWay]
    /// The record says that it answers the event judged; so it is about the same person.
    var isAnswer: Bool
  }

  /// What the record leaves open of the event judged.
  struct Judged {
    /// Nil for a place that no file names.
    var places: [String?]
    var isPlaceOpen: Bool
    /// By link slot, the values it can have.
    var links: [[[String]]]
    var name: String?
  }

  static let mostTallies = 4_096
  static let mostSteps = 400_000

  let set: SearchSet
  let judged: Judged
  let others: [Other]
  /// How many events each search certainly finds, of those that are not among `others`.
  let certain: [Int]
  let certainValues: [Set<String>]
  /// What an event that nobody released can be, by action.
  let unseen: [(action: String, ways: [FoundWay])]
  /// By search, whose acts must be covered.
  let actors: [Set<String>]
  let coverage: CoverageMap
  let instants: Instants
  let places: PlaceFinder
  /// By search, before which instant nothing unseen counts.
  let since: [Int64]

  /// The rows of the table: for each of `representatives` the number of its stretch, then place,
  /// link slots and counts.
  struct Row: Hashable {
    var stretch: Int
    var place: String?
    var links: [[String]]
    var counts: [Int]
  }

  func rows(
    at representatives: [(instant: Int64, stretch: Int)]
  ) throws(World.TooMany) -> [Row] {
    var found: [Row] = []
    var seen: Set<Row> = []
    var steps = 0
    // Most instants leave the same open: what comes of it is found once.
    var known: [[Set<Share>]: [[Int]]] = [:]
    let combinations = combinations
    for (instant, stretch) in representatives {
      let bounds = instants.bounds(at: instant)
      let held = others.map { windows(bounds, over: $0.span) }
      let open = openings(bounds)
      for place in judged.places {
        for links in combinations {
          var all = zip(others, held).map { shares(of: $0, $1, place: place, links: links) }
          all.append(unseenShares(open, links: links))
          let counts: [[Int]]
          if let made = known[all] {
            counts = made
          } else {
            let tallies = try self.tallies(all.dropLast(), unseen: all[others.count], &steps)
            counts = Set(tallies.map(\.counts)).sorted { $0.lexicographicallyPrecedes($1) }
            known[all] = counts
          }
          for counts in counts {
            let row = Row(stretch: stretch, place: place, links: links, counts: counts)
            if seen.insert(row).inserted { found.append(row) }
          }
        }
      }
    }
    return found
  }

  /// - Parameters:
  ///   - shares: how each of `others` can count.
  ///   - unseen: how any number of events that nobody released can.
  private func tallies(
    _ shares: some Sequence<Set<Share>>, unseen: Set<Share>, _ steps: inout Int
  ) throws(World.TooMany) -> Set<Tally> {
    var tallies: Set<Tally> = [start]
    for shares in shares {
      steps += tallies.count * shares.count
      tallies = Set(tallies.flatMap { tally in shares.map { adding($0, to: tally) } })
      if tallies.count > Self.mostTallies || steps > Self.mostSteps { throw World.TooMany() }
    }
    try close(&tallies, under: unseen, &steps)
    return tallies
  }

  private var combinations: [[[String]]] {
    judged.links.reduce([[]]) { all, options in all.flatMap { one in options.map { one + [$0] } } }
  }

  private var start: Tally {
    var tally = Tally(counts: certain, values: certainValues)
    for position in certain.indices {
      if set.searches[position].distinct != nil { settle(position, &tally) }
      tally.counts[position] = min(tally.counts[position], set.enough[position])
    }
    return tally
  }

  private func settle(_ position: Int, _ tally: inout Tally) {
    tally.counts[position] = tally.values[position].count
    if tally.counts[position] >= set.enough[position] {
      (tally.counts[position], tally.values[position]) = (set.enough[position], [])
    }
  }

  private func adding(_ share: Share, to tally: Tally) -> Tally {
    if share.mask == 0 { return tally }
    var tally = tally
    for position in set.searches.indices where share.mask >> position & 1 == 1 {
      guard tally.counts[position] < set.enough[position] else { continue }
      guard set.searches[position].distinct != nil else {
        tally.counts[position] += 1
        continue
      }
      for value in share.counted[position] {
        // Of events that nobody released each may bring a value of its own.
        let isFresh = value.hasPrefix(Self.unseenName)
        tally.values[position].insert(
          isFresh ? "\(value) \(tally.values[position].count)" : value)
      }
      settle(position, &tally)
    }
    return tally
  }

  // MARK: Events of the record

  /// The sets of windows that an event somewhere in the span can lie in, as bits.
  private func windows(
    _ bounds: [(low: Int64, high: Int64)], over span: (first: Int64, last: Int64)
  ) -> Set<UInt64> {
    var cuts = [span.first]
    for (low, high) in bounds {
      for cut in [low, high + 1] where cut > span.first && cut <= span.last { cuts.append(cut) }
    }
    return Set(cuts.map { held(bounds, at: $0) })
  }

  private func held(_ bounds: [(low: Int64, high: Int64)], at instant: Int64) -> UInt64 {
    bounds.indices.reduce(0) { mask, position in
      bounds[position].low <= instant && instant <= bounds[position].high
        ? mask | 1 << position : mask
    }
  }

  private func shares(
    of other: Other, _ windows: Set<UInt64>, place: String?, links: [[String]]
  ) -> Set<Share> {
    var found: Set<Share> = []
    for at in areOne(place, other.event.place) {
      for way in other.ways {
        let linked = at ? linked(way, isAnswer: other.isAnswer, links: links) : 0
        for window in windows { found.insert(share(way, way.fits & linked & window)) }
      }
    }
    return found
  }

  private func share(_ way: FoundWay, _ mask: UInt64) -> Share {
    Share(
      mask: mask,
      counted: way.counted.indices.map { mask >> $0 & 1 == 1 ? way.counted[$0] : [] })
  }

  /// The searches that take the event for one that belongs with the one judged, as bits.
  private func linked(_ way: FoundWay, isAnswer: Bool, links: [[String]]) -> UInt64 {
    var mask = set.all
    for (position, slot) in set.linkSlots.enumerated() {
      if slot == Link.person, isAnswer { continue }
      if Set(way.links[position]).isDisjoint(with: links[position]) {
        mask &= ~set.linked[position]
      }
    }
    // Linked by another slot of the same search, a person that is an answer's still must agree.
    return way.answers ? mask : mask & ~set.answersOnly
  }

  /// Whether the other event is where the one judged is; both where the record leaves it open.
  private func areOne(_ place: String?, _ other: String?) -> [Bool] {
    guard let other else { return [true, false] }
    if !judged.isPlaceOpen {
      return places.areOne(judged.name, other).map { [$0] } ?? [true, false]
    }
    guard let place else {
      // A place that no file names: it may be this one, if no file names this one either.
      return places.isKnown(other) ? [false] : [true, false]
    }
    return places.areOne(place, other).map { [$0] } ?? [true, false]
  }

  // MARK: Events that nobody released

  static let unseenName = SearchSet.fresh + "unseen"

  /// By action, the sets of searches that an unseen event of some instant would be in the window of
  /// and not be covered for.
  private func openings(_ bounds: [(low: Int64, high: Int64)]) -> [Set<UInt64>] {
    unseen.map { action, _ in
      var cuts: Set<Int64> = []
      for (position, bound) in bounds.enumerated() where bound.low <= bound.high {
        cuts.formUnion([bound.low, bound.high + 1, since[position]])
      }
      cuts.formUnion(coverage.edges(of: action))
      var found: Set<UInt64> = []
      for instant in cuts {
        let window = held(bounds, at: instant)
        guard window != 0 else { continue }
        var open: UInt64 = 0
        for position in set.searches.indices where window >> position & 1 == 1 {
          let isOpen =
            instant >= since[position] && set.searches[position].actions.contains(action)
            && !coverage.covers(
              action, by: actors[position], over: TimeSpan(from: instant, to: instant + 1))
          if isOpen { open |= 1 << position }
        }
        if open != 0 { found.insert(open) }
      }
      return found
    }
  }

  private func unseenShares(_ openings: [Set<UInt64>], links: [[String]]) -> Set<Share> {
    var found: Set<Share> = []
    for (kind, openings) in zip(unseen, openings) where !openings.isEmpty {
      for way in kind.ways {
        let mask = way.fits & linked(way, isAnswer: false, links: links)
        guard mask != 0 else { continue }
        for opening in openings where mask & opening != 0 {
          found.insert(share(way, mask & opening))
        }
      }
    }
    return found
  }

  /// Adds any number of them.
  private func close(
    _ tallies: inout Set<Tally>, under shares: Set<Share>, _ steps: inout Int
  ) throws(World.TooMany) {
    var left = Array(tallies)
    while let tally = left.popLast() {
      steps += shares.count
      if steps > Self.mostSteps || tallies.count > Self.mostTallies { throw World.TooMany() }
      for share in shares {
        let next = adding(share, to: tally)
        if tallies.insert(next).inserted { left.append(next) }
      }
    }
  }
}
