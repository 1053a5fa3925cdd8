// SPDX-License-Identifier: Apache-2.0

extension Parser {
  mutating func place() throws(Failure) {
    at += 1
    var place = Syntax.Place(chain: [])
    // What was read before an error stays, so that the places are known by their names.
    defer { if !place.chain.isEmpty { result.places.append(place) } }
    repeat {
      mendClause(["also"])
      let name = try name("the name of a place")
      var also: [String] = []
      mendClause(["also"])
      while takes("also") {
        repeat { also.append(try string("another name of the place")) } while takes(symbol: ",")
      }
      place.chain.append((name, also))
    } while takes("within")
  }

  mutating func slot() throws(Failure) {
    at += 1
    let name = try name("the name of a slot")
    declaring = .slot(name)
    try expect(symbol: ":", "and the values of the slot")
    if takes("number") {
      result.slots.append(Syntax.SlotDeclaration(name: name, values: nil))
      return
    }
    var values: [Name] = []
    repeat { values.append(try self.name("a value")) } while takes(symbol: ",")
    result.slots.append(Syntax.SlotDeclaration(name: name, values: values))
  }

  mutating func act() throws(Failure) {
    at += 1
    repeat { result.acts.append(try name("the name of an act")) } while takes(symbol: ",")
  }

  mutating func instrument() throws(Failure) {
    at += 1
    // What stands below must not be taken for rules of the instrument before.
    declaring = .instrument(Name(text: "", spot: token.spot))
    if token.isWord("for"), following.kind == .word, !following.isWord("for") {
      throw expected("the instrument's name")
    }
    let id = try name("the instrument's name")
    declaring = .instrument(id)
    let (place, from) = try bounds()
    var instrument = Syntax.Instrument(name: id, place: place, from: from, cite: "")
    var cited = false
    while true {
      mendClause(["replaces", "cite"])
      if token.isWord("to"), instrument.to == nil {
        at += 1
        instrument.toSpot = token.spot
        instrument.to = try date()
      } else if token.isWord("replaces"), instrument.replaces == nil {
        at += 1
        instrument.replaces = try name("the instrument it replaces")
      } else if token.isWord("cite"), !cited {
        at += 1
        instrument.cite = try string("the citation")
        cited = true
      } else {
        break
      }
    }
    if !cited { instrument.cite = id.text }
    result.instruments.append(instrument)
  }

  /// Where an instrument binds and from which day. The other way round it is reported and read.
  private mutating func bounds() throws(Failure) -> (place: Name, from: CivilDay) {
    func place(_ parser: inout Parser) throws(Failure) -> Name {
      try parser.expect("for")
      return try parser.name("the place it binds")
    }
    func force(_ parser: inout Parser) throws(Failure) -> CivilDay {
      try parser.expect("in")
      try parser.expect("force")
      return try parser.date()
    }
    if token.isWord("in"), following.isWord("force") {
      report(
        fail(
          "expected 'for' and the place before 'in force'",
          at: token.spot.through(following.spot)))
      let from = try force(&self)
      return (try place(&self), from)
    }
    let bound = try place(&self)
    return (bound, try force(&self))
  }

  mutating func definition() throws(Failure) {
    let start = at
    at += 1
    let name = try name("the term to define")
    declaring = .term(name)
    let from: CivilDay? = takes("from") ? try date() : nil
    if !takes("as") {
      let failure = expected("'as' and a condition")
      if token.isWord("is") || token.isWord("means") || token.isSymbol("=") || token.isSymbol(":") {
        at += 1
      } else if token.kind != .word || beginsDeclaration {
        throw failure
      }
      report(failure)
    }
    let condition = try condition()
    let definition = Syntax.Definition(
      name: name, from: from, condition: condition, text: text(since: start))
    if result.instruments.isEmpty {
      result.definitions.append(definition)
    } else {
      result.instruments[result.instruments.count - 1].definitions.append(definition)
    }
  }

  mutating func question() throws(Failure) {
    at += 1
    let name = try name("the question's name")
    declaring = .question(name)
    let text = try string("the question")
    if takes("open") {
      result.questions.append(Syntax.Question(name: name, text: text, settled: nil))
      return
    }
    guard takes("settled") else {
      throw expected("'open' or 'settled yes by \"…\" from DATE'", hint: ["open", "settled"])
    }
    let answer = try yesOrNo()
    try expect("by")
    let by = try string("who settled it")
    try expect("from")
    let from = try date()
    result.questions.append(Syntax.Question(name: name, text: text, settled: (answer, by, from)))
  }

  mutating func yesOrNo() throws(Failure) -> Bool {
    if takes("yes") { return true }
    guard takes("no") else { throw expected("'yes' or 'no'") }
    return false
  }

  mutating func precedence() throws(Failure) {
    let start = at
    let winner = try name("a rule")
    try expect("prevails")
    try expect("over")
    let isInstrument = token.isWord("any") && following.isWord("rule")
    if isInstrument {
      at += 2
      try expect("of")
    }
    let loser = try name(isInstrument ? "an instrument" : "a rule or 'any rule of INSTRUMENT'")
    let condition: Syntax.Condition? = takes("if") ? try condition() : nil
    result.precedences.append(
      Syntax.Precedence(
        winner: winner, loser: loser, isInstrument: isInstrument, condition: condition,
        instrument: result.instruments.last?.name.text, text: text(since: start)))
  }

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
      } else if token.isWord("within") || token.isWord("before") || token.isWord("after") {
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
      } else {
        break
      }
    }
    rule.text = verbatim(since: start)
    result.instruments[result.instruments.count - 1].rules.append(rule)
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

  /// Names joined by `or`.
  mutating func names(_ what: String) throws(Failure) -> [Name] {
    var names = [try name(what)]
    while takes("or") { names.append(try name(what)) }
    return names
  }

  mutating func phrase() throws(Failure) -> Syntax.Phrase {
    let start = at
    var verbs = [try name("an act, such as disclose, detain or grant-access")]
    while token.isWord("or") {
      at += 1
      verbs.append(try name("another act"))
    }
    var nouns: [[Name]] = []
    while true {
      mendClause(["unless", "within", "cite", "expect"])
      let before = at
      if token.kind == .word, Keywords.prepositions.contains(token.folded) {
        // "on 2018-03-01" is a detail of an example, not a part of the act.
        let leads = following.kind == .word && !following.isWord("unknown")
        guard leads, !beginsLink(at: at) else { break }
        at += 1
      }
      mendDeclaration()
      guard token.kind == .word, !beginsDeclaration,
        !Keywords.phraseEnds.contains(token.folded), !beginsLink(at: at), !looksLikeDeclaration
      else {
        at = before
        break
      }
      if Keywords.fillers.contains(token.folded) {
        at += 1
        continue
      }
      guard !Keywords.reserved.contains(token.folded), !token.isWord("by") else {
        at = before
        break
      }
      nouns.append(try names("what the act is about"))
    }
    return Syntax.Phrase(verbs: verbs, nouns: nouns, text: text(since: start))
  }

  /// "rulr 7:" at the start of a line: a misspelt keyword, not a noun.
  private var looksLikeDeclaration: Bool {
    token.startsLine && at + 2 < tokens.count && tokens[at + 2].isSymbol(":")
  }

  /// `by`, `about any person`, `about the same person`, `with the same`: not part of the act.
  private func beginsLink(at index: Int) -> Bool {
    let word = tokens[index]
    guard word.kind == .word, index + 2 < tokens.count else { return word.isWord("by") }
    let (second, third) = (tokens[index + 1], tokens[index + 2])
    switch word.folded {
    case "by": return true
    case "about":
      return (second.isWord("any") && third.isWord("person"))
        || (second.isWord("the") && third.isWord("same"))
    case "with": return second.isWord("the") && third.isWord("same")
    default: return false
    }
  }
}
