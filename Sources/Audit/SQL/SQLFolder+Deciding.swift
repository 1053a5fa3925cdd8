// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// What an engine returned from the files, decided.
extension SQLFolder {
  package typealias DecidedVector = (vector: SQLAudit.Vector, decided: SQLAudit.Decided)

  /// Decides each vector that `query.sql` returned.
  ///
  /// - Parameter text: comma-separated lines, with or without a heading.
  /// - Throws: `SQLAuditError` where a line is no vector of this audit, or rows are missing.
  package func decide(vectors text: String) throws(SQLAuditError) -> [DecidedVector] {
    var vectors: [SQLAudit.Vector] = []
    try Self.lines(text, heading: "stratum") { values throws(SQLAuditError) in
      vectors.append(try audit.vector(values, of: strata))
    }
    try SQLAudit.account(vectors, rows: events)
    vectors.sort { ($0.stratum, $0.text) < ($1.stratum, $1.text) }
    let twice = zip(vectors, vectors.dropFirst()).first {
      ($0.stratum, $0.text) == ($1.stratum, $1.text)
    }
    if let (first, _) = twice {
      throw SQLAuditError(
        description: "vector '\(first.text)' of stratum \(first.stratum) is there twice; give what "
          + "one run of the query returned")
    }
    return Array(zip(vectors, try audit.decide(vectors, of: strata)))
  }

  /// Decides each row that `alone.sql` returned among those returned with it.
  ///
  /// - Parameter rows: how many the vectors left to be decided by themselves.
  package func decide(
    alone text: String, rows: Int
  ) throws(SQLAuditError) -> [(row: Int, findings: [Finding])] {
    var alone = AloneRows(audit.decider, people: people)
    var found: [(row: Int, findings: [Finding])] = []
    try Self.lines(text, heading: "judged") { values throws(SQLAuditError) in
      if let done = try alone.add(values) { found.append(done) }
    }
    if let done = try alone.last() { found.append(done) }
    guard Set(found.map(\.row)).count == rows, found.count == rows else {
      throw SQLAuditError(
        description:
          "\(found.count) rows were returned to be decided by themselves, and the "
          + "vectors have \(rows) of them; load \(audit.alone.name).csv and run alone.sql, in its order"
      )
    }
    return found
  }

  /// Writes the vectors whose rows are wanted and those whose rows are decided by themselves, for
  /// `rows.sql` and `alone.sql`.
  package func write(
    _ decided: [DecidedVector], wanted: (DecidedVector) -> Bool, to folder: URL
  ) throws {
    let lists = [
      (audit.wanted, decided.filter(wanted)),
      (audit.alone, decided.filter { $0.decided == .alone }),
    ]
    for (table, own) in lists {
      try write(SQLAudit.listing(own.map(\.vector), in: table).pieces, table, to: folder)
    }
  }

  private static func lines(
    _ text: String, heading: String, _ body: ([String?]) throws(SQLAuditError) -> Void
  ) throws(SQLAuditError) {
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      if number == 0, line.hasPrefix(heading) { continue }
      let values = line.split(separator: ",", omittingEmptySubsequences: false).map { value in
        String(value.filter { $0 != "\"" })
      }
      do throws(SQLAuditError) {
        try body(values)
      } catch {
        throw SQLAuditError(description: "line \(number + 1): \(error.description)")
      }
    }
  }
}
