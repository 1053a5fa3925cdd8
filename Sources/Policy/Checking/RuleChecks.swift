// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Evidence
import Foundation
import Synchronization

/// What rules say that nothing could ever come of, found by the decision itself.
struct RuleChecks {
  let meaning: Meaning
  private let possibility: Possibility
  private var found: [Diagnostic] = []

  /// Of all instruments, in their order. The cores take one instrument after another; what is said
  /// of one does not hang on which of them does.
  static func diagnostics(_ meaning: Meaning) -> [Diagnostic] {
    let all = meaning.instruments.indices
    let empty = Possibility(meaning).empty
    let work = Mutex((next: 0, found: [[Diagnostic]](repeating: [], count: all.count)))
    let workers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, all.count / 4))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let possibility = Possibility(meaning, empty: empty)
      while true {
        let instrument = work.withLock { work in
          defer { work.next += 1 }
          return work.next
        }
        guard instrument < all.count else { return }
        var checks = RuleChecks(meaning: meaning, possibility: possibility)
        checks.check(instrument: instrument)
        work.withLock { $0.found[instrument] = checks.found }
      }
    }
    var found: [Diagnostic] = []
    for diagnostic in work.withLock({ $0.found }).joined() where !found.contains(diagnostic) {
      found.append(diagnostic)
    }
    return found
  }

  private init(meaning: Meaning, possibility: Possibility) {
    (self.meaning, self.possibility) = (meaning, possibility)
  }

  private mutating func check(instrument: Int) {
    for rule in meaning.instruments[instrument].rules { check(rule) }
    for precedence in meaning.precedences
    where meaning.rules[precedence.winner].instrument == instrument { check(precedence) }
    checkClashes(in: meaning.instruments[instrument])
  }

  private mutating func warn(
    _ message: String, _ file: String, _ spot: Spot, notes: [Diagnostic.Note] = []
  ) {
    let diagnostic = Diagnostic(message, .warning, in: file, at: spot, notes: notes)
    if !found.contains(diagnostic) { found.append(diagnostic) }
  }

  private func note(_ rule: Int) -> Diagnostic.Note {
    Diagnostic.Note(
      "rule \(meaning.rules[rule].label) is here", in: file(of: rule), at: meaning.rules[rule].spot)
  }

  private func file(of rule: Int) -> String {
    meaning.instruments[meaning.rules[rule].instrument].file
  }

  // MARK: One rule

  private mutating func check(_ index: Int) {
    let rule = meaning.rules[index]
    let file = file(of: index)
    let before = found.count
    checkWindows(of: index)
    let inForce = meaning.instruments[rule.instrument].inForce
    let applies = Condition.all([inForce, rule.speaks, rule.condition])
    let scene = possibility.scene(of: [index])
    guard scene.can(applies, of: index) else {
      warn(
        "rule \(rule.label) can never apply: \(whyNever(index, inForce, scene))", file, rule.spot)
      return
    }
    // An exception that looks for what cannot be has been reported.
    let isReported = found.count > before
    var reached: [Condition] = []
    var labels: [String] = []
    var spots: [Diagnostic.Note] = []
    for exception in rule.exceptions {
      if !scene.can(.all([applies, exception.condition]), of: index) {
        if !isReported {
          warn(
            "exception \(exception.label) can never be reached: it cannot hold where rule "
              + "\(rule.label) applies", file, exception.spot)
        }
        continue
      }
      let others = Condition.not(.any(reached))
      if !reached.isEmpty,
        !scene.can(.all([applies, exception.condition, others]), of: index)
      {
        let earlier = labels.joined(separator: " or ")
        warn(
          "exception \(exception.label) adds nothing: wherever it holds, \(earlier) does", file,
          exception.spot, notes: spots)
      }
      spots.append(
        Diagnostic.Note("exception \(exception.label) is here", in: file, at: exception.spot))
      reached.append(exception.condition)
      labels.append(exception.label)
    }
    if !reached.isEmpty, !scene.can(.all([applies, .not(.any(reached))]), of: index) {
      warn(
        "rule \(rule.label) never has force: wherever it applies, one of its exceptions holds",
        file, rule.spot)
      return
    }
    let own: Set<Verdict> =
      switch rule.modal {
      case .mustNot: [.violated, .conflict]
      case .may: [.permitted, .conflict]
      case .must: [.requiredDone, .requiredMissing]
      }
    if !scene.can(index, give: own) {
      warn(
        "rule \(rule.label) never has force: wherever it applies, a rule prevails over it", file,
        rule.spot)
    }
  }

  private func whyNever(
    _ index: Int, _ inForce: Condition, _ scene: Scene
  ) -> String {
    let rule = meaning.rules[index]
    if !scene.can(inForce) { return "its instrument is never in force" }
    if !scene.can(rule.speaks) { return "no event is the act it speaks of" }
    if !scene.can(rule.condition) { return "its condition can never hold" }
    if !scene.can(.all([rule.speaks, rule.condition])) {
      return "its condition can never hold of such an act"
    }
    return "its condition cannot hold while it is in force"
  }

  /// A search that finds nothing, and a time that never runs out.
  private mutating func checkWindows(of index: Int) {
    let rule = meaning.rules[index]
    let file = file(of: index)
    var searches: [Int] = []
    func collect(_ condition: Condition) {
      condition.forEachAtom { atom, _ in
        if case .found(let search, _, _) = atom, !searches.contains(search) {
          searches.append(search)
        }
      }
    }
    collect(rule.condition)
    for exception in rule.exceptions { collect(exception.condition) }
    if let done = rule.done { collect(done) }
    for search in searches where possibility.isEmpty(search) {
      warn(
        "no event can ever be \"\(meaning.searches[search].text)\": its conditions exclude each "
          + "other", file, rule.spot)
    }
    if case .atom(.found(let search, _, _), _) = rule.done, !rule.isEndless,
      meaning.searches[search].side == .after, meaning.searches[search].duration == nil
    {
      warn(
        "no event can close the window of rule \(rule.label): without a length the duty is never "
          + "missing. Write 'within … after', or 'at any time after' if that is meant", file,
        rule.spot)
    }
  }

  // MARK: Pairs

  private mutating func check(_ precedence: PrecedenceModel) {
    let (winner, loser) = (meaning.rules[precedence.winner], meaning.rules[precedence.loser])
    let both = [winner, loser].flatMap { rule in
      [meaning.instruments[rule.instrument].inForce, rule.speaks, rule.condition]
    }
    // "Any rule of" names many, of which some speak of other acts.
    if precedence.text.lowercased().contains("any rule of") { return }
    let scene = possibility.scene(of: [precedence.winner, precedence.loser])
    if !scene.can(.all(both)) {
      warn(
        "\(winner.id) can never prevail over \(loser.id): the two never apply to one event",
        precedence.file, precedence.spot, notes: [precedence.winner, precedence.loser].map(note))
    } else if !scene.can(.all(both + [precedence.condition])) {
      warn(
        "\(winner.id) can never prevail over \(loser.id): the condition never holds where both "
          + "apply", precedence.file, precedence.spot,
        notes: [precedence.winner, precedence.loser].map(note))
    }
  }

  /// Within one instrument, a "must not" and a "may" that can both have force call for a word on
  /// which prevails.
  private mutating func checkClashes(in instrument: InstrumentModel) {
    for first in instrument.rules {
      for second in instrument.rules where first < second && meaning.oppose(first, second) {
        if meaning.areOrdered(first, second) { continue }
        let both = [meaning.rules[first], meaning.rules[second]].flatMap { rule in
          [instrument.inForce, rule.speaks, rule.condition]
            + rule.exceptions.map { .not($0.condition) }
        }
        if !possibility.scene(of: [first, second]).can(.all(both)) { continue }
        warn(
          "rules \(meaning.rules[first].label) and \(meaning.rules[second].label) can disagree "
            + "and nothing says which prevails: write 'prevails over', or make one an 'unless' "
            + "of the other", instrument.file, meaning.rules[second].spot, notes: [note(first)])
      }
    }
  }
}
