// SPDX-License-Identifier: Apache-2.0

extension Parser {
  mutating func rule() throws(Failure) {
    let start = at
    at += 1
    needInstrument("a rule", at: tokens[start].spot)
    let label = try name("the rule's label, as in 'rule 1:'")
    declaring = .rule(label)
    try expect(symbol: ":", "after the rule's label")
    let who = try names("who the rule speaks of, such as jail, county or officer")
    let modal = try modal()
    var rule = Syntax.Rule(
      label: label, who: who, modal: modal, act: try phrase(), exceptions: [], text: "")
    var clauses: (condition: Spot?, deadline: Spot?, cite: Spot?)
    while true {
      mendClause(["unless", "within", "cite"])
      if let found = try conditionWithoutIf(&rule) {
        rule.condition = found
        continue
      }
      let spot = token.spot
      beginClause()
      if token.isWord("if") {
        at += 1
        let condition = try condition()
        if let first = clauses.condition {
          report(second("if", at: spot, after: first, "join the conditions with 'and'"))
        } else {
          (rule.condition, clauses.condition) = (condition, spot)
        }
      } else if token.isWord("unless") {
        at += 1
        rule.exceptions.append(try exception(after: rule.exceptions.map(\.label)))
      } else if token.isWord("within") || token.isWord("before") || token.isWord("after")
        || (token.isWord("at") && following.isWord("any"))
      {
        if takes("at") {
          at += 1
          try expect("time")
          guard token.isWord("after") else { throw expected("'after' and an act") }
          rule.isEndless = true
        }
        let window = try window()
        if let first = clauses.deadline {
          report(second("deadline", at: spot, after: first, "a duty has one"))
        } else {
          (rule.deadline, clauses.deadline) = (window, spot)
        }
      } else if token.isWord("cite") {
        at += 1
        let cite = try string("the citation")
        if let first = clauses.cite {
          report(second("cite", at: spot, after: first, "a rule has one"))
        } else {
          (rule.cite, clauses.cite) = (cite, spot)
        }
      } else if token.isWord("rests") {
        rule.rests.append(try rest())
      } else {
        break
      }
    }
    rule.text = verbatim(since: start)
    result.instruments[result.instruments.count - 1].rules.append(rule)
  }

  /// `rests on "words" [in "file" [page N]]`
  private mutating func rest() throws(Failure) -> Syntax.Rest {
    at += 1
    try expect("on")
    let spot = token.spot
    var rest = Syntax.Rest(words: try string("the words it rests on"), spot: spot)
    if !rest.words.contains(where: { $0.isLetter }) {
      throw fail("a rule cannot rest on no words", at: spot)
    }
    if takes("in") {
      rest.source = try string("the name of the file that has these words")
      if takes("page") {
        guard token.kind == .number, let page = Int(token.text), page > 0 else {
          throw expected("the number of a page")
        }
        at += 1
        rest.page = page
      }
    }
    return rest
  }

  private func second(
    _ clause: String, at spot: Spot, after first: Spot, _ advice: String
  ) -> Failure {
    fail(
      "a second '\(clause)': \(advice)", at: spot,
      notes: [Diagnostic.Note("the first is here", in: file, at: first)])
  }

  /// After `unless`.
  private mutating func exception(
    after others: [Name]
  ) throws(Failure) -> (label: Name, condition: Syntax.Condition) {
    let spot = token.spot
    if !following.isSymbol(":"), beginsCondition(at: at) || following.isWord("is") {
      report(
        fail("an exception has a name, such as 'warrant': expected 'unless NAME:' and a condition"))
      return (Name(text: "", spot: spot), try condition())
    }
    let label = try name("a name for the exception, such as 'unless warrant: …'")
    try expect(symbol: ":", "after the name of the exception")
    if let other = others.first(where: { $0.text == label.text }) {
      report(
        fail(
          "this rule has an exception '\(label.text)' already", at: label.spot,
          notes: [Diagnostic.Note("the other is here", in: file, at: other.spot)]))
    }
    return (label, try condition())
  }

  /// A condition without `if` before it: "must not detain person basis is consent".
  private mutating func conditionWithoutIf(
    _ rule: inout Syntax.Rule
  ) throws(Failure) -> Syntax.Condition? {
    guard rule.condition == nil, rule.exceptions.isEmpty, rule.deadline == nil, rule.cite == nil
    else { return nil }
    if token.isWord("is"), rule.act.nouns.last?.count == 1 {
      rule.act.nouns.removeLast()
      at -= 1
    } else if beginsDeclaration || !beginsCondition(at: at) {
      return nil
    }
    report(fail("expected 'if' or 'unless NAME:' before a condition, found \(token.shown)"))
    return try condition()
  }
}
