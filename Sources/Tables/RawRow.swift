// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A row as it stands in the file, before it is told what it is.
struct RawRow {
  var number: Int
  var cells: [String?]
  /// How many blank rows stand right above it.
  var gap = 0
  /// Why it cannot be taken as a row: a quote that never closes.
  var fault: String?
  /// The file ends in it without a line end.
  var mayBeCut = false
  /// Columns that one cell of it covers, where that is more than one.
  var spans: [ClosedRange<Int>] = []
  /// How many cells it is written with; fewer than `cells` where they were filled up.
  var written: Int

  init(number: Int, cells: [String?]) {
    (self.number, self.cells, written) = (number, cells, cells.count)
  }

  var used: Int { cells.count { !Header.isBlank($0) } }

  var text: String {
    cells.compactMap { Header.isBlank($0) ? nil : $0.map(Header.trimmed) }.joined(separator: " | ")
  }
}

/// Gives the rows of a table that hold anything, from the top.
protocol RowSource {
  mutating func next() throws(TableError) -> RawRow?
  /// Blank rows after the last that was given.
  var blankAtEnd: Int { get }
}

/// Takes the rows of tables once it is told what each of them is.
package protocol TableSink {
  mutating func begin(columns: [String], isNamed: [Bool], header: Int?, index: Int)
  /// A row with as many cells as it has, perhaps more or fewer than there are columns.
  mutating func row(_ number: Int, _ cells: [String?], heading: String?)
  mutating func listed(_ row: ListedRow)
  mutating func failure(row: Int, detail: String)
  mutating func blank(_ count: Int)
  /// The columns of a table whose rows told them one by one.
  mutating func finishColumns(_ names: [String])
}
