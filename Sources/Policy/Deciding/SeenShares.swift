// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How events can count as seen from one instant, where only some of the windows hold them. Each
/// different set of shares is numbered once: most instants see the same.
struct SeenShares {
  private struct Seen: Hashable {
    /// As a number among `LinkedShares.shares`.
    var shares: Int
    var mayBeElsewhere: Bool
    /// The searches in whose windows the event lies, as bits.
    var windows: UInt64
  }

  private struct SeenApart: Hashable {
    var shares: Int
    var mayBeElsewhere: Bool
    /// One set of windows for each part of its span.
    var windows: [UInt64]
  }

  private var numbering = Numbering<Set<FoundShare>>()
  private var known: [Seen: Int?] = [:]
  private var knownApart: [SeenApart: Int?] = [:]

  /// Each set of shares that was seen, by its number.
  var all: [Set<FoundShare>] { numbering.values }

  /// Nil for what never counts.
  mutating func number(
    of shares: Int, mayBeElsewhere: Bool, in windows: UInt64, _ linked: LinkedShares
  ) -> Int? {
    let seen = Seen(shares: shares, mayBeElsewhere: mayBeElsewhere, windows: windows)
    if let known = known[seen] { return known }
    let found = number(
      of: Self.seen(linked.shares[shares], mayBeElsewhere: mayBeElsewhere, in: [windows]))
    known[seen] = .some(found)
    return found
  }

  /// The same for an event that may lie at any of several instants.
  mutating func number(
    of shares: Int, mayBeElsewhere: Bool, in windows: [UInt64], _ linked: LinkedShares
  ) -> Int? {
    let seen = SeenApart(shares: shares, mayBeElsewhere: mayBeElsewhere, windows: windows)
    if let known = knownApart[seen] { return known }
    let found = number(
      of: Self.seen(linked.shares[shares], mayBeElsewhere: mayBeElsewhere, in: windows))
    knownApart[seen] = .some(found)
    return found
  }

  mutating func number(of shares: Set<FoundShare>) -> Int? {
    if !shares.contains(where: { $0.mask != 0 }) { return nil }
    return Int(numbering.number(of: shares))
  }

  private static func seen(
    _ shares: Set<FoundShare>, mayBeElsewhere: Bool, in windows: [UInt64]
  ) -> Set<FoundShare> {
    var found: Set<FoundShare> = []
    for share in shares {
      if mayBeElsewhere { found.insert(share.within(0)) }
      for window in windows { found.insert(share.within(window)) }
    }
    return found
  }
}
