// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// The audit of a log as SQL, for an engine that holds more rows than one machine.
///
/// The engine finds each row's stratum and what its searches find, as certain and possible rows and
/// whether the record is complete; it returns how many rows each different vector has. What a vector
/// comes to is decided here, once. It goes in three steps, as each needs what the one before told:
/// the steps of time in which there are rows, their strata, their vectors.
package struct SQLAudit {
  /// The table of the log. `row` is a number of its own for each row, `kind` and `person` are those
  /// of `EventColumns`; `person` is NULL where the record does not say, and `from_s` and `to_s` are
  /// the first and the last second that the row may be of, the ends of time where it gives none.
  package static let events = SQLTable(
    "events",
    [
      "row": "BIGINT NOT NULL", "kind": "INT NOT NULL", "person": "BIGINT",
      "from_s": "BIGINT NOT NULL", "to_s": "BIGINT NOT NULL",
    ])

  let dialect: SQLDialect
  let decider: LogDecider
  let zone: TimeZone

  package init(_ decider: LogDecider, zone: TimeZone, dialect: SQLDialect) {
    (self.decider, self.zone, self.dialect) = (decider, zone, dialect)
  }

  /// A stratum that rows of the log are in, and what can be said of it.
  package struct StratumRows: Sendable, Hashable {
    package var kindClass: Int
    package var first: Int
    package var last: Int
    package var isInstant: Bool
    package var events: Int
    package var answer: LogDecider.Answer

    var stratum: Stratum {
      Stratum(kindClass: kindClass, first: first, last: last, isInstant: isInstant)
    }
  }

  /// Everything that is made, for removing it.
  var allTables: [SQLTable] { stepTables([]) + askTables([], steps: []) }

  // MARK: The first step

  /// Drops what an earlier audit left.
  package var cleaning: [String] {
    ["audit_vectors", "audit_rows", "audit_candidates", "audit_probes", "audit_stretched"].map {
      "DROP VIEW IF EXISTS \($0)"
    }
      + (["audit_judged", "audit_everyone", "audit_points", "audit_shared", "audit_wide"]
      + ["audit_counts", "audit_asked_vectors"] + allTables.map(\.name)
      + [wanted.name, alone.name])
      .map { "DROP TABLE IF EXISTS \($0)" }
  }

  /// Each step of time in which an end of a row lies.
  package var stepsQuery: String {
    """
    SELECT \(dialect.steps("from_s", "\(StepBounds.bits)")) AS step FROM events
    UNION
    SELECT \(dialect.steps("to_s", "\(StepBounds.bits)")) AS step FROM events
    """
  }

  // MARK: The second step

  /// The class of each kind, and in which stretch between the dates of policies an instant lies.
  func stepTables(_ steps: [Int64]) -> [SQLTable] {
    var kinds = SQLTable("audit_kinds", ["kind": "INT", "class": "INT"])
    for (kind, own) in decider.classOfKind.enumerated() { kinds.add([Int64(kind), Int64(own)]) }
    var stretches = SQLTable(
      "audit_stretches",
      ["step": "BIGINT", "from_s": "BIGINT", "to_s": "BIGINT", "stretch": "INT"])
    for step in steps {
      let (from, end) = (step << Int64(StepBounds.bits), (step + 1) << Int64(StepBounds.bits))
      let inside = decider.starts.filter { $0 > from && $0 < end }
      for (at, next) in zip([from] + inside, inside + [end]) {
        let stretch = decider.starts.count { $0 <= at }
        stretches.add([step, at, next - 1, Int64(stretch)])
      }
    }
    return [kinds, stretches]
  }

  /// The rows with their class and the stretches they may lie in.
  var stretched: String {
    let step = { dialect.steps($0, "\(StepBounds.bits)") }
    return """
      CREATE VIEW audit_stretched AS
      SELECT e.row, e.kind, e.person, e.from_s, e.to_s, k.class, f.stretch AS first_stretch,
        GREATEST(f.stretch, l.stretch) AS last_stretch,
        CAST(e.from_s = e.to_s AS INT) AS is_instant
      FROM events e
      JOIN audit_kinds k ON k.kind = e.kind
      JOIN audit_stretches f
        ON f.step = \(step("e.from_s")) AND e.from_s BETWEEN f.from_s AND f.to_s
      JOIN audit_stretches l
        ON l.step = \(step("e.to_s")) AND e.to_s BETWEEN l.from_s AND l.to_s
      """
  }

  package var strataQuery: String {
    """
    SELECT class, first_stretch, last_stretch, is_instant, COUNT(*) AS events
    FROM audit_stretched
    GROUP BY class, first_stretch, last_stretch, is_instant
    ORDER BY class, first_stretch, last_stretch, is_instant
    """
  }

  /// The strata that `strataQuery` found, with what can be said of each.
  package func strata(
    _ rows: [(kindClass: Int, first: Int, last: Int, isInstant: Bool, events: Int)]
  ) -> [StratumRows] {
    rows.sorted {
      ($0.kindClass, $0.first, $0.last, $0.isInstant ? 1 : 0)
        < ($1.kindClass, $1.first, $1.last, $1.isInstant ? 1 : 0)
    }.map {
      StratumRows(
        kindClass: $0.kindClass, first: $0.first, last: $0.last, isInstant: $0.isInstant,
        events: $0.events,
        answer: decider.answer(
          of: $0.kindClass, days: $0.first...$0.last, isInstant: $0.isInstant))
    }
  }

  // MARK: The third step

  /// Vectors whose rows are to be listed, or decided by themselves.
  var wanted: SQLTable { SQLTable("audit_wanted", ["stratum": "INT", "vector": "VARCHAR(4000)"]) }
  var alone: SQLTable { SQLTable("audit_alone", ["stratum": "INT", "vector": "VARCHAR(4000)"]) }
}
