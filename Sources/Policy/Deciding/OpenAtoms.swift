// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Atoms that are open, in the order in which the files have them.
struct OpenAtoms {
  private(set) var atoms: [Atom] = []
  private(set) var wordings: [Atom: Wording] = [:]

  mutating func add(_ others: OpenAtoms) {
    for atom in others.atoms where wordings[atom] == nil {
      wordings[atom] = others.wordings[atom]
      atoms.append(atom)
    }
  }

  mutating func add(_ condition: Condition) {
    condition.forEachAtom { atom, wording in
      if wordings[atom] == nil {
        wordings[atom] = wording
        atoms.append(atom)
      }
    }
  }
}

extension OpenAtoms {
  /// The atoms that are open and can reach the verdict of a rule.
  init(of rule: Int, _ meaning: Meaning, _ known: @escaping (Atom) -> Bool?) {
    self.init()
    var found = OpenAtoms()
    func collect(_ condition: Condition) { found.add(condition.simplified(known)) }
    let judge = Judge(meaning: meaning, truth: known)
    // The rule's own come first: where it is silent, nothing else is asked.
    for index in [rule] + meaning.related[rule].filter({ $0 != rule }) {
      if index != rule, judge.isLive(index) == false { continue }
      let model = meaning.rules[index]
      let instrument = meaning.instruments[model.instrument]
      for condition in [instrument.bound, instrument.inForce, model.speaks, model.condition] {
        collect(condition)
      }
      for exception in model.exceptions { collect(exception.condition) }
      for number in meaning.losses[index, default: []] {
        let precedence = meaning.precedences[number]
        if judge.isLive(precedence.winner) != false { collect(precedence.condition) }
      }
      for number in meaning.wins[index, default: []] {
        let precedence = meaning.precedences[number]
        if judge.isLive(precedence.loser) != false { collect(precedence.condition) }
      }
      guard index == rule else { continue }
      if let done = model.done { collect(done) }
      if instrument.inForce.value(known) != true {
        for other in instrument.family { collect(meaning.instruments[other].inForce) }
      }
    }
    self = found
  }
}
