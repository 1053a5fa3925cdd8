// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Every way in which what matters can turn out, and a value in each: one rule's verdict, mostly.
///
/// Variables that some open atom ties together form a part, as do those that the record ties
/// together; the ways of a part are kept apart only as far as its atoms can tell. A completion picks
/// one way of every part.
struct Completions<Value: Hashable> {
  let parts: [CompletionPart]
  let diagram: DecisionDiagram<Value>
  let wordings: [Atom: Wording]

  /// The completions of some open atoms.
  ///
  /// - Parameters:
  ///   - most: evaluations that they may cost.
  ///   - value: what the truth of atoms gives, nil where it is not certain by then.
  init(
    of open: OpenAtoms, in world: World, known: @escaping (Atom) -> Bool?,
    most: Int = DecisionDiagram<Value>.most, value: (@escaping (Atom) -> Bool?) -> Value?
  ) throws(World.TooMany) {
    wordings = open.wordings
    let cut = try OpenParts(open, in: world, known: known)
    parts = cut.parts
    diagram = try DecisionDiagram(ways: cut.counts, most: most) { chosen in
      value { cut.truth(chosen, $0) }
    }
  }
}

extension Completions where Value == Verdict {
  /// The completions that matter to one rule.
  ///
  /// - Parameter known: Kleene's values.
  /// - Throws: `World.TooMany` when they cannot all be told in reasonable time.
  init(of rule: Int, in world: World, known: @escaping (Atom) -> Bool?) throws(World.TooMany) {
    let open = OpenAtoms(of: rule, world.meaning, known)
    try self.init(of: open, in: world, known: known) { truth in
      Judge(meaning: world.meaning, truth: truth).ruling(rule)?.verdict
    }
  }

  /// The one verdict of all completions in which each part takes one of the allowed ways; nil if
  /// they differ.
  func verdict(where allowed: [Int: Set<Int>] = [:]) -> Verdict? {
    diagram.value(where: allowed)
  }
}
