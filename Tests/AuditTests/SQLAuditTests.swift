// SPDX-License-Identifier: Apache-2.0

import Audit
import Evidence
import Foundation
import Policy
import PostgreSQL
import TestPostgreSQL
import TestSupport
import Testing

/// A server as the engine of an audit.
struct PostgreSQLEngine: SQLEngine {
  let connection: PostgreSQLConnection

  func run(_ sql: String) throws { try connection.run(sql) }

  func rows(_ sql: String, each body: ([String?]) throws -> Void) throws {
    try connection.rows(sql, each: body)
  }

  func load(_ table: String, _ next: () throws -> [UInt8]?) throws {
    try connection.copy(into: table, next)
  }
}

/// What a server makes of a log comes to what the program makes of it, and to what each event does by
/// itself.
struct SQLAuditTests {
  private struct Run {
    var seed: UInt64
    var zone: String
    var regular: Bool
    /// About when the log begins; some have the day in them on which clocks are changed.
    var start: Int64
    var rows: Int
    /// Each event is decided by itself, too.
    var alone = false
  }

  private static let march: Int64 = 1_550_620_800  // 2019-02-20

  private static let runs =
    [
      Run(seed: 2, zone: "America/Chicago", regular: false, start: march, rows: 120, alone: true),
      Run(seed: 5, zone: "America/Chicago", regular: true, start: march, rows: 120, alone: true),
      Run(seed: 4, zone: "UTC", regular: true, start: RandomLog.start, rows: 120),
    ]
    + (11...24).map {
      Run(
        seed: $0, zone: ["Europe/Berlin", "Asia/Kolkata", "UTC"][Int($0 % 3)],
        regular: $0 % 3 != 0, start: march, rows: 60)
    }

  @Test func `a server comes to what the program and each event alone come to`() throws {
    let library = try RandomLog.library()
    try TestServer.run { server in
      let engine = PostgreSQLEngine(connection: try PostgreSQLConnection(server.url))
      for run in Self.runs {
        var random = SplitMix(seed: run.seed)
        let log = RandomLog(&random, rows: run.rows, regular: run.regular, start: run.start)
        try compare(run, log, library, on: engine)
      }
      let edges = Run(
        seed: 0, zone: "UTC", regular: true, start: Self.march, rows: 0, alone: true)
      try compare(edges, RandomLog(atEdgesFrom: Self.march), library, on: engine)
    }
  }

  private func compare(
    _ run: Run, _ log: RandomLog, _ library: PolicyLibrary, on engine: PostgreSQLEngine
  ) throws {
    let zone = try #require(TimeZone(identifier: run.zone))
    let here = try LogAudit(log.columns, zone: zone, workers: 2)
      .run(library, coverage: log.coverage)
    let decider = LogDecider(
      library, kinds: log.columns.kinds, coverage: log.coverage, zone: zone)
    let audit = SQLAudit(decider, zone: zone, dialect: .postgresql)
    try engine.run("DROP TABLE IF EXISTS events CASCADE")
    try engine.run(SQLAudit.events.definition)
    let rows = SQLRows(log.columns)
    #expect(rows.goByFile)
    var pieces = rows.lines(piece: 50).makeIterator()
    try engine.load("events") { pieces.next() }

    let there = try SQLAuditRun(audit, on: engine)
    #expect(
      there.strata == audit.strata(rows.strata(decider)), "the strata are those of the columns")
    var found: [Int: [Finding]] = [:]
    for (vector, decided) in zip(there.vectors, there.decided) {
      var listed: [Int] = []
      try there.rows(of: [vector]) { row, _ in listed.append(row) }
      #expect(listed.count == vector.events)
      #expect(listed.first == vector.lowestRow)
      if case .outcome(let outcome) = decided {
        for row in listed { found[row] = outcome.findings }
      }
    }
    var alone = 0
    try there.decideAlone(people: log.columns.people) { row, findings in
      alone += 1
      #expect(found.updateValue(findings, forKey: row) == nil)
    }
    #expect(alone == here.alone)
    #expect(there.vectors.contains { $0.text != "-" })
    let index = run.alone ? EventIndex(log.events) : nil
    for (row, event) in log.events.enumerated() {
      let own = Said.all(found[rows.number(row)] ?? [])
      #expect(
        own == Said.all(here.outcomes[Int(here.outcome[row])].findings),
        "seed \(run.seed), row \(event.id)")
      guard let index else { continue }
      let alone = library.decide(event, among: index, coverage: log.coverage, zone: zone)
      #expect(own == Said.all(alone), "seed \(run.seed), row \(event.id) alone")
    }
  }
}
