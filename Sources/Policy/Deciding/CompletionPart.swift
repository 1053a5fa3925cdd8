// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Open variables that hang together, and the ways in which they can turn out as far as the open
/// atoms about them can tell.
struct CompletionPart {
  let variables: [Variable]
  let atoms: [Atom]
  /// The truth of each atom, one row for each way.
  private(set) var ways: [[Bool]] = []
  /// For a part of one slot: the ways in which the slot holds a value, and in which it holds no
  /// other.
  private(set) var holding: [String: Set<Int>] = [:]
  private(set) var onlyHolding: [String: Set<Int>] = [:]
  /// For a part of one slot whose ways the record lists: the ways that each listed one gives.
  private(set) var listed: [[String]: Set<Int>] = [:]

  private var numbers: [[Bool]: Int] = [:]

  /// More joint choices than are told apart one by one.
  static let most = 20_000

  init(_ atoms: [Atom], in world: World) throws(World.TooMany) {
    self.atoms = atoms
    var found: [Variable] = []
    for atom in atoms {
      for variable in atom.variables(world.meaning) where !found.contains(variable) {
        found.append(variable)
      }
    }
    variables = found
    if found.count == 1, case .slot(let slot) = found[0], Meaning.lists.contains(slot),
      !world.isListed(slot), !world.joint.contains(where: { $0.variables.contains(found[0]) })
    {
      foldSets(of: slot, in: world)
    } else {
      try tryAll(in: world)
    }
    numbers = [:]
  }

  private mutating func way(_ row: [Bool]) -> Int {
    if let known = numbers[row] { return known }
    numbers[row] = ways.count
    ways.append(row)
    return ways.count - 1
  }

  // MARK: One by one

  private mutating func tryAll(in world: World) throws(World.TooMany) {
    var joined = JointTable(variables: [], rows: [[]])
    for table in world.joint {
      let shared = Set(table.variables)
      guard variables.contains(where: shared.contains) else { continue }
      joined = joined.joined(with: table.project(on: variables))
      guard joined.rows.count <= Self.most else { throw World.TooMany() }
    }
    var order = joined.variables
    var all = joined.rows
    for variable in variables where !order.contains(variable) {
      let options = try world.choices(variable, for: atoms)
      guard all.count * options.count <= Self.most else { throw World.TooMany() }
      all = all.flatMap { chosen in options.map { chosen + [$0] } }
      order.append(variable)
    }
    var positions: [Variable: Int] = [:]
    for (position, variable) in order.enumerated() { positions[variable] = position }
    for options in all {
      let way = way(
        atoms.map { atom in
          atom.holds(world.meaning) { variable in positions[variable].map { options[$0] } }
        })
      guard variables.count == 1, case .slot = variables[0], case .values(let values) = options[0]
      else { continue }
      for value in values { holding[value, default: []].insert(way) }
      if values.count == 1 { onlyHolding[values[0], default: []].insert(way) }
      listed[values, default: []].insert(way)
    }
  }

  // MARK: Sets of values

  /// A slot that holds one or more of its values has as many ways as there are sets of them. Whether
  /// *some* value fits is the "or" of what each value says by itself and whether *every* one does is
  /// the "and", so the rows are found by adding one value after another, without listing the sets.
  private mutating func foldSets(of slot: Slot, in world: World) {
    let classes = world.classes(of: slot, for: atoms)
    let single = classes.map { value in
      atoms.map { $0.holds(ofOnly: value.value) }
    }
    let isEvery = atoms.map { if case .every = $0 { true } else { false } }
    func joined(_ a: [Bool], _ b: [Bool]) -> [Bool] {
      a.indices.map { isEvery[$0] ? a[$0] && b[$0] : a[$0] || b[$0] }
    }
    func fold(_ start: Set<[Bool]>, without left: Int?) -> Set<[Bool]> {
      var rows = start
      for (number, row) in single.enumerated() where number != left {
        rows.formUnion(rows.map { joined($0, row) })
        if left == nil { rows.insert(row) }
      }
      return rows
    }
    func ordered(_ rows: Set<[Bool]>) -> [[Bool]] {
      rows.sorted { a, b in
        for (x, y) in zip(a, b) where x != y { return x }
        return false
      }
    }
    for row in ordered(fold([], without: nil)) { _ = way(row) }
    for (number, value) in classes.enumerated() {
      holding[value.value] = Set(
        fold([single[number]], without: number).compactMap { numbers[$0] })
      onlyHolding[value.value] = Set([way(single[number])])
    }
  }
}
