// SPDX-License-Identifier: Apache-2.0

import Evidence

extension PageCopies {
  /// What of each page it takes to tell which others may be copies of it: about a kilobyte a page, so
  /// that the pages themselves need not be held.
  package struct Index: Sendable {
    struct Entry: Sendable {
      var name: PageName
      /// How many different shingles were kept.
      var kept = 0
      var isWithheldWhole: Bool
      /// The number of pages it stands for: one, or what a slip says; nil where a slip does not say.
      var standsFor: Int?
      var bates: String?
    }

    /// Two pages that share more rare shingles than chance gives.
    struct Candidate: Hashable, Sendable {
      var a: Int
      var b: Int
    }

    private(set) var entries: [Entry] = []
    /// The upper forty bits of a shingle's hash and, below, the page.
    private var keys: [UInt64] = []

    private static let pageBits: UInt64 = 24
    /// A shingle on more pages than these is the wording of a form, not of a page.
    private static let mostPages = 64
    /// Candidates that a page is compared with: the best ones.
    private static let mostCandidates = 8
    /// Of the shingles that two copies could share, how many they do even if one word in six is
    /// misread on both.
    private static let leastShare = 0.2

    package init() {}

    /// Pages can come in any order; each once.
    package mutating func add(_ page: Page) { add(PageText(page)) }

    mutating func add(_ text: PageText) {
      let number = UInt64(entries.count)
      precondition(number < 1 << Self.pageBits, "more pages than an index can name")
      var entry = Entry(
        name: text.name, isWithheldWhole: text.isWithheldWhole, standsFor: text.standsFor,
        bates: text.bates)
      if !entry.isWithheldWhole {
        // Half of all shingles, the same ones on every page, tell as much.
        var own = text.shingles.filter { $0 & 1 == 0 }.map { ($0 >> Self.pageBits) << Self.pageBits }
        own.sort()
        for (n, key) in own.enumerated() where n == 0 || own[n - 1] != key {
          keys.append(key | number)
          entry.kept += 1
        }
      }
      entries.append(entry)
    }

    /// Each pair once, `a` before `b` in the order of names; in that order.
    mutating func candidates() -> [Candidate] {
      keys.sort()
      let mask = (1 << Self.pageBits) - 1 as UInt64
      // The shingles of each page that stand on another page too, by where their group begins.
      var starts = [Int](repeating: 0, count: entries.count + 1)
      forEachGroup { group in
        for key in keys[group] { starts[Int(key & mask) + 1] += 1 }
      }
      for n in entries.indices { starts[n + 1] += starts[n] }
      var groups = [Range<Int32>](repeating: 0..<0, count: starts[entries.count])
      var next = starts
      forEachGroup { group in
        let bounds = Int32(group.lowerBound)..<Int32(group.upperBound)
        for key in keys[group] {
          groups[next[Int(key & mask)]] = bounds
          next[Int(key & mask)] += 1
        }
      }
      let order = entries.indices.sorted { entries[$0].name < entries[$1].name }
      var rank = [Int](repeating: 0, count: entries.count)
      for (place, page) in order.enumerated() { rank[page] = place }
      var shared = [Int32](repeating: 0, count: entries.count)
      var found: Set<Candidate> = []
      for page in entries.indices {
        var touched: [Int] = []
        for group in groups[starts[page]..<starts[page + 1]] {
          for place in group {
            let other = Int(keys[Int(place)] & mask)
            if shared[other] == 0 { touched.append(other) }
            shared[other] += 1
          }
        }
        var best: [(share: Double, count: Int32, page: Int)] = []
        for other in touched where other != page {
          let count = shared[other]
          let share = Double(count) / Double(max(1, min(entries[page].kept, entries[other].kept)))
          if count >= 2, share >= Self.leastShare { best.append((share, count, other)) }
        }
        for other in touched { shared[other] = 0 }
        best.sort {
          ($1.share, $1.count, rank[$0.page]) < ($0.share, $0.count, rank[$1.page])
        }
        for (_, _, other) in best.prefix(Self.mostCandidates) {
          found.insert(
            rank[page] < rank[other]
              ? Candidate(a: page, b: other) : Candidate(a: other, b: page))
        }
      }
      return found.sorted { (rank[$0.a], rank[$0.b]) < (rank[$1.a], rank[$1.b]) }
    }

    /// Stretches of `keys` of one shingle that few pages, but more than one, bear.
    private func forEachGroup(_ body: (Range<Int>) -> Void) {
      var start = 0
      while start < keys.count {
        let hash = keys[start] >> Self.pageBits
        var end = start + 1
        while end < keys.count, keys[end] >> Self.pageBits == hash { end += 1 }
        if end - start > 1, end - start <= Self.mostPages { body(start..<end) }
        start = end
      }
    }
  }
}
