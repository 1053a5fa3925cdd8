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
/// Variables that some open atom ties together form a part; the ways of a part are kept apart only
/// as far as its atoms can tell. A completion picks one way of every part.
struct Completions {
  struct Part {
    var variables: [Variable]
    var atoms: [Atom]
    /// The truth of each atom, one row for each way.
    var ways: [[Bool]]
    /// All choices, one a variable, and the way each leads to.
    var choices: [(options: [Choice], way: Int)]
  }

  /// Above this many completions a decision stays with Kleene's values.
  static let most = 20_000

  private(set) var parts: [Part] = []
  /// One verdict for each completion; the ways of the last part change fastest.
  private(set) var verdicts: [Verdict] = []
  let wordings: [Atom: Wording]

  /// The completions that matter to one rule.
  ///
  /// - Parameter known: Kleene's values.
  /// - Throws: `World.TooMany` when there are more than `most` completions.
  init(of rule: Int, in world: World, known: @escaping (Atom) -> Bool?) throws(World.TooMany) {
    let open = Self.openAtoms(of: rule, world.meaning, known)
    try self.init(of: open, in: world, known: known) { truth in
      Judge(meaning: world.meaning, truth: truth).ruling(rule)?.verdict ?? .undetermined
    }
  }

  /// The completions of some open atoms, with the verdict that each gives.
  init(
    of open: OpenAtoms, in world: World, known: @escaping (Atom) -> Bool?,
    verdict: (@escaping (Atom) -> Bool?) -> Verdict
  ) throws(World.TooMany) {
    let meaning = world.meaning
    wordings = open.wordings
    for group in Self.groups(of: open.atoms, meaning) {
      parts.append(try Self.part(group, in: world))
    }
    var total = 1
    for part in parts {
      total *= part.ways.count
      if total > Self.most { throw World.TooMany() }
    }
    var positions: [Atom: (part: Int, atom: Int)] = [:]
    for (number, part) in parts.enumerated() {
      for (position, atom) in part.atoms.enumerated() { positions[atom] = (number, position) }
    }
    verdicts.reserveCapacity(total)
    var current = [Int](repeating: 0, count: parts.count)
    let ways = parts.map(\.ways)
    for _ in 0..<total {
      let chosen = current
      verdicts.append(
        verdict { atom in
          guard let (part, position) = positions[atom] else { return known(atom) }
          return ways[part][chosen[part]][position]
        })
      for number in parts.indices.reversed() {
        current[number] += 1
        if current[number] < parts[number].ways.count { break }
        current[number] = 0
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

  /// Atoms that share a variable, directly or by way of others, together.
  private static func groups(of atoms: [Atom], _ meaning: Meaning) -> [[Atom]] {
    var groups: [(variables: Set<Variable>, atoms: [Atom])] = []
    for atom in atoms {
      var merged: (variables: Set<Variable>, atoms: [Atom]) = (
        Set(atom.variables(meaning)), [atom]
      )
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

  private static func part(_ atoms: [Atom], in world: World) throws(World.TooMany) -> Part {
    var variables: [Variable] = []
    for atom in atoms {
      for variable in atom.variables(world.meaning) where !variables.contains(variable) {
        variables.append(variable)
      }
    }
    var all: [[Choice]] = [[]]
    for variable in variables {
      let options = try world.choices(variable, for: atoms)
      guard all.count * options.count <= most else { throw World.TooMany() }
      all = all.flatMap { chosen in options.map { chosen + [$0] } }
    }
    var part = Part(variables: variables, atoms: atoms, ways: [], choices: [])
    var numbers: [[Bool]: Int] = [:]
    for options in all {
      let row = atoms.map { atom in
        atom.holds(world.meaning) { variable in
          variables.firstIndex(of: variable).map { options[$0] }
        }
      }
      let way = numbers[row] ?? part.ways.count
      if way == part.ways.count {
        numbers[row] = way
        part.ways.append(row)
      }
      part.choices.append((options, way))
    }
    return part
  }

  // MARK: Looking at them

  var possible: Set<Verdict> { Set(verdicts) }

  /// The one verdict of all completions in which each part takes one of the allowed ways; nil if
  /// they differ.
  func verdict(where allowed: [(part: Int, ways: Set<Int>)]) -> Verdict? {
    var stride = [Int](repeating: 1, count: parts.count)
    for number in parts.indices.dropLast().reversed() {
      stride[number] = stride[number + 1] * parts[number + 1].ways.count
    }
    var found: Verdict?
    for (index, verdict) in verdicts.enumerated() {
      let fits = allowed.allSatisfy { part, ways in
        ways.contains(index / stride[part] % parts[part].ways.count)
      }
      guard fits else { continue }
      if let found, found != verdict { return nil }
      found = verdict
    }
    return found
  }

  /// Whether the verdict can change with the part alone.
  func matters(_ part: Int) -> Bool {
    var stride = 1
    for later in parts[(part + 1)...] { stride *= later.ways.count }
    let count = parts[part].ways.count
    for index in verdicts.indices where index / stride % count > 0 {
      if verdicts[index] != verdicts[index - stride] { return true }
    }
    return false
  }
}
