// SPDX-License-Identifier: Apache-2.0

/// What stands in a table, told in one pass over it.
public struct TableProfile: Hashable, Sendable {
  /// As `Sheet.name`.
  public var name: String?
  /// The row of the header as the file numbers it; nil where there is none.
  public var header: Int?
  public var rows = 0
  public var blank = 0
  /// How many rows are listed, by their kind.
  public var listed: [ListedRow.Kind: Int] = [:]
  /// The first of them.
  public var listedRows: [ListedRow] = []
  public var failed = 0
  /// The first of them.
  public var failures: [Failure] = []
  public var columns: [ColumnProfile] = []

  public init(name: String?) { self.name = name }
}

/// One column of a table.
public struct ColumnProfile: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case blank, time, number
    /// Another value in nearly every row.
    case key
    /// Names of accounts: tokens, addresses or numbers that recur.
    case account
    case person, agency
    /// Few values that recur.
    case category
    case text
  }

  public struct Common: Hashable, Sendable {
    public var value: String
    public var count: Int

    public init(_ value: String, _ count: Int) { (self.value, self.count) = (value, count) }
  }

  /// How the times of a column are written.
  public struct Times: Hashable, Sendable {
    /// The commonest way, as `formats` of a mapping would have it, with how many rows have it.
    public var formats: [Common]
    /// Nil where no date is written with the month as a number beside the day.
    public var order: DateOrder?
    /// The first rows that can only be the one order, and how many there are.
    public var monthFirstRows: [Int] = []
    public var dayFirstRows: [Int] = []
    public var monthFirstCount = 0
    public var dayFirstCount = 0
    /// How many rows could be either.
    public var eitherCount = 0
    /// How many say what their offset from UTC is.
    public var withOffset = 0
    public var withClock = 0
    public var withDate = 0

    public init(formats: [Common]) { self.formats = formats }
  }

  /// How the numbers of a column are written.
  public struct Numbers: Hashable, Sendable {
    public enum Mark: String, Sendable { case none, point, comma, ambiguous }
    /// The mark between units and decimals.
    public var decimals: Mark
    /// A row that decided it.
    public var row: Int?
    public var lowest: Double
    public var highest: Double

    public init(decimals: Mark, row: Int?, lowest: Double, highest: Double) {
      (self.decimals, self.row, self.lowest, self.highest) = (decimals, row, lowest, highest)
    }
  }

  public var name: String
  /// Where it stands among the cells of a row as read, from 0; nil for the headings of groups.
  public var place: Int?
  public var kind: Kind
  public var rows: Int
  public var blank: Int
  public var withheld: Int
  /// How many different values there are, as they stand; an estimate where `isEstimate`.
  public var distinct: Int
  public var isEstimate: Bool
  /// The commonest values, most rows first.
  public var common: [Common]
  /// Of texts and of times, as they stand.
  public var least: String?
  public var greatest: String?
  public var times: Times?
  public var numbers: Numbers?
  /// How many cells hold a list of names separated by commas, and by what.
  public var lists = 0

  public init(
    name: String, kind: Kind, rows: Int, blank: Int, withheld: Int, distinct: Int,
    isEstimate: Bool, common: [Common]
  ) {
    (self.name, self.kind, self.rows, self.blank) = (name, kind, rows, blank)
    (self.withheld, self.distinct, self.isEstimate) = (withheld, distinct, isEstimate)
    self.common = common
  }
}
