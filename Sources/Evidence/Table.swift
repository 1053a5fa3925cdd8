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

/// A row that is no row of the table: a title, a repeated header, a subtotal.
public struct ListedRow: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Above a header, or repeated on each page: the report's name, its date, a page number.
    case title
    case header
    /// Says what the rows below it belong to.
    case heading
    case subtotal, total
    /// One cell of text that nothing below belongs to: a footnote, a remark.
    case note
  }

  public var number: Int
  public var kind: Kind
  /// The cells that are not blank, joined by " | ".
  public var text: String

  public init(number: Int, kind: Kind, text: String) {
    (self.number, self.kind, self.text) = (number, kind, text)
  }
}

/// One table: of a sheet, or of a text file.
public struct Sheet: Hashable, Sendable, Codable {
  /// The sheet's own; " (2)", " (3)" for the tables below the first on it. Nil for the first table
  /// of a text file.
  public var name: String?
  /// The header, made unique by " (2)", " (3)" where a name repeats.
  public var columns: [String]
  public var rows: [Row]
  /// Rows that could not be read as the header has it; not among `rows`.
  public var failures: [Failure]
  /// Rows that are none of the table's; not among `rows` nor `failures`.
  public var listed: [ListedRow]
  /// How many rows, from the first of the table to its last, hold nothing.
  public var blank: Int

  public init(
    name: String?, columns: [String], rows: [Row], failures: [Failure] = [],
    listed: [ListedRow] = [], blank: Int = 0
  ) {
    (self.name, self.columns, self.rows, self.failures) = (name, columns, rows, failures)
    (self.listed, self.blank) = (listed, blank)
  }
}
