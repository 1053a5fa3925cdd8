// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Decider {
  /// The findings on one event, in the order of the files.
  func findings(for event: Event, in index: EventIndex) -> [Finding] {
    let (says, world, witnesses) = says(of: event)
    if says.isEmpty { return [silence(on: event, in: world)] }
    return says.map { say in
      let rule = meaning.rules[say.rule]
      var finding = Finding(
        event: event.id, instrument: meaning.instruments[rule.instrument].id, rule: rule.label,
        cite: rule.cite, verdict: say.verdict, until: say.until, why: say.why,
        citations: event.citations, status: event.status)
      if say.verdict == .noRuleInForce {
        finding.why.append(dates(of: meaning.instruments[rule.instrument], event))
      }
      for variable in say.open { explain(variable, of: event, in: &finding) }
      cite(witnesses, of: say.rule, from: index, in: &finding)
      finding.citations = Self.once(finding.citations)
      return finding
    }
  }

  /// Why a fact is open, and the place where it would stand.
  private func explain(_ variable: Variable, of event: Event, in finding: inout Finding) {
    switch variable {
    case .slot(let slot):
      finding.citations += event.factCitations[slot] ?? []
      guard let unknown = event.facts[slot]?.unknown else { return }
      let code = unknown.code.map { ", \($0)" } ?? ""
      finding.why.append("\(slot.rawValue) is not known: \(unknown.reason.rawValue)\(code)")
      if let citation = unknown.citation { finding.citations.append(citation) }
    case .day: finding.why.append("the event is of \(day(of: event))")
    case .place: finding.why.append("the record names no place")
    case .question(let id):
      if let question = meaning.questions[id] { finding.why.append("open question: \(question.text)") }
    case .search: break
    }
  }

  /// The places of events that the rule found.
  private func cite(
    _ witnesses: [Int: [Int]], of rule: Int, from index: EventIndex, in finding: inout Finding
  ) {
    guard !witnesses.isEmpty else { return }
    var searches: [Int] = []
    meaning.forEachAtom(of: rule) { atom in
      if case .found(let search, _, _) = atom, !searches.contains(search) {
        searches.append(search)
      }
    }
    for search in searches {
      for witness in witnesses[search, default: []] {
        finding.citations += index.events[witness].citations
      }
    }
  }

  static func once(_ citations: [Citation]) -> [Citation] {
    var seen: Set<Citation> = []
    return citations.filter { seen.insert($0).inserted }
  }

  private func dates(of instrument: InstrumentModel, _ event: Event) -> String {
    let from = instrument.range.from.map { " from \($0)" } ?? ""
    let to = instrument.range.to.map { " to \($0)" } ?? ""
    return "\(instrument.id) is in force\(from)\(to); the event is of \(day(of: event))"
  }

  func day(of event: Event) -> String {
    guard let time = event.time else { return "an unknown day" }
    let first = CivilDay(instant: time.from, in: clock.zone)
    let last = CivilDay(instant: max(time.from, time.to - 1), in: clock.zone)
    return first == last ? "\(first)" : "\(first) to \(last)"
  }

  // MARK: No rule speaks

  /// The finding on an event that no rule speaks of: it matters whether any could have.
  private func silence(on event: Event, in world: World) -> Finding {
    var finding = Finding(
      event: event.id, instrument: nil, rule: nil, verdict: .noRuleInForce, why: [],
      citations: event.citations, status: event.status)
    let truth = { (atom: Atom) in world.truth(of: atom) }
    let instruments = meaning.instruments.filter { $0.bound.value(truth) != false }
    let someRules = Condition.any(instruments.map { .all([$0.bound, $0.inForce]) })
    let place = event.place ?? "an unknown place"
    switch someRules.value(truth) {
    case true?:
      finding.verdict = .notCovered
      let names = instruments.filter { $0.inForce.value(truth) == true }.map(\.id)
      finding.why = ["no rule of \(names.joined(separator: ", ")) speaks of this act and actor"]
    case false?:
      finding.why = ["no instrument was in force in \(place) on \(day(of: event))"]
      finding.why += instruments.map { dates(of: $0, event) }
    case nil:
      var open: [Atom: Wording] = [:]
      someRules.simplified(truth).forEachAtom { open[$0] = $1 }
      let completions = try? Completions(
        of: open, in: world, known: truth,
        verdict: { someRules.value($0) == true ? .notCovered : .noRuleInForce })
      finding.verdict = completions?.verdict(where: []) ?? .undetermined
      if finding.verdict == .undetermined, let completions {
        finding.until = Settlement(completions, in: world).settlings
      }
      finding.why = ["the event is of \(day(of: event)), in \(place)"]
      finding.why += instruments.map { dates(of: $0, event) }
    }
    return finding
  }
}
