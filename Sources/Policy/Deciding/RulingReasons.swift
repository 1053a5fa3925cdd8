// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The reasons for a ruling, one a line, in the words of the policy file.
struct RulingReasons {
  let meaning: Meaning
  let truth: (Atom) -> Bool?

  func lines(for ruling: Judge.Ruling, of index: Int) -> [String] {
    let rule = meaning.rules[index]
    switch ruling.ground {
    case .elsewhere:
      let place = meaning.instruments[rule.instrument].place
      return ["\(rule.id) binds in \(place) only"]
    case .otherVersion(let other):
      return ["\(meaning.instruments[other].id) was in force that day"]
    case .notInForce:
      return []
    case .otherAct:
      return ["the rule does not speak of it"] + reasons(rule.speaks)
    case .condition:
      return ["the rule is silent: " + joined(rule.condition, "its condition does not hold")]
    case .exception(let number):
      let exception = rule.exceptions[number]
      return [
        "exception \(exception.label) holds: " + joined(exception.condition, exception.label)
      ]
    case .precedence(let number, let holds):
      let precedence = meaning.precedences[number]
      let (winner, loser) = (meaning.rules[precedence.winner], meaning.rules[precedence.loser])
      let why = reasons(precedence.condition).joined(separator: "; ")
      let standing = holds ? winner : loser
      let line = holds ? "\(standing.id) prevails" : "\(standing.id) stands"
      return [line + ", \(standing.sentence)" + (why.isEmpty ? "" : ": \(why)")]
    case .clash(let other):
      return [
        "\(rule.id) \(rule.sentence); \(meaning.rules[other].id) \(meaning.rules[other].sentence)",
        "nothing says which prevails",
      ]
    case .rule:
      return own(rule)
    }
  }

  private func own(_ rule: RuleModel) -> [String] {
    var lines = [rule.sentence]
    let condition = reasons(rule.condition)
    if !condition.isEmpty { lines[0] += ": " + condition.joined(separator: "; ") }
    if let done = rule.done { lines += reasons(done) }
    for exception in rule.exceptions {
      lines.append(
        "exception \(exception.label) does not hold: "
          + joined(exception.condition, "whatever is not known"))
    }
    return lines
  }

  private func reasons(_ condition: Condition) -> [String] {
    var seen: Set<String> = []
    return condition.reasons(truth).filter { seen.insert($0).inserted }
  }

  private func joined(_ condition: Condition, _ instead: String) -> String {
    let reasons = reasons(condition)
    return reasons.isEmpty ? instead : reasons.joined(separator: "; ")
  }
}
