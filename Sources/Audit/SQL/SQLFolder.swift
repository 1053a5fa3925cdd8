// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// An audit as files, to be run where the log is: statements, tables to load, and what they are for.
///
/// The log was read here, so the steps of time and the strata are known, and one script does all.
package struct SQLFolder {
  let audit: SQLAudit
  package let rows: SQLRows
  let people: [String]
  package let strata: [SQLAudit.StratumRows]
  let events: Int

  package init(_ audit: SQLAudit, _ columns: EventColumns) {
    self.audit = audit
    rows = SQLRows(columns)
    people = columns.people
    strata = audit.strata(rows.strata(audit.decider))
    events = columns.count
  }

  /// Writes `schema.sql`, a file for each table, `query.sql`, `rows.sql`, `alone.sql` and
  /// `manifest.json`.
  ///
  /// Each statement ends with a semicolon at the end of a line. The last one of each script but the
  /// schema returns rows.
  package func write(to folder: URL, progress: (String) -> Void = { _ in }) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let steps = rows.steps
    let tables = audit.stepTables(steps) + audit.askTables(strata, steps: steps)
    let lists = [audit.wanted, audit.alone]
    progress("writing tables")
    try script(
      audit.cleaning + ["DROP TABLE IF EXISTS events"]
        + ([SQLAudit.events] + tables + lists).map(\.definition),
      to: folder.appending(path: "schema.sql"))
    for table in tables + lists { try write(table.pieces, table, to: folder) }
    try write(rows.lines(), SQLAudit.events, to: folder)
    try script(
      ([SQLAudit.events] + tables).flatMap { audit.dialect.loaded($0.name) } + [audit.stretched]
        + audit.counting + [audit.vectorsQuery],
      to: folder.appending(path: "query.sql"))
    try script([audit.rowsQuery], to: folder.appending(path: "rows.sql"))
    try script([audit.aloneQuery], to: folder.appending(path: "alone.sql"))
    try manifest([SQLAudit.events] + tables + lists)
      .write(to: folder.appending(path: "manifest.json"))
  }

  private func script(_ statements: [String], to file: URL) throws {
    try Data(statements.map { $0 + ";\n" }.joined(separator: "\n").utf8).write(to: file)
  }

  func write(
    _ pieces: some Sequence<[UInt8]>, _ table: SQLTable, to folder: URL
  ) throws {
    let file = folder.appending(path: table.name + ".csv")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    for piece in pieces { try handle.write(contentsOf: piece) }
  }

  private struct Manifest: Encodable {
    struct Table: Encodable {
      var name: String
      var file: String
      var columns: [[String]]
    }
    var dialect: String
    var events: Int
    var rows: String
    var strata: Int
    var load: [Table]
    var schema = "schema.sql"
    var query = "query.sql"
    var rowsQuery = "rows.sql"
    var aloneQuery = "alone.sql"
    var vectors = [
      "stratum", "class", "first_stretch", "last_stretch", "is_instant", "vector", "events",
      "lowest_row",
    ]
  }

  private func manifest(_ tables: [SQLTable]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(
      Manifest(
        dialect: audit.dialect.rawValue, events: events, rows: rows.goByFile ? "file" : "place",
        strata: strata.count,
        load: tables.map { table in
          Manifest.Table(
            name: table.name, file: table.name + ".csv",
            columns: table.columns.map { [$0.name, $0.type] })
        }))
  }
}
