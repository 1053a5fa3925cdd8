// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Rows by what a rule says of them.
struct FindingSums {
  private(set) var lines: [AuditLog.Line] = []
  private var places: [Finding: Int] = [:]
  /// By line, the row that one must be below to be named.
  private var bars: [Int] = []
  private let events: Int
  private let rowsEach: Int

  /// - Parameters:
  ///   - events: how many there are in all.
  ///   - rowsEach: so many rows, the lowest, are named for each line.
  init(events: Int, rowsEach: Int) { (self.events, self.rowsEach) = (events, rowsEach) }

  /// Counts rows of which the same findings are made.
  ///
  /// - Returns: their places among `lines`.
  mutating func add(_ findings: [Finding], rows: Int) -> [Int] {
    findings.map { finding in
      let place = places[finding] ?? lines.count
      if place == lines.count {
        places[finding] = place
        lines.append(AuditLog.Line(finding: finding, rows: 0, events: events, first: []))
        bars.append(rowsEach > 0 ? .max : .min)
      }
      lines[place].rows += rows
      return place
    }
  }

  /// Names a row that some lines count, unless they name enough lower ones.
  mutating func note(_ row: Int, at places: [Int]) {
    for line in places where row < bars[line] {
      var named = lines[line].first
      named.insert(row, at: named.firstIndex { $0 > row } ?? named.count)
      if named.count > rowsEach { named.removeLast() }
      if named.count == rowsEach { bars[line] = named[rowsEach - 1] }
      lines[line].first = named
    }
  }
}
