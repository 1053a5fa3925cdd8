// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the searches of a set can find around one event, taken together: every combination of how
/// many each finds, with what it says of the event judged.
struct JointCounts {
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
  /// What the ways of `others` and `unseen` speak of.
  let holdings: [Holding]
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
    // The different openings for events that nobody released.
    var seenFrom = Numbering<[Set<UInt64>]>()
    let moments = representatives.map { instant, stretch in
      let bounds = instants.bounds(at: instant)
      return Moment(
        stretch: stretch, bounds: bounds, first: bounds.map(\.low).min() ?? .max,
        last: bounds.map(\.high).max() ?? .min, openings: seenFrom.number(of: openings(bounds)))
    }
    let kinds = Kinds(others, unseen)
    var linked = LinkedShares(set, holdings, kinds: kinds.all)
    var found: [Row] = []
    var work = Work()
    for place in judged.places {
      let whether = others.map { areOne(place, $0.event.place) }
      for links in combinations {
        let near = linked.near(links)
        let own = relevant(near, kinds, linked, whether)
        let open = kinds.unseen.map { near[$0] ?? linked.apart[$0] }
        var seen: Set<Outcome> = []
        for moment in moments {
          let open = work.number(of: open, moment.openings) {
            unseenShares(seenFrom.values[Int(moment.openings)], open.map { linked.shares[$0] })
          }
          for counts in try counts(at: moment, own, unseen: open, linked, &work)
          where seen.insert(Outcome(stretch: moment.stretch, counts: counts)).inserted {
            found.append(Row(stretch: moment.stretch, place: place, links: links, counts: counts))
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
    var openings: UInt32
  }

  private struct Outcome: Hashable {
    var stretch: Int
    var counts: [Int]
  }

  /// Other events, and events that nobody released, by the ways in which they can turn out.
  private struct Kinds {
    private var numbering = Numbering<LinkedShares.Kind>()
    /// The others of each kind.
    private(set) var others: [[Int]] = []
    /// The kinds of unseen events, by action.
    private(set) var unseen: [Int] = []

    var all: [LinkedShares.Kind] { numbering.values }

    init(_ others: [Other], _ unseen: [(action: String, ways: [FoundWay])]) {
      for (position, other) in others.enumerated() {
        let kind = number(of: LinkedShares.Kind(ways: other.ways, isAnswer: other.isAnswer))
        self.others[kind].append(position)
      }
      for (_, ways) in unseen {
        self.unseen.append(number(of: LinkedShares.Kind(ways: ways, isAnswer: false)))
      }
    }

    private mutating func number(of kind: LinkedShares.Kind) -> Int {
      let number = Int(numbering.number(of: kind))
      if number == others.count { others.append([]) }
      return number
    }
  }

  /// What has been found once.
  private struct Work {
    private struct Unseen: Hashable {
      var kinds: [Int]
      var openings: UInt32
    }

    var shares = SeenShares()
    /// By the others that are seen, and what nobody released, the counts they can come to.
    var known: [[Int]: [[Int]]] = [:]
    var steps = 0
    var looks = 0
    private var unseen: [Unseen: Int] = [:]

    mutating func number(
      of kinds: [Int], _ openings: UInt32, _ make: () -> Set<FoundShare>
    ) -> Int {
      let asked = Unseen(kinds: kinds, openings: openings)
      if let known = unseen[asked] { return known }
      let number = shares.number(of: make()) ?? -1
      unseen[asked] = number
      return number
    }
  }

  /// An event that some search may take for one that belongs with the one judged.
  private struct Relevant {
    var span: (first: Int64, last: Int64)
    /// How it counts, as a number among `LinkedShares.shares`.
    var shares: Int
    /// It may be of another place.
    var mayBeElsewhere: Bool
  }

  /// - Parameters:
  ///   - near: what the kinds come to of which something matches.
  ///   - whether: of each of `others`, whether it is where the event judged is.
  private func relevant(
    _ near: [Int: Int], _ kinds: Kinds, _ linked: LinkedShares, _ whether: [[Bool]]
  ) -> [Relevant] {
    var found: [Relevant] = []
    func add(_ kind: Int, as shares: Int) {
      guard shares != LinkedShares.nothing else { return }
      for other in kinds.others[kind] where whether[other].contains(true) {
        found.append(
          Relevant(
            span: others[other].span, shares: shares,
            mayBeElsewhere: whether[other].contains(false)))
      }
    }
    for kind in linked.counting where near[kind] == nil { add(kind, as: linked.apart[kind]) }
    for (kind, shares) in near { add(kind, as: shares) }
    return found
  }

  /// The counts that the searches can come to at one instant, in order.
  private func counts(
    at moment: Moment, _ own: [Relevant], unseen: Int, _ linked: LinkedShares, _ work: inout Work
  ) throws(World.TooMany) -> [[Int]] {
    var key: [Int] = []
    for other in own where other.span.last >= moment.first && other.span.first <= moment.last {
      work.looks += 1
      let number =
        other.span.first == other.span.last
        ? work.shares.number(
          of: other.shares, mayBeElsewhere: other.mayBeElsewhere,
          in: held(moment.bounds, at: other.span.first), linked)
        : work.shares.number(
          of: other.shares, mayBeElsewhere: other.mayBeElsewhere,
          in: windows(moment.bounds, over: other.span), linked)
      if let number { key.append(number) }
    }
    if work.looks > Self.mostLooks { throw World.TooMany() }
    key.sort()
    key.append(unseen)
    if let known = work.known[key] { return known }
    let tallies = try self.tallies(
      key.dropLast().map { work.shares.all[$0] },
      unseen: unseen < 0 ? [] : work.shares.all[unseen], &work.steps)
    let counts = Set(tallies.map(\.counts)).sorted { $0.lexicographicallyPrecedes($1) }
    work.known[key] = counts
    return counts
  }

  /// - Parameters:
  ///   - shares: how each of `others` can count.
  ///   - unseen: how any number of events that nobody released can.
  private func tallies(
    _ shares: some Sequence<Set<FoundShare>>, unseen: Set<FoundShare>, _ steps: inout Int
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

  private func adding(_ share: FoundShare, to tally: Tally) -> Tally {
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

  /// The sets of windows that an event somewhere in the span can lie in, as bits; each once.
  private func windows(
    _ bounds: [(low: Int64, high: Int64)], over span: (first: Int64, last: Int64)
  ) -> [UInt64] {
    var cuts = [span.first]
    for (low, high) in bounds {
      for cut in [low, high + 1] where cut > span.first && cut <= span.last { cuts.append(cut) }
    }
    return Set(cuts.map { held(bounds, at: $0) }).sorted()
  }

  private func held(_ bounds: [(low: Int64, high: Int64)], at instant: Int64) -> UInt64 {
    bounds.indices.reduce(0) { mask, position in
      bounds[position].low <= instant && instant <= bounds[position].high
        ? mask | 1 << position : mask
    }
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

  /// - Parameter kinds: by action, how such an event counts wherever it is seen.
  private func unseenShares(
    _ openings: [Set<UInt64>], _ kinds: [Set<FoundShare>]
  ) -> Set<FoundShare> {
    var found: Set<FoundShare> = []
    for (shares, openings) in zip(kinds, openings) {
      for share in shares {
        for opening in openings where share.mask & opening != 0 {
          found.insert(share.within(opening))
        }
      }
    }
    return found
  }

  /// Adds any number of them.
  private func close(
    _ tallies: inout Set<Tally>, under shares: Set<FoundShare>, _ steps: inout Int
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
