// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Parser {
  mutating func example() throws(Failure) {
    at += 1
    declaring = .other
    let spot = token.spot
    needInstrument("an example", at: tokens[at - 1].spot)
    let title = try string("the example's name")
    try expect(symbol: ":", "after the example's name")
    beginClause()
    let who = try names("who acts")
    var example = Syntax.Example(name: title, spot: spot, who: who, act: try phrase())
    while !token.isWord("expect") {
      while takes(symbol: ",") || takes("and") {}
      mendClause(["expect"])
      mendDeclaration()
      if token.isWord("expect") { break }
      if beginsDeclaration {
        throw expected("'expect' and a verdict at the end of the example")
      }
      let detail = at
      try self.detail(of: &example)
      example.details.append(text(since: detail))
    }
    beginClause()
    at += 1
    repeat {
      let verdict = token.kind == .word ? Verdict(rawValue: token.folded) : nil
      if verdict == nil {
        let failure = expected(
          "a verdict: \(Keywords.verdicts.joined(separator: ", "))", hint: Keywords.verdicts)
        if token.kind != .word || beginsDeclaration { throw failure }
        report(failure)
      }
      at += 1
      let rule: Name? = takes("by") ? try name("a rule") : nil
      if let verdict { example.expected.append((verdict, rule)) }
    } while takes(symbol: ",")
    result.instruments[result.instruments.count - 1].examples.append(example)
  }

  private mutating func detail(of example: inout Syntax.Example) throws(Failure) {
    if token.isWord("on") || token.isWord("between") {
      example.when = try when()
    } else if takes("in") {
      example.place = try whereabouts()
    } else if token.isWord("there") {
      at += 1
      try expect("was")
      example.others.append(try other())
    } else if takes("record") {
      try record(of: &example)
    } else if token.isWord("answer"), !following.isWord("is") {
      at += 1
      let question = try name("the question's name")
      try expect("is")
      example.answers.append((question, try yesOrNo()))
    } else {
      let slot = try name("a detail: on DATE, in PLACE, SLOT is VALUE, there was …, record …")
      try expect("is")
      example.slots.append((slot, try holding()))
    }
  }

  private mutating func holding() throws(Failure) -> Syntax.Example.Holding {
    if takes("unknown") {
      return .unknown(among: takes("among") ? try names("a value it may have") : [])
    }
    return .known(try values())
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
    var other = Syntax.Example.Other(phrase: try phrase())
    while true {
      if takes("by") {
        other.by += try names("who did it")
      } else if takes("about") {
        try expect("another")
        try expect("person")
        other.isAboutAnother = true
      } else if takes("answering") {
        other.answering = takes("another") ? .another : .this
        if other.answering == .this, !takes("this") { throw expected("'this' or 'another'") }
      } else if takes("where") {
        repeat {
          let slot = try name("a slot")
          try expect("is")
          other.slots.append((slot, try holding()))
        } while takes("and")
      } else if takes("in") {
        other.place = try whereabouts()
      } else {
        break
      }
    }
    if token.isWord("on") || token.isWord("between") {
      other.when = try when()
    } else if token.kind == .number {
      let duration = try duration()
      let before = takes("before")
      if !before, !takes("after") { throw expected("'before' or 'after'") }
      other.when = .relative(duration, before: before)
    } else {
      throw expected(
        "when it was: 'on DATE', 'between DATE and DATE', '3 days before', '2 hours after' or "
          + "'on unknown day'")
    }
    return other
  }

  // MARK: When and where

  private mutating func when() throws(Failure) -> Syntax.Example.When {
    if takes("on") {
      if takes("unknown") {
        _ = takes("day")
        return .unknown
      }
      return .on(try moment())
    }
    try expect("between")
    let spot = token.spot
    let from = try moment()
    try expect("and")
    let to = try moment()
    try order(from, to, at: spot)
    return .between(from, to)
  }

  /// `2020-01-05` or `2020-01-05 at 08:30`.
  private mutating func moment() throws(Failure) -> Syntax.Moment {
    let day = try date()
    guard takes("at") else { return Syntax.Moment(day: day) }
    let spot = token.spot
    let hour = try digits(below: 24)
    guard takes(symbol: ":") else {
      throw expected("':' between hours and minutes, such as 08:30")
    }
    let minute = try digits(below: 60)
    guard let hour, let minute else { throw fail("expected a time such as 08:30", at: spot) }
    return Syntax.Moment(day: day, minute: hour * 60 + minute)
  }

  /// Two digits; nil where they are none or too many.
  private mutating func digits(below limit: Int) throws(Failure) -> Int? {
    guard token.kind == .number else { throw expected("a time such as 08:30") }
    let text = take().text
    guard text.utf8.count == 2, let number = Int(text), (0..<limit).contains(number) else {
      return nil
    }
    return number
  }

  private func order(
    _ from: Syntax.Moment, _ to: Syntax.Moment, at spot: Spot
  ) throws(Failure) {
    if to.day < from.day {
      throw fail("the second day, \(to.day), is before the first, \(from.day)", at: spot)
    }
    if to.day == from.day, let end = to.minute, end <= from.minute ?? 0 {
      throw fail("the second time is not after the first", at: spot)
    }
  }

  private mutating func whereabouts() throws(Failure) -> Syntax.Example.Place {
    if token.isWord("unknown"), following.isWord("place") {
      at += 2
      return .unknown
    }
    return .named(try name("a place"))
  }

  // MARK: The record

  private mutating func record(of example: inout Syntax.Example) throws(Failure) {
    if takes("incomplete") {
      example.recordIsComplete = false
      return
    }
    guard takes("complete") else {
      throw expected("'complete' or 'incomplete'", hint: ["complete", "incomplete"])
    }
    guard takes("for") else {
      example.recordIsComplete = true
      return
    }
    let acts = try names("an act that the record is complete for")
    let by = takes("by") ? try names("whose acts they are") : []
    let (from, to) = try stretch()
    var complete = Syntax.Example.Complete(acts: acts, by: by, from: from, to: to)
    if takes("except") {
      complete.gaps.append(try stretch())
      while token.isWord("and"), following.isWord("from") {
        at += 1
        complete.gaps.append(try stretch())
      }
    }
    example.complete.append(complete)
  }

  private mutating func stretch() throws(Failure) -> (from: Syntax.Moment, to: Syntax.Moment) {
    try expect("from")
    let spot = token.spot
    let from = try moment()
    try expect("to")
    let to = try moment()
    try order(from, to, at: spot)
    return (from, to)
  }
}
