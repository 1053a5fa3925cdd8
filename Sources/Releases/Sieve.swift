// SPDX-License-Identifier: Apache-2.0

import Evidence

/// All shingles of a case, told apart: which pages share many that are rare, and which shingles stand
/// on many pages that are not copies of each other.
struct Sieve {
  /// Two pages that share more rare shingles than chance gives.
  struct Candidate: Hashable, Sendable {
    var a: Int
    var b: Int
  }

  /// Each pair once, `a` before `b` in the order of names; pairs of the same pages stand together.
  private(set) var candidates: [Candidate] = []
  /// Keys of shingles that are the wording of forms, signatures and disclaimers.
  private(set) var common: Set<UInt64> = []

  /// Sorted: the key of a shingle and, below, the page.
  private let keys: [UInt64]
  private let names: [PageName]
  /// How many shingles of each page few others bear, or none.
  private var kept: [Int32]
  /// For each page the shingles that few others bear, as starts of their groups in `keys`.
  private var groups: [Int32] = []
  private var starts: [Int]
  /// How much a page's shingles weigh.
  private var weights: [Int]
  private var near: Groups

  /// A shingle on more pages than these tells nothing about which are copies.
  private static let mostPages = 64
  /// Candidates that a page is compared with: those it shares most with that few others bear.
  private static let mostCandidates = 8
  /// Of the shingles that two copies could share, how many they do even if one word in six is
  /// misread on both.
  private static let leastShare = 0.2
  /// How many times less than with the best one it may share with a candidate.
  private static let leastOfBest = 20
  /// A shingle that stands on more pages, copies counted once, is common.
  private static let mostUses = 12
  private static let mask = (1 << PageCopies.Index.pageBits) - 1 as UInt64

  /// - Parameters:
  ///   - names: of the pages that the lower bits of `keys` count.
  ///   - keys: ascending.
  init(_ names: [PageName], _ keys: [UInt64]) {
    self.names = names
    self.keys = keys
    kept = Array(repeating: 0, count: names.count)
    starts = Array(repeating: 0, count: names.count + 1)
    weights = Array(repeating: 0, count: names.count)
    near = Groups(count: names.count)
    sort()
    pair()
    findCommon()
    groups = []
  }

  private func page(_ place: Int) -> Int { Int(keys[place] & Self.mask) }

  private func end(of start: Int) -> Int {
    let key = keys[start] >> PageCopies.Index.pageBits
    var end = start + 1
    while end < keys.count, keys[end] >> PageCopies.Index.pageBits == key { end += 1 }
    return end
  }

  /// Stretches of `keys` with one shingle.
  private func forEachGroup(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < keys.count {
      let end = end(of: start)
      body(start..<end)
      start = end
    }
  }

  /// The more pages a shingle is on, the less it tells: one on a single page weighs 65,536.
  private static let weight: [Int] = (0...mostPages).map { pages in
    let count = Double(max(1, pages))
    return Int(65_536 / (count * count.squareRoot()))
  }

  private mutating func sort() {
    var (kept, starts, weights) = (kept, starts, weights)
    forEachGroup { group in
      for place in group {
        guard group.count <= Self.mostPages else { continue }
        kept[page(place)] += 1
        weights[page(place)] += Self.weight[group.count]
        if group.count > 1 { starts[page(place) + 1] += 1 }
      }
    }
    for n in names.indices { starts[n + 1] += starts[n] }
    var groups = [Int32](repeating: 0, count: starts[names.count])
    var next = starts
    forEachGroup { group in
      guard group.count > 1, group.count <= Self.mostPages else { return }
      for place in group {
        groups[next[page(place)]] = Int32(group.lowerBound)
        next[page(place)] += 1
      }
    }
    (self.kept, self.starts, self.weights, self.groups) = (kept, starts, weights, groups)
  }

  private mutating func pair() {
    let order = names.indices.sorted { names[$0] < names[$1] }
    var rank = [Int](repeating: 0, count: names.count)
    for (place, page) in order.enumerated() { rank[page] = place }
    var shared = [Int32](repeating: 0, count: names.count)
    var weight = [Int](repeating: 0, count: names.count)
    var touched: [Int] = []
    var found: Set<Candidate> = []
    for own in names.indices {
      for start in groups[starts[own]..<starts[own + 1]] {
        let group = Int(start)..<end(of: Int(start))
        for place in group {
          let other = page(place)
          if shared[other] == 0 { touched.append(other) }
          shared[other] += 1
          weight[other] += Self.weight[group.count]
        }
      }
      var best: [(weight: Int, page: Int)] = []
      for other in touched where other != own {
        let count = shared[other]
        let share = Double(count) / Double(max(1, min(kept[own], kept[other])))
        if count >= 2, share >= Self.leastShare { best.append((weight[other], other)) }
        if weight[other] * 2 >= max(weights[own], weights[other]) { near.join(own, other) }
      }
      for other in touched { (shared[other], weight[other]) = (0, 0) }
      touched.removeAll(keepingCapacity: true)
      best.sort { ($1.weight, rank[$0.page]) < ($0.weight, rank[$1.page]) }
      for (weight, other) in best.prefix(Self.mostCandidates)
      where weight * Self.leastOfBest >= best[0].weight {
        found.insert(
          rank[own] < rank[other] ? Candidate(a: own, b: other) : Candidate(a: other, b: own))
      }
    }
    // Pages that are much alike are compared one after the other, so that few need be at hand.
    var first = [Int](repeating: .max, count: names.count)
    for page in order where first[near.root(page)] == .max { first[near.root(page)] = rank[page] }
    func place(_ pair: Candidate) -> (Int, Int, Int, Int) {
      let (one, other) = (first[near.root(pair.a)], first[near.root(pair.b)])
      return (min(one, other), max(one, other), rank[pair.a], rank[pair.b])
    }
    candidates = found.map { (pair: $0, place: place($0)) }.sorted { $0.place < $1.place }
      .map(\.pair)
  }

  /// Pages of which most that few others bear is shared count once.
  private mutating func findCommon() {
    var common: Set<UInt64> = []
    var seen: [Int] = []
    forEachGroup { group in
      guard group.count > Self.mostUses else { return }
      seen.removeAll(keepingCapacity: true)
      for place in group {
        let root = near.root(page(place))
        if seen.contains(root) { continue }
        seen.append(root)
        if seen.count > Self.mostUses {
          common.insert(keys[group.lowerBound] >> PageCopies.Index.pageBits)
          break
        }
      }
    }
    self.common = common
  }
}

/// Things joined two by two, and what hangs together by that.
private struct Groups {
  private var parents: [Int32]

  init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

  func root(_ thing: Int) -> Int {
    var place = Int32(thing)
    while parents[Int(place)] != place { place = parents[Int(place)] }
    return Int(place)
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (a, b) = (root(one), root(other))
    if a == b { return }
    parents[max(a, b)] = Int32(min(a, b))
    // What was passed on the way is hung up anew, so that ways stay short.
    for thing in [one, other] {
      var place = Int32(thing)
      let top = Int32(min(a, b))
      while place != top {
        let next = parents[Int(place)]
        parents[Int(place)] = top
        place = next
      }
    }
  }
}
