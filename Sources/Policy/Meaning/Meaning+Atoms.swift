// SPDX-License-Identifier: Apache-2.0

extension Meaning {
  /// The atoms of a rule and of the precedences it stands in.
  func forEachAtom(of index: Int, _ body: (Atom) -> Void) {
    forEachWordedAtom(of: index) { atom, _ in body(atom) }
  }

  func atoms(of index: Int) -> [Atom] {
    var atoms: [Atom] = []
    forEachAtom(of: index) { atoms.append($0) }
    return atoms
  }

  /// The same, with how each reads.
  func forEachWordedAtom(of index: Int, _ body: (Atom, Wording) -> Void) {
    let rule = rules[index]
    var conditions = [rule.speaks, rule.condition] + rule.exceptions.map(\.condition)
    if let done = rule.done { conditions.append(done) }
    for number in losses[index, default: []] + wins[index, default: []] {
      conditions.append(precedences[number].condition)
    }
    for condition in conditions { condition.forEachAtom(body) }
  }

  /// Days on which something that a file names begins, in order.
  func findDates() -> [CivilDay] {
    var dates: Set<CivilDay> = []
    func add(_ range: DayRange) {
      if let from = range.from { dates.insert(from) }
      if let to = range.to { dates.insert(to.adding(days: 1)) }
    }
    for instrument in instruments {
      instrument.inForce.forEachAtom { atom, _ in if case .day(let range) = atom { add(range) } }
    }
    for question in questions.values {
      if let settled = question.settled { dates.insert(settled.from) }
    }
    for rule in rules.indices {
      forEachAtom(of: rule) { atom in if case .day(let range) = atom { add(range) } }
    }
    return dates.sorted()
  }
}
