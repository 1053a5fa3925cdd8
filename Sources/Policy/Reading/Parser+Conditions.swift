// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Parser {
  mutating func condition() throws(Failure) -> Syntax.Condition {
    guard depth < Self.deepest else { throw fail("conditions nested too deep") }
    depth += 1
    defer { depth -= 1 }
    var parts = [try conjunction()]
    while takes("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(Failure) -> Syntax.Condition {
    var parts = [try part()]
    while takes("and") { parts.append(try part()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func part() throws(Failure) -> Syntax.Condition {
    guard depth < Self.deepest else { throw fail("conditions nested too deep") }
    depth += 1
    defer { depth -= 1 }
    if takes("not") { return .not(try part()) }
    let opening = token.spot
    if takes(symbol: "(") {
      let inner = try condition()
      if takes(symbol: ")") { return inner }
      var failure = expected("')' to close the parenthesis")
      failure.diagnostic.notes = [Diagnostic.Note("it is opened here", in: file, at: opening)]
      guard beginsDeclaration || Keywords.endsCondition.contains(token.folded) else {
        throw failure
      }
      report(failure)
      return inner
    }
    if token.isWord("answer"), !following.isWord("is") {
      at += 1
      return .answer(try name("the question's name"))
    }
    if token.isWord("there") || token.isWord("count") || token.isWord("distinct") {
      return try counted()
    }
    return try comparison()
  }

  private mutating func comparison() throws(Failure) -> Syntax.Condition {
    let start = at
    let every = takes("every")
    if beginsDeclaration { throw expected("a condition") }
    let slot = try name("a condition: a slot, a term, there was, count, answer or not")
    if takes("is") || takesOtherIs(after: slot) {
      let negated = takes("not")
      if token.isWord("the"), following.isWord("same") {
        if every { throw fail("'every' and 'the same as' do not go together") }
        at += 2
        try expect("as")
        let other = try name("the other slot")
        return .same(slot, other, negated: negated, text: text(since: start))
      }
      var values = [try name("a value")]
      while token.isWord("or"), !beginsCondition(at: at + 1) {
        at += 1
        values.append(try name("another value or another condition"))
      }
      return .isOneOf(
        slot: slot, every: every, negated: negated, values: values, text: text(since: start))
    }
    if every { throw expected("'is' and a value") }
    if token.kind == .symbol, let comparison = Comparison(rawValue: token.text) {
      at += 1
      guard token.kind == .number, let number = Double(token.text) else {
        throw expected("a number")
      }
      at += 1
      return .compare(slot: slot, comparison, number, text: text(since: start))
    }
    return .term(slot)
  }

  /// Reads "are", "=" before a word and a forgotten "is" after a slot of the vocabulary as "is".
  private mutating func takesOtherIs(after slot: Name) -> Bool {
    guard !token.startsLine else { return false }
    let isOther = token.isSymbol("=") || Keywords.otherIs.contains(token.folded)
    if isOther, following.kind == .word {
      report(fail("expected 'is' before a value, found \(token.shown)", hint: "is"))
      at += 1
      return true
    }
    guard token.kind == .word, !Keywords.reserved.contains(token.folded), !beginsDeclaration,
      Vocabulary.facets.keys.contains(where: { $0.rawValue == slot.folded })
    else { return false }
    report(fail("expected 'is' before a value, found \(token.shown)"))
    return true
  }

  /// Whether what follows an `or` begins a new condition instead of naming another value.
  func beginsCondition(at index: Int) -> Bool {
    guard index < tokens.count else { return false }
    let (word, next) = (tokens[index], tokens[min(index + 1, tokens.count - 1)])
    if word.isSymbol("(") { return true }
    guard word.kind == .word else { return false }
    if ["not", "every", "there"].contains(word.folded) { return true }
    if word.isWord("answer"), next.kind == .word { return true }
    if ["count", "distinct"].contains(word.folded), next.kind == .word { return true }
    if next.isWord("is") { return true }
    if next.kind == .symbol, Comparison(rawValue: next.text) != nil { return true }
    return false
  }

  private mutating func counted() throws(Failure) -> Syntax.Condition {
    let start = at
    if takes("there") {
      try expect("was")
      let search = try search()
      let window = try window()
      return .search(search, .exists, window, text: text(since: start))
    }
    var slot: Name?
    if takes("distinct") { slot = try name("the slot whose values are counted") } else { at += 1 }
    try expect("of")
    let search = try search()
    let window = try window()
    guard token.kind == .symbol, let comparison = Comparison(rawValue: token.text) else {
      throw expected("a comparison such as '>= 3'")
    }
    at += 1
    guard token.kind == .number, let number = Int(token.text), number >= 0 else {
      throw expected("a whole number")
    }
    at += 1
    let counting: Syntax.Counting =
      slot.map { .distinct($0, comparison, number) } ?? .count(comparison, number)
    return .search(search, counting, window, text: text(since: start))
  }

  private mutating func search() throws(Failure) -> Syntax.Search {
    var search = Syntax.Search(phrase: try phrase(), by: [], links: [])
    while true {
      if takes("by") {
        search.by += try names("who did it")
      } else if token.isWord("about") {
        at += 1
        search.samePerson = !takes("any")
        if search.samePerson == true {
          try expect("the")
          try expect("same")
        }
        try expect("person")
      } else if token.isWord("with") {
        at += 1
        try expect("the")
        try expect("same")
        search.links.append(try name("a slot"))
        while takes("and") { search.links.append(try name("another slot")) }
      } else {
        break
      }
    }
    if takes("where") { search.condition = try condition() }
    return search
  }

  mutating func window() throws(Failure) -> Syntax.Window {
    let start = at
    var duration: Duration?
    let side: Syntax.Window.Side
    if takes("within") {
      duration = try self.duration()
      if takes("before") {
        side = .before
      } else if takes("after") {
        side = .after
      } else if takes("of") {
        side = .around
      } else {
        throw expected("'of', 'before' or 'after'")
      }
    } else if takes("before") {
      side = .before
    } else if takes("after") {
      side = .after
    } else {
      throw expected("when: 'before', 'after' or 'within …'", hint: ["before", "after", "within"])
    }
    _ = takes("the")
    if beginsDeclaration { throw expected("the act that the window is seen from, or 'this'") }
    let act = try name("the act that the window is seen from")
    return Syntax.Window(side: side, duration: duration, act: act, text: text(since: start))
  }

  mutating func duration() throws(Failure) -> Duration {
    guard token.kind == .number, let count = Int(token.text), (1...100_000).contains(count) else {
      throw expected("a length of time such as 48 hours")
    }
    at += 1
    let business = takes("business")
    let word = token.folded
    guard token.kind == .word,
      let unit = Duration.Unit.allCases.first(where: {
        word == $0.rawValue || word == $0.rawValue + "s"
      })
    else {
      throw expected(
        "minutes, hours, days, weeks, months or years",
        hint: Duration.Unit.allCases.map { $0.rawValue + "s" })
    }
    at += 1
    var duration = Duration(count: count, unit: unit)
    if business { duration.skips = .weekends.union(.holidays) }
    if takes("excluding") {
      repeat {
        let name = try name("weekends, holidays or the name of a calendar")
        switch name.folded {
        case "weekends", "weekend": duration.skips = duration.skips.union(.weekends)
        case "holidays", "holiday": duration.skips = duration.skips.union(.holidays)
        default:
          duration.calendars.append(name.folded)
          result.calendarUses.append(name)
        }
      } while takesAndCalendar()
    }
    if !duration.skips.isEmpty || !duration.calendars.isEmpty, unit == .month || unit == .year {
      throw fail("months and years cannot leave out days: write days or weeks")
    }
    return duration
  }

  /// "and holidays", "and court-days" before the side of a window: not the "and" of a condition.
  private mutating func takesAndCalendar() -> Bool {
    guard token.isWord("and"), following.kind == .word, at + 2 < tokens.count else { return false }
    let next = tokens[at + 2]
    guard ["of", "before", "after", "and"].contains(next.folded), next.kind == .word else {
      return false
    }
    at += 1
    return true
  }
}
