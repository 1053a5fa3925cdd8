// SPDX-License-Identifier: Apache-2.0

import Evidence

extension PageCopies {
  /// What of each page it takes to tell which others may be copies of it: half a kilobyte to a
  /// kilobyte a page, twice as much while candidates are told, so that the pages themselves need not
  /// be held.
  package struct Index: Sendable {
    struct Entry: Sendable {
      var name: PageName
      /// Words that can be seen.
      var shown: Int
      var isWithheldWhole: Bool
      /// The number of pages it stands for: one, or what a slip says; nil where a slip does not say.
      var standsFor: Int?
      var bates: String?
    }

    private(set) var entries: [Entry] = []
    /// The upper forty bits of a shingle's hash and, below, the page.
    private var keys: [UInt64] = []

    static let pageBits: UInt64 = 24

    package init() {}

    /// Pages can come in any order; each once.
    package mutating func add(_ page: Page) { add(PageText(page)) }

    mutating func add(_ text: PageText) {
      let number = UInt64(entries.count)
      precondition(number < 1 << Self.pageBits, "more pages than an index can name")
      entries.append(
        Entry(
          name: text.name, shown: text.tokens.count { !$0.isCovered },
          isWithheldWhole: text.isWithheldWhole, standsFor: text.standsFor, bates: text.bates))
      if text.isWithheldWhole { return }
      let start = keys.count
      text.eachShingle { _, hash in
        if let key = Self.key(hash) { keys.append(key << Self.pageBits | number) }
      }
      keys[start...].sort()
      var kept = start
      for n in start..<keys.count where n == start || keys[n] != keys[kept - 1] {
        keys[kept] = keys[n]
        kept += 1
      }
      keys.removeSubrange(kept...)
    }

    /// Half of all shingles, the same ones on every page, tell as much.
    static func key(_ shingle: UInt64) -> UInt64? {
      shingle & 1 == 0 ? shingle >> pageBits : nil
    }

    /// The candidates, and which shingles are common. Empties the index of shingles.
    mutating func sifted() -> Sieve {
      keys.sort()
      defer { keys = [] }
      return Sieve(entries.map(\.name), keys)
    }
  }
}
