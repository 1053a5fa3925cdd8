// SPDX-License-Identifier: Apache-2.0

import Audit
import Evidence
import Foundation
import Policy

/// Logs held against policies row by row: how many of their rows come to what, and which.
package struct AuditLog: Sendable {
  package let logs: LogSet
  package let findings: LogFindings
  /// How long each step took, in seconds.
  package private(set) var seconds: [(step: String, took: Double)] = []
  package let zone: TimeZone

  /// Rows that one rule says the same of.
  package struct Line: Sendable {
    package var finding: Finding
    package var rows: Int
    /// Of all events of the logs.
    package var events: Int
    /// The first of them, by their numbers in the set of logs.
    package var first: [Int]
  }

  /// - Parameters:
  ///   - slots: those that are wanted of events besides those that the policies ask.
  ///   - labels: columns whose texts are kept row by row, in the logs that have them.
  package init(
    _ sources: [LogSource], policies: ReadPolicies, place: String?, zone: TimeZone,
    slots: Set<Slot> = [], labels: [String] = [], cache: LogCache? = nil, workers: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: Progress
  ) throws {
    let clock = ContinuousClock()
    let began = clock.now
    self.zone = zone
    logs = try LogSet(
      sources, zone: zone, place: place, slots: policies.library.askedSlots.union(slots),
      labels: labels, cache: cache, workers: workers,
      isCancelled: isCancelled, progress: progress)
    let isRead = clock.now
    let count = logs.columns.count
    findings = try LogAudit(
      logs.columns, zone: zone, workers: workers, isCancelled: isCancelled,
      progress: { progress("auditing", min($0, count), "rows", of: count) }
    ).run(policies.library, coverage: logs.coverage)
    seconds = [
      ("read", (isRead - began) / .seconds(1)), ("audit", (clock.now - isRead) / .seconds(1)),
    ]
  }

  /// What rules say, by rule and verdict, with how many rows; of those that hang on something, each
  /// thing by itself.
  package func lines(rowsEach: Int = 3) -> [Line] {
    var sums = FindingSums(events: logs.columns.count, rowsEach: rowsEach)
    let places = zip(findings.outcomes, findings.counts).map { sums.add($0.findings, rows: $1) }
    if rowsEach == 0 { return sums.lines }
    for (index, outcome) in findings.outcome.enumerated() {
      sums.note(Int(logs.columns.row[index]), at: places[Int(outcome)])
    }
    return sums.lines
  }

  /// Calls `body` with each row of which something is said that is wanted, in the order of the logs,
  /// and what that is.
  package func forEachRow(
    where isWanted: (Finding) -> Bool,
    _ body: (_ row: Int, _ event: Event, [Finding]) throws -> Void
  ) rethrows {
    let wanted = findings.outcomes.map { $0.findings.filter(isWanted) }
    let rows = findings.outcome.indices.filter { !wanted[Int(findings.outcome[$0])].isEmpty }
      .sorted { logs.columns.row[$0] < logs.columns.row[$1] }
    for index in rows {
      try body(
        Int(logs.columns.row[index]), logs.columns.event(index),
        wanted[Int(findings.outcome[index])])
    }
  }

  /// What undetermined rows hang on, by what is not known, with how many rows.
  package var unanswered: [(reason: String, rows: Int)] {
    var rows: [String: Int] = [:]
    for (outcome, count) in zip(findings.outcomes, findings.counts) {
      let reasons = outcome.findings.filter { $0.verdict == .undetermined }.flatMap { finding in
        finding.why.filter { $0.hasPrefix(Self.notKnown) }
      }
      for reason in Set(reasons) { rows[reason, default: 0] += count }
    }
    return rows.map { (String($0.key.dropFirst(Self.notKnown.count)), $0.value) }.sorted {
      ($1.rows, $0.reason) < ($0.rows, $1.reason)
    }
  }

  /// How a reason begins that says what is not known.
  private static let notKnown = "not known: "
}
