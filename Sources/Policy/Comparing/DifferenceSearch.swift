// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Looks, act by act, for the fewest facts under which two sets of rules give different verdicts.
struct DifferenceSearch {
  /// What each side says.
  private struct Pair: Hashable {
    var before: Verdict
    var after: Verdict
  }

  private typealias Statement = Settlement.Statement

  let meaning: Meaning
  let before: [Int]
  let after: [Int]
  /// Whether the instruments' days and places count, or all are taken to be in force.
  let isDated: Bool
  private let possibility: Possibility

  /// Sets of each pair of verdicts and each act that are told.
  private static let most = 6
  /// Evaluations for one act.
  private static let mostEvaluations = 400_000

  init(_ meaning: Meaning, before: [Int], after: [Int], isDated: Bool) {
    (self.meaning, self.before, self.after, self.isDated) = (meaning, before, after, isDated)
    possibility = Possibility(meaning)
  }

  func run() -> (differences: [PolicyComparison.Difference], undecided: [String]) {
    var found: (differences: [PolicyComparison.Difference], undecided: [String]) = ([], [])
    let actions = Set((before + after).flatMap { meaning.rules[$0].actions })
    for action in meaning.domain(of: .action).values where actions.contains(action.lowercased()) {
      do throws(World.TooMany) {
        found.differences += try differences(on: action)
      } catch {
        found.undecided.append(action)
      }
    }
    return found
  }

  private func differences(
    on action: String
  ) throws(World.TooMany) -> [PolicyComparison.Difference] {
    let sides = [before, after].map { side in
      side.filter { meaning.rules[$0].actions.contains(action.lowercased()) }
    }
    let rules = sides.joined().sorted()
    var conditions: [Condition] = []
    for rule in Set(rules.flatMap { meaning.related[$0] }) {
      let model = meaning.rules[rule]
      let instrument = meaning.instruments[model.instrument]
      conditions += [instrument.bound, instrument.inForce]
      meaning.forEachWordedAtom(of: rule) { conditions.append(.atom($0, $1)) }
    }
    for rule in rules {
      for other in meaning.instruments[meaning.rules[rule].instrument].family {
        conditions.append(meaning.instruments[other].inForce)
      }
    }
    var world = possibility.world(for: conditions, place: nil)
    world.states[.action] = .known([[action.lowercased()]])
    func known(_ atom: Atom) -> Bool? {
      switch atom {
      case .day, .within: if !isDated { return true }
      default: break
      }
      return world.truth(of: atom)
    }
    var open = OpenAtoms()
    for condition in conditions { open.add(condition.simplified(known)) }
    let completions = try Completions(
      of: open, in: world, known: known, most: Self.mostEvaluations
    ) { truth -> Pair? in
      let judge = Judge(meaning: meaning, truth: truth)
      guard let before = judge.together(sides[0]), let after = judge.together(sides[1])
      else { return nil }
      return Pair(before: before, after: after)
    }
    return smallest(completions, in: world).map { statements, pair in
      let allowed = Dictionary(
        statements.map { ($0.part, $0.ways) }, uniquingKeysWith: { $0.intersection($1) })
      return PolicyComparison.Difference(
        action: action, facts: statements.map(\.text), before: pair.before, after: pair.after,
        rulesBefore: speakers(sides[0], pair.before, completions, allowed, known),
        rulesAfter: speakers(sides[1], pair.after, completions, allowed, known))
    }
  }

  /// The rules that give the side its verdict in the ways allowed.
  private func speakers(
    _ rules: [Int], _ verdict: Verdict, _ completions: Completions<Pair>,
    _ allowed: [Int: Set<Int>], _ known: @escaping (Atom) -> Bool?
  ) -> [String] {
    if verdict == .notCovered || verdict == .noRuleInForce { return [] }
    var truths: [Atom: Bool] = [:]
    for (number, part) in completions.parts.enumerated() {
      guard let way = (allowed[number]?.min()) ?? (part.ways.isEmpty ? nil : 0) else { continue }
      for (atom, value) in zip(part.atoms, part.ways[way]) { truths[atom] = value }
    }
    let judge = Judge(meaning: meaning, truth: { truths[$0] ?? known($0) })
    return rules.filter { judge.ruling($0)?.verdict == verdict }.map { meaning.rules[$0].id }
  }

  // MARK: The fewest facts

  private func smallest(
    _ completions: Completions<Pair>, in world: World
  ) -> [(statements: [Statement], pair: Pair)] {
    let diagram = completions.diagram
    let wanted = diagram.possible.filter { $0.before != $0.after }
    var left = wanted
    var found: [(statements: [Statement], pair: Pair)] = []
    func settle(_ sets: [(statements: [Statement], pair: Pair)]) {
      for pair in Set(sets.map(\.pair)) where left.contains(pair) {
        left.remove(pair)
        found += sets.filter { $0.pair == pair }.prefix(Self.most)
      }
    }
    if let whole = diagram.value(where: [:]) { return wanted.contains(whole) ? [([], whole)] : [] }
    let parts = completions.parts.indices.filter { diagram.matters($0) }
    let statements = parts.flatMap {
      Settlement.statements(about: $0, of: completions, in: world)
    }
    settle(statements.compactMap { one in Self.pair([one], in: diagram).map { ([one], $0) } })
    if !left.isEmpty {
      var sets: [(statements: [Statement], pair: Pair)] = []
      for (number, first) in statements.enumerated() {
        for second in statements[(number + 1)...] where second.part != first.part {
          if let pair = Self.pair([first, second], in: diagram) {
            sets.append(([first, second], pair))
          }
        }
      }
      settle(sets)
    }
    // What takes more facts than two: the shortest way through the diagram.
    for pair in left {
      if let path = diagram.shortestPath(to: pair) {
        var set = path.flatMap { told($0.part, $0.ways, completions, statements) }
        // The path asks in the order of the parts; what the rest settles need not be said.
        for number in set.indices.reversed() {
          var fewer = set
          fewer.remove(at: number)
          if Self.pair(fewer, in: diagram) == pair { set = fewer }
        }
        found.append((set, pair))
      }
    }
    return found.sorted { a, b in
      func rank(_ pair: Pair) -> Int {
        let places = [pair.after, pair.before].compactMap(PolicyLibrary.weight.firstIndex)
        return places.min() ?? 0
      }
      return (rank(a.pair), a.pair.before.rawValue, a.pair.after.rawValue, a.statements.count)
        < (rank(b.pair), b.pair.before.rawValue, b.pair.after.rawValue, b.statements.count)
    }
  }

  /// What both sides say wherever the statements hold; nil where that is not one thing.
  private static func pair(_ set: [Statement], in diagram: DecisionDiagram<Pair>) -> Pair? {
    diagram.value(
      where: Dictionary(
        set.map { ($0.part, $0.ways) }, uniquingKeysWith: { $0.intersection($1) }))
  }

  /// The statement that says most simply that a part takes one of the ways; its atoms, one by one,
  /// where no single one does.
  private func told(
    _ part: Int, _ ways: Set<Int>, _ completions: Completions<Pair>, _ statements: [Statement]
  ) -> [Statement] {
    let fitting = statements.filter { $0.part == part && $0.ways.isSubset(of: ways) }
    if let widest = fitting.max(by: { $0.ways.count < $1.ways.count }) { return [widest] }
    guard let way = ways.min() else { return [] }
    let own = completions.parts[part]
    return own.atoms.indices.compactMap { position in
      let holds = own.ways[way][position]
      return completions.wordings[own.atoms[position]].map {
        Statement(part: part, ways: [way], text: holds ? $0.yes : $0.no)
      }
    }
  }
}
