// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

extension Resolver {
  /// The source that the events of examples are said to come from.
  static let exampleSource = SourceID(hex: String(repeating: "0", count: 64))
  static let utc = TimeZone(secondsFromGMT: 0) ?? .current

  mutating func resolveExamples(of file: PolicyFile) {
    for instrument in file.instruments {
      guard let number = instrumentNumbers[instrument.name.text],
        meaning.instruments[number].spot == instrument.name.spot,
        meaning.instruments[number].file == file.name
      else { continue }
      let scope = Scope(file: file.name, instrument: instrument.name.text)
      for example in instrument.examples {
        let before = errors
        let model = model(of: example, in: instrument, number: number, scope)
        if let model, errors == before, !instrument.isBroken {
          meaning.examples.append(model)
        }
      }
    }
  }

  private mutating func model(
    of example: Syntax.Example, in instrument: Syntax.Instrument, number: Int, _ scope: Scope
  ) -> ExampleModel? {
    var expected: [(verdict: Verdict, rule: Int?)] = []
    // What is wrong is counted in `errors`; reading goes on to report all of it.
    for (verdict, name) in example.expected {
      expected.append((verdict, name.flatMap { rule($0, in: scope) }))
    }
    let citation = Citation(
      source: Self.exampleSource, place: .line(example.spot.line), quote: example.name)
    var facts = facts(who: example.who, example.act, in: scope) ?? [:]
    add(example.slots, to: &facts, in: scope)
    var answers: [String: Bool] = [:]
    for (question, yes) in example.answers {
      if meaning.questions[question.text] == nil, !broken.questions.contains(question.text) {
        report(
          "there is no question '\(question.text)'", in: scope.file, at: question.spot,
          hint: Nearest.word(to: question.text, among: meaning.questions.keys))
      }
      if let settled = meaning.questions[question.text]?.settled, settled.answer != yes {
        report(
          "'\(question.text)' is settled from \(settled.from): from that day on the example's answer "
            + "does not count", in: scope.file, at: question.spot, .warning)
      }
      answers[question.text] = yes
    }
    let first = Syntax.Moment(day: instrument.from)
    let time = span(ofJudged: example.when ?? .on(first))
    let place =
      place(example.place, else: meaning.instruments[number].place, in: scope) ?? nil
    let person: Slot = "person"
    if facts[person] == nil { facts[person] = .known(["the person"]) }
    let event = Event(
      id: "example", facts: facts, time: time, place: place, status: .logged,
      origin: example.name, citations: [citation])
    var others: [Event] = []
    for other in example.others {
      var facts = self.facts(who: other.by, other.phrase, in: scope) ?? [:]
      facts[person] = other.isAboutAnother ? .known(["another person"]) : event.facts[person]
      add(other.slots, to: &facts, in: scope)
      let there = self.place(other.place, else: place, in: scope) ?? nil
      if case .relative = other.when, time == nil {
        report(
          "'before' and 'after' count from the event judged, and that is of an unknown day",
          in: scope.file, at: other.phrase.spot)
      }
      others.append(
        Event(
          id: "example-\(others.count + 1)", facts: facts, time: span(of: other.when, from: time),
          place: there, status: .logged, answers: answered(by: other, judged: event),
          origin: example.name, citations: [citation]))
    }
    guard let coverage = coverage(of: example, in: scope) else { return nil }
    return ExampleModel(
      name: example.name, file: scope.file, spot: example.spot, instrument: number, event: event,
      others: others, recordIsComplete: example.recordIsComplete && coverage.isEmpty,
      coverage: coverage, answers: answers, expected: expected)
  }

  /// The facts an act phrase states: a group is one of its members, not known which.
  private mutating func facts(
    who: [Name], _ phrase: Syntax.Phrase, in scope: Scope
  ) -> [Slot: Fact<[String]>]? {
    let bound = who.isEmpty ? .constant(true) : self.who(who, in: scope)
    guard let act = act(verbs: phrase.verbs, nouns: phrase.nouns, isSearch: true, in: scope),
      bound != nil
    else { return nil }
    var facts: [Slot: Fact<[String]>] = [:]
    // The first sense is the plainest reading of the verb.
    if let sense = act.senses.first {
      facts[.action] = .known([sense.action])
      if let slot = sense.slot, let value = sense.value { facts[slot] = .known([value]) }
    }
    for group in phrase.nouns {
      for name in group {
        guard let (slot, values) = nounValues(name) else { return nil }
        if Meaning.lists.contains(slot), let known = facts[slot]?.value {
          facts[slot] = .known(known + values)
        } else {
          facts[slot] = Self.oneOf(values)
        }
      }
    }
    if !who.isEmpty {
      let capacities = who.compactMap { ActorWords.capacities[$0.folded] }
      if !capacities.isEmpty { facts[.capacity] = Self.oneOf(capacities) }
      let actors = who.flatMap { name in
        ActorWords.groups[name.folded] ?? ActorWords.receivers[name.folded]
          ?? ActorWords.actors[name.folded].map { [$0] } ?? ActorWords.agency
      }
      facts[.actor] = Self.oneOf(actors)
    }
    return facts
  }

  static func oneOf(_ values: [String]) -> Fact<[String]> {
    let values = values.count > 1 ? values.filter { ActorWords.vague[$0] == nil } : values
    return values.count == 1
      ? .known(values) : .unknown(Unknown(.notStated, candidates: values))
  }
}
