// SPDX-License-Identifier: Apache-2.0

import Audit
import Evidence
import Foundation
import Policy
import TestSupport
import Testing

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
}
