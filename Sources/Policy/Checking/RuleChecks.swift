// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What rules say that nothing could ever come of, found by the decision itself.
struct RuleChecks {
  let meaning: Meaning
  private let possibility: Possibility
  private var found: [Diagnostic] = []

  init(_ meaning: Meaning) {
    self.meaning = meaning
    possibility = Possibility(meaning)
  }

  func diagnostics() -> [Diagnostic] {
    var checks = self
    for rule in meaning.rules.indices { checks.check(rule) }
    checks.checkPrecedences()
    checks.checkClashes()
    return checks.found
  }

  private mutating func warn(
    _ message: String, _ file: String, _ spot: Spot, notes: [Diagnostic.Note] = []
  ) {
    let diagnostic = Diagnostic(message, .warning, in: file, at: spot, notes: notes)
    if !found.contains(diagnostic) { found.append(diagnostic) }
  }

  private func note(_ rule: Int) -> Diagnostic.Note {
    Diagnostic.Note(
      "rule \(meaning.rules[rule].label) is here", in: file(of: rule), at: meaning.rules[rule].spot)
  }

  private func file(of rule: Int) -> String {
    meaning.instruments[meaning.rules[rule].instrument].file
  }

  // MARK: One rule

  private mutating func check(_ index: Int) {
    let rule = meaning.rules[index]
    let file = file(of: index)
    let before = found.count
    checkWindows(of: index)
    let inForce = meaning.instruments[rule.instrument].inForce
    let applies = Condition.all([inForce, rule.speaks, rule.condition])
    let world = possibility.world(of: [index])
    guard possibility.can(applies, in: world) else {
      warn(
        "rule \(rule.label) can never apply: \(whyNever(rule, inForce, world))", file, rule.spot)
      return
    }
    // An exception that looks for what cannot be has been reported.
    let isReported = found.count > before
    var reached: [Condition] = []
    var labels: [String] = []
    var spots: [Diagnostic.Note] = []
    for exception in rule.exceptions {
      if !possibility.can(.all([applies, exception.condition]), in: world) {
        if !isReported {
          warn(
            "exception \(exception.label) can never be reached: it cannot hold where rule "
              + "\(rule.label) applies", file, exception.spot)
        }
        continue
      }
      let others = Condition.not(.any(reached))
      if !reached.isEmpty,
        !possibility.can(.all([applies, exception.condition, others]), in: world)
      {
        let earlier = labels.joined(separator: " or ")
        warn(
          "exception \(exception.label) adds nothing: wherever it holds, \(earlier) does", file,
          exception.spot, notes: spots)
      }
      spots.append(
        Diagnostic.Note("exception \(exception.label) is here", in: file, at: exception.spot))
      reached.append(exception.condition)
      labels.append(exception.label)
    }
    if !reached.isEmpty, !possibility.can(.all([applies, .not(.any(reached))]), in: world) {
      warn(
        "rule \(rule.label) never has force: wherever it applies, one of its exceptions holds",
        file, rule.spot)
      return
    }
    let own: Set<Verdict> =
      switch rule.modal {
      case .mustNot: [.violated, .conflict]
      case .may: [.permitted, .conflict]
      case .must: [.requiredDone, .requiredMissing]
      }
    if !possibility.can(index, give: own, in: world) {
      warn(
        "rule \(rule.label) never has force: wherever it applies, a rule prevails over it", file,
        rule.spot)
    }
  }

  private func whyNever(
    _ rule: RuleModel, _ inForce: Condition, _ world: World
  ) -> String {
    if !possibility.can(inForce, in: world) { return "its instrument is never in force" }
    if !possibility.can(rule.speaks, in: world) { return "no event is the act it speaks of" }
    if !possibility.can(rule.condition, in: world) { return "its condition can never hold" }
    if !possibility.can(.all([rule.speaks, rule.condition]), in: world) {
      return "its condition can never hold of such an act"
    }
    return "its condition cannot hold while it is in force"
  }

  /// A search that finds nothing, and a time that never runs out.
  private mutating func checkWindows(of index: Int) {
    let rule = meaning.rules[index]
    let file = file(of: index)
    var searches: [Int] = []
    func collect(_ condition: Condition) {
      condition.forEachAtom { atom, _ in
        if case .found(let search, _, _) = atom, !searches.contains(search) {
          searches.append(search)
        }
      }
    }
    collect(rule.condition)
    for exception in rule.exceptions { collect(exception.condition) }
    if let done = rule.done { collect(done) }
    for search in searches where possibility.isEmpty(search) {
      warn(
        "no event can ever be \"\(meaning.searches[search].text)\": its conditions exclude each "
          + "other", file, rule.spot)
    }
    if case .atom(.found(let search, _, _), _) = rule.done, !rule.isEndless,
      meaning.searches[search].side == .after, meaning.searches[search].duration == nil
    {
      warn(
        "no event can close the window of rule \(rule.label): without a length the duty is never "
          + "missing. Write 'within … after', or 'at any time after' if that is meant", file,
        rule.spot)
    }
  }

  // MARK: Pairs

  private mutating func checkPrecedences() {
    for precedence in meaning.precedences {
      let (winner, loser) = (meaning.rules[precedence.winner], meaning.rules[precedence.loser])
      let both = [winner, loser].flatMap { rule in
        [meaning.instruments[rule.instrument].inForce, rule.speaks, rule.condition]
      }
      // "Any rule of" names many, of which some speak of other acts.
      if precedence.text.lowercased().contains("any rule of") { continue }
      let world = possibility.world(of: [precedence.winner, precedence.loser])
      if !possibility.can(.all(both), in: world) {
        warn(
          "\(winner.id) can never prevail over \(loser.id): the two never apply to one event",
          precedence.file, precedence.spot, notes: [precedence.winner, precedence.loser].map(note))
      } else if !possibility.can(.all(both + [precedence.condition]), in: world) {
        warn(
          "\(winner.id) can never prevail over \(loser.id): the condition never holds where both "
            + "apply", precedence.file, precedence.spot,
          notes: [precedence.winner, precedence.loser].map(note))
      }
    }
  }

  /// Within one instrument, a "must not" and a "may" that can both have force call for a word on
  /// which prevails.
  private mutating func checkClashes() {
    for instrument in meaning.instruments {
      for first in instrument.rules {
        for second in instrument.rules where first < second && meaning.oppose(first, second) {
          if meaning.areOrdered(first, second) { continue }
          let both = [meaning.rules[first], meaning.rules[second]].flatMap { rule in
            [instrument.inForce, rule.speaks, rule.condition]
              + rule.exceptions.map { .not($0.condition) }
          }
          if !possibility.can(.all(both), in: possibility.world(of: [first, second])) { continue }
          warn(
            "rules \(meaning.rules[first].label) and \(meaning.rules[second].label) can disagree "
              + "and nothing says which prevails: write 'prevails over', or make one an 'unless' "
              + "of the other", instrument.file, meaning.rules[second].spot, notes: [note(first)])
        }
      }
    }
  }
}
