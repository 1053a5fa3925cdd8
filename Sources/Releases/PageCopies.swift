// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The same page found twice: in two releases, or twice in one.
///
/// Two pages are copies where, furniture apart, nearly every word of each can be seen on the other or
/// is withheld there, and hardly any stands against another word. At least twelve words and fifty
/// letters must be seen on both, eight of them in phrases that do not stand on many pages other than
/// copies. Pages withheld whole are matched by the pages around them and by their Bates numbers,
/// these where the two sources do not number other pages alike.
package enum PageCopies {
  /// For pages that are all at hand.
  ///
  /// - Returns: in the order of names.
  package static func find(in pages: [Page]) -> [PageCopy] {
    var index = Index()
    var places: [PageName: Int] = [:]
    for (place, page) in pages.enumerated() {
      places[PageName(source: page.source, number: page.number)] = place
      index.add(page)
    }
    return index.copies { name in places[name].map { pages[$0] } }
  }
}

extension PageCopies.Index {
  /// Compares the candidates word by word. Empties the index.
  ///
  /// - Parameter page: gives a page that was added; nil where it cannot be read any more. Asked for
  ///   pages that have candidates, and seldom twice for one of them.
  /// - Returns: in the order of names.
  package mutating func copies<Failure: Error>(
    page: (PageName) throws(Failure) -> Page?
  ) throws(Failure) -> [PageCopy] {
    let sieve = sifted()
    var near = RecentPages(common: sieve.common)
    var found: [FoundCopy] = []
    for candidate in sieve.candidates {
      guard let a = try near.text(of: entries[candidate.a].name, page),
        let b = try near.text(of: entries[candidate.b].name, page)
      else { continue }
      if let copy = FoundCopy(a, b) { found.append(copy) }
    }
    found = FoundCopy.withoutDoubtful(found)
    var copies = found.map(\.copy)
    copies += try WithheldPages(entries, copies).copies(page)
    self = Self()
    return copies.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }
}

/// The pages that were compared last, so that one that has many candidates is read once.
private struct RecentPages {
  /// Keys of shingles.
  let common: Set<UInt64>
  private var texts: [PageName: PageText] = [:]
  private var order: [PageName] = []
  /// About 30 MB.
  private static let most = 512

  init(common: Set<UInt64>) { self.common = common }

  mutating func text<Failure: Error>(
    of name: PageName, _ page: (PageName) throws(Failure) -> Page?
  ) throws(Failure) -> PageText? {
    if let known = texts[name] { return known }
    guard let read = try page(name) else { return nil }
    if order.count >= Self.most {
      for old in order.prefix(Self.most / 2) { texts[old] = nil }
      order.removeFirst(Self.most / 2)
    }
    var text = PageText(read)
    text.prepare { shingle in PageCopies.Index.key(shingle).map { common.contains($0) } }
    texts[name] = text
    order.append(name)
    return text
  }
}

/// Two pages that passed for one, with how much of each could be seen.
struct FoundCopy {
  var copy: PageCopy
  /// Words seen on both, and on the page that shows more.
  var matched: Int
  var shown: Int

  /// Nil unless the two are one page.
  init?(_ first: PageText, _ second: PageText) {
    // Which page is called first must not matter to the alignment: the words decide.
    let isTurned = second.tokens.lazy.map(\.hash).lexicographicallyPrecedes(
      first.tokens.lazy.map(\.hash))
    let comparison = isTurned ? Comparison(second, first) : Comparison(first, second)
    guard comparison.isSame else { return nil }
    copy = PageCopy(
      first: min(first.name, second.name), second: max(first.name, second.name),
      likeness: comparison.likeness,
      disclosures: comparison.disclosures.sorted {
        ($0.withheldOn, $0.box.y0, $0.box.x0, $0.box.y1, $0.text)
          < ($1.withheldOn, $1.box.y0, $1.box.x0, $1.box.y1, $1.text)
      })
    matched = comparison.matched
    shown = max(
      first.tokens.count { !$0.isCovered }, second.tokens.count { !$0.isCovered })
  }

  /// Without the pairs of a page of which so little is left that it would fit several pages which
  /// are not copies of each other.
  static func withoutDoubtful(_ found: [FoundCopy]) -> [FoundCopy] {
    let pairs = Set(found.map { [$0.copy.first, $0.copy.second] })
    var partners: [PageName: [(PageName, Int)]] = [:]
    for copy in found {
      partners[copy.copy.first, default: []].append((copy.copy.second, copy.matched))
      partners[copy.copy.second, default: []].append((copy.copy.first, copy.matched))
    }
    return found.filter { copy in
      guard copy.matched * 2 < copy.shown else { return true }
      for (own, other) in [
        (copy.copy.first, copy.copy.second), (copy.copy.second, copy.copy.first),
      ] {
        let rival = (partners[own] ?? []).contains { rival, matched in
          rival != other && matched * 10 >= copy.matched * 9
            && !pairs.contains([min(rival, other), max(rival, other)])
        }
        if rival { return false }
      }
      return true
    }
  }
}
