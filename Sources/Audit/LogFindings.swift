// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// What the rows of a log come to.
package struct LogFindings: Sendable {
  /// The different outcomes, in the order of the first row of each. Their findings name no event and
  /// cite nothing.
  package private(set) var outcomes: [LogDecider.Outcome] = []
  /// By outcome, how many rows come to it.
  package private(set) var counts: [Int] = []
  /// By row of the columns, its outcome.
  package private(set) var outcome: [UInt32]
  /// So many rows were decided each by itself.
  package private(set) var alone = 0
  /// So many of these by the bounds of what their searches find: they may be about anybody among too
  /// many others. More may be left open of them than need be, never less.
  package private(set) var bounded = 0

  init(rows: Int) { outcome = [UInt32](repeating: 0, count: rows) }

  /// - Parameter settled: what the numbers in `row` come to, by its place in `all`.
  mutating func fill(
    _ row: [UInt32], with settled: [UInt32: Int], of all: [LogDecider.Outcome]
  ) {
    let most = Int(row.max() ?? 0)
    var numbers = [UInt32](repeating: .max, count: all.count)
    var table = [Int32](repeating: -1, count: most + 1)
    for (number, outcome) in settled where Int(number) <= most {
      table[Int(number)] = Int32(outcome)
    }
    for index in row.indices {
      let place = table[Int(row[index])]
      guard place >= 0 else { continue }
      if numbers[Int(place)] == .max {
        numbers[Int(place)] = UInt32(outcomes.count)
        outcomes.append(all[Int(place)])
        counts.append(0)
      }
      let number = numbers[Int(place)]
      outcome[index] = number
      counts[Int(number)] += 1
    }
  }

  /// Rows that were decided by themselves.
  mutating func add(_ rows: [AloneRow]) {
    alone += rows.count
    bounded += rows.count { $0.isBounded }
    var numbers: [LogDecider.Outcome: Int] = [:]
    for (number, outcome) in outcomes.enumerated() { numbers[outcome] = number }
    for one in rows {
      let made = LogDecider.Outcome(findings: one.findings)
      let number = numbers[made] ?? outcomes.count
      if number == outcomes.count {
        numbers[made] = number
        outcomes.append(made)
        counts.append(0)
      }
      outcome[one.row] = UInt32(number)
      counts[number] += 1
    }
  }
}
