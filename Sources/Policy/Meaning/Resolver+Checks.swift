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
    // What could not be read may be what uses them.
    let damaged = Set(files.filter { !$0.broken.isEmpty }.map(\.name))
    for (key, definitions) in unused where !usedTerms.contains(key) && !damaged.contains(key.file) {
      guard let first = definitions.first else { continue }
      report(
        "'\(key.name)' is defined and never used", in: key.file, at: first.name.spot, .warning)
    }
    for file in files where damaged.isEmpty {
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
    var circles = precedenceCircles()
    if circles.isEmpty { return }
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
      return !Possibility.can(condition, in: possibility.world(for: [condition], place: place))
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
          + lines.joined(separator: ", "), in: file, at: spot,
        notes: circle.dropFirst().map { step in
          let precedence = meaning.precedences[step.by]
          return Site(file: precedence.file, spot: precedence.spot).note(
            "here \(meaning.rules[precedence.winner].id) prevails over "
              + meaning.rules[precedence.loser].id)
        })
    }
    guard !circles.isEmpty else { return }
    // Without the statements of the circle, so that deciding ends.
    let dropped = Set(circles.flatMap { $0.map(\.by) })
    for key in meaning.losses.keys { meaning.losses[key]?.removeAll(where: dropped.contains) }
    for key in meaning.wins.keys { meaning.wins[key]?.removeAll(where: dropped.contains) }
  }

  /// Walks the rules along what they prevail over; by hand, because files may hold long chains.
  private func precedenceCircles() -> [[(rule: Int, by: Int)]] {
    enum State { case new, open, done }
    var state = [State](repeating: .new, count: meaning.rules.count)
    var circles: [[(rule: Int, by: Int)]] = []
    for root in meaning.rules.indices where state[root] == .new {
      // The rules being walked, each with the next of its precedences to follow.
      var path: [(rule: Int, next: Int)] = [(root, 0)]
      state[root] = .open
      while let (rule, next) = path.last {
        guard let wins = meaning.wins[rule], next < wins.count else {
          state[rule] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let loser = meaning.precedences[wins[next]].loser
        if state[loser] == .new {
          state[loser] = .open
          path.append((loser, 0))
        } else if state[loser] == .open, let start = path.firstIndex(where: { $0.rule == loser }) {
          circles.append(
            path[start...].map { step in
              (step.rule, meaning.wins[step.rule, default: []][step.next - 1])
            })
        }
      }
    }
    return circles
  }
}
