// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The mentions of each person, as the finder joined them and as reviewers then decided.
struct PeopleGrouping {
  /// Entries of each person, ascending; people by their smallest entry.
  private(set) var sets: [[Int]]
  private var links: [EntryLink]
  private let entries: [Mentions.Entry]

  init(_ found: (sets: [[Int]], links: [EntryLink]), mentions: Mentions) {
    (sets, links) = found
    entries = mentions.entries
  }

  /// False where the ruling fits nobody, or changes nothing.
  mutating func apply(_ ruling: PersonRuling) -> Bool {
    guard let place = person(written: ruling.person) else { return false }
    switch ruling.kind {
    case .merge:
      guard let other = person(written: ruling.other, except: place) else { return false }
      links.append(
        EntryLink(
          one: sets[place][0], other: sets[other][0], why: .byHand,
          note: "\(ruling.reviewer): \(ruling.why)"))
      sets[place] = (sets[place] + sets[other]).sorted()
      sets.remove(at: other)
    case .split:
      let wanted = Set(ruling.other.map(Self.folded))
      let (moved, kept) = sets[place].reduce(into: ([Int](), [Int]())) { out, entry in
        if !wanted.isDisjoint(with: names(entry)) {
          out.0.append(entry)
        } else {
          out.1.append(entry)
        }
      }
      guard !moved.isEmpty, !kept.isEmpty else { return false }
      let apart = Set(moved)
      links.removeAll { apart.contains($0.one) != apart.contains($0.other) }
      sets[place] = kept
      sets.append(moved)
    }
    sets.sort { $0[0] < $1[0] }
    return true
  }

  /// Why the entries of a person are one. A split may leave some that nothing links any more: the
  /// reviewer took them out together.
  func links(of members: [Int]) -> [Person.Link]? {
    guard members.count > 1 else { return nil }
    let own = Set(members)
    let found = links.filter { own.contains($0.one) && own.contains($0.other) }
    return found.map { link in
      Person.Link(
        one: written(link.one), other: written(link.other), why: link.why, note: link.note)
    }
  }

  /// Whoever is written most like this; the first of those written equally like it.
  private func person(written names: [String], except: Int? = nil) -> Int? {
    let wanted = Set(names.map(Self.folded))
    var best: (score: Int, place: Int)?
    for (place, members) in sets.enumerated() where place != except {
      var matched: Set<String> = []
      for entry in members { matched.formUnion(self.names(entry).intersection(wanted)) }
      // An address is one person's; a name may be several people's.
      let score = matched.reduce(0) { $0 + ($1.contains("@") ? 4 : 1) }
      if score > best?.score ?? 0 { best = (score, place) }
    }
    return best?.place
  }

  private func names(_ entry: Int) -> Set<String> {
    let own = entries[entry]
    let texts = [own.mention.name, own.address, own.name.display.isEmpty ? nil : own.name.display]
    return Set(texts.compactMap { $0.map(Self.folded) })
  }

  private func written(_ entry: Int) -> String {
    let mention = entries[entry].mention
    guard let name = mention.name else { return entries[entry].address ?? "" }
    return mention.address.map { "\(name) <\($0)>" } ?? name
  }

  private static func folded(_ text: String) -> String {
    Words.folded(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}
