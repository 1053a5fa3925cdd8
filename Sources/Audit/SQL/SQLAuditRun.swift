// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// The audit of a log that an engine holds, from the first query to the last verdict.
package struct SQLAuditRun {
  package let audit: SQLAudit
  package let strata: [SQLAudit.StratumRows]
  package let vectors: [SQLAudit.Vector]
  /// By vector.
  package let decided: [SQLAudit.Decided]
  private let engine: any SQLEngine

  /// - Parameters:
  ///   - engine: holds the table `events` of the log; the audit's tables are made beside it.
  ///   - progress: called with what is done next.
  package init(
    _ audit: SQLAudit, on engine: any SQLEngine, progress: (String) -> Void = { _ in }
  ) throws {
    (self.audit, self.engine) = (audit, engine)
    progress("finding strata")
    for statement in audit.cleaning { try engine.run(statement) }
    var steps: [Int64] = []
    try engine.rows(audit.stepsQuery) { steps.append(Int64(try SQLAudit.number($0, 0))) }
    steps.sort()
    try Self.fill(audit.stepTables(steps), audit.dialect, engine)
    try engine.run(audit.stretched)
    var found: [(kindClass: Int, first: Int, last: Int, isInstant: Bool, events: Int)] = []
    try engine.rows(audit.strataQuery) { row in
      found.append(
        (
          try SQLAudit.number(row, 0), try SQLAudit.number(row, 1), try SQLAudit.number(row, 2),
          try SQLAudit.number(row, 3) == 1, try SQLAudit.number(row, 4)
        ))
    }
    let strata = audit.strata(found)
    progress("counting what searches find")
    try Self.fill(audit.askTables(strata, steps: steps), audit.dialect, engine)
    for statement in audit.counting { try engine.run(statement) }
    var vectors: [SQLAudit.Vector] = []
    try engine.rows(audit.vectorsQuery) { vectors.append(try audit.vector($0, of: strata)) }
    vectors.sort { ($0.stratum, $0.text) < ($1.stratum, $1.text) }
    var rows = 0
    try engine.rows("SELECT COUNT(*) AS events FROM events") { rows = try SQLAudit.number($0, 0) }
    try SQLAudit.account(vectors, rows: rows)
    progress("deciding")
    decided = try audit.decide(vectors, of: strata)
    (self.strata, self.vectors) = (strata, vectors)
  }

  /// Calls `body` with the rows of vectors, lowest first.
  package func rows(
    of wanted: [SQLAudit.Vector], each body: (_ row: Int, _ vector: SQLAudit.Vector) throws -> Void
  ) throws {
    try fill(audit.wanted, wanted)
    var known: [Key: SQLAudit.Vector] = [:]
    for vector in wanted { known[Key(stratum: vector.stratum, text: vector.text)] = vector }
    try engine.rows(audit.rowsQuery) { row in
      let key = Key(stratum: try SQLAudit.number(row, 1), text: row[2] ?? "")
      if let vector = known[key] { try body(try SQLAudit.number(row, 0), vector) }
    }
  }

  private struct Key: Hashable {
    var stratum: Int
    var text: String
  }

  /// Decides the rows that no vector settles, each among what its searches can find.
  ///
  /// - Parameter people: names by their numbers, as in `EventColumns`.
  package func decideAlone(
    people: [String], each body: (_ row: Int, _ findings: [Finding]) throws -> Void
  ) throws {
    let own = zip(vectors, decided).filter { $0.1 == .alone }.map { $0.0 }
    if own.isEmpty { return }
    try fill(audit.alone, own)
    var rows = AloneRows(audit.decider, people: people)
    try engine.rows(audit.aloneQuery) { row in
      if let done = try rows.add(row) { try body(done.row, done.findings) }
    }
    if let done = try rows.last() { try body(done.row, done.findings) }
  }

  private func fill(_ table: SQLTable, _ vectors: [SQLAudit.Vector]) throws {
    try engine.run("DROP TABLE IF EXISTS \(table.name)")
    try Self.fill([SQLAudit.listing(vectors, in: table)], audit.dialect, engine)
  }

  private static func fill(
    _ tables: [SQLTable], _ dialect: SQLDialect, _ engine: any SQLEngine
  ) throws {
    for table in tables {
      try engine.run(table.definition)
      var pieces = table.pieces.makeIterator()
      try engine.load(table.name) { pieces.next() }
      for statement in dialect.loaded(table.name) { try engine.run(statement) }
    }
  }

}

extension SQLAudit {
  /// - Throws: where vectors do not account for each row of the log.
  package static func account(_ vectors: [Vector], rows: Int) throws(SQLAuditError) {
    let counted = vectors.reduce(0) { $0 + $1.events }
    if counted != rows {
      throw SQLAuditError(
        description: "the vectors are of \(counted) rows, and the log has \(rows): each row needs "
          + "a number of its own, a kind, and an end not before its start, and the tables must be "
          + "those made from this log")
    }
  }

  static func listing(_ vectors: [Vector], in table: SQLTable) -> SQLTable {
    var table = table
    table.lines = vectors.map { "\($0.stratum),\($0.text)" }
    return table
  }
}

extension SQLTable {
  /// Its lines, some thousands at a time.
  var pieces: some Sequence<[UInt8]> {
    stride(from: 0, to: lines.count, by: 4_096).lazy.map { start in
      var bytes: [UInt8] = []
      for line in lines[start..<Swift.min(start + 4_096, lines.count)] {
        bytes += Array(line.utf8)
        bytes.append(UInt8(ascii: "\n"))
      }
      return bytes
    }
  }
}
