// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestSupport
import Testing

@testable import Policy

/// What must hold of every decision, tried on records made at random.
struct PropertyTests {
  static let zone = DifferentialTests.utc

  struct Made {
    var library: PolicyLibrary
    var events: [Event]
    var coverage: [Coverage]
    var random: SplitMix

    func decider(among others: [Event]? = nil) -> Decider {
      Decider(
        library.meaning, index: EventIndex(others ?? events), coverage: CoverageMap(coverage),
        zone: PropertyTests.zone)
    }

    /// By rule, every verdict that is possible; nil of a rule that certainly says nothing.
    func possible(_ event: Event, among others: [Event]? = nil) -> [Set<Verdict>?] {
      let says = decider(among: others).says(of: event).says
      return library.meaning.rules.indices.map { rule in
        says.first { $0.rule == rule }?.possible
      }
    }
  }

  static func make(_ seed: UInt64) -> Made {
    var record = RandomRecord(seed: seed)
    let text = record.policy()
    let library = PolicyLibrary([PolicyFile.parse(text, file: "random.policy.md").file])
    let (events, coverage) = (record.events(), record.coverage())
    return Made(library: library, events: events, coverage: coverage, random: record.random)
  }

  /// The event with one thing known that was not; nil where nothing is open.
  static func revealed(_ event: Event, _ random: inout SplitMix, _ meaning: Meaning) -> Event? {
    var event = event
    let open = event.facts.keys.sorted().filter { event.facts[$0]?.unknown != nil }
    if let time = event.time, time.to - time.from > 1, random.chance(0.5) {
      let at = Int64.random(in: time.from..<time.to, using: &random)
      event.time = TimeSpan(from: at, to: at + 1)
      return event
    }
    guard !open.isEmpty else { return nil }
    let slot = random.pick(open)
    let candidates = event.facts[slot]?.unknown?.candidates ?? []
    var values = candidates.isEmpty ? meaning.domain(of: slot).values : candidates
    if case .open = meaning.domain(of: slot), candidates.isEmpty { values.append("something-else") }
    if values.isEmpty { values = ["4"] }
    event.facts[slot] = .known([random.pick(values)])
    return event
  }

  /// Whether what is possible afterwards was so before. What a rule that says nothing would say, had
  /// it to, is that it does not cover the event or is not in force.
  static func isWithin(_ narrow: Set<Verdict>?, _ wide: Set<Verdict>?) -> Bool {
    let silence: Set<Verdict> = [.notCovered, .noRuleInForce]
    guard let wide else { return narrow == nil }
    return narrow?.isSubset(of: wide) ?? !wide.isDisjoint(with: silence)
  }

  @Test(arguments: 1_000..<UInt64(1_030))
  func `what becomes known never makes more possible`(seed: UInt64) {
    var made = Self.make(seed)
    for (number, event) in made.events.enumerated() {
      let before = made.possible(event)
      if let known = Self.revealed(event, &made.random, made.library.meaning) {
        let after = made.possible(known)
        for (wide, narrow) in zip(before, after) {
          #expect(Self.isWithin(narrow, wide), "seed \(seed), event \(number)")
        }
      }
      // Nor does what becomes known of another event of the record.
      let other = (number + 1) % made.events.count
      if other != number,
        let known = Self.revealed(made.events[other], &made.random, made.library.meaning)
      {
        var others = made.events
        others[other] = known
        for (wide, narrow) in zip(before, made.possible(event, among: others)) {
          #expect(Self.isWithin(narrow, wide), "seed \(seed), event \(number), other \(other)")
        }
      }
    }
  }

  @Test func `what Kleene's values decide, every completion decides the same way`() {
    var decided = 0
    for seed in 2_000..<UInt64(2_015) {
      let made = Self.make(seed)
      for event in made.events {
        let world = made.decider().says(of: event).world
        let judge = Judge(meaning: made.library.meaning, truth: { world.truth(of: $0) })
        for rule in made.library.meaning.rules.indices {
          guard let ruling = judge.ruling(rule),
            let exact = try? Completions(of: rule, in: world, known: { _ in nil })
          else { continue }
          decided += 1
          #expect(exact.diagram.possible == [ruling.verdict], "seed \(seed), rule \(rule)")
        }
      }
    }
    #expect(decided > 100)
  }

  @Test(arguments: 3_000..<UInt64(3_012))
  func `each set that settles a verdict does, and no part of it does`(seed: UInt64) {
    let made = Self.make(seed)
    let meaning = made.library.meaning
    for event in made.events {
      let world = made.decider().says(of: event).world
      let truth = { (atom: Atom) in world.truth(of: atom) }
      for rule in meaning.rules.indices {
        guard Judge(meaning: meaning, truth: truth).ruling(rule) == nil,
          let completions = try? Completions(of: rule, in: world, known: truth),
          completions.parts.reduce(1, { $0 * $1.ways.count }) <= 3_000
        else { continue }
        let verdicts = Self.everyVerdict(completions, rule, meaning, truth)
        func left(_ set: [Settlement.Statement]) -> Set<Verdict> {
          Set(
            verdicts.filter { row in
              set.allSatisfy { $0.ways.contains(row.ways[$0.part]) }
            }.map(\.verdict))
        }
        #expect(left([]) == completions.diagram.possible, "seed \(seed), rule \(rule)")
        guard left([]).count > 1 else { continue }
        for (set, verdict) in Settlement(completions, in: world).sets {
          #expect(left(set) == [verdict], "seed \(seed), rule \(rule): \(set)")
          for number in set.indices {
            var part = set
            part.remove(at: number)
            #expect(left(part).count > 1, "seed \(seed), rule \(rule): \(part)")
          }
        }
      }
    }
  }

  /// The verdict of every way of the parts, one after another.
  private static func everyVerdict(
    _ completions: Completions<Verdict>, _ rule: Int, _ meaning: Meaning,
    _ known: @escaping (Atom) -> Bool?
  ) -> [(ways: [Int], verdict: Verdict)] {
    var all: [[Int]] = [[]]
    for part in completions.parts {
      all = all.flatMap { chosen in part.ways.indices.map { chosen + [$0] } }
    }
    return all.compactMap { chosen in
      var truths: [Atom: Bool] = [:]
      for (part, way) in zip(completions.parts, chosen) {
        for (atom, value) in zip(part.atoms, part.ways[way]) { truths[atom] = value }
      }
      return Judge(meaning: meaning, truth: { truths[$0] ?? known($0) }).ruling(rule)
        .map { (chosen, $0.verdict) }
    }
  }
}
