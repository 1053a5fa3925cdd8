// SPDX-License-Identifier: Apache-2.0

import Evidence

extension PolicyLibrary {
  /// Every slot on which what these files say of an event can hang: what of an event need be known.
  ///
  /// Who acts and who receives are always among them, since they tell whom rules bind and what the
  /// record is complete for.
  package var askedSlots: Set<Slot> {
    var slots: Set<Slot> = [.action, .actor, .recipient]
    func add(_ atom: Atom) {
      for case .slot(let slot) in atom.variables(meaning) { slots.insert(slot) }
    }
    for rule in meaning.rules.indices { meaning.asked[rule].atoms.forEach(add) }
    for instrument in meaning.instruments {
      for condition in [instrument.bound, instrument.inForce] {
        condition.forEachAtom { atom, _ in add(atom) }
      }
    }
    for search in meaning.searches {
      search.pattern.forEachAtom { atom, _ in add(atom) }
      slots.formUnion(search.links)
      if search.samePerson { slots.insert(Link.person) }
      if let distinct = search.distinct { slots.insert(distinct) }
    }
    return slots
  }
}
