// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// What a case tells of one of its messages, and where its people work.
package struct LinkedMessage: Sendable, Hashable {
  /// Its row.
  package var key: Int64
  package var links: MessageLinks
  /// One a line, each once.
  package var organizations: String

  /// - Parameters:
  ///   - parties: those of the message, in the order of `links.people`.
  ///   - employers: where people work, by `Person.id`; of others counts what the message says.
  package init(
    key: Int64, links: MessageLinks, parties: [Fact<Party>], employers: [String: String]
  ) {
    (self.key, self.links) = (key, links)
    var seen: Set<String> = []
    organizations = zip(parties, links.people).compactMap { party, person in
      guard let party = party.value else { return nil }
      return person.flatMap { employers[$0] } ?? party.organization
    }.filter { seen.insert($0).inserted }.joined(separator: "\n")
  }
}

/// Brings what the case tells of its messages to what it is now: rows that did not change are left
/// alone.
struct LinksWriter {
  private let db: Database
  private let row: Statement
  /// Messages are many, and the sets of places where their people work are few.
  private var places: [String: Int64]

  init(_ db: Database) throws {
    self.db = db
    row = try db.cachedStatement(
      sql: """
        INSERT INTO message_links (message, thread, reply_to, released, organizations, packed)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (message) DO UPDATE SET
          (thread, reply_to, released, organizations, packed) =
          (excluded.thread, excluded.reply_to, excluded.released, excluded.organizations,
           excluded.packed)
        WHERE thread IS NOT excluded.thread OR reply_to IS NOT excluded.reply_to
           OR released <> excluded.released OR organizations IS NOT excluded.organizations
           OR packed <> excluded.packed
        """)
    places = Dictionary(
      uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT n, names FROM workplaces").map {
        ($0["names"] as String, $0["n"] as Int64)
      })
  }

  mutating func put(_ message: LinkedMessage) throws {
    let links = message.links
    try row.execute(arguments: [
      message.key, links.thread, links.replyTo, links.released,
      try place(message.organizations), Data(links.packed),
    ])
  }

  private mutating func place(_ names: String) throws -> Int64? {
    if names.isEmpty { return nil }
    if let known = places[names] { return known }
    try db.cachedStatement(sql: "INSERT INTO workplaces (names) VALUES (?)")
      .execute(arguments: [names])
    let n = db.lastInsertedRowID
    try db.cachedStatement(sql: "INSERT INTO workplaces_search (rowid, names) VALUES (?, ?)")
      .execute(arguments: [n, names])
    places[names] = n
    return n
  }
}
