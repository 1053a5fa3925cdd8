// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Open atoms in parts, each with its ways: Kleene's values with some of the parts chosen.
struct OpenParts {
  let parts: [CompletionPart]
  private let ways: [[[Bool]]]
  private let positions: [Atom: (part: Int, atom: Int)]
  private let known: (Atom) -> Bool?

  /// - Parameter part: makes the part of atoms that hang together.
  /// - Throws: `World.TooMany` when the ways of a part cannot be told in reasonable time.
  init(
    _ open: OpenAtoms, in world: World, known: @escaping (Atom) -> Bool?,
    part: ([Atom]) throws(World.TooMany) -> CompletionPart
  ) throws(World.TooMany) {
    var parts: [CompletionPart] = []
    for group in Self.groups(of: open.atoms, in: world) { parts.append(try part(group)) }
    var positions: [Atom: (part: Int, atom: Int)] = [:]
    for (number, part) in parts.enumerated() {
      for (position, atom) in part.atoms.enumerated() { positions[atom] = (number, position) }
    }
    (self.parts, self.positions, self.known) = (parts, positions, known)
    ways = parts.map(\.ways)
  }

  init(
    _ open: OpenAtoms, in world: World, known: @escaping (Atom) -> Bool?
  ) throws(World.TooMany) {
    try self.init(open, in: world, known: known) { (group) throws(World.TooMany) in
      try CompletionPart(group, in: world)
    }
  }

  /// How many ways each part has.
  var counts: [Int] { ways.map(\.count) }

  /// The truth of an atom while only some parts are chosen.
  func truth(_ chosen: [Int?], _ atom: Atom) -> Bool? {
    guard let (part, position) = positions[atom] else { return known(atom) }
    return chosen[part].map { ways[part][$0][position] }
  }

  /// The parts that some of the atoms belong to, in order.
  func touched(by atoms: [Atom]) -> [Int] {
    Set(atoms.compactMap { positions[$0]?.part }).sorted()
  }

  /// Whether some choice gives a value that is wanted; stops at the first.
  ///
  /// - Parameter order: the parts that the value can depend on, as they are to be asked.
  func reaches<Value>(
    _ order: [Int], most: Int, _ wanted: (Value) -> Bool,
    value: (@escaping (Atom) -> Bool?) -> Value?
  ) throws(World.TooMany) -> Bool {
    var chosen = [Int?](repeating: nil, count: parts.count)
    var evaluations = 0
    func look(_ place: Int) throws(World.TooMany) -> Bool {
      evaluations += 1
      if evaluations > most { throw World.TooMany() }
      let some = chosen
      if let settled = value({ truth(some, $0) }) { return wanted(settled) }
      guard place < order.count else { return false }
      let part = order[place]
      defer { chosen[part] = nil }
      for way in ways[part].indices {
        chosen[part] = way
        if try look(place + 1) { return true }
      }
      return false
    }
    return try look(0)
  }

  /// Atoms that share a variable, directly or by way of others or of what the record ties together.
  private static func groups(of atoms: [Atom], in world: World) -> [[Atom]] {
    var groups: [(variables: Set<Variable>, atoms: [Atom])] = []
    let tied = world.joint.map { Set($0.variables) }
    for atom in atoms {
      var variables = Set(atom.variables(world.meaning))
      for tie in tied where !variables.isDisjoint(with: tie) { variables.formUnion(tie) }
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
    // In the order of the atoms: what is asked first settles most.
    var places: [Atom: Int] = [:]
    for (place, atom) in atoms.enumerated() { places[atom] = place }
    func first(_ group: [Atom]) -> Int { group.compactMap { places[$0] }.min() ?? 0 }
    return groups.map(\.atoms).sorted { first($0) < first($1) }
  }
}
