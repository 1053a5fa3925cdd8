// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Whether an event found belongs with the event judged: same place, same person, same account.
struct Link {
  static let person: Slot = "person"

  let search: SearchModel
  let places: PlaceFinder
  let judged: Event
  let domain: (Slot) -> Domain

  /// True, false, or nil where the record leaves it open.
  func holds(_ other: Event) -> Bool? {
    if other.id == judged.id { return false }
    var isCertain = true
    if search.answersOnly {
      guard let answered = other.answers else { return openUnlessFalse(other) }
      if answered != judged.id { return false }
    }
    switch places.areOne(judged.place, other.place) {
    case false?: return false
    case nil: isCertain = false
    case true?: break
    }
    // An answer belongs to its request, whoever it is about.
    if search.samePerson, other.answers != judged.id {
      switch same(Self.person, other) {
      case false?: return false
      case nil: isCertain = false
      case true?: break
      }
    }
    for slot in search.links {
      switch same(slot, other) {
      case false?: return false
      case nil: isCertain = false
      case true?: break
      }
    }
    return isCertain ? true : nil
  }

  /// An event that may be the answer, since nothing says which request it answers.
  private func openUnlessFalse(_ other: Event) -> Bool? {
    if places.areOne(judged.place, other.place) == false { return false }
    if search.samePerson, same(Self.person, other) == false { return false }
    return nil
  }

  private func same(_ slot: Slot, _ other: Event) -> Bool? {
    let domain = domain(slot)
    /// Nil where it may be anything.
    func possible(_ event: Event) -> (values: Set<String>, isCertain: Bool)? {
      switch SlotState(slot, of: event, domain: domain) {
      case .known(let ways): (Set(ways.joined()), ways.count == 1)
      case .among(let values):
        // "under-18" is many numbers.
        domain == .number && values.contains { NumberWords.number($0) == nil }
          ? nil : (Set(values), false)
      case .open: nil
      }
    }
    guard let first = possible(judged), let second = possible(other) else { return nil }
    if first.values.isDisjoint(with: second.values) { return false }
    return first.isCertain && second.isCertain ? true : nil
  }
}
