// SPDX-License-Identifier: Apache-2.0

import Crypto
import Evidence
import Foundation
import GRDB

/// One thing somebody did to a case.
package struct Activity: Sendable, Hashable {
  /// Counted from 1.
  package var n: Int
  /// Seconds since 1970 UTC.
  package var time: Int64
  package var who: String
  package var did: String
  package var object: String
  package var detail: String
  /// SHA-256 over this entry and the hash before it, in hexadecimal.
  package var hash: String
  package var previous: String

  package init(time: Int64, who: String, did: String, object: String, detail: String = "") {
    (self.n, self.time, self.who, self.did) = (0, time, who, did)
    (self.object, self.detail, self.hash, self.previous) = (object, detail, "", "")
  }

  init(_ row: GRDB.Row) {
    (n, time, who, did) = (row["n"], row["time"], row["who"], row["did"])
    (object, detail, hash, previous) = (row["object"], row["detail"], row["hash"], row["previous"])
  }

  /// Every field with its length before it, so that no two entries read the same.
  var expectedHash: String {
    var hasher = SHA256()
    for field in [previous, String(n), String(time), who, did, object, detail] {
      hasher.update(data: Data("\(field.utf8.count):\(field);".utf8))
    }
    return hasher.finalize().hex
  }

  package func object(in zone: TimeZone) -> JSONObject {
    var out = JSONObject()
    out["n"] = .int(n)
    out["time"] = .string(Moment(seconds: time, in: zone).iso)
    out["who"] = .string(who)
    out["did"] = .string(did)
    out["object"] = .string(object)
    if !detail.isEmpty { out["detail"] = .string(detail) }
    out["hash"] = .string(hash)
    out["previous"] = .string(previous)
    return out
  }
}

/// The append-only log: each entry carries the hash of the one before.
enum ActivityLog {
  static let start = String(repeating: "0", count: 64)

  static func append(_ activity: Activity, to db: Database) throws {
    var entry = activity
    let last = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT n, hash FROM activity ORDER BY n DESC LIMIT 1"))
    entry.n = (last?["n"] ?? 0) + 1
    entry.previous = last?["hash"] ?? start
    entry.hash = entry.expectedHash
    try db.cachedStatement(
      sql: """
        INSERT INTO activity (n, time, who, did, object, detail, hash, previous)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      entry.n, entry.time, entry.who, entry.did, entry.object, entry.detail, entry.hash,
      entry.previous,
    ])
  }

  /// What does not fit in the chain, in sentences; empty when it is whole.
  static func faults(in db: Database) throws -> [String] {
    var faults: [String] = []
    var (number, hash) = (0, start)
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM activity ORDER BY n")
    while let row = try rows.next() {
      let entry = Activity(row)
      if entry.n != number + 1 {
        faults.append("activity log: entry \(number + 1) is missing before entry \(entry.n)")
      } else if entry.previous != hash {
        faults.append("activity log: entry \(entry.n) does not carry the hash of entry \(number)")
      }
      if entry.hash != entry.expectedHash {
        faults.append("activity log: entry \(entry.n) was changed after it was written")
      }
      (number, hash) = (entry.n, entry.hash)
    }
    return faults
  }
}

extension CaseStore {
  package func log(_ activity: Activity) throws {
    try pool.write { try ActivityLog.append(activity, to: $0) }
  }

  package func activities() throws -> [Activity] {
    try pool.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM activity ORDER BY n").map(Activity.init)
    }
  }
}

extension Sequence<UInt8> {
  /// Lower-case hexadecimal.
  package var hex: String {
    reduce(into: "") { out, byte in
      out += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
