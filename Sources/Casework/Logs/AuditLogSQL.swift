// SPDX-License-Identifier: Apache-2.0

import Audit
import Events
import Evidence
import Foundation
import Policy
import Tables

/// The audit of a log written as SQL for another engine, and what that engine returns decided.
package struct AuditLogSQL {
  package let logs: LogSet
  private let folder: SQLFolder

  /// What the vectors that an engine returned come to.
  package struct Findings: Sendable {
    /// Of each the lowest row of all is given.
    package var lines: [AuditLog.Line]
    /// So many rows are still to be decided by themselves.
    package var open: Int
  }

  /// Names of the engines it can be written for.
  package static var dialects: [String] { SQLDialect.allCases.map(\.rawValue) }

  /// - Parameter dialect: one of `dialects`; for deciding it does not matter.
  package init(
    _ sources: [LogSource], policies: ReadPolicies, place: String?, zone: TimeZone,
    cache: LogCache? = nil, workers: Int, dialect: String = SQLDialect.postgresql.rawValue,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: Progress
  ) throws {
    guard let dialect = SQLDialect(rawValue: dialect) else {
      throw CaseworkError(
        "there is no engine '\(dialect)'; write \(Self.dialects.joined(separator: " or "))")
    }
    logs = try LogSet(
      sources, zone: zone, place: place, cache: cache, workers: workers,
      isCancelled: isCancelled, progress: progress)
    let decider = LogDecider(
      policies.library, kinds: logs.columns.kinds, coverage: logs.coverage, zone: zone)
    folder = SQLFolder(SQLAudit(decider, zone: zone, dialect: dialect), logs.columns)
  }

  /// Writes the statements, the tables and what they are for.
  package func write(to url: URL) throws { try folder.write(to: url) }

  /// Decides what the engine returned.
  ///
  /// - Parameters:
  ///   - vectors: what `query.sql` returned, as comma-separated lines.
  ///   - alone: what `alone.sql` returned; nil where it was not run yet.
  ///   - wanted: the verdict whose rows are wanted.
  ///   - lists: a folder that gets the tables that `rows.sql` and `alone.sql` read.
  package func decide(
    vectors: URL, alone: URL? = nil, wanted: Verdict? = nil, lists: URL? = nil
  ) throws -> Findings {
    do {
      let decided = try folder.decide(vectors: try Self.text(vectors))
      var found = FindingSums(events: logs.columns.count, rowsEach: 1)
      var open = 0
      for (vector, verdict) in decided {
        switch verdict {
        case .outcome(let outcome):
          let places = found.add(outcome.findings, rows: vector.events)
          found.note(folder.rows.file(vector.lowestRow), at: places)
        case .alone: open += vector.events
        }
      }
      if let alone {
        for (row, findings) in try folder.decide(alone: try Self.text(alone), rows: open) {
          found.note(folder.rows.file(row), at: found.add(findings, rows: 1))
        }
        open = 0
      }
      if let lists {
        try folder.write(
          decided,
          wanted: { vector in
            guard case .outcome(let outcome) = vector.decided else { return false }
            return wanted == nil || outcome.findings.contains { $0.verdict == wanted }
          }, to: lists)
      }
      return Findings(lines: found.lines, open: open)
    } catch let error as SQLAuditError {
      throw CaseworkError(error.description)
    }
  }

  private static func text(_ url: URL) throws -> String {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }
}
