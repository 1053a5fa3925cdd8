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

  /// - Throws: `TooMany` where there are more instants, places and links together than can be tried,
  ///   or more that they may find.
  func rows(
    at representatives: [(instant: Int64, stretch: Int)]
  ) throws(World.TooMany) -> [Row] {
    let combinations = combinations
    guard representatives.count * combinations.count * judged.places.count <= Self.mostSteps
    else { throw World.TooMany() }
    var seenFrom = SeenFrom()
    let moments = representatives.map { instant, stretch in
      let bounds = instants.bounds(at: instant)
      return Moment(
        stretch: stretch, bounds: bounds, first: bounds.map(\.low).min() ?? .max,
        last: bounds.map(\.high).max() ?? .min, openings: seenFrom.number(of: openings(bounds)))
    }
    var found: [Row] = []
    var work = Work()
    for place in judged.places {
      let whether = others.map { areOne(place, $0.event.place) }
      for links in combinations {
        let own = relevant(to: links, whether)
        var unseen: [Int: Set<Share>] = [:]
        var seen: Set<Row> = []
        for moment in moments {
          var key: [Int] = []
          for other in own where other.last >= moment.first && other.first <= moment.last {
            work.looks += 1
            if let number = work.number(of: shares(of: other, moment.bounds)) { key.append(number) }
          }
          if work.looks > Self.mostLooks { throw World.TooMany() }
          let open: Set<Share>
          if let made = unseen[moment.openings] {
            open = made
          } else {
            open = unseenShares(seenFrom.all[moment.openings], links: links)
            unseen[moment.openings] = open
          }
          key.append(work.number(of: open) ?? -1)
          let counts: [[Int]]
          if let made = work.known[key] {
            counts = made
          } else {
            let tallies = try self.tallies(
              key.dropLast().map { work.shares[$0] }, unseen: open, &work.steps)
            counts = Set(tallies.map(\.counts)).sorted { $0.lexicographicallyPrecedes($1) }
            work.known[key] = counts
          }
          for counts in counts {
            let row = Row(stretch: moment.stretch, place: place, links: links, counts: counts)
            if seen.insert(row).inserted { found.append(row) }
          }
        }
      }
    }
    return found
  }

  /// Looks at events of the record that one table may cost.
  static let mostLooks = 1_000_000

  /// One instant of the event judged, with what its searches see from there.
  private struct Moment {
    var stretch: Int
    var bounds: [(low: Int64, high: Int64)]
    /// The first and the last instant that lies in any window.
    var first: Int64
    var last: Int64
    var openings: Int
  }

  /// The different openings for events that nobody released.
  private struct SeenFrom {
    private(set) var all: [[Set<UInt64>]] = []
    private var numbers: [[Set<UInt64>]: Int] = [:]

    mutating func number(of openings: [Set<UInt64>]) -> Int {
      if let known = numbers[openings] { return known }
      numbers[openings] = all.count
      all.append(openings)
      return all.count - 1
    }
  }

  /// What has been found once: most instants leave the same open.
  private struct Work {
    private(set) var shares: [Set<Share>] = []
    private var numbers: [Set<Share>: Int] = [:]
    var known: [[Int]: [[Int]]] = [:]
    var steps = 0
    var looks = 0

    /// Nil for what never counts.
    mutating func number(of own: Set<Share>) -> Int? {
      if !own.contains(where: { $0.mask != 0 }) { return nil }
      if let known = numbers[own] { return known }
      numbers[own] = shares.count
      shares.append(own)
      return shares.count - 1
    }
  }

  /// An event that some search may take for one that belongs with the one judged.
  private struct Relevant {
    var first: Int64
    var last: Int64
    /// The ways in which it may turn out, each with the searches that would then find it.
    var ways: [(way: FoundWay, mask: UInt64)]
    /// It may be of another place.
    var mayBeElsewhere: Bool
  }

  /// - Parameter whether: of each of `others`, whether it is where the event judged is.
  private func relevant(to links: [[String]], _ whether: [[Bool]]) -> [Relevant] {
    var found: [Relevant] = []
    for (other, isHere) in zip(others, whether) where isHere.contains(true) {
      let ways = other.ways.map {
        (way: $0, mask: $0.fits & linked($0, isAnswer: other.isAnswer, links: links))
      }
      guard ways.contains(where: { $0.mask != 0 }) else { continue }
      found.append(
        Relevant(
          first: other.span.first, last: other.span.last, ways: ways,
          mayBeElsewhere: isHere.contains(false)))
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
    of other: Relevant, _ bounds: [(low: Int64, high: Int64)]
  ) -> Set<Share> {
    let windows = windows(bounds, over: (other.first, other.last))
    var found: Set<Share> = []
    if other.mayBeElsewhere {
      for (way, _) in other.ways { found.insert(share(way, 0)) }
    }
    for (way, mask) in other.ways {
      for window in windows { found.insert(share(way, mask & window)) }
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
      let own = links[position]
      if !way.links[position].contains(where: { own.contains($0) }) {
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
