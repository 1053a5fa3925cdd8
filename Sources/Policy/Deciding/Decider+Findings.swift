// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Decider {
  /// The findings on one event, in the order of the files.
  func findings(for event: Event, in index: EventIndex) -> [Finding] {
    let hearing = says(of: event)
    if hearing.says.isEmpty { return [silence(on: event, hearing)] }
    return hearing.says.map { say in
      let rule = meaning.rules[say.rule]
      var finding = finding(say)
      (finding.event, finding.citations) = (event.id, event.citations)
      finding.status = event.status
      if say.verdict == .noRuleInForce {
        let dates = self.dates(of: meaning.instruments[rule.instrument])
        finding.why.append("\(dates); the event is of \(day(of: event))")
      }
      for variable in say.open { explain(variable, of: event, in: &finding) }
      cite(hearing.witnesses, of: say.rule, from: index, in: &finding)
      if finding.citations.count > event.citations.count {
        finding.citations = Self.once(finding.citations)
      }
      return finding
    }
  }

  /// What a rule says, of no event in particular.
  func finding(_ say: Say) -> Finding {
    let rule = meaning.rules[say.rule]
    return Finding(
      event: "", instrument: meaning.instruments[rule.instrument].id, rule: rule.label,
      cite: rule.cite, verdict: say.verdict, until: say.until, why: say.why, citations: [],
      status: .logged)
  }

  /// Every verdict that the rules that may speak of the event leave possible together: two versions
  /// of a text that both forbid it forbid it, whichever is in force.
  func together(on event: Event) -> Set<Verdict> {
    let hearing = says(of: event)
    let rules = hearing.says.map(\.rule)
    var world = hearing.world
    let searches = Set(rules.flatMap { hearing.plan.searchesOf[$0, default: []] }).sorted()
    world.joint = joint(searches, world.counts, of: event, atoms: hearing.plan.atoms)
    let known = { [world] (atom: Atom) in world.truth(of: atom) }
    var open = OpenAtoms()
    for rule in rules { open.add(OpenAtoms(of: rule, meaning, known)) }
    let completions = try? Completions(of: open, in: world, known: known) { truth in
      Judge(meaning: meaning, truth: truth).together(rules)
    }
    return completions?.diagram.possible ?? Set(hearing.says.flatMap(\.possible))
  }

  /// Why each rule says what it says, in the order of the files.
  func explanations(for event: Event) -> [Explanation] {
    let hearing = says(of: event)
    var known: [Atom: Bool?] = [:]
    let world = hearing.world
    let builder = ExplanationBuilder(
      meaning: meaning,
      truth: { atom in
        if let value = known[atom] { return value }
        let value = world.truth(of: atom)
        known[atom] = .some(value)
        return value
      }, event: event,
      found: { search in
        Self.once(
          hearing.witnesses[search, default: []].flatMap { self.index.events[$0].citations })
      })
    return hearing.says.map { builder.explain($0) }
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
      if let question = meaning.questions[id] {
        finding.why.append("open question: \(question.text)")
      }
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

  /// "SCC-3.54 is in force from 2011-10-18"
  private func dates(of instrument: InstrumentModel) -> String {
    let from = instrument.range.from.map { " from \($0)" } ?? ""
    let to = instrument.range.to.map { " to \($0)" } ?? ""
    let contested = instrument.contests.map { contest in
      ", contested" + (contest.days.from.map { " from \($0)" } ?? "")
        + (contest.days.to.map { " to \($0)" } ?? "")
    }
    return "\(instrument.id) is in force\(from)\(to)" + contested.joined()
  }

  func day(of event: Event) -> String {
    guard let time = event.time?.bounded else { return "an unknown day" }
    let first = CivilDay(instant: time.from, in: clock.zone)
    let last = CivilDay(instant: time.to - 1, in: clock.zone)
    return first == last ? "\(first)" : "\(first) to \(last)"
  }

  // MARK: No rule speaks

  /// The finding on an event that no rule speaks of: it matters whether any could have.
  private func silence(on event: Event, _ hearing: Hearing) -> Finding {
    let silence = silence(of: hearing.plan, on: hearing.days)
    var why = silence.why
    if !silence.instruments.isEmpty || silence.verdict != .notCovered {
      let place = event.place ?? "an unknown place"
      why.append("the event is of \(day(of: event)), in \(place)")
      why += silence.instruments
    }
    return Finding(
      event: event.id, instrument: nil, rule: nil, verdict: silence.verdict,
      until: silence.until, why: why, citations: event.citations, status: event.status)
  }

  /// What is to be said of events of a plan on certain days when no rule speaks.
  struct Silence {
    var verdict: Verdict
    var why: [String]
    var until: [Settling] = []
    /// The dates of those that bind the place, where they matter.
    var instruments: [String] = []
  }

  func makeSilence(of plan: Plan, on days: ClosedRange<Int>) -> Silence {
    let world = world(plan, days: days)
    let truth = { (atom: Atom) in world.truth(of: atom) }
    let instruments = meaning.instruments.filter { $0.bound.value(truth) != false }
    let someRules = Condition.any(instruments.map { .all([$0.bound, $0.inForce]) })
    let dates = instruments.map { self.dates(of: $0) }
    switch someRules.value(truth) {
    case true?:
      let names = instruments.filter { $0.inForce.value(truth) == true }.map(\.id)
      return Silence(
        verdict: .notCovered,
        why: ["no rule of \(names.joined(separator: ", ")) speaks of this act and actor"])
    case false?:
      return Silence(
        verdict: .noRuleInForce, why: ["no instrument was in force there that day"],
        instruments: dates)
    case nil:
      var open = OpenAtoms()
      open.add(someRules.simplified(truth))
      let completions = try? Completions(
        of: open, in: world, known: truth,
        value: { someRules.value($0).map { $0 ? Verdict.notCovered : .noRuleInForce } })
      let verdict = completions?.verdict() ?? .undetermined
      let until =
        verdict == .undetermined
        ? completions.map { Settlement($0, in: world).settlings } ?? [] : []
      return Silence(
        verdict: verdict, why: ["no rule speaks of this act and actor"], until: until,
        instruments: dates)
    }
  }
}
