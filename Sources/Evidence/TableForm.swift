// SPDX-License-Identifier: Apache-2.0

/// How a table is written, as it was found before any row was taken over, each with its evidence.
public struct TableForm: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case delimited, workbook
    case jsonLines = "json-lines"
  }

  /// What was found, and by what it was told.
  public struct Found: Hashable, Sendable {
    public var value: String
    public var why: String

    public init(_ value: String, why: String) { (self.value, self.why) = (value, why) }
  }

  public var kind: Kind
  /// "gzip", "bzip2", "xz" or "zstd", outermost first.
  public var packing: [String] = []
  /// Nil for a workbook.
  public var encoding: Found?
  public var delimiter: Found?
  public var lineEnds: Found?
  /// What is unusual and was read all the same: zero bytes, bytes of another encoding.
  public var remarks: [String] = []

  public init(kind: Kind) { self.kind = kind }
}

/// In which order the numbers of a date such as 3/4/2019 stand, as a whole column tells.
public enum DateOrder: String, Hashable, Sendable, CaseIterable {
  case monthFirst = "month-first"
  case dayFirst = "day-first"
  /// No row has a number above 12 in either place.
  case ambiguous
  /// Some rows can only be the one and some only the other.
  case contradictory
}
