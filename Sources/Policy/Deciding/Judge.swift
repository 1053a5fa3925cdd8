// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What one rule says when the truth of atoms is given: of a completed record always one verdict,
/// of an incomplete one perhaps none (Kleene's unknown).
struct Judge {
  let meaning: Meaning
  let truth: (Atom) -> Bool?
  private let lives = Lives()

  init(meaning: Meaning, truth: @escaping (Atom) -> Bool?) {
    (self.meaning, self.truth) = (meaning, truth)
  }

  /// Whether rules are live, once it has been found; else chains of precedence are gone through
  /// again from each of their rules.
  private final class Lives {
    var known: [Int: Bool?] = [:]
  }

  /// The rule's verdict and what made it.
  struct Ruling {
    enum Ground: Hashable {
      case elsewhere, otherAct, notInForce, otherVersion(Int)
      case condition, exception(Int)
      /// By the precedence of this number, which holds or, with false, does not.
      case precedence(Int, Bool)
      case clash(Int)
      case rule
    }

    var verdict: Verdict
    var ground: Ground
  }

  func ruling(_ index: Int) -> Ruling? {
    let rule = meaning.rules[index]
    let instrument = meaning.instruments[rule.instrument]
    guard let isBound = instrument.bound.value(truth) else { return nil }
    if !isBound { return Ruling(verdict: .notCovered, ground: .elsewhere) }
    guard let isInForce = instrument.inForce.value(truth) else { return nil }
    if !isInForce {
      for other in instrument.family {
        guard let rules = meaning.instruments[other].inForce.value(truth) else { return nil }
        if rules { return Ruling(verdict: .notCovered, ground: .otherVersion(other)) }
      }
      return Ruling(verdict: .noRuleInForce, ground: .notInForce)
    }
    guard let speaks = rule.speaks.value(truth) else { return nil }
    if !speaks { return Ruling(verdict: .notCovered, ground: .otherAct) }
    guard let holds = rule.condition.value(truth) else { return nil }
    if !holds { return Ruling(verdict: .notCovered, ground: .condition) }
    if let number = rule.exceptions.firstIndex(where: { $0.condition.value(truth) == true }) {
      return Ruling(
        verdict: rule.modal == .may ? .notCovered : .permitted, ground: .exception(number))
    }
    for exception in rule.exceptions where exception.condition.value(truth) == nil { return nil }
    if let settled = displaced(index) { return settled.ruling }
    if let settled = opposed(index) { return settled.ruling }
    switch rule.modal {
    case .mustNot: return Ruling(verdict: .violated, ground: .rule)
    case .may: return Ruling(verdict: .permitted, ground: .rule)
    case .must:
      guard let done = rule.done?.value(truth) else { return nil }
      return Ruling(verdict: done ? .requiredDone : .requiredMissing, ground: .rule)
    }
  }

  /// A step that settles the matter, be it with a ruling or with "unknown".
  private struct Settled { var ruling: Ruling? }

  /// Live rules prevail over this one: it is lifted if any of them permits what it forbids or
  /// demands, or demands what it forbids; otherwise it is silent. Their order does not matter.
  private func displaced(_ index: Int) -> Settled? {
    let lifting: Set<Syntax.Modal> =
      switch meaning.rules[index].modal {
      case .mustNot: [.may, .must]
      case .must: [.may]
      case .may: []
      }
    var (silenced, isOpen, mayLift): (Int?, Bool, Bool) = (nil, false, false)
    for number in meaning.losses[index, default: []] {
      let precedence = meaning.precedences[number]
      let lifts = lifting.contains(meaning.rules[precedence.winner].modal)
      switch both(precedence.condition.value(truth), { isLive(precedence.winner) }) {
      case true? where lifts:
        return Settled(
          ruling: Ruling(verdict: .permitted, ground: .precedence(number, true)))
      case true?: silenced = silenced ?? number
      case nil: (isOpen, mayLift) = (true, mayLift || lifts)
      case false?: break
      }
    }
    if let silenced {
      return Settled(
        ruling: mayLift
          ? nil : Ruling(verdict: .notCovered, ground: .precedence(silenced, true)))
    }
    return isOpen ? Settled(ruling: nil) : nil
  }

  /// A live rule says the opposite, and this one does not prevail over it.
  private func opposed(_ index: Int) -> Settled? {
    guard meaning.rules[index].modal != .must else { return nil }
    var (turned, clash): (Int?, Int?) = (nil, nil)
    var (mayTurn, mayClash) = (false, false)
    for other in meaning.opponents[index] {
      let mine = meaning.wins[index, default: []].filter {
        meaning.precedences[$0].loser == other
      }
      let losing = meaning.losses[index, default: []].contains {
        meaning.precedences[$0].winner == other
      }
      guard let first = mine.first else {
        // Where the other can prevail and does not, this one stands.
        if losing { continue }
        switch isLive(other) {
        case true?: clash = clash ?? other
        case nil: mayClash = true
        case false?: break
        }
        continue
      }
      // The other prevails where none of the conditions holds on which this one does.
      let values = mine.map { meaning.precedences[$0].condition.value(truth) }
      let fails: Bool? = values.contains(true) ? false : values.contains(nil) ? nil : true
      switch both(fails, { isLive(other) }) {
      case true?: turned = turned ?? first
      case nil: mayTurn = true
      case false?: break
      }
    }
    if let turned {
      return Settled(
        ruling: Ruling(
          verdict: meaning.rules[index].modal == .mustNot ? .permitted : .notCovered,
          ground: .precedence(turned, false)))
    }
    if mayTurn { return Settled(ruling: nil) }
    if let clash { return Settled(ruling: Ruling(verdict: .conflict, ground: .clash(clash))) }
    return mayClash ? Settled(ruling: nil) : nil
  }

  /// Whether the rule has its full force: in force, its condition holds, none of its exceptions
  /// does, and no live rule prevails over it.
  ///
  /// - Parameter path: rules being asked already. Rules may prevail over each other in a circle whose
  ///   conditions exclude each other; while these are open, whether it closes is not known.
  func isLive(_ index: Int, path: [Int] = []) -> Bool? {
    if path.contains(index) { return nil }
    if let known = lives.known[index] { return known }
    let found = findLive(index, path)
    // What was asked on the way to another rule may hang on not asking that one again.
    if found != nil || path.isEmpty { lives.known[index] = .some(found) }
    return found
  }

  private func findLive(_ index: Int, _ path: [Int]) -> Bool? {
    let rule = meaning.rules[index]
    let instrument = meaning.instruments[rule.instrument]
    var isOpen = false
    let parts = [instrument.bound, instrument.inForce, rule.speaks, rule.condition]
    for part in parts {
      guard let value = part.value(truth) else {
        isOpen = true
        continue
      }
      if !value { return false }
    }
    for exception in rule.exceptions {
      guard let value = exception.condition.value(truth) else {
        isOpen = true
        continue
      }
      if value { return false }
    }
    for number in meaning.losses[index, default: []] {
      let precedence = meaning.precedences[number]
      guard
        let value = both(
          precedence.condition.value(truth), { isLive(precedence.winner, path: path + [index]) })
      else {
        isOpen = true
        continue
      }
      if value { return false }
    }
    return isOpen ? nil : true
  }

  private func both(_ first: Bool?, _ second: () -> Bool?) -> Bool? {
    if first == false { return false }
    guard let second = second() else { return nil }
    return second ? first : false
  }

  /// What rules say together: the gravest of their verdicts, as soon as it is certain.
  func together(_ rules: [Int]) -> Verdict? {
    var verdicts: Set<Verdict> = []
    var isOpen = false
    for rule in rules {
      guard let ruling = ruling(rule) else {
        isOpen = true
        continue
      }
      if ruling.verdict == PolicyLibrary.weight[0] { return ruling.verdict }
      verdicts.insert(ruling.verdict)
    }
    if isOpen { return nil }
    return PolicyLibrary.weight.first(where: verdicts.contains) ?? .notCovered
  }
}
