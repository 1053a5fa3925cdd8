// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the record says around one event: every way in which each variable can turn out.
struct World {
  /// Values of a slot that no condition at hand can tell apart.
  struct ValueClass {
    /// One of them; a name no file uses for "anything else".
    var value: String
    var members: [String]
    /// Values that nobody lists belong to it.
    var isOpen: Bool
  }

  /// More than can be tried: the decision stays with what Kleene's values say.
  struct TooMany: Error {}

  let meaning: Meaning
  /// States of the slots that matter; any other is open.
  var states: [Slot: SlotState]
  /// One day of every stretch between two dates that files name, as far as the event may lie in it.
  var days: [CivilDay]
  /// Nil where the record names no place; with an inner nil for one that no file names.
  var place: String??
  /// Answers given for this occasion.
  var answers: [String: Bool] = [:]
  var counts: [Int: ClosedRange<Int>]
  /// Variables that do not turn out each by itself.
  var joint: [JointTable] = []
  /// Values that are told apart from all others, whatever conditions say of them.
  var apart: [Slot: Set<String>] = [:]

  static let mostClasses = 10
  /// Begins the name of a value that no file and no record names.
  static let other = "\u{1}other "

  /// The ways a variable can turn out, as far as `atoms` can tell them apart.
  func choices(_ variable: Variable, for atoms: [Atom]) throws(TooMany) -> [Choice] {
    switch variable {
    case .slot(let slot): return try slotChoices(slot, for: atoms).map { .values($0) }
    case .day: return days.map { .day($0) }
    case .place:
      if let place { return [.place(place)] }
      return ([nil] + meaning.places.names.sorted()).map { .place($0) }
    case .question(let id):
      return answers[id].map { [.answer($0)] } ?? [.answer(true), .answer(false)]
    case .search(let search):
      let range = counts[search] ?? 0...Int.max
      var edges: Set<Int> = [range.lowerBound]
      for case .found(search, _, let number) in atoms {
        for edge in [number, number + 1, number - 1] where range.contains(edge) {
          edges.insert(edge)
        }
      }
      return edges.sorted().map { .count($0) }
    }
  }

  /// Whether the record lists the ways in which the slot can be.
  func isListed(_ slot: Slot) -> Bool {
    if case .known = states[slot] ?? .open { true } else { false }
  }

  private func slotChoices(_ slot: Slot, for atoms: [Atom]) throws(TooMany) -> [[String]] {
    if case .known(let ways) = states[slot] ?? .open { return ways }
    let classes = classes(of: slot, for: atoms)
    guard Meaning.lists.contains(slot) else { return classes.map { [$0.value] } }
    guard classes.count <= Self.mostClasses else { throw TooMany() }
    // One or more of them; a class counts once, because nothing at hand tells its values apart.
    return (1..<(1 << classes.count)).map { mask in
      classes.indices.filter { mask >> $0 & 1 == 1 }.map { classes[$0].value }
    }
  }

  /// The values an unknown slot can hold, those alike to `atoms` together.
  func classes(of slot: Slot, for atoms: [Atom]) -> [ValueClass] {
    if meaning.domain(of: slot) == .number { return numberClasses(of: slot, for: atoms) }
    let (values, isOpen) = universe(of: slot, for: atoms)
    var classes: [ValueClass] = []
    var numbers: [[Bool]: Int] = [:]
    let single = atoms.filter { atom in
      switch atom {
      case .some(slot, _), .every(slot, _), .compare(slot, _, _): true
      default: false
      }
    }
    let isCompared = Self.partners(of: slot, in: atoms).count > 1
    func add(_ value: String, isNamed: Bool) {
      let signature = single.map { $0.holds(ofOnly: value) }
      // What is like no other value is apart from all that are told apart.
      let isApart = isNamed ? apart[slot]?.contains(value) == true : apart[slot] != nil
      if !isCompared, !isApart, let known = numbers[signature] {
        if isNamed { classes[known].members.append(value) } else { classes[known].isOpen = true }
        return
      }
      if !isApart { numbers[signature] = classes.count }
      classes.append(
        ValueClass(value: value, members: isNamed ? [value] : [], isOpen: !isNamed))
    }
    for value in values { add(value, isNamed: true) }
    if isOpen {
      // As many others as slots are compared, so that all can differ.
      for number in 0..<max(1, Self.partners(of: slot, in: atoms).count) {
        add("\(Self.other)\(number)", isNamed: false)
      }
    }
    return classes
  }

  private func universe(of slot: Slot, for atoms: [Atom]) -> (values: [String], isOpen: Bool) {
    if case .among(let values) = states[slot] ?? .open { return (values, false) }
    switch meaning.domain(of: slot) {
    case .closed: return (meaning.listed[slot] ?? [], false)
    case .open, .number:
      // What its own rules name, and what it is compared with holds.
      var values: [String] = []
      for partner in Self.partners(of: slot, in: atoms) {
        values += meaning.domain(of: partner).values.map { $0.lowercased() }
        switch states[partner] ?? .open {
        case .known(let ways): values += ways.flatMap { $0 }
        case .among(let among): values += among
        case .open: break
        }
      }
      values += (apart[slot] ?? []).sorted()
      var seen: Set<String> = []
      return (values.filter { seen.insert($0).inserted }, true)
    }
  }

  /// The slots that `atoms` compare with this one, directly or by way of others; itself included.
  static func partners(of slot: Slot, in atoms: [Atom]) -> [Slot] {
    var found = [slot]
    var changed = true
    while changed {
      changed = false
      for case .same(let a, let b) in atoms where found.contains(a) != found.contains(b) {
        found.append(found.contains(a) ? b : a)
        changed = true
      }
    }
    return found
  }

  /// One number on each side of every bound, and each bound itself.
  private func numberClasses(of slot: Slot, for atoms: [Atom]) -> [ValueClass] {
    var bounds: Set<Double> = []
    for case .compare(slot, _, let number) in atoms { bounds.insert(number) }
    var limits: [(comparison: Comparison, number: Double)] = []
    var listed: [String] = []
    if case .among(let values) = states[slot] ?? .open {
      for value in values {
        if let bound = NumberWords.bound(value), bound.comparison != .equal {
          limits.append(bound)
          bounds.insert(bound.number)
        } else {
          listed.append(value)
        }
      }
    }
    // What the slot is compared with, and room for it to differ.
    for partner in Self.partners(of: slot, in: atoms) {
      for case .compare(partner, _, let number) in atoms { bounds.insert(number) }
      if case .known(let ways) = states[partner] ?? .open {
        for number in ways.flatMap({ $0 }).compactMap(NumberWords.number) { bounds.insert(number) }
      }
      if case .among(let values) = states[partner] ?? .open {
        for bound in values.compactMap(NumberWords.bound) { bounds.insert(bound.number) }
      }
    }
    let sorted = bounds.sorted()
    var tried: [Double] = []
    for (index, bound) in sorted.enumerated() {
      if index == 0 { tried.append(bound - 1) }
      tried.append(bound)
      tried.append(index + 1 < sorted.count ? (bound + sorted[index + 1]) / 2 : bound + 1)
    }
    if tried.isEmpty { tried = [0, 1] }
    let isListed = if case .among = states[slot] ?? .open { true } else { false }
    if !isListed { listed += (apart[slot] ?? []).sorted() }
    let values = tried.filter { number in
      limits.isEmpty ? !isListed : limits.contains { $0.comparison.holds(number, $0.number) }
    }.map(NumberWords.text)
    return (listed + values).map { ValueClass(value: $0, members: [], isOpen: true) }
  }

  /// Kleene's value of one atom: nil where the record leaves it open.
  func truth(of atom: Atom) -> Bool? {
    let variables = atom.variables(meaning)
    guard let first = variables.first, let options = try? choices(first, for: [atom]) else {
      return nil
    }
    var found: Bool?
    func see(_ holds: Bool) -> Bool {
      if let found, found != holds { return false }
      found = holds
      return true
    }
    if variables.count == 1 {
      for option in options {
        guard see(atom.holds(meaning, { _ in option })) else { return nil }
      }
      return found
    }
    guard let others = try? choices(variables[1], for: [atom]) else { return nil }
    for option in options {
      for other in others {
        let holds = atom.holds(meaning) { $0 == first ? option : other }
        guard see(holds) else { return nil }
      }
    }
    return found
  }
}
