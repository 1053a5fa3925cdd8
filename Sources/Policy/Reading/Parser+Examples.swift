// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Parser {
  mutating func example() throws(Failure) {
    at += 1
    let spot = token.spot
    let title = try string("the example's name")
    try expect(symbol: ":", "after the example's name")
    let who = try names("who acts")
    var example = Syntax.Example(name: title, spot: spot, who: who, act: try phrase())
    while !token.isWord("expect") {
      while takes(symbol: ",") || takes("and") {}
      if token.isWord("expect") { break }
      let detail = at
      try self.detail(of: &example)
      example.details.append(text(since: detail))
    }
    at += 1
    repeat {
      guard token.kind == .word, let verdict = Verdict(rawValue: token.folded) else {
        throw expected(
          "a verdict: \(Keywords.verdicts.joined(separator: ", "))", hint: Keywords.verdicts)
      }
      at += 1
      let rule: Name? = takes("by") ? try name("a rule") : nil
      example.expected.append((verdict, rule))
    } while takes(symbol: ",")
    guard !result.instruments.isEmpty else {
      throw fail("an example belongs under an instrument: expected 'instrument' above", at: spot)
    }
    result.instruments[result.instruments.count - 1].examples.append(example)
  }

  private mutating func detail(of example: inout Syntax.Example) throws(Failure) {
    if takes("on") {
      if takes("unknown") {
        _ = takes("day")
        example.when = .unknown
      } else {
        let day = try date()
        example.when = .on(day, through: day)
      }
    } else if takes("between") {
      let spot = token.spot
      let from = try date()
      try expect("and")
      let to = try date()
      if to < from { throw fail("the second day is before the first", at: spot) }
      example.when = .on(from, through: to)
    } else if takes("in") {
      example.place = try name("a place")
    } else if token.isWord("there") {
      at += 1
      try expect("was")
      example.others.append(try other())
    } else if takes("record") {
      let complete = takes("complete")
      if !complete, !takes("incomplete") {
        throw expected("'complete' or 'incomplete'", hint: ["complete", "incomplete"])
      }
      example.recordIsComplete = complete
    } else if token.isWord("answer"), !following.isWord("is") {
      at += 1
      let question = try name("the question's name")
      try expect("is")
      example.answers.append((question, try yesOrNo()))
    } else {
      let slot = try name("a detail: on DATE, in PLACE, SLOT is VALUE, there was …, record …")
      try expect("is")
      if takes("unknown") {
        let among = takes("among") ? try names("a value it may have") : []
        example.unknown.append((slot, among))
      } else {
        example.known.append((slot, try values()))
      }
    }
  }

  /// Values joined by `and`, up to one that begins the next detail.
  private mutating func values() throws(Failure) -> [Name] {
    var values = [try name("a value")]
    while token.isWord("and"), isValue(at: at + 1) {
      at += 1
      values.append(try name("another value"))
    }
    return values
  }

  private func isValue(at index: Int) -> Bool {
    let (word, next) = (tokens[index], tokens[min(index + 1, tokens.count - 1)])
    guard word.kind == .word || word.kind == .number, !next.isWord("is") else { return false }
    switch word.folded {
    case "on", "in", "between": return false
    case "there": return !next.isWord("was")
    case "record": return !(next.isWord("complete") || next.isWord("incomplete"))
    case "answer": return next.kind != .word
    default: return true
    }
  }

  private mutating func other() throws(Failure) -> Syntax.Example.Other {
    var other = Syntax.Example.Other(phrase: try phrase(), by: [], values: [], when: .unknown)
    if takes("by") { other.by = try names("who did it") }
    if takes("where") {
      repeat {
        let slot = try name("a slot")
        try expect("is")
        other.values.append((slot, try values()))
      } while takes("and")
    }
    if takes("on") {
      let day = try date()
      other.when = .on(day, through: day)
    } else if token.kind == .number {
      let duration = try duration()
      let before = takes("before")
      if !before, !takes("after") { throw expected("'before' or 'after'") }
      other.when = .relative(duration, before: before)
    } else {
      throw expected("when it was: 'on DATE', '3 days before' or '2 hours after'")
    }
    return other
  }
}
