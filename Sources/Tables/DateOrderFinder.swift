// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Tells from the dates of a whole column whether the month or the day comes first. Cells are
/// streamed through it; a number above 12 decides.
package struct DateOrderFinder: Sendable {
  package private(set) var monthFirst = 0
  package private(set) var dayFirst = 0
  package private(set) var either = 0
  /// The first rows that decide.
  package private(set) var monthFirstRows: [Int] = []
  package private(set) var dayFirstRows: [Int] = []
  private static let rowsKept = 3

  package init() {}

  package mutating func add(_ cell: some RandomAccessCollection<UInt8>, row: Int) {
    if let shape = TimeShape(cell) { add(shape, row: row) }
  }

  mutating func add(_ shape: TimeShape, row: Int) {
    guard shape.day == .slashed else { return }
    if shape.first > 12 {
      dayFirst += 1
      if dayFirstRows.count < Self.rowsKept { dayFirstRows.append(row) }
    } else if shape.second > 12 {
      monthFirst += 1
      if monthFirstRows.count < Self.rowsKept { monthFirstRows.append(row) }
    } else if shape.first != shape.second {
      either += 1
    }
  }

  /// Nil where no date has both as numbers.
  package var order: DateOrder? {
    switch (monthFirst > 0, dayFirst > 0) {
    case (true, true): .contradictory
    case (true, false): .monthFirst
    case (false, true): .dayFirst
    case (false, false): either > 0 ? .ambiguous : nil
    }
  }
}
