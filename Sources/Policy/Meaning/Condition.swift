// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One thing that is so or not in a completed record.
enum Atom: Hashable, Sendable {
  /// Some value of the slot is in the set.
  case some(Slot, ValueSet)
  /// The slot has values and all are in the set.
  case every(Slot, ValueSet)
  /// Both slots hold the same values.
  case same(Slot, Slot)
  /// Some value of the slot is a number that compares so.
  case compare(Slot, Comparison, Double)
  /// So many events, by the number of the search in its library.
  case found(Int, Comparison, Int)
  case answer(String)
  /// The event's day lies in the range; both ends belong to it.
  case day(DayRange)
  /// An instrument for this place binds where the event was.
  case within(String)
}

struct DayRange: Hashable, Sendable {
  var from: CivilDay?
  var to: CivilDay?

  static let never = DayRange(from: CivilDay(number: 1), to: CivilDay(number: 0))

  func contains(_ day: CivilDay) -> Bool {
    (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
  }

  var wording: Wording {
    switch (from, to) {
    case (let from?, let to?):
      Wording("the day is from \(from) to \(to)", "the day is not from \(from) to \(to)")
    case (let from?, nil):
      Wording("the day is \(from) or later", "the day is before \(from)")
    case (nil, let to?):
      Wording("the day is \(to) or earlier", "the day is after \(to)")
    case (nil, nil): Wording("the day is any", "the day is none")
    }
  }
}

/// How an atom reads when it holds and when it does not.
struct Wording: Hashable, Sendable {
  var yes: String
  var no: String

  init(_ yes: String, _ no: String) { (self.yes, self.no) = (yes, no) }
}

/// A condition with every name looked up.
indirect enum Condition: Hashable, Sendable {
  case constant(Bool)
  case atom(Atom, Wording)
  case not(Condition)
  case all([Condition])
  case any([Condition])

  /// Every atom, in the order of the text.
  func forEachAtom(_ body: (Atom, Wording) -> Void) {
    switch self {
    case .constant: break
    case .atom(let atom, let wording): body(atom, wording)
    case .not(let inner): inner.forEachAtom(body)
    case .all(let parts), .any(let parts): for part in parts { part.forEachAtom(body) }
    }
  }

  /// Kleene's three values: nil is "unknown".
  func value(_ truth: (Atom) -> Bool?) -> Bool? {
    switch self {
    case .constant(let value): return value
    case .atom(let atom, _): return truth(atom)
    case .not(let inner): return inner.value(truth).map { !$0 }
    case .all(let parts):
      var open = false
      for part in parts {
        guard let value = part.value(truth) else {
          open = true
          continue
        }
        if !value { return false }
      }
      return open ? nil : true
    case .any(let parts):
      var open = false
      for part in parts {
        guard let value = part.value(truth) else {
          open = true
          continue
        }
        if value { return true }
      }
      return open ? nil : false
    }
  }

  /// What is left to know once `truth` is known.
  func simplified(_ truth: (Atom) -> Bool?) -> Condition {
    switch self {
    case .constant: return self
    case .atom(let atom, _): return truth(atom).map { .constant($0) } ?? self
    case .not(let inner):
      let inner = inner.simplified(truth)
      if case .constant(let value) = inner { return .constant(!value) }
      return .not(inner)
    case .all(let parts):
      var left: [Condition] = []
      for part in parts {
        let part = part.simplified(truth)
        if part == .constant(false) { return part }
        if part != .constant(true) { left.append(part) }
      }
      return left.isEmpty ? .constant(true) : (left.count == 1 ? left[0] : .all(left))
    case .any(let parts):
      var left: [Condition] = []
      for part in parts {
        let part = part.simplified(truth)
        if part == .constant(true) { return part }
        if part != .constant(false) { left.append(part) }
      }
      return left.isEmpty ? .constant(false) : (left.count == 1 ? left[0] : .any(left))
    }
  }

  /// The atoms that make the condition what it is under `truth`, each as it reads: what an
  /// explanation quotes.
  func reasons(_ truth: (Atom) -> Bool?) -> [String] {
    guard let value = value(truth) else { return [] }
    switch self {
    case .constant: return []
    case .atom(_, let wording): return [value ? wording.yes : wording.no]
    case .not(let inner): return inner.reasons(truth)
    case .all(let parts), .any(let parts):
      var decisive = true
      if case .any = self { decisive = false }
      // All parts are needed for a true "and" or a false "or"; for the others one is enough.
      if value == decisive { return parts.flatMap { $0.reasons(truth) } }
      return parts.first { $0.value(truth) == value }?.reasons(truth) ?? []
    }
  }
}
