// SPDX-License-Identifier: Apache-2.0

/// One row of a table as the file has it.
public struct Row: Hashable, Sendable, Codable {
  /// As numbered in the file: in a CSV file the record, in a workbook the sheet's own row number;
  /// the header is usually 1.
  public var number: Int
  /// One cell a column; nil for an empty cell. Dates of workbooks are ISO 8601 text.
  public var cells: [String?]

  public init(number: Int, cells: [String?]) { (self.number, self.cells) = (number, cells) }
}

/// One sheet of a workbook, or the one table of a CSV file.
public struct Sheet: Hashable, Sendable, Codable {
  /// Nil for a CSV file.
  public var name: String?
  /// The header, made unique by " (2)", " (3)" where a name repeats.
  public var columns: [String]
  public var rows: [Row]
  /// Rows that could not be read as the header has it; not among `rows`.
  public var failures: [Failure]

  public init(name: String?, columns: [String], rows: [Row], failures: [Failure] = []) {
    (self.name, self.columns, self.rows, self.failures) = (name, columns, rows, failures)
  }
}
