// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The searches that bear on one rule, looked at together: an event that two of them can find
/// turns out one way for both.
struct SearchSet {
  /// Stands before the name of a value that is like no other.
  static let fresh = "\u{1}"
  /// More searches than their positions have bits.
  static let most = 62

  let numbers: [Int]
  let searches: [SearchModel]
  /// Counts beyond these make no difference to any rule.
  let enough: [Int]
  /// Slots by which some search links the event found to the one judged; `person` among them.
  let linkSlots: [Slot]
  /// Those of them that no condition asks and no search counts: what they hold only links.
  let linkOnly: Set<Slot>
  /// For each link slot, the searches that link by it, as bits.
  let linked: [UInt64]
  let answersOnly: UInt64
  /// Every slot of the event found that conditions ask or searches count.
  let slots: [Slot]
  let atoms: [Atom]
  let actions: [String]

  init(_ numbers: [Int], _ meaning: Meaning, enough: [Int]) {
    let searches = numbers.map { meaning.searches[$0] }
    (self.numbers, self.searches) = (numbers, searches)
    self.enough = numbers.map { enough[$0] }
    var links: Set<Slot> = []
    var asked: Set<Slot> = []
    var atoms: [Atom] = []
    for search in searches {
      links.formUnion(search.links)
      if search.samePerson { links.insert(Link.person) }
      if let distinct = search.distinct { asked.insert(distinct) }
      search.pattern.forEachAtom { atom, _ in
        if !atoms.contains(atom) { atoms.append(atom) }
        for case .slot(let slot) in atom.variables(meaning) { asked.insert(slot) }
      }
    }
    linkSlots = links.sorted()
    linkOnly = links.subtracting(asked)
    func bits(_ holds: (SearchModel) -> Bool) -> UInt64 {
      searches.indices.reduce(0) { holds(searches[$1]) ? $0 | 1 << $1 : $0 }
    }
    linked = linkSlots.map { slot in
      bits { $0.links.contains(slot) || (slot == Link.person && $0.samePerson) }
    }
    answersOnly = bits(\.answersOnly)
    slots = asked.sorted()
    self.atoms = atoms
    actions = Set(searches.flatMap(\.actions)).sorted()
  }

  var all: UInt64 { (1 << searches.count) - 1 }
}
