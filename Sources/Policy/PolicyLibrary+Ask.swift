// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

extension PolicyLibrary {
  /// Answers "may a records clerk give a release date to ICE-ERO on 2019-03-01 in Bernalillo?".
  ///
  /// The sentence is read by the tables of the language and some everyday words, made into a
  /// hypothetical event and decided. What it leaves open stays open; where it names nobody in
  /// particular who acts, each rule is taken to bind the one who does.
  ///
  /// - Parameters:
  ///   - sentence: English, in the words of the language and some everyday ones.
  ///   - today: the day it is asked for where it names none.
  /// - Returns: what all rules together say, and each of those that speak of the act.
  /// - Throws: `AskError` with every word that was not understood, and what the sentence lacks.
  public func ask(_ sentence: String, today: CivilDay) throws(AskError) -> Answer {
    let question = Question(sentence, meaning: meaning, today: today)
    var missing: [String] = []
    if question.verb == nil { missing.append("an act, such as disclose, detain or contact") }
    let place = question.place ?? onlyPlace
    if place == nil {
      missing.append(
        "a place: one of " + Resolver.listed(Set(instruments.map(\.place)).sorted()))
    }
    guard question.unknown.isEmpty, let verb = question.verb, let place else {
      throw AskError(words: words(question), missing: missing)
    }
    let days = question.days ?? (today, today)
    let (event, understood) = hypothetical(question, verb: verb, place: place, days: days)
    let decider = Decider(
      meaning, index: EventIndex([]), coverage: CoverageMap([]), zone: Resolver.utc)
    let isAnybody = isAnybody(question)
    let heard = hear(event, isAnybody: isAnybody, decider)
    let lines =
      heard.map { line($0.say, $0.explanation) } + duties(question, place: place, on: days.from)
    return Answer(
      headline: headline(
        heard.map(\.say), together: isAnybody ? nil : decider.together(on: event),
        hasDuties: lines.count > heard.count, place: place, day: days.from),
      understood: understood, day: days.from, place: place, lines: lines,
      lookedAt: lookedAt(place, days.from))
  }

  /// Every instrument that binds the place, with its dates.
  func lookedAt(_ place: String, _ day: CivilDay) -> [String] {
    binding(place).map { instrument in
      let to = instrument.to.map { " to \($0)" } ?? ""
      let state = instrument.isInForce(on: day) ? "" : ", not in force that day"
      return "\(instrument.id) (\(instrument.cite)), in force from \(instrument.from)\(to)\(state)"
    }
  }

  private func words(_ question: Question) -> [AskError.Word] {
    question.unknown.map { word in
      let near = Nearest.word(
        to: word.lowercased(), among: question.known + meaning.places.names.map { $0.lowercased() })
      return AskError.Word(word: word, suggestions: near.map { [$0] } ?? [])
    }
  }

  /// The one smallest place that instruments bind, where there is but one.
  var onlyPlace: String? {
    let general = [PlaceNames.everywhere, PlaceNames.country]
    let places = Set(instruments.map(\.place)).subtracting(general)
    let smallest = places.filter { place in
      !places.contains { $0 != place && meaning.places.chain($0).contains(place) }
    }
    if smallest.isEmpty, !instruments.isEmpty { return PlaceNames.country }
    return smallest.count == 1 ? smallest.first : nil
  }

  private func isAnybody(_ question: Question) -> Bool {
    question.who.allSatisfy { ActorWords.capacities[$0.lowercased()] != nil }
  }

  // MARK: The event

  private func hypothetical(
    _ question: Question, verb: String, place: String,
    days: (from: CivilDay, through: CivilDay)
  ) -> (event: Event, understood: [String]) {
    var facts: [Slot: Fact<[String]>] = [:]
    var understood: [String] = []
    func members(_ words: [String]) -> [String] {
      words.flatMap { word in
        ActorWords.groups[word.lowercased()] ?? ActorWords.receivers[word.lowercased()] ?? [word]
      }
    }
    if let sense = ActWords.senses(of: verb)?.first {
      facts[.action] = .known([sense.action])
      understood.append("action is \(sense.action)")
      if let slot = sense.slot, let value = sense.value {
        facts[slot] = .known([value])
        understood.append("\(slot.rawValue) is \(value)")
      }
    } else {
      facts[.action] = .known([verb])
      understood.append("action is \(verb)")
    }
    let capacities = question.who.compactMap { ActorWords.capacities[$0.lowercased()] }
    if !capacities.isEmpty {
      facts[.capacity] = .known(capacities)
      understood.append("capacity is \(capacities.joined(separator: " or "))")
    }
    let actors = question.who.filter { ActorWords.capacities[$0.lowercased()] == nil }
    if actors.isEmpty {
      understood.append("actor is whoever the rule binds")
    } else {
      facts[.actor] = Resolver.oneOf(members(actors))
      understood.append("actor is \(actors.joined(separator: " or "))")
    }
    if !question.recipients.isEmpty {
      facts[.recipient] = Resolver.oneOf(members(question.recipients))
      understood.append("recipient is \(question.recipients.joined(separator: " or "))")
    }
    for (slot, values) in question.values.sorted(by: { $0.key < $1.key }) {
      facts[slot] = .known(values)
      understood.append("\(slot.rawValue) is \(values.joined(separator: " and "))")
    }
    understood.append("place is \(place)")
    understood.append(
      days.from == days.through ? "day is \(days.from)" : "day is \(days.from) to \(days.through)")
    let event = Event(
      id: "question", facts: facts,
      time: TimeSpan(
        from: days.from.start(in: Resolver.utc),
        to: days.through.adding(days: 1).start(in: Resolver.utc)),
      place: place, status: .suggested, origin: "question", citations: [])
    return (event, understood)
  }

  /// What each rule says of the event, and why. For anybody, each rule is asked about one it binds.
  func hear(
    _ event: Event, isAnybody: Bool, _ decider: Decider
  ) -> [(say: Decider.Say, explanation: Explanation)] {
    let says = decider.says(of: event).says
    guard isAnybody else { return Array(zip(says, decider.explanations(for: event))) }
    return says.compactMap { say in
      var bound: Set<String> = []
      let speaks = meaning.rules[say.rule].speaks
      speaks.forEachAtom { atom, _ in
        if case .some(.actor, let set) = atom { bound.formUnion(set.values) }
      }
      bound = bound.filter { actor in
        speaks.value { atom in
          if case .some(.actor, let set) = atom { set.contains(actor) } else { nil }
        } != false
      }
      var asked = event
      if !bound.isEmpty {
        asked.facts[.actor] = .unknown(Unknown(.notStated, candidates: bound.sorted()))
      }
      return zip(decider.says(of: asked).says, decider.explanations(for: asked))
        .first { $0.0.rule == say.rule }
    }
  }

  // MARK: The answer

  func line(_ say: Decider.Say, _ explanation: Explanation) -> Answer.Line {
    let rule = meaning.rules[say.rule]
    var why = say.why
    if say.verdict == .noRuleInForce {
      let range = meaning.instruments[rule.instrument].range
      why.append(range.wording.yes.replacing("the day is", with: "in force"))
    }
    return Answer.Line(
      rule: rule.id, cite: rule.cite, verdict: say.verdict, text: rule.text, why: why,
      until: say.until, explanation: explanation)
  }

  /// Duties to do the very act that is asked about.
  private func duties(_ question: Question, place: String, on day: CivilDay) -> [Answer.Line] {
    guard question.asksDuty, let verb = question.verb else { return [] }
    let actions = Set((ActWords.senses(of: verb) ?? []).map { $0.action.lowercased() })
    return meaning.rules.compactMap { rule in
      let instrument = meaning.instruments[rule.instrument]
      guard rule.modal == .must, instrument.range.contains(day),
        meaning.places.binds(instrument.place, in: place),
        case .atom(.found(let search, _, _), let wording) = rule.done,
        !meaning.searches[search].actions.isDisjoint(with: actions)
      else { return nil }
      return Answer.Line(
        rule: rule.id, cite: rule.cite, verdict: .undetermined, text: rule.text,
        why: [rule.sentence, "required where the event that calls for it happened"],
        until: [Settling(facts: [wording.yes], settles: .requiredDone)])
    }
  }

  /// - Parameter together: every verdict that the rules leave possible when taken as one; nil where
  ///   each was asked about somebody else.
  func headline(
    _ says: [Decider.Say], together: Set<Verdict>?, hasDuties: Bool, place: String, day: CivilDay
  ) -> Answer.Headline {
    let verdicts = says.map(\.verdict)
    if verdicts.contains(.violated) || together == [.violated] { return .prohibited }
    if verdicts.contains(.conflict) || together == [.conflict] { return .conflict }
    let open = says.filter { $0.verdict == .undetermined }
    let done: Set<Verdict> = [.requiredDone, .requiredMissing]
    if open.contains(where: { !$0.possible.isDisjoint(with: [.violated, .conflict]) }) {
      return .depends
    }
    if hasDuties || says.contains(where: { $0.possible.isSubset(of: done) }) { return .required }
    if verdicts.contains(.permitted) || together == [.permitted] { return .permitted }
    if !open.isEmpty { return .depends }
    // A rule that would have spoken tells more than one in force that is silent.
    let none = verdicts.contains(.noRuleInForce) || inForce(at: place, on: day).isEmpty
    return none ? .noRuleInForce : .notCovered
  }
}
