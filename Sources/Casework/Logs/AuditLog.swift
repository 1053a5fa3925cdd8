// SPDX-License-Identifier: Apache-2.0

import Audit
import Events
import Evidence
import Foundation
import Policy
import Tables

/// A log held against policies without a case: how many of its rows come to what, and which.
package struct AuditLog: Sendable {
  package let reading: LogReading
  package let findings: LogFindings
  /// How long each step took, in seconds.
  package private(set) var seconds: [(step: String, took: Double)] = []

  /// Rows that one rule says the same of.
  package struct Line: Sendable {
    package var finding: Finding
    package var rows: Int
    /// Of all events of the log.
    package var events: Int
    /// The first of them, by their numbers in the file.
    package var first: [Int]
  }

  package init(
    _ url: URL, mapping: URL, policies: ReadPolicies, place: String?, zone: TimeZone,
    workers: Int, isCancelled: @escaping @Sendable () -> Bool = { false }, progress: Progress
  ) throws {
    let clock = ContinuousClock()
    let began = clock.now
    reading = try LogReading.read(
      url, mapping: Mapping(at: mapping), source: SourceID(hex: ""), zone: zone, place: place,
      workers: workers, isCancelled: isCancelled, progress: progress)
    let isRead = clock.now
    let count = reading.columns.count
    findings = try LogAudit(
      reading.columns, zone: zone, workers: workers, isCancelled: isCancelled,
      progress: { progress("auditing", min($0, count), "rows", of: count) }
    ).run(policies.library, coverage: reading.coverage)
    seconds = [
      ("read", (isRead - began) / .seconds(1)), ("audit", (clock.now - isRead) / .seconds(1)),
    ]
  }

  /// What rules say, by rule and verdict, with how many rows; of those that hang on something, each
  /// thing by itself.
  package func lines(rowsEach: Int = 3) -> [Line] {
    var sums = FindingSums(events: reading.columns.count, rowsEach: rowsEach)
    let places = zip(findings.outcomes, findings.counts).map { sums.add($0.findings, rows: $1) }
    if rowsEach == 0 { return sums.lines }
    for (index, outcome) in findings.outcome.enumerated() {
      sums.note(Int(reading.columns.row[index]), at: places[Int(outcome)])
    }
    return sums.lines
  }
}
