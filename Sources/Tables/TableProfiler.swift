// SPDX-License-Identifier: Apache-2.0

import Evidence
import Workbook

/// Tells what stands in a file's tables in one pass, without keeping its rows.
package enum TableProfiler {
  /// What a file is, and its tables.
  package struct Result: Sendable {
    package var form: TableForm
    package var tables: [TableProfile]
  }

  /// - Parameter isWithheld: of a text, whether it marks a cell that was withheld.
  ///   - each: gets every row as it is read, with the table's index, its columns and the row.
  package static func profile(
    _ input: TextInput, kind: SourceKind? = nil, isWithheld: @escaping (String) -> Bool
  ) throws(TableError) -> Result {
    let source = try TableSource(input, kind: kind)
    var form = source.form
    var tables: [TableProfile] = []
    if case .workbook(let book) = source.content {
      for sheet in book.sheets {
        var collector = ProfileCollector(name: sheet.name, isWithheld: isWithheld)
        var shape = TableShape(WorkbookRows(sheet), exact: false)
        let found = try shape.read(into: &collector)
        tables += found == 0 ? [TableProfile(name: sheet.name)] : collector.finish()
        if sheet.isHidden { form.remarks.append("the sheet \(sheet.name) is hidden") }
      }
    } else {
      var collector = ProfileCollector(name: nil, isWithheld: isWithheld)
      try source.read(into: &collector)
      tables = collector.finish()
      form.remarks += source.remarks
    }
    return Result(form: form, tables: tables)
  }

  /// Reads the same file again, once its columns are known, a few thousand rows at a time.
  package static func rows(
    _ input: TextInput, kind: SourceKind? = nil, tables: [TableProfile],
    each: @escaping (Int, Sheet) -> Void
  ) throws(TableError) {
    let source = try TableSource(input, kind: kind)
    guard case .workbook(let book) = source.content else {
      var sink = BatchSink(tables: tables, each: each)
      try source.read(into: &sink)
      return sink.finish()
    }
    var first = 0
    for sheet in book.sheets {
      var sink = BatchSink(tables: Array(tables[first...]), each: { each(first + $0, $1) })
      var shape = TableShape(WorkbookRows(sheet), exact: false)
      first += max(1, try shape.read(into: &sink))
      sink.finish()
    }
  }
}

/// Hands rows on in batches, with the columns a profile found.
struct BatchSink: TableSink {
  private let tables: [TableProfile]
  private let each: (Int, Sheet) -> Void
  private var batch = Sheet(name: nil, columns: [], rows: [])
  private var table = -1
  private static let size = 8_192

  init(tables: [TableProfile], each: @escaping (Int, Sheet) -> Void) {
    (self.tables, self.each) = (tables, each)
  }

  mutating func begin(columns: [String], isNamed: [Bool], header: Int?, index: Int) {
    finish()
    table += 1
    if tables.indices ~= table {
      batch = Sheet(
        name: tables[table].name, columns: tables[table].columns.map(\.name), rows: [])
    }
  }

  mutating func row(_ number: Int, _ cells: [String?], heading: String?) {
    guard tables.indices ~= table else { return }
    let kept = tables[table].columns.map { column in
      column.place.map { $0 < cells.count ? cells[$0] : nil } ?? heading
    }
    batch.rows.append(Row(number: number, cells: kept))
    if batch.rows.count >= Self.size { finish() }
  }

  mutating func listed(_ row: ListedRow) {}
  mutating func failure(row: Int, detail: String) {}
  mutating func blank(_ count: Int) {}
  mutating func finishColumns(_ names: [String]) {}

  mutating func finish() {
    guard !batch.rows.isEmpty else { return }
    each(table, batch)
    batch.rows.removeAll(keepingCapacity: true)
  }
}

/// Counts what it is given and keeps none of it but samples.
struct ProfileCollector: TableSink {
  private var tables: [TableProfile] = []
  private var columns: [ColumnProfiler] = []
  private var names: [String] = []
  private var isNamed: [Bool] = []
  private var headings = ColumnProfiler()
  private var hasHeadings = false
  private let name: String?
  private let isWithheld: (String) -> Bool
  private static let kept = 20

  init(name: String?, isWithheld: @escaping (String) -> Bool) {
    (self.name, self.isWithheld) = (name, isWithheld)
  }

  mutating func begin(columns: [String], isNamed: [Bool], header: Int?, index: Int) {
    close()
    let name =
      index == 0 ? self.name : self.name.map { "\($0) (\(index + 1))" } ?? "table \(index + 1)"
    var table = TableProfile(name: name)
    table.header = header
    tables.append(table)
    (names, self.isNamed) = (columns, isNamed)
    self.columns = columns.map { _ in ColumnProfiler() }
    (headings, hasHeadings) = (ColumnProfiler(), false)
  }

  mutating func row(_ number: Int, _ cells: [String?], heading: String?) {
    let last = tables.count - 1
    while columns.count < cells.count { columns.append(ColumnProfiler()) }
    for index in columns.indices {
      columns[index].add(
        index < cells.count ? cells[index] : nil, row: number, isWithheld: isWithheld)
    }
    headings.add(heading, row: number, isWithheld: isWithheld)
    if heading != nil { hasHeadings = true }
    tables[last].rows += 1
  }

  mutating func listed(_ row: ListedRow) {
    let last = tables.count - 1
    tables[last].listed[row.kind, default: 0] += 1
    if tables[last].listedRows.count < Self.kept { tables[last].listedRows.append(row) }
  }

  mutating func failure(row: Int, detail: String) {
    if tables.isEmpty { tables.append(TableProfile(name: name)) }
    let last = tables.count - 1
    tables[last].failed += 1
    if tables[last].failures.count < Self.kept {
      tables[last].failures.append(
        Failure(sheet: tables[last].name, row: row, reason: .badRow, detail: detail))
    }
  }

  mutating func blank(_ count: Int) {
    if !tables.isEmpty { tables[tables.count - 1].blank += count }
  }

  mutating func finishColumns(_ names: [String]) {
    (self.names, isNamed) = (names, names.map { _ in true })
    while columns.count < names.count { columns.append(ColumnProfiler()) }
  }

  mutating func finish() -> [TableProfile] {
    close()
    return tables
  }

  private mutating func close() {
    guard let last = tables.indices.last else { return }
    let all = Header.names(
      columns.indices.map { $0 < names.count && isNamed[$0] ? names[$0] : nil },
      width: columns.count)
    for (index, column) in columns.enumerated() {
      var profile = column.profile(name: all[index], rowsInAll: tables[last].rows)
      profile.place = index
      let hasName = index < names.count && isNamed[index]
      if hasName || profile.blank < profile.rows { tables[last].columns.append(profile) }
    }
    guard hasHeadings else { return }
    var name = "heading"
    while tables[last].columns.contains(where: { $0.name.lowercased() == name }) {
      name += " above"
    }
    tables[last].columns.append(headings.profile(name: name, rowsInAll: tables[last].rows))
  }
}
