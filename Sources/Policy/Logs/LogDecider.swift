// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Decides the rows of a log by what they have in common.
///
/// Rows of one kind have the same facts but for their time and the person they are about. What the
/// verdicts of a row can hang on is then its class, the days it may be of and what its searches
/// count: each combination is decided once, by the same decision as a single event. A row whose
/// verdict hangs on more is decided by itself.
package final class LogDecider {
  /// Kinds that no rule can tell apart.
  package struct Class: Sendable {
    /// Positions in `searches` of what its rules look for.
    package var searches: [Int]
    /// By search, the stretches of time over which the record is complete for it.
    package var covered: [[TimeSpan]]
    let plan: Int
    let states: [Int]
    /// Place and links are known for certain, so that searches do not hang together by them.
    let isFixed: Bool
    /// Rules ask who the person is, which kinds do not tell.
    let asksPerson: Bool
  }

  /// What a row comes to. `findings` name no event and cite nothing.
  package struct Outcome: Hashable, Sendable {
    package var findings: [Finding]

    package init(findings: [Finding]) { self.findings = findings }
  }

  package private(set) var classes: [Class] = []
  /// The class of each kind.
  package private(set) var classOfKind: [Int32] = []
  package private(set) var searches: [LogSearch] = []
  /// The first instants of the days on which something begins that matters.
  package let starts: [Int64]
  package var outcomes: [Outcome] { numbering.values }

  /// The different events of the log without time.
  package let kinds: [Event]

  private let library: PolicyLibrary
  private let coverage: [Coverage]
  private let zone: TimeZone
  private let decider: Decider
  private var plans: [Plan] = []
  private var numbering = Numbering<Outcome>()
  /// By pair of searches, whether one row could be found by both.
  private var overlaps: Set<[Int]> = []
  private var searchNumbers: [Int] = []

  /// - Parameters:
  ///   - kinds: the different events of the log without time; where a row says whom it is about,
  ///     with `EventColumns.somebody` as the person.
  ///   - zone: in which days begin.
  package init(
    _ library: PolicyLibrary, kinds: [Event], coverage: [Coverage], zone: TimeZone
  ) {
    (self.library, self.coverage, self.zone) = (library, coverage, zone)
    self.kinds = kinds
    decider = Decider(
      library.meaning, index: EventIndex([]), coverage: CoverageMap(coverage), zone: zone)
    starts = decider.starts
    let all = kinds.map { decider.plan(of: $0) }
    searchNumbers = Set(all.flatMap(\.searches)).sorted()
    let positions = Dictionary(
      uniqueKeysWithValues: searchNumbers.enumerated().map { ($0.element, $0.offset) })
    searches = searchNumbers.map { number in
      let actions = library.meaning.searches[number].actions
      let relevant = kinds.indices.map { index in
        all[index].searches.contains(number)
          || kinds[index].onlyAction.map { actions.contains($0.lowercased()) } ?? true
      }
      return LogSearch(number, kinds: kinds, in: decider, relevant: relevant)
    }
    findOverlaps()
    sort(kinds, by: all, positions)
  }

  private struct ClassKey: Hashable {
    var plan: Int
    var states: [Int]
    var covered: [[TimeSpan]]
    var isFixed: Bool
    var asksPerson: Bool
  }

  private func sort(_ kinds: [Event], by all: [Plan], _ positions: [Int: Int]) {
    var known: [ClassKey: Int32] = [:]
    for (kind, plan) in zip(kinds, all) {
      let isFixed = kind.place != nil && decider.isLinkKnown(plan.searches, of: kind)
      let key = ClassKey(
        plan: plan.number, states: plan.states(of: kind, action: kind.onlyAction),
        covered: plan.searches.map { covered($0, for: kind) },
        isFixed: isFixed, asksPerson: asksPerson(plan))
      if let number = known[key] {
        classOfKind.append(number)
        continue
      }
      let number = Int32(classes.count)
      known[key] = number
      classOfKind.append(number)
      if !plans.contains(where: { $0.number == plan.number }) { plans.append(plan) }
      classes.append(
        Class(
          searches: plan.searches.compactMap { positions[$0] }, covered: key.covered,
          plan: plans.firstIndex { $0.number == plan.number } ?? 0, states: key.states,
          isFixed: isFixed, asksPerson: key.asksPerson))
    }
  }

  private func asksPerson(_ plan: Plan) -> Bool {
    plan.rules.contains { rule in
      library.meaning.asked[rule].atoms.contains { atom in
        atom.variables(library.meaning).contains(.slot(Link.person))
      }
    }
  }

  private func covered(_ search: Int, for kind: Event) -> [TimeSpan] {
    let model = library.meaning.searches[search]
    let actors = model.coveredActors(of: kind)
    var all: [TimeSpan]?
    for action in model.actions.sorted() {
      let own = decider.coverage.intervals(of: action, by: actors)
      all = all.map { Self.both($0, own) } ?? own
    }
    return all ?? []
  }

  private static func both(_ a: [TimeSpan], _ b: [TimeSpan]) -> [TimeSpan] {
    a.flatMap { one in
      b.compactMap { other in
        let (from, to) = (max(one.from, other.from), min(one.to, other.to))
        return from < to ? TimeSpan(from: from, to: to) : nil
      }
    }
  }

  private func findOverlaps() {
    for first in searches.indices {
      for second in searches.indices where first < second {
        let (a, b) = (searches[first], searches[second])
        let sameActs = !a.model.actions.isDisjoint(with: b.model.actions)
        if sameActs || zip(a.fits, b.fits).contains(where: { $0 != 0 && $1 != 0 }) {
          overlaps.insert([first, second])
        }
      }
    }
  }

  // MARK: Deciding

  /// What can be said of rows before their searches are counted.
  package enum Answer: Hashable, Sendable {
    /// They all come to this, whatever the searches find.
    case settled(Int)
    /// It hangs on these, as positions among the class's searches.
    case asks([Int])
    /// Each must be decided by itself.
    case oneByOne
  }

  /// What rows of a class that lie in certain stretches come to.
  ///
  /// - Parameters:
  ///   - days: the stretches between `starts` that the row may lie in, 0 before the first.
  ///   - isInstant: the row's time is known to the second.
  package func answer(of number: Int, days: ClosedRange<Int>, isInstant: Bool) -> Answer {
    let own = classes[number]
    if own.asksPerson { return .oneByOne }
    let counts = self.counts(of: number)
    let numbers = plans[own.plan].searches
    var asked: Set<Int> = []
    for (_, outcome) in decided(own, days, counts).rules {
      guard case .open(let hanging) = outcome else { continue }
      asked.formUnion(hanging.compactMap { numbers.firstIndex(of: $0) })
    }
    if asked.contains(where: { searches[own.searches[$0]].isIrregular }) { return .oneByOne }
    if !asked.isEmpty { return .asks(asked.sorted()) }
    return outcome(of: number, days: days, counts: counts, isInstant: isInstant)
      .map { .settled($0) } ?? .oneByOne
  }

  /// What the searches of a class may count before anything is known of them.
  package func counts(of number: Int) -> [ClosedRange<Int>] {
    classes[number].searches.map { 0...searches[$0].enough }
  }

  private func decided(
    _ own: Class, _ days: ClosedRange<Int>, _ counts: [ClosedRange<Int>]
  ) -> Decider.Decided {
    decider.decided(
      Decider.Situation(states: own.states, days: days, counts: counts), plans[own.plan])
  }

  /// The same once it is known what the searches find; nil where each row must be decided by itself.
  ///
  /// - Parameter counts: of each of the class's searches; those not asked may be anything.
  package func outcome(
    of number: Int, days: ClosedRange<Int>, counts: [ClosedRange<Int>], isInstant: Bool
  ) -> Int? {
    let own = classes[number]
    let plan = plans[own.plan]
    let situation = Decider.Situation(states: own.states, days: days, counts: counts)
    let decided = decider.decided(situation, plan)
    var findings: [Finding] = []
    for (rule, outcome) in decided.rules {
      switch outcome {
      case .said(let say): findings.append(decider.finding(say))
      case .open(let hanging):
        guard isInstant, own.isFixed, areApart(hanging, counts, own) else { return nil }
        findings.append(decider.finding(decider.say(rule, tiedBy: [], situation, plan)))
      }
    }
    if findings.isEmpty { findings.append(Self.silence(of: plan, on: days, decider)) }
    return self.number(of: findings)
  }

  /// What rows come to by the bounds of their counts alone, for those of which too much is open to
  /// be tried: at times more is left open than need be, never less. Nil where rules ask who the
  /// person is.
  package func bounded(
    of number: Int, days: ClosedRange<Int>, counts: [ClosedRange<Int>]
  ) -> [Finding]? {
    let own = classes[number]
    if own.asksPerson { return nil }
    let plan = plans[own.plan]
    let situation = Decider.Situation(states: own.states, days: days, counts: counts)
    let findings = decider.decided(situation, plan).rules.map { rule, outcome in
      switch outcome {
      case .said(let say): decider.finding(say)
      case .open: decider.finding(decider.say(rule, tiedBy: [], situation, plan))
      }
    }
    return findings.isEmpty ? [Self.silence(of: plan, on: days, decider)] : findings
  }

  /// Whether searches that leave a rule open turn out each by itself.
  private func areApart(_ hanging: [Int], _ counts: [ClosedRange<Int>], _ own: Class) -> Bool {
    let numbers = plans[own.plan].searches
    let open = hanging.filter { search in
      guard let position = numbers.firstIndex(of: search) else { return true }
      return counts[position].lowerBound < counts[position].upperBound
    }
    guard open.allSatisfy({ decider.isPlain($0) }) else { return false }
    let positions = open.compactMap { searchNumbers.firstIndex(of: $0) }.sorted()
    return !positions.contains { first in
      positions.contains { first < $0 && overlaps.contains([first, $0]) }
    }
  }

  /// What one event comes to among the others that its searches may find. Safe on several threads.
  package func findings(of event: Event, among others: [Event]) -> [Finding] {
    let index = EventIndex(others)
    let own = Decider(
      library.meaning, index: index, coverage: decider.coverage, zone: zone)
    let hearing = own.says(of: event)
    var findings = hearing.says.map { own.finding($0) }
    if findings.isEmpty { findings.append(Self.silence(of: hearing.plan, on: hearing.days, own)) }
    return findings
  }

  /// What has no time may be of any instant between these.
  package static let ends = TimeSpan(from: -Clock.far, to: Clock.far)

  private static func silence(
    of plan: Plan, on days: ClosedRange<Int>, _ decider: Decider
  ) -> Finding {
    let silence = decider.makeSilence(of: plan, on: days)
    return Finding(
      event: "", instrument: nil, rule: nil, verdict: silence.verdict, until: silence.until,
      why: silence.why, citations: [], status: .logged)
  }

  private func number(of findings: [Finding]) -> Int {
    Int(numbering.number(of: Outcome(findings: findings)))
  }
}
