// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// A ruling on who is who as the case keeps it.
package struct KeptRuling: Sendable, Hashable {
  /// Counted from 1.
  package var n: Int
  package var ruling: PersonRuling
  /// Seconds since 1970 UTC.
  package var time: Int64
}

extension CaseStore {
  /// The rulings in force, in the order in which they were made.
  package func rulings() throws -> [KeptRuling] {
    try pool.read { try Self.rulings(in: $0) }
  }

  private static func rulings(in db: Database) throws -> [KeptRuling] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT n, value, time FROM person_rulings r
         WHERE value IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM person_rulings u WHERE u.undoes = r.n)
         ORDER BY n
        """
    ).map {
      KeptRuling(
        n: $0["n"], ruling: try StoredJSON.value(PersonRuling.self, $0["value"]), time: $0["time"])
    }
  }

  /// - Returns: the ruling's number.
  package func record(_ ruling: PersonRuling, time: Int64) throws -> Int {
    try pool.write { db in
      let value = try StoredJSON.text(ruling)
      try db.execute(
        sql: "INSERT INTO person_rulings (value, reviewer, time, why) VALUES (?, ?, ?, ?)",
        arguments: [value, ruling.reviewer, time, ruling.why])
      let n = Int(db.lastInsertedRowID)
      try ActivityLog.append(
        Activity(
          time: time, who: ruling.reviewer, did: "rule-on-people", object: "ruling \(n)",
          detail: value), to: db)
      return n
    }
  }

  /// Takes back the last ruling in force.
  ///
  /// - Returns: what was taken back; nil where none is in force.
  package func undoRuling(reviewer: String, why: String, time: Int64) throws -> KeptRuling? {
    try pool.write { db in
      guard let last = try Self.rulings(in: db).last else { return nil }
      try db.execute(
        sql: "INSERT INTO person_rulings (undoes, reviewer, time, why) VALUES (?, ?, ?, ?)",
        arguments: [last.n, reviewer, time, why])
      try ActivityLog.append(
        Activity(
          time: time, who: reviewer, did: "rule-on-people",
          object: "ruling \(db.lastInsertedRowID)", detail: "undoes \(last.n): \(why)"), to: db)
      return last
    }
  }

  /// Whether rulings and activity log agree, in a sentence where they do not.
  static func rulingFaults(in db: Database) throws -> [String] {
    let logged = try Row.fetchAll(
      db,
      sql: """
        SELECT who, time, object, detail FROM activity WHERE did = 'rule-on-people' ORDER BY n
        """
    ).map { [$0["who"] as String, String($0["time"] as Int64), $0["object"], $0["detail"]] }
    let kept = try Row.fetchAll(db, sql: "SELECT * FROM person_rulings ORDER BY n").map {
      row -> [String] in
      let (n, why): (Int, String) = (row["n"], row["why"])
      let undone = (row["undoes"] as Int?).map { "undoes \($0): \(why)" }
      return [
        row["reviewer"], String(row["time"] as Int64), "ruling \(n)",
        undone ?? (row["value"] as String? ?? ""),
      ]
    }
    if logged == kept { return [] }
    return [
      "rulings on people: \(kept.count) stand in the table, \(logged.count) in the activity log, "
        + "and they are not the same"
    ]
  }
}
