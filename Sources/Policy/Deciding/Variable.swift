// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One thing a record can leave open.
enum Variable: Hashable, Sendable {
  case slot(Slot)
  case day
  case place
  case question(String)
  /// How many events a search finds.
  case search(Int)
}

/// One way in which a variable can turn out.
enum Choice: Hashable, Sendable {
  /// In lower case.
  case values([String])
  case day(CivilDay)
  /// Nil for a place that no file names.
  case place(String?)
  case answer(Bool)
  case count(Int)
}

extension Atom {
  func variables(_ meaning: Meaning) -> [Variable] {
    switch self {
    case .some(let slot, _), .every(let slot, _), .compare(let slot, _, _): [.slot(slot)]
    case .same(let a, let b): a == b ? [.slot(a)] : [.slot(a), .slot(b)]
    case .found(let search, _, _): [.search(search)]
    case .answer(let id):
      meaning.questions[id]?.settled == nil ? [.question(id)] : [.question(id), .day]
    case .day: [.day]
    case .within: [.place]
    }
  }

  /// Whether the atom, which speaks of one slot, holds where the slot has this value and no other.
  func holds(ofOnly value: String) -> Bool {
    switch self {
    case .some(_, let set), .every(_, let set): set.contains(value)
    case .same(let a, let b): a == b
    case .compare(_, let comparison, let number):
      NumberWords.number(value).map { comparison.holds($0, number) } ?? false
    case .found, .answer, .day, .within: false
    }
  }

  /// Whether the atom holds once all its variables have turned out.
  func holds(_ meaning: Meaning, _ choice: (Variable) -> Choice?) -> Bool {
    func values(_ slot: Slot) -> [String] {
      if case .values(let values) = choice(.slot(slot)) { values } else { [] }
    }
    switch self {
    case .some(let slot, let set):
      return values(slot).contains { set.contains($0) }
    case .every(let slot, let set):
      let values = values(slot)
      return !values.isEmpty && values.allSatisfy { set.contains($0) }
    case .same(let a, let b):
      return Set(values(a)) == Set(values(b))
    case .compare(let slot, let comparison, let number):
      return values(slot).contains {
        NumberWords.number($0).map { comparison.holds($0, number) } ?? false
      }
    case .found(let search, let comparison, let number):
      guard case .count(let count) = choice(.search(search)) else { return false }
      return comparison.holds(count, number)
    case .answer(let id):
      if let settled = meaning.questions[id]?.settled, case .day(let day) = choice(.day),
        day >= settled.from
      {
        return settled.answer
      }
      return choice(.question(id)) == .answer(true)
    case .day(let range):
      guard case .day(let day) = choice(.day) else { return false }
      return range.contains(day)
    case .within(let place):
      guard case .place(let here) = choice(.place) else { return false }
      guard let here else { return place == PlaceNames.everywhere || place == PlaceNames.country }
      return meaning.places.binds(place, in: here)
    }
  }
}
