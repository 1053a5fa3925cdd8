// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What rules mean, said as plainly as possible: try every completion of the record and see which
/// verdicts come out. Slow; the fast decision is tested against it.
///
/// A completion gives the event judged its values, its instant and its place; does the same with
/// every other event of the record; adds unseen events where nothing is covered; and answers every
/// open question. Under one completion every search has found so many events, and every rule gives
/// one verdict.
///
/// Instants are tried where something can change: exact for windows of fixed length, and for those
/// that leave out days or count months where events lie at whole hours.
struct ReferenceInterpreter {
  /// What a verdict is made of, under one completion.
  struct Completion {
    var values: [Slot: [String]] = [:]
    var day = CivilDay(number: 0)
    var place: String?
    var answers: [String: Bool] = [:]
    /// What each search found: so many events, or so many values.
    var counts: [Int: Int] = [:]
  }

  /// More completions than a test should try.
  struct TooMany: Error {}

  let meaning: Meaning
  let events: [Event]
  let coverage: [Coverage]
  /// Nothing happened but what the record says.
  var isTotal = false
  let zone: TimeZone
  /// How open questions are answered for this occasion.
  var answers: [String: Bool] = [:]
  /// Steps of work after which it gives up.
  var most = 40_000

  /// Every verdict that some completion gives.
  func verdicts(of rule: Int, on event: Event) throws(TooMany) -> Set<Verdict> {
    let record = ReferenceRecord(self, rule: rule, judging: event)
    var found: Set<Verdict> = []
    for place in record.placesOfJudged {
      for values in try record.ways(of: event) {
        for surrounding in try record.surroundings(of: values, in: place) {
          for answers in answerings(record.questions, on: surrounding.day) {
            try record.work()
            let completion = Completion(
              values: values, day: surrounding.day, place: meaning.places.find(place),
              answers: answers, counts: surrounding.counts)
            found.insert(verdict(of: rule, in: completion))
          }
        }
      }
    }
    return found
  }

  private func answerings(_ questions: [String], on day: CivilDay) -> [[String: Bool]] {
    questions.reduce([[:]]) { all, id in
      let choices: [Bool]
      if let settled = meaning.questions[id]?.settled, settled.from <= day {
        choices = [settled.answer]
      } else {
        choices = answers[id].map { [$0] } ?? [true, false]
      }
      return all.flatMap { known in choices.map { known.merging([id: $0]) { $1 } } }
    }
  }

  // MARK: One completion

  func verdict(of index: Int, in world: Completion) -> Verdict {
    let rule = meaning.rules[index]
    let instrument = meaning.instruments[rule.instrument]
    if !holds(instrument.bound, world) { return .notCovered }
    if !holds(instrument.inForce, world) {
      let replaced = instrument.family.contains { holds(meaning.instruments[$0].inForce, world) }
      return replaced ? .notCovered : .noRuleInForce
    }
    if !holds(rule.speaks, world) || !holds(rule.condition, world) { return .notCovered }
    if rule.exceptions.contains(where: { holds($0.condition, world) }) {
      return rule.modal == .may ? .notCovered : .permitted
    }
    let prevailing = meaning.precedences.filter {
      $0.loser == index && holds($0.condition, world) && isLive($0.winner, world)
    }.map { meaning.rules[$0.winner].modal }
    if !prevailing.isEmpty {
      // Lifted where one of them permits, or demands, what this one forbids or demands.
      let lifting: [Syntax.Modal] =
        rule.modal == .mustNot ? [.may, .must] : rule.modal == .must ? [.may] : []
      return prevailing.contains(where: lifting.contains) ? .permitted : .notCovered
    }
    // Opponents over which this one prevails only on a condition, which does not hold: they
    // prevail. After them, those of which nothing says which prevails.
    let opponents = meaning.rules.indices.filter {
      meaning.oppose(index, $0) && isLive($0, world)
    }
    var isConflict = false
    for other in opponents {
      let mine = meaning.precedences.filter { ($0.winner, $0.loser) == (index, other) }
      let theirs = meaning.precedences.contains { ($0.winner, $0.loser) == (other, index) }
      if !mine.isEmpty, !mine.contains(where: { holds($0.condition, world) }) {
        return rule.modal == .mustNot ? .permitted : .notCovered
      }
      if mine.isEmpty && !theirs { isConflict = true }
    }
    if isConflict { return .conflict }
    switch rule.modal {
    case .mustNot: return .violated
    case .may: return .permitted
    case .must: return rule.done.map { holds($0, world) } == true ? .requiredDone : .requiredMissing
    }
  }

  private func isLive(_ index: Int, _ world: Completion) -> Bool {
    let rule = meaning.rules[index]
    let instrument = meaning.instruments[rule.instrument]
    return holds(instrument.bound, world) && holds(instrument.inForce, world)
      && holds(rule.speaks, world) && holds(rule.condition, world)
      && !rule.exceptions.contains { holds($0.condition, world) }
      && !meaning.precedences.contains {
        $0.loser == index && holds($0.condition, world) && isLive($0.winner, world)
      }
  }

  func holds(_ condition: Condition, _ world: Completion) -> Bool {
    switch condition {
    case .constant(let value): value
    case .not(let inner): !holds(inner, world)
    case .all(let parts): parts.allSatisfy { holds($0, world) }
    case .any(let parts): parts.contains { holds($0, world) }
    case .atom(let atom, _): holds(atom, world)
    }
  }

  private func holds(_ atom: Atom, _ world: Completion) -> Bool {
    switch atom {
    case .some(let slot, let set):
      return world.values[slot, default: []].contains { set.contains($0) }
    case .every(let slot, let set):
      let values = world.values[slot, default: []]
      return !values.isEmpty && !values.contains { !set.contains($0) }
    case .same(let a, let b):
      return Set(world.values[a, default: []]) == Set(world.values[b, default: []])
    case .compare(let slot, let comparison, let number):
      return world.values[slot, default: []].contains {
        NumberWords.number($0).map { comparison.holds($0, number) } ?? false
      }
    case .found(let search, let comparison, let number):
      return comparison.holds(world.counts[search, default: 0], number)
    case .answer(let id): return world.answers[id, default: false]
    case .day(let range): return range.contains(world.day)
    case .within(let place):
      if [PlaceNames.everywhere, PlaceNames.country].contains(place) { return true }
      return world.place.map { meaning.places.chain($0).contains(place) } ?? false
    }
  }
}
