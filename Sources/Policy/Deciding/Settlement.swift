// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The smallest sets of facts that would settle an open verdict.
struct Settlement {
  /// A statement about one part of what is open, and the ways of the part that it allows.
  struct Statement {
    var part: Int
    var ways: Set<Int>
    var text: String
  }

  /// The smallest sets of statements that settle the verdict, and how.
  let sets: [(set: [Statement], verdict: Verdict)]
  /// The same in words.
  var settlings: [Settling] {
    sets.map { set, verdict in Settling(facts: set.map(\.text), settles: verdict) }
  }

  /// What the verdict can change with, as it reads in the policy file.
  let matters: [String]
  let variables: [Variable]

  static let most = 12

  init(_ completions: Completions<Verdict>, in world: World) {
    let relevant = completions.parts.indices.filter { completions.diagram.matters($0) }
    var statements: [Statement] = []
    for part in relevant {
      statements += Self.statements(about: part, of: completions, in: world)
    }
    sets = Array(
      SettlingSets(statements, of: relevant, in: completions).smallest().prefix(Self.most))
    matters = relevant.flatMap { part in
      completions.parts[part].atoms.compactMap { completions.wordings[$0]?.yes }
    }
    var seen: Set<Variable> = []
    variables = relevant.flatMap { completions.parts[$0].variables }
      .filter { seen.insert($0).inserted }
  }

  // MARK: Statements

  static func statements<Value>(
    about number: Int, of completions: Completions<Value>, in world: World
  ) -> [Statement] {
    let part = completions.parts[number]
    var statements: [Statement] = []
    func add(_ text: String, _ ways: Set<Int>) {
      guard !ways.isEmpty, ways.count < part.ways.count,
        !statements.contains(where: { $0.ways == ways })
      else { return }
      statements.append(Statement(part: number, ways: ways, text: text))
    }
    if part.variables.count == 1, case .slot(let slot) = part.variables[0] {
      for (text, ways) in values(of: slot, part: part, in: world) { add(text, ways) }
    }
    for (position, atom) in part.atoms.enumerated() {
      guard let wording = completions.wordings[atom] else { continue }
      let holds = Set(part.ways.indices.filter { part.ways[$0][position] })
      add(wording.yes, holds)
      add(wording.no, Set(part.ways.indices).subtracting(holds))
    }
    return statements
  }

  /// "basis is judicial-warrant": statements that name few enough values to be read.
  private static func values(
    of slot: Slot, part: CompletionPart, in world: World
  ) -> [(text: String, ways: Set<Int>)] {
    if case .known(let ways) = world.states[slot] ?? .open {
      return ways.map { way in
        let names = way.map(world.meaning.spelt).joined(separator: " and ")
        return ("\(slot.rawValue) is \(names)", part.listed[way, default: []])
      }
    }
    var found: [(text: String, ways: Set<Int>)] = []
    let isList = Meaning.lists.contains(slot)
    for value in world.classes(of: slot, for: part.atoms)
    where !value.isOpen && value.members.count <= 3 {
      let names = value.members.map(world.meaning.spelt).joined(separator: " or ")
      let values = Set(value.members + [value.value])
      func ways(_ table: [String: Set<Int>]) -> Set<Int> {
        values.reduce(into: []) { $0.formUnion(table[$1, default: []]) }
      }
      found.append(("\(slot.rawValue) is \(names)", ways(part.holding)))
      if isList { found.append(("\(slot.rawValue) is only \(names)", ways(part.onlyHolding))) }
    }
    return found
  }
}
