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
    let file = mapping.lastPathComponent
    let read: Mapping
    do {
      read = try Mapping(
        yaml: String(decoding: try Data(contentsOf: mapping), as: UTF8.self), file: file)
    } catch let error as MappingError {
      throw CaseworkError("\(error)")
    }
    let source = SourceID(hex: "")
    reading = try LogReading.read(
      url, mapping: read, source: source, zone: zone, place: place, workers: workers,
      isCancelled: isCancelled, progress: progress)
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
    var order: [Finding: Int] = [:]
    var lines: [Line] = []
    var byOutcome: [[Int]] = []
    for (outcome, rows) in zip(findings.outcomes, findings.counts) {
      var own: [Int] = []
      for finding in outcome.findings {
        let place = order[finding] ?? lines.count
        if place == lines.count {
          order[finding] = place
          lines.append(
            Line(finding: finding, rows: 0, events: reading.columns.count, first: []))
        }
        lines[place].rows += rows
        own.append(place)
      }
      byOutcome.append(own)
    }
    guard rowsEach > 0 else { return lines }
    // The lowest row numbers of each, in one pass.
    var lowest = [[UInt32]](repeating: [], count: lines.count)
    for (index, outcome) in findings.outcome.enumerated() {
      let row = reading.columns.row[index]
      for line in byOutcome[Int(outcome)] {
        if lowest[line].count == rowsEach, let last = lowest[line].last, row >= last { continue }
        let place = lowest[line].firstIndex { $0 > row } ?? lowest[line].count
        lowest[line].insert(row, at: place)
        if lowest[line].count > rowsEach { lowest[line].removeLast() }
      }
    }
    for index in lines.indices { lines[index].first = lowest[index].map(Int.init) }
    return lines
  }
}
