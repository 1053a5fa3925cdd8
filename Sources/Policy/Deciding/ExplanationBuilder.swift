// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Puts what is known of one event to the parts of a rule.
struct ExplanationBuilder {
  let meaning: Meaning
  let truth: (Atom) -> Bool?
  let event: Event
  /// The places of events that a search certainly found.
  let found: (Int) -> [Citation]

  func explain(_ say: Decider.Say) -> Explanation {
    let rule = meaning.rules[say.rule]
    let instrument = meaning.instruments[rule.instrument]
    var parts = [
      part(.place, "the place", instrument.bound), part(.days, "the day", instrument.inForce),
      part(.act, rule.sentence, rule.speaks),
    ]
    if rule.condition != .constant(true) {
      parts.append(part(.condition, "its condition", rule.condition))
    }
    parts += rule.exceptions.map { part(.exception, "exception \($0.label)", $0.condition) }
    parts += precedences(of: say.rule)
    if let done = rule.done { parts.append(part(.duty, "the duty is done", done)) }
    if parts.contains(where: { $0.holds == .unknown }), say.verdict != .undetermined {
      parts.append(
        Explanation(kind: .note, text: "whatever is not known, it comes to the same"))
    }
    return Explanation(
      kind: .rule, text: "\(rule.id) \(rule.sentence)", verdict: say.verdict, cite: rule.cite,
      parts: parts, until: say.until)
  }

  private func state(_ value: Bool?) -> Explanation.Truth {
    value.map { $0 ? .yes : .no } ?? .unknown
  }

  private func part(
    _ kind: Explanation.Kind, _ text: String, _ condition: Condition
  ) -> Explanation {
    var inner = tree(condition)
    if inner.kind == .all, inner.citations.isEmpty {
      return wrap(kind, text, inner.parts, condition)
    }
    if case .constant = condition { inner.parts = [] }
    return wrap(kind, text, [inner], condition)
  }

  private func wrap(
    _ kind: Explanation.Kind, _ text: String, _ parts: [Explanation], _ condition: Condition
  ) -> Explanation {
    Explanation(kind: kind, text: text, holds: state(condition.value(truth)), parts: parts)
  }

  private func precedences(of rule: Int) -> [Explanation] {
    var parts: [Explanation] = []
    for number in meaning.losses[rule, default: []] + meaning.wins[rule, default: []] {
      let precedence = meaning.precedences[number]
      let (winner, loser) = (meaning.rules[precedence.winner], meaning.rules[precedence.loser])
      let other = precedence.winner == rule ? precedence.loser : precedence.winner
      let lives = Judge(meaning: meaning, truth: truth).isLive(other)
      // A rule that says nothing of the event neither prevails nor gives way.
      if lives == false { continue }
      var inner: [Explanation] = []
      if precedence.condition != .constant(true) { inner.append(tree(precedence.condition)) }
      let holds = precedence.condition.value(truth)
      parts.append(
        Explanation(
          kind: .precedence, text: "\(winner.id) prevails over \(loser.id)",
          holds: state(holds == false ? false : lives.flatMap { $0 ? holds : false }),
          parts: inner))
    }
    let judge = Judge(meaning: meaning, truth: truth)
    for other in meaning.opponents[rule] {
      if meaning.areOrdered(rule, other) || judge.isLive(other) == false { continue }
      let opponent = meaning.rules[other]
      parts.append(
        Explanation(
          kind: .conflict,
          text: "\(opponent.id) \(opponent.sentence), and nothing says which prevails",
          holds: state(judge.isLive(other))))
    }
    return parts
  }

  // MARK: Conditions

  private func tree(_ condition: Condition) -> Explanation {
    let holds = state(condition.value(truth))
    switch condition {
    case .constant(let value):
      return Explanation(kind: .note, text: value ? "always" : "never")
    case .atom(let atom, let wording): return leaf(atom, wording, holds)
    case .not(let inner):
      // What does not hold reads as such by itself.
      if case .atom = inner { return tree(inner) }
      return Explanation(kind: .not, text: "not", holds: holds, parts: [tree(inner)])
    case .all(let parts):
      let kept = parts.filter { $0 != .constant(true) }
      return kept.count == 1
        ? tree(kept[0])
        : Explanation(kind: .all, text: "all of", holds: holds, parts: flat(kept, .all))
    case .any(let parts):
      return parts.count == 1
        ? tree(parts[0])
        : Explanation(kind: .any, text: "any of", holds: holds, parts: flat(parts, .any))
    }
  }

  private func flat(_ parts: [Condition], _ kind: Explanation.Kind) -> [Explanation] {
    var seen: Set<Explanation> = []
    return parts.flatMap { part in
      let inner = tree(part)
      return inner.kind == kind ? inner.parts : [inner]
    }.filter { seen.insert($0).inserted }
  }

  private func leaf(
    _ atom: Atom, _ wording: Wording, _ holds: Explanation.Truth
  ) -> Explanation {
    var leaf = Explanation(
      kind: .fact, text: holds == .no ? wording.no : wording.yes, holds: holds)
    switch atom {
    case .found(let search, _, _):
      leaf.kind = .search
      leaf.citations = found(search)
      if holds == .unknown, leaf.citations.isEmpty {
        leaf.reason = "the record does not settle it"
      }
    case .answer(let id):
      leaf.kind = .question
      if let question = meaning.questions[id] { leaf.reason = question.text }
    case .day: if holds == .unknown { leaf.reason = "the day is not known well enough" }
    case .within: if holds == .unknown { leaf.reason = "the record names no place" }
    case .some, .every, .same, .compare:
      for case .slot(let slot) in atom.variables(meaning) { cite(slot, in: &leaf, holds) }
    }
    return leaf
  }

  private func cite(_ slot: Slot, in leaf: inout Explanation, _ holds: Explanation.Truth) {
    let own = event.factCitations[slot] ?? []
    if let unknown = event.facts[slot]?.unknown {
      leaf.citations += own + (unknown.citation.map { [$0] } ?? [])
      guard holds == .unknown else { return }
      let code = unknown.code.map { ", \($0)" } ?? ""
      leaf.reason = "\(slot.rawValue): \(Self.words(unknown.reason))\(code)"
    } else if event.facts[slot] != nil {
      leaf.citations += own.isEmpty ? event.citations : own
    } else if holds == .unknown {
      leaf.reason = "\(slot.rawValue): not stated"
    }
  }

  private static func words(_ reason: Unknown.Reason) -> String {
    reason.rawValue.replacing("-", with: " ")
  }
}
