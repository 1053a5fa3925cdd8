// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

@testable import Tables
@testable import Workbook

struct ReportTests {
  /// A sheet from rows of cells separated by "|"; an empty line is a blank row.
  private func read(
    _ text: String, merges: [Workbook.Merge] = []
  ) throws -> [Sheet] {
    var rows: [Workbook.Row] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? nil : String($0) }
      rows.append(Workbook.Row(number: index + 1, cells: cells))
    }
    var collector = SheetCollector(name: "S")
    let sheet = Workbook.Sheet(name: "S", isHidden: false, rows: rows, merges: merges)
    var shape = TableShape(WorkbookRows(sheet), exact: false)
    _ = try shape.read(into: &collector)
    return collector.finish()
  }

  private func kinds(_ sheet: Sheet) -> [Int: ListedRow.Kind] {
    Dictionary(uniqueKeysWithValues: sheet.listed.map { ($0.number, $0.kind) })
  }

  @Test func `titles, page headers, subtotals and totals are listed and no rows`() throws {
    let sheet = try #require(
      try read(
        """
        Marlow County Jail
        Releases by officer

        When|Who|Officer|Hours
        2019-01-02|1001|Reyes|3
        2019-01-03|1002|Reyes|5
        Subtotal|||8
        Marlow County Jail
        When|Who|Officer|Hours
        2019-01-04|1003|Lund|2
        2019-01-05|1004|Total Care Inc|4
        Total for Lund|||6

        Grand total|||14
        """
      ).first)
    #expect(sheet.columns == ["When", "Who", "Officer", "Hours"])
    #expect(sheet.rows.map(\.number) == [5, 6, 10, 11])
    #expect(
      kinds(sheet) == [
        1: .title, 2: .title, 4: .header, 7: .subtotal, 8: .title, 9: .header, 12: .subtotal,
        14: .total,
      ])
    #expect(sheet.blank == 2)
  }

  @Test func `group headings are carried down to their rows`() throws {
    let sheet = try #require(
      try read(
        """
        When|Who|Officer|Hours
        January:
        2019-01-02|1001|Reyes|3
        2019-01-03|1002|Reyes|5
        Subtotal|||8

        February
        2019-02-02|1003|Lund|3
        """
      ).first)
    #expect(sheet.columns == ["When", "Who", "Officer", "Hours", "heading"])
    #expect(sheet.rows.map { $0.cells.last } == ["January:", "January:", "February"])
    #expect(kinds(sheet)[7] == .heading)
  }

  @Test func `a merged cell is the value of each row it covers`() throws {
    let sheet = try #require(
      try read(
        """
        Facility||When|Who
        North||2019-01-02|1001
        ||2019-01-03|1002
        South||2019-01-04|1003
        """, merges: [Workbook.Merge(rows: 2...3, columns: 0...0)]
      ).first)
    #expect(sheet.columns == ["Facility", "When", "Who"])
    #expect(sheet.rows.map { $0.cells[0] } == ["North", "North", "South"])
  }

  @Test func `a header on two lines is one`() throws {
    let sheets = try read(
      """
      |Arrest||Release|
      Name|Date|Time|Date|Time
      A|2019-01-02|10:00|2019-01-03|9:00
      B|2019-01-04|11:00|2019-01-05|9:30
      C|2019-01-06|11:30|2019-01-07|9:45
      """,
      merges: [
        Workbook.Merge(rows: 1...1, columns: 1...2), Workbook.Merge(rows: 1...1, columns: 3...4),
      ])
    #expect(
      sheets[0].columns == ["Name", "Arrest Date", "Arrest Time", "Release Date", "Release Time"])
    #expect(sheets[0].rows.count == 3)
    let stacked = try read(
      """
      Booking|Release|
      Number|Date|Name
      17|2019-01-02|A
      18|2019-01-03|B
      19|2019-01-04|C
      """)
    #expect(stacked[0].columns == ["Booking Number", "Release Date", "Name"])
  }

  @Test func `several tables on one sheet are several`() throws {
    let sheets = try read(
      """
      When|Who
      2019-01-02|1001
      2019-01-03|1002

      Calls
      Date|Number|Minutes
      2019-01-02|555-0100|3
      2019-01-03|555-0101|4
      """)
    #expect(sheets.map(\.name) == ["S", "S (2)"])
    #expect(sheets.map(\.columns) == [["When", "Who"], ["Date", "Number", "Minutes"]])
    #expect(sheets.map { $0.rows.map(\.number) } == [[2, 3], [7, 8]])
  }

  @Test func `a table without a header loses no row`() throws {
    let sheet = try #require(
      try read(
        """
        2019-01-02|1001|Reyes
        2019-01-03|1002|Reyes
        2019-01-04|1003|Lund
        """
      ).first)
    #expect(sheet.columns == ["column 1", "column 2", "column 3"])
    #expect(sheet.rows.count == 3)
  }

  @Test func `every row of any grid is a row, a failure or listed`() throws {
    var dice = SplitMix(seed: 5)
    let pieces = [
      "", "", "Total", "12", "2019-01-02", "Name", "When", "Subtotal", "Page 2 of 3", "word", "x:",
    ]
    for _ in 0..<600 {
      let lines = (0..<(1 + dice.below(14))).map { _ in
        (0..<(1 + dice.below(5))).map { _ in pieces[dice.below(pieces.count)] }
          .joined(separator: "|")
      }
      let sheets = try read(lines.joined(separator: "\n"))
      let found = sheets.flatMap { sheet in
        sheet.rows.map(\.number) + sheet.listed.map(\.number) + sheet.failures.compactMap(\.row)
      }.sorted()
      let filled = lines.indices.filter { lines[$0].contains { $0 != "|" } }.map { $0 + 1 }
      #expect(found == filled, "\(lines)")
    }
  }
}
