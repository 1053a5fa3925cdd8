// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How another event, or one that nobody released, counts.
struct FoundShare: Hashable {
  /// The searches that find it, as bits.
  var mask: UInt64
  /// By search, the values that it adds.
  var counted: [[String]]

  init(_ way: FoundWay, _ mask: UInt64) {
    self.mask = mask
    counted = way.counted.indices.map { mask >> $0 & 1 == 1 ? way.counted[$0] : [] }
  }

  /// The same where only some searches look.
  func within(_ seen: UInt64) -> FoundShare {
    var share = self
    share.mask &= seen
    for position in counted.indices where share.mask >> position & 1 == 0 {
      share.counted[position] = []
    }
    return share
  }

  func hash(into hasher: inout Hasher) { hasher.combine(mask) }
}

/// How events count that belong, or may belong, with one judged: by what links them to it.
///
/// Events that can turn out in the same ways are one kind. For given links of the event judged most
/// kinds count as if nothing of them matched; only those that can hold one of its values are looked
/// at again.
struct LinkedShares {
  /// Events that can turn out in the same ways.
  struct Kind: Hashable {
    var ways: [FoundWay]
    /// It answers the event judged; so it is about the same person.
    var isAnswer: Bool
  }

  /// How what a slot holds compares with the event judged.
  private struct Match: Hashable {
    var canMatch: Bool
    var canDiffer: Bool

    static let never = Match(canMatch: false, canDiffer: true)
  }

  private struct Asked: Hashable {
    var kind: Int
    var matches: [Match]
  }

  /// In how many of its ways something holds a value.
  private struct Holder {
    var holding: Int
    var ways: Int
  }

  /// What never counts.
  static let nothing = 0

  private let set: SearchSet
  private let holdings: [Holding]
  private let kinds: [Kind]
  /// By kind, the holdings of its ways, each once.
  private let held: [[Int]]
  /// By holding, the kinds that have it.
  private var users: [[Int]]
  /// By link slot and value, what can hold it.
  private var holders: [[String: [Holder]]]
  private var known: [Asked: Int] = [:]
  private var numbering = Numbering<Set<FoundShare>>(first: [])
  /// By kind, what it comes to where nothing links it.
  private(set) var apart: [Int] = []
  /// Kinds that count even then.
  private(set) var counting: [Int] = []

  init(_ set: SearchSet, _ holdings: [Holding], kinds: [Kind]) {
    (self.set, self.holdings, self.kinds) = (set, holdings, kinds)
    held = kinds.map { Set($0.ways.flatMap(\.links)).sorted() }
    users = [[Int]](repeating: [], count: holdings.count)
    for (kind, held) in held.enumerated() { for holding in held { users[holding].append(kind) } }
    holders = [[String: [Holder]]](repeating: [:], count: set.linkSlots.count)
    for (number, holding) in holdings.enumerated() {
      var counts: [String: Int] = [:]
      for way in holding.ways { for value in Set(way) { counts[value, default: 0] += 1 } }
      for (value, count) in counts {
        holders[holding.position][value, default: []].append(Holder(holding: number, ways: count))
      }
    }
    for kind in kinds.indices { apart.append(number(of: kind, [:])) }
    counting = kinds.indices.filter { apart[$0] != Self.nothing }
  }

  /// All that kinds can come to, each once.
  var shares: [Set<FoundShare>] { numbering.values }

  /// What kinds come to, as numbers among `shares`, for an event judged that holds this.
  ///
  /// - Returns: only kinds of which something can match; all others stay `apart`.
  mutating func near(_ links: [[String]]) -> [Int: Int] {
    var matches: [Int: Match] = [:]
    for (position, own) in links.enumerated() {
      for value in own {
        for holder in holders[position][value, default: []] {
          let all = holdings[holder.holding].ways
          matches[holder.holding] = Match(
            canMatch: true,
            canDiffer: own.count == 1
              ? holder.ways < all.count
              : all.contains { way in !way.contains { own.contains($0) } })
        }
      }
    }
    var near: [Int: Int] = [:]
    for holding in matches.keys {
      for kind in users[holding] where near[kind] == nil { near[kind] = number(of: kind, matches) }
    }
    return near
  }

  private mutating func number(of kind: Int, _ matches: [Int: Match]) -> Int {
    let asked = Asked(kind: kind, matches: held[kind].map { matches[$0] ?? .never })
    if let known = known[asked] { return known }
    var found: Set<FoundShare> = []
    for way in kinds[kind].ways {
      for mask in masks(of: way, isAnswer: kinds[kind].isAnswer, matches) {
        found.insert(FoundShare(way, mask))
      }
    }
    if !found.contains(where: { $0.mask != 0 }) { found = [] }
    let number = Int(numbering.number(of: found))
    known[asked] = number
    return number
  }

  /// The searches that can take the event for one that belongs with the one judged, as bits.
  private func masks(
    of way: FoundWay, isAnswer: Bool, _ matches: [Int: Match]
  ) -> Set<UInt64> {
    // Linked by another slot of the same search, a person that is an answer's still must agree.
    var masks: Set<UInt64> = [way.answers ? way.fits : way.fits & ~set.answersOnly]
    for (position, holding) in way.links.enumerated() {
      if set.linkSlots[position] == Link.person, isAnswer { continue }
      let match = matches[holding] ?? .never
      guard match.canDiffer else { continue }
      let apart = Set(masks.map { $0 & ~set.linked[position] })
      masks = match.canMatch ? masks.union(apart) : apart
    }
    return masks
  }
}
