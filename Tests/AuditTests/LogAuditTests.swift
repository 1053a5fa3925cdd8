// SPDX-License-Identifier: Apache-2.0

import Audit
import Evidence
import Foundation
import TestSupport
import Testing

@testable import Policy

/// A log as columns comes to what its events come to one by one.
struct LogAuditTests {
  @Test(arguments: [
    (seed: 1, zone: "UTC"), (2, "America/Chicago"), (3, "Asia/Kolkata"), (4, "UTC"),
    (5, "America/Chicago"), (6, "UTC"),
  ])
  func `each row of a random log comes to what its event alone does`(
    _ run: (seed: Int, zone: String)
  ) throws {
    let zone = try #require(TimeZone(identifier: run.zone))
    var random = SplitMix(seed: UInt64(run.seed))
    let log = RandomLog(&random, rows: 90, regular: run.seed > 3)
    let library = try RandomLog.library()
    let audit = LogAudit(log.columns, zone: zone, workers: 2, piece: 37)
    let found = try audit.run(library, coverage: log.coverage)
    let index = EventIndex(log.events)
    var verdicts: Set<Verdict> = []
    for (row, event) in log.events.enumerated() {
      let alone = library.decide(event, among: index, coverage: log.coverage, zone: zone)
      let own = found.outcomes[Int(found.outcome[row])].findings
      #expect(Said.all(own) == Said.all(alone), "row \(event.id)")
      verdicts.formUnion(alone.map(\.verdict))
    }
    #expect(verdicts.isSuperset(of: [.undetermined, .notCovered]))
    #expect(found.counts.reduce(0, +) == log.events.count)
    #expect(found.alone < log.events.count)
  }

  @Test(arguments: 1...16) func `each row comes to what all completions of the record come to`(
    seed: Int
  ) throws {
    let utc = try #require(TimeZone(identifier: "UTC"))
    var random = SplitMix(seed: UInt64(seed))
    let library = try RandomLog.library()
    var (compared, open) = (0, 0)
    for _ in 0..<6 {
      let log = RandomLog(&random, rows: 4, regular: random.chance(0.5))
      let found = try LogAudit(log.columns, zone: utc, workers: 2, piece: 2)
        .run(library, coverage: log.coverage)
      var reference = ReferenceInterpreter(
        meaning: library.meaning, events: log.events, coverage: log.coverage, zone: utc)
      reference.most = 4_000
      for (row, event) in log.events.enumerated() {
        let own = found.outcomes[Int(found.outcome[row])].findings
        for (number, rule) in library.meaning.rules.enumerated() {
          guard let all = try? reference.verdicts(of: number, on: event) else { continue }
          compared += 1
          let instrument = library.meaning.instruments[rule.instrument].id
          let said = own.first { $0.instrument == instrument && $0.rule == rule.label }
          guard let said else {
            #expect(all.isSubset(of: [.notCovered, .noRuleInForce]), "\(rule.id) \(event)")
            continue
          }
          if all.count == 1 {
            #expect(said.verdict == all.first, "\(rule.id) \(event)")
          } else {
            #expect(said.verdict == .undetermined, "\(rule.id) \(event)")
            open += 1
          }
        }
      }
    }
    #expect(compared > 60 && open > 3, "\(compared) compared, \(open) open")
  }

  @Test func `a row that may be about anybody among thousands is told by what bounds say`() throws {
    let policy = """
      ```policy
      instrument CITY for Fairview in force 2019-01-01 cite "City 1"
      rule 1: jail must not detain person
        unless shown: there was presentation before detain
      ```
      """
    let utc = try #require(TimeZone(identifier: "UTC"))
    func event(_ number: Int, _ action: String, _ person: String?) -> Event {
      var facts: [Slot: Fact<[String]>] = [
        .action: .known([action]), .actor: .known(["jail-corrections"]),
      ]
      if let person { facts["person"] = .known([person]) }
      let time = 1_560_000_000 + Int64(number)
      return Event(
        id: "\(number)", facts: facts, time: TimeSpan(from: time, to: time + 1), place: "Fairview",
        status: .logged, origin: "log", citations: [])
    }
    let count = 5_000
    var events = (0..<count).map { event($0, "presentation", "p\($0)") }
    events.append(event(count, "detention-hold", nil))
    events.append(event(count + 1, "detention-hold", "p7"))
    events.append(event(count + 2, "detention-hold", "other"))
    let columns = try #require(EventColumns(events, rows: Array(0..<events.count)))
    let library = PolicyLibrary([PolicyFile.parse(policy, file: "city.policy.md").file])
    let source = SourceID(hex: String(repeating: "c", count: 64))
    let coverage = Coverage(
      source: source, actions: ["presentation"], span: TimeSpan(from: 0, to: 1_600_000_000))
    let found = try LogAudit(columns, zone: utc).run(library, coverage: [coverage])
    var verdicts: [UInt32: Verdict?] = [:]
    for (index, row) in columns.row.enumerated() where row >= UInt32(count) {
      verdicts[row] = found.outcomes[Int(found.outcome[index])].findings.first?.verdict
    }
    #expect(verdicts == [5_000: .undetermined, 5_001: .permitted, 5_002: .violated])
    #expect(found.bounded == 1)
  }
}
