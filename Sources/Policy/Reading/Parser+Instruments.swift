// SPDX-License-Identifier: Apache-2.0

extension Parser {
  mutating func instrument() throws(Failure) {
    at += 1
    // What stands below must not be taken for rules of the instrument before.
    declaring = .instrument(Name(text: "", spot: token.spot))
    if token.isWord("for"), following.kind == .word, !following.isWord("for") {
      throw expected("the instrument's name")
    }
    let id = try name("the instrument's name")
    declaring = .instrument(id)
    var instrument = try bounds(of: id)
    var cited = false
    while true {
      mendClause(["replaces", "cite", "contested"])
      beginClause()
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

  /// Where it binds, whom, and from which day. A day before the place is reported and read.
  private mutating func bounds(of id: Name) throws(Failure) -> Syntax.Instrument {
    var from: CivilDay?
    if token.isWord("in"), following.isWord("force") {
      report(
        fail(
          "expected 'for' and the place before 'in force'",
          at: token.spot.through(following.spot)))
      from = try force()
    }
    try expect("for")
    if token.isWord("in"), following.isWord("force") { throw expected("the place it binds") }
    let place = try name("the place it binds")
    var binds: [Name] = []
    var enacted: CivilDay?
    mendClause(["binds", "enacted"])
    while token.isWord("binds") || token.isWord("enacted") {
      if takes("binds") { binds += try names("whom it binds") }
      if takes("enacted") { enacted = try date() }
      mendClause(["binds", "enacted"])
    }
    let first = if let from { from } else { try force() }
    return Syntax.Instrument(
      name: id, place: place, binds: binds, enacted: enacted, from: first, cite: "")
  }

  private mutating func force() throws(Failure) -> CivilDay {
    guard takes("in") else {
      throw expected("'in force' and the first day", hint: ["in", "enacted", "binds"])
    }
    try expect("force")
    return try date()
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
    declaring = .calendar(name)
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
}
