// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Resolver {
  // MARK: Numbers

  /// Slots that some condition compares with a number are numbers, wherever they stand.
  mutating func inferNumbers() {
    var numbers: [Name] = []
    func walk(_ condition: Syntax.Condition) {
      switch condition {
      case .not(let inner): walk(inner)
      case .all(let parts), .any(let parts): parts.forEach(walk)
      case .compare(let slot, _, _, _): numbers.append(slot)
      case .isOneOf(let slot, _, _, let values, _):
        // "age is under-18" alone says that age is a number.
        let bounds = values.allSatisfy {
          $0.folded.contains("-") && NumberWords.bound($0.folded) != nil
        }
        if bounds { numbers.append(slot) }
      case .search(let search, _, _, _): if let inner = search.condition { walk(inner) }
      case .term, .answer, .same: break
      }
    }
    for file in files {
      for definition in file.definitions { walk(definition.condition) }
      for precedence in file.precedences { precedence.condition.map(walk) }
      for instrument in file.instruments {
        for definition in instrument.definitions { walk(definition.condition) }
        for rule in instrument.rules {
          rule.condition.map(walk)
          for exception in rule.exceptions { walk(exception.condition) }
        }
      }
    }
    for name in numbers {
      let isKnown = Vocabulary.facets.keys.contains { $0.rawValue == name.folded }
      if !isKnown, declaredSlots[name.folded] == nil {
        meaning.domains[Slot(rawValue: name.text)] = .number
      }
    }
  }

  // MARK: Use

  mutating func checkUse() {
    // Look at unused definitions all the same: what is wrong in them is wrong.
    let unused = terms.filter { !usedTerms.contains($0.key) }.sorted {
      ($0.key.file, $0.value.first?.name.spot ?? Spot(line: 0, column: 0))
        < ($1.key.file, $1.value.first?.name.spot ?? Spot(line: 0, column: 0))
    }
    for (key, definitions) in unused {
      let scope = Scope(file: key.file, instrument: key.instrument)
      for definition in definitions { _ = resolve(definition.condition, in: scope) }
    }
    for (key, definitions) in unused where !usedTerms.contains(key) {
      guard let first = definitions.first else { continue }
      report(
        "'\(key.name)' is defined and never used", in: key.file, at: first.name.spot, .warning)
    }
    for file in files {
      for question in file.questions where !usedQuestions.contains(question.name.text) {
        report(
          "no rule depends on the question '\(question.name.text)'", in: file.name,
          at: question.name.spot, .warning)
      }
    }
  }

  // MARK: Circles

  /// Rules that prevail over each other in a circle, all at once: none of them could be decided.
  /// Where the conditions of a circle exclude each other there is none.
  mutating func checkCircles() {
    var state = [Int](repeating: 0, count: meaning.rules.count)
    var path: [(rule: Int, by: Int)] = []
    var circles: [[(rule: Int, by: Int)]] = []

    func visit(_ rule: Int) {
      state[rule] = 1
      for number in meaning.wins[rule, default: []] {
        let loser = meaning.precedences[number].loser
        path.append((rule, number))
        if state[loser] == 1, let start = path.firstIndex(where: { $0.rule == loser }) {
          circles.append(Array(path[start...]))
        } else if state[loser] == 0 {
          visit(loser)
        }
        path.removeLast()
      }
      state[rule] = 2
    }
    for rule in meaning.rules.indices where state[rule] == 0 { visit(rule) }
    let possibility = Possibility(meaning)
    circles.removeAll { circle in
      let rules = circle.map { meaning.rules[$0.rule] }
      let all = rules.flatMap { rule in
        [meaning.instruments[rule.instrument].inForce, rule.speaks, rule.condition]
      }
      let condition = Condition.all(all + circle.map { meaning.precedences[$0.by].condition })
      let place = rules.map { meaning.instruments[$0.instrument].place }.max {
        meaning.places.chain($0).count < meaning.places.chain($1).count
      }
      return !possibility.can(condition, in: possibility.world(for: [condition], place: place))
    }
    for circle in circles {
      guard let first = circle.first else { continue }
      let names = (circle.map { meaning.rules[$0.rule].id } + [meaning.rules[first.rule].id])
        .joined(separator: " over ")
      let lines = circle.map { step -> String in
        let (file, spot) = (meaning.precedences[step.by].file, meaning.precedences[step.by].spot)
        return file == meaning.precedences[first.by].file ? "\(spot.line)" : "\(file):\(spot.line)"
      }
      let (file, spot) = (meaning.precedences[first.by].file, meaning.precedences[first.by].spot)
      report(
        "rules prevail over each other in a circle: \(names), on lines "
          + lines.joined(separator: ", "), in: file, at: spot)
    }
    guard !circles.isEmpty else { return }
    // Without the statements of the circle, so that deciding ends.
    let dropped = Set(circles.flatMap { $0.map(\.by) })
    for key in meaning.losses.keys { meaning.losses[key]?.removeAll(where: dropped.contains) }
    for key in meaning.wins.keys { meaning.wins[key]?.removeAll(where: dropped.contains) }
  }
}
