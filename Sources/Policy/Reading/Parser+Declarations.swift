// SPDX-License-Identifier: Apache-2.0

extension Parser {
  mutating func place() throws(Failure) {
    at += 1
    var chain: [(name: Name, also: [String])] = []
    repeat {
      let name = try name("the name of a place")
      var also: [String] = []
      while takes("also") {
        repeat { also.append(try string("another name of the place")) } while takes(symbol: ",")
      }
      chain.append((name, also))
    } while takes("within")
    result.places.append(Syntax.Place(chain: chain))
  }

  mutating func slot() throws(Failure) {
    at += 1
    let name = try name("the name of a slot")
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
    let id = try name("the instrument's name")
    try expect("for")
    let place = try name("the place it binds")
    var binds: [Name] = []
    var enacted: CivilDay?
    while token.isWord("binds") || token.isWord("enacted") {
      if takes("binds") { binds += try names("whom it binds") }
      if takes("enacted") { enacted = try date() }
    }
    guard takes("in") else {
      throw expected("'in force' and the first day", hint: ["in", "enacted", "binds"])
    }
    try expect("force")
    var instrument = Syntax.Instrument(name: id, place: place, from: try date(), cite: "")
    (instrument.binds, instrument.enacted) = (binds, enacted)
    var cited = false
    while true {
      if token.isWord("contested") {
        instrument.contests.append(try contest(of: instrument))
      } else if token.isWord("to"), instrument.to == nil {
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

  /// `contested from DATE [to DATE] on QUESTION`
  private mutating func contest(
    of instrument: Syntax.Instrument
  ) throws(Failure) -> Syntax.Instrument.Contest {
    let spot = token.spot
    at += 1
    let from = takes("from") ? try date() : instrument.from
    let toSpot = following.spot
    let to: CivilDay? = takes("to") ? try date() : nil
    if let to, to < from { throw fail("the second day is before the first", at: toSpot) }
    try expect("on")
    return Syntax.Instrument.Contest(
      from: from, to: to, question: try name("the question that asks whether it has effect"),
      spot: spot)
  }

  mutating func calendar() throws(Failure) {
    at += 1
    let name = try name("the name of a calendar")
    if SkippedDays.word(name.folded) != nil {
      throw fail(
        "'\(name.text)' has a meaning of its own: give the calendar another name",
        at: name.spot)
    }
    try expect(symbol: ":", "and the days that the calendar leaves out")
    var days = SkippedDays()
    repeat {
      let item = try self.name(
        "weekends, holidays, a weekday, or a day such as 2019-12-26 or 12-24")
      guard let some = SkippedDays.word(item.folded) else {
        throw fail(
          "'\(item.text)' is no day of a calendar: expected weekends, holidays, a weekday, "
            + "a day such as 2019-12-26, or 12-24 for that day of every year", at: item.spot,
          hint: Nearest.word(to: item.folded, among: SkippedDays.words))
      }
      days = days.union(some)
    } while takes(symbol: ",")
    if days.weekdays.count == 7 {
      throw fail("a calendar cannot leave out every day of the week", at: name.spot)
    }
    result.calendars.append(Syntax.CalendarDeclaration(name: name, days: days))
  }

  mutating func definition() throws(Failure) {
    let start = at
    at += 1
    let name = try name("the term to define")
    let from: CivilDay? = takes("from") ? try date() : nil
    try expect("as")
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
    let label = try name("the rule's label")
    try expect(symbol: ":", "after the rule's label")
    let who = try names("who the rule speaks of, such as jail, county or officer")
    let modal = try modal()
    var rule = Syntax.Rule(
      label: label, who: who, modal: modal, act: try phrase(), exceptions: [], text: "")
    while true {
      let clause = at
      if token.isWord("if") {
        if rule.condition != nil { throw fail("a second 'if': join the conditions with 'and'") }
        at += 1
        rule.condition = try condition()
      } else if token.isWord("unless") {
        at += 1
        let label = try name("a name for the exception, such as 'unless warrant: …'")
        try expect(symbol: ":", "after the name of the exception")
        if rule.exceptions.contains(where: { $0.label.text == label.text }) {
          throw fail("this rule has an exception '\(label.text)' already", at: label.spot)
        }
        rule.exceptions.append((label, try condition()))
      } else if token.isWord("within") || token.isWord("before") || token.isWord("after") {
        if rule.deadline != nil { throw fail("a second deadline: a duty has one") }
        rule.deadline = try window()
      } else if token.isWord("cite") {
        if rule.cite != nil { throw fail("a second 'cite': a rule has one") }
        at += 1
        rule.cite = try string("the citation")
      } else if token.isWord("rests") {
        rule.rests.append(try rest())
      } else {
        break
      }
      rule.clauses.append(text(since: clause))
    }
    rule.text = verbatim(since: start)
    guard !result.instruments.isEmpty else {
      throw fail("a rule belongs under an instrument: expected 'instrument' above", at: label.spot)
    }
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

  private mutating func modal() throws(Failure) -> Syntax.Modal {
    if takes("may") {
      if token.isWord("not") { throw fail("'may not' says two things: write 'must not'") }
      return .may
    }
    guard takes("must") else {
      throw expected("'must', 'must not' or 'may'", hint: ["must", "may"])
    }
    return takes("not") ? .mustNot : .must
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
      let before = at
      if token.kind == .word, Keywords.prepositions.contains(token.folded) {
        // "on 2018-03-01" is a detail of an example, not a part of the act.
        let leads = following.kind == .word && !following.isWord("unknown")
        guard leads, !beginsLink(at: at) else { break }
        at += 1
      }
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
