// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Atoms that are open, in the order in which the files have them.
struct OpenAtoms {
  private(set) var atoms: [Atom] = []
  private(set) var wordings: [Atom: Wording] = [:]

  mutating func add(_ condition: Condition) {
    condition.forEachAtom { atom, wording in
      if wordings[atom] == nil {
        wordings[atom] = wording
        atoms.append(atom)
      }
    }
  }
}

/// Every way in which what matters to one rule can turn out, and the rule's verdict in each.
///
/// Variables that some open atom ties together form a part, as do those that the record ties
/// together; the ways of a part are kept apart only as far as its atoms can tell. A completion picks
/// one way of every part.
struct Completions {
  let parts: [CompletionPart]
  let diagram: VerdictDiagram
  let wordings: [Atom: Wording]

  /// The completions that matter to one rule.
  ///
  /// - Parameter known: Kleene's values.
  /// - Throws: `World.TooMany` when they cannot all be told in reasonable time.
  init(of rule: Int, in world: World, known: @escaping (Atom) -> Bool?) throws(World.TooMany) {
    let open = Self.openAtoms(of: rule, world.meaning, known)
    try self.init(of: open, in: world, known: known) { truth in
      Judge(meaning: world.meaning, truth: truth).ruling(rule)?.verdict
    }
  }

  /// The completions of some open atoms.
  ///
  /// - Parameter verdict: what the truth of atoms gives, nil where it is not certain by then.
  init(
    of open: OpenAtoms, in world: World, known: @escaping (Atom) -> Bool?,
    verdict: (@escaping (Atom) -> Bool?) -> Verdict?
  ) throws(World.TooMany) {
    wordings = open.wordings
    var parts: [CompletionPart] = []
    for group in Self.groups(of: open.atoms, in: world) {
      parts.append(try CompletionPart(group, in: world))
    }
    self.parts = parts
    var positions: [Atom: (part: Int, atom: Int)] = [:]
    for (number, part) in parts.enumerated() {
      for (position, atom) in part.atoms.enumerated() { positions[atom] = (number, position) }
    }
    let ways = parts.map(\.ways)
    diagram = try VerdictDiagram(ways: ways.map(\.count)) { chosen in
      verdict { atom in
        guard let (part, position) = positions[atom] else { return known(atom) }
        guard let way = chosen[part] else {
          // Alike in every way of the part, though Kleene's value could not tell.
          return nil
        }
        return ways[part][way][position]
      }
    }
  }

  /// The atoms that are open and can reach the verdict.
  private static func openAtoms(
    of rule: Int, _ meaning: Meaning, _ known: @escaping (Atom) -> Bool?
  ) -> OpenAtoms {
    var found = OpenAtoms()
    func collect(_ condition: Condition) { found.add(condition.simplified(known)) }
    let judge = Judge(meaning: meaning, truth: known)
    for index in meaning.related[rule] {
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
    return found
  }

  /// Atoms that share a variable, directly or by way of others or of what the record ties together.
  private static func groups(of atoms: [Atom], in world: World) -> [[Atom]] {
    var groups: [(variables: Set<Variable>, atoms: [Atom])] = []
    let tied = Set(world.joint?.variables ?? [])
    for atom in atoms {
      var variables = Set(atom.variables(world.meaning))
      if !variables.isDisjoint(with: tied) { variables.formUnion(tied) }
      var merged: (variables: Set<Variable>, atoms: [Atom]) = (variables, [atom])
      var rest: [(variables: Set<Variable>, atoms: [Atom])] = []
      for group in groups {
        if group.variables.isDisjoint(with: merged.variables) {
          rest.append(group)
        } else {
          merged = (merged.variables.union(group.variables), group.atoms + merged.atoms)
        }
      }
      groups = rest + [merged]
    }
    return groups.map(\.atoms)
  }

  /// The one verdict of all completions in which each part takes one of the allowed ways; nil if
  /// they differ.
  func verdict(where allowed: [Int: Set<Int>] = [:]) -> Verdict? {
    diagram.verdict(where: allowed)
  }
}
