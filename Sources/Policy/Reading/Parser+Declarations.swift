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
    beginClause()
    let text = try string("the question")
    beginClause()
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
    beginClause()
    let condition: Syntax.Condition? = takes("if") ? try condition() : nil
    result.precedences.append(
      Syntax.Precedence(
        winner: winner, loser: loser, isInstrument: isInstrument, condition: condition,
        instrument: result.instruments.last?.name.text, text: text(since: start)))
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
      mendClause(["unless", "within", "before", "after", "cite", "expect"])
      let before = at
      if token.kind == .word, Keywords.prepositions.contains(token.folded) {
        // "on 2018-03-01" is a detail of an example, not a part of the act.
        let leads =
          following.kind == .word && !following.isWord("unknown")
          && !(token.isWord("on") && DateSlip(tokens[(at + 1)...]) != nil)
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

  /// `by`, `about any person`, `about another person`, `about the same person`, `with the same`:
  /// not part of the act.
  private func beginsLink(at index: Int) -> Bool {
    let word = tokens[index]
    guard word.kind == .word, index + 2 < tokens.count else { return word.isWord("by") }
    let (second, third) = (tokens[index + 1], tokens[index + 2])
    switch word.folded {
    case "by": return true
    case "about":
      return ((second.isWord("any") || second.isWord("another")) && third.isWord("person"))
        || (second.isWord("the") && third.isWord("same"))
    case "with": return second.isWord("the") && third.isWord("same")
    default: return false
    }
  }
}
