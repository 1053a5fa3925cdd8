// SPDX-License-Identifier: Apache-2.0

import Crypto
import Evidence
import Foundation
import GRDB

extension CaseStore {
  /// Everything in the store that differs from what was written, in sentences; empty when whole.
  ///
  /// Recomputes the hash of each original, the digest of what was read from each, the chain of the
  /// activity log, SQLite's own checks, and whether log and decisions agree.
  ///
  /// - Parameter pending: files that may be unread.
  package func faults(
    pending: Set<SourceID> = [], progress: (String) -> Void
  ) throws -> [String] {
    var faults: [String] = []
    let originals = Originals(in: folder)
    for stored in try sources() {
      progress(stored.source.name)
      let file = originals.url(of: stored.source.id)
      let label = "\(stored.source.name) (\(stored.source.id.short))"
      guard FileManager.default.fileExists(atPath: file.path) else {
        faults.append("\(label): its original is missing from originals/")
        continue
      }
      let found = try Originals.identify(file)
      if found.id != stored.source.id {
        faults.append("\(label): its original was changed; it now hashes to \(found.id.short)…")
      }
      guard stored.isRead else {
        if pending.contains(stored.source.id) { continue }
        faults.append("\(label): was not read to the end; `brightline add` completes it")
        continue
      }
      let digest = try pool.read { try Self.digest(of: stored.source.id, in: $0) }
      if digest != stored.digest {
        faults.append("\(label): what was read from it was changed in case.sqlite")
      }
    }
    try pool.read { db in
      faults += try ActivityLog.faults(in: db)
      for row in try Row.fetchAll(db, sql: "PRAGMA integrity_check") {
        let line: String = row[0]
        if line != "ok" { faults.append("case.sqlite: \(line)") }
      }
      for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
        faults.append("case.sqlite: a row of \(row[0] as String) refers to nothing")
      }
      faults += try Self.decisionFaults(in: db)
      faults += try Self.rulingFaults(in: db)
    }
    return faults
  }

  private static func decisionFaults(in db: Database) throws -> [String] {
    func key(_ who: String, _ object: String, _ detail: String) -> String {
      [who, object, detail].joined(separator: "\u{1F}")
    }
    let logged = try Row.fetchAll(
      db, sql: "SELECT who, object, detail FROM activity WHERE did = 'decide' ORDER BY n"
    ).map { key($0["who"], $0["object"], $0["detail"]) }
    let kept = try Row.fetchAll(db, sql: "SELECT * FROM decisions ORDER BY n").map {
      let decision = try Decision($0)
      return key(decision.reviewer, decision.event, try decision.detail())
    }
    if logged == kept { return [] }
    return [
      "decisions: \(kept.count) stand in the table, \(logged.count) in the activity log, "
        + "and they are not the same"
    ]
  }

  /// SHA-256 over everything the case knows of its files, whatever the order or time of adding:
  /// two cases of the same files have the same one.
  package func contentDigest() throws -> String {
    try pool.read { db in
      var hasher = SHA256()
      for sql in [
        "SELECT id, kind, bytes, state, page_count, digest FROM sources ORDER BY id",
        "SELECT source, name, parent FROM source_names ORDER BY source, name",
        """
        SELECT source, page, sheet, row, reason, detail, stage FROM failures
        ORDER BY source, stage, page, sheet, row, reason, detail
        """,
        """
        SELECT m.packed, l.thread, l.reply_to, l.released, l.packed
          FROM messages m JOIN message_links l ON l.message = m.n ORDER BY m.id
        """,
        "SELECT value FROM people ORDER BY id",
        "SELECT value FROM replies ORDER BY message, in_reply_to",
        "SELECT value FROM events ORDER BY id",
        "SELECT value FROM coverage ORDER BY value",
        """
        SELECT value FROM page_copies ORDER BY first_source, first_page, second_source, second_page
        """,
      ] {
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
          for (_, value) in row {
            let data = Data.fromDatabaseValue(value) ?? Data(value.description.utf8)
            hasher.update(data: Data("\(data.count):".utf8))
            hasher.update(data: data)
          }
        }
        hasher.update(data: Data("|".utf8))
      }
      return hasher.finalize().hex
    }
  }
}
