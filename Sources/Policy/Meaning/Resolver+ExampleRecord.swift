// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What an example says of the record: slots, places, times, and what is complete.
extension Resolver {
  /// Adds what slots hold; where a name means nothing, that is reported and counted.
  mutating func add(
    _ slots: [(slot: Name, holding: Syntax.Example.Holding)],
    to facts: inout [Slot: Fact<[String]>],
    in scope: Scope
  ) {
    for (name, holding) in slots {
      guard let slot = slot(name, in: scope) else { continue }
      switch holding {
      case .known(let names):
        facts[slot] = exampleValues(names, of: slot, in: scope)
      case .unknown(let among):
        guard let values = exampleValues(among, of: slot, in: scope) else { continue }
        let candidates = values.value ?? values.unknown?.candidates ?? []
        facts[slot] = .unknown(Unknown(.redacted, candidates: candidates))
      }
    }
  }

  private mutating func exampleValues(
    _ names: [Name], of slot: Slot, in scope: Scope
  ) -> Fact<[String]>? {
    if meaning.domain(of: slot) == .number { return .known(names.map(\.text)) }
    var all: [String] = []
    for name in names {
      if case .closed = meaning.domain(of: slot) {
        guard let found = values(name, of: slot, in: scope) else { return nil }
        if names.count == 1, found.count > 1 { return Self.oneOf(found) }
        all += found
      } else {
        all.append(name.text)
      }
    }
    return .known(all)
  }

  /// The place named, or the other one; with an inner nil where it is said to be unknown, and nil
  /// where no file has it.
  mutating func place(
    _ place: Syntax.Example.Place?, else other: String?, in scope: Scope
  ) -> String?? {
    guard case .named(let name) = place else { return .some(place == nil ? other : nil) }
    if meaning.places.find(name.text) == nil {
      report(
        "there is no place '\(name.text)': expected a declared one", in: scope.file, at: name.spot,
        hint: Nearest.word(to: name.text, among: meaning.places.names))
      return nil
    }
    return name.text
  }

  /// What an event of the example answers: the event judged, some other, or nil where nothing says.
  func answered(by other: Syntax.Example.Other, judged: Event) -> String? {
    switch other.answering {
    case .this: judged.id
    case .another: "another"
    case nil:
      other.phrase.verbs.contains { ActWords.answers.contains($0.folded) } ? judged.id : nil
    }
  }

  // MARK: Times

  /// The time of the event judged: at noon of its day, so that others of that day can be told apart.
  func span(ofJudged when: Syntax.Example.When) -> TimeSpan? {
    guard case .on(let moment) = when, moment.minute == nil else {
      return span(of: when, from: nil)
    }
    return span(of: .on(Syntax.Moment(day: moment.day, minute: 720)), from: nil)
  }

  /// - Parameter start: of the event judged; nil where it is of an unknown day.
  func span(of when: Syntax.Example.When, from start: TimeSpan?) -> TimeSpan? {
    switch when {
    case .unknown: return nil
    case .on(let moment):
      guard moment.minute != nil else { return span(from: moment, to: moment) }
      return TimeSpan(from: first(of: moment), to: first(of: moment) + 1)
    case .between(let from, let to):
      return span(from: from, to: to)
    case .relative(let duration, let before):
      guard let start else { return nil }
      let clock = Clock(zone: Self.utc)
      let shifted =
        before ? clock.subtract(duration, from: start.from) : clock.add(duration, to: start.from)
      return TimeSpan(from: shifted, to: shifted + 1)
    }
  }

  private func first(of moment: Syntax.Moment) -> Int64 {
    moment.day.start(in: Self.utc) + Int64(moment.minute ?? 0) * 60
  }

  private func span(from: Syntax.Moment, to: Syntax.Moment) -> TimeSpan {
    let end =
      to.minute == nil ? to.day.adding(days: 1).start(in: Self.utc) : first(of: to)
    return TimeSpan(from: first(of: from), to: end)
  }

  // MARK: Coverage

  /// What the example's record is complete for; nil where a name means nothing.
  mutating func coverage(of example: Syntax.Example, in scope: Scope) -> [Coverage]? {
    var all: [Coverage] = []
    for complete in example.complete {
      var actions: Set<String> = []
      for act in complete.acts {
        guard let senses = senses(of: act, isSearch: true, in: scope) else { return nil }
        actions.formUnion(senses.map(\.action))
      }
      if !complete.by.isEmpty, who(complete.by, in: scope) == nil { return nil }
      all.append(
        Coverage(
          source: Self.exampleSource, actions: actions.sorted(),
          actors: actors(complete.by).sorted(),
          span: span(from: complete.from, to: complete.to),
          gaps: complete.gaps.map { span(from: $0.from, to: $0.to) }))
    }
    return all
  }
}
