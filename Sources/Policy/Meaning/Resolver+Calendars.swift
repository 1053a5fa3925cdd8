// SPDX-License-Identifier: Apache-2.0

extension Resolver {
  mutating func collect(_ calendar: Syntax.CalendarDeclaration, in file: String) {
    if let known = calendars[calendar.name.folded], known != calendar.days {
      reportDouble(
        "calendar '\(calendar.name.text)' is declared already with other days",
        "calendar \(calendar.name.folded)", in: file, at: calendar.name.spot)
      return
    }
    if calendars[calendar.name.folded] == nil {
      sites["calendar \(calendar.name.folded)"] = Site(file: file, spot: calendar.name.spot)
    }
    calendars[calendar.name.folded] = calendar.days
  }

  mutating func checkCalendars(of file: PolicyFile) {
    for name in file.calendarUses
    where calendars[name.folded] == nil && !broken.calendars.contains(name.folded) {
      report(
        "there is no calendar '\(name.text)': expected weekends, holidays or one declared with "
          + "'calendar'", in: file.name, at: name.spot,
        hint: Nearest.word(to: name.folded, among: ["weekends", "holidays"] + calendars.keys))
    }
  }

  /// The length with the days of the calendars it names left out.
  ///
  /// Where these leave out every day between them no time would ever go by: then only those named
  /// first count. (Each calendar by itself leaves some weekday.)
  func resolved(_ duration: Duration) -> Duration {
    var resolved = duration
    resolved.calendars = []
    for name in duration.calendars {
      let all = resolved.skips.union(calendars[name] ?? SkippedDays())
      if all.weekdays.count < 7 { resolved.skips = all }
    }
    return resolved
  }

  // MARK: Contested days

  /// The days for which an instrument says that its effect is contested.
  mutating func contests(
    of instrument: Syntax.Instrument, in file: String
  ) -> [InstrumentModel.Contest] {
    if instrument.isBroken { return [] }
    if let enacted = instrument.enacted, enacted > instrument.from {
      report(
        "'\(instrument.name.text)' is in force from \(instrument.from), before it was enacted on "
          + "\(enacted): if it works backwards, leave out 'enacted'", in: file,
        at: instrument.name.spot, .warning)
    }
    return instrument.contests.compactMap { contest in
      guard meaning.questions[contest.question.text] != nil else {
        if broken.questions.contains(contest.question.text) { return nil }
        report(
          "there is no question '\(contest.question.text)'", in: file, at: contest.question.spot,
          hint: Nearest.word(to: contest.question.text, among: meaning.questions.keys))
        return nil
      }
      usedQuestions.insert(contest.question.text)
      if contest.from < instrument.from || instrument.to.map({ $0 < contest.from }) == true {
        report(
          "contested from \(contest.from), a day on which '\(instrument.name.text)' is not in force",
          in: file, at: contest.spot)
        return nil
      }
      let last = [contest.to, instrument.to].compactMap { $0 }.min()
      return InstrumentModel.Contest(
        days: DayRange(from: contest.from, to: last), question: contest.question.text)
    }
  }
}
