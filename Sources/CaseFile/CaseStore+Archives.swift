// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

extension CaseStore {
  /// Messages of a source that is not closed yet: those of a large archive are not all held in
  /// memory. An interrupted run leaves some, which the next one replaces.
  package func save(_ messages: [ReadMessage], of source: SourceID) throws {
    try pool.write { db in try Self.insert(messages, of: source, in: db) }
  }

  static func insert(
    _ messages: [ReadMessage], of source: SourceID, in db: Database
  ) throws {
    let writer = try MessageWriter(db)
    for message in messages { try writer.insert(message, of: source) }
  }

  /// What became of everything in each file that holds many things.
  package func archiveAccounts() throws -> [SourceID: ArchiveAccount] {
    try pool.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT source, value FROM archive_accounts")
      return try Dictionary(
        rows.map { row in
          let text: String = row["value"]
          return (
            SourceID(hex: row["source"]),
            try StoredJSON.value(ArchiveAccount.self, text)
          )
        }, uniquingKeysWith: { a, _ in a })
    }
  }
}
