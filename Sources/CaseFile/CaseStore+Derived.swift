// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// What is worked out from everything that was read: replaced as a whole.
package struct Derivation: Sendable {
  /// By the ids of the messages.
  package var links: [LinkedMessage] = []
  package var people: [Person] = []
  package var replies: [Reply] = []
  package var events: [Event] = []
  package var coverage: [Coverage] = []
  package var failures: [SourceID: [Failure]] = [:]
  package var copies: [PageCopy] = []

  package init() {}
}

extension CaseStore {
  package func replace(_ derived: Derivation) throws {
    try pool.write { db in
      for table in ["findings", "events", "coverage", "people", "replies", "page_copies"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
      try db.execute(sql: "DELETE FROM failures WHERE stage = 'mapped'")
      for source in derived.failures.keys.sorted() {
        for failure in derived.failures[source] ?? [] {
          try Self.insert(failure, of: source, stage: "mapped", in: db)
        }
      }
      var links = try LinksWriter(db)
      for message in derived.links { try links.put(message) }
      for copy in derived.copies { try Self.insert(copy, in: db) }
      for person in derived.people {
        try db.execute(
          sql: """
            INSERT INTO people (id, name, organization, side, sent, received, value)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            person.id, person.name, person.organization, person.side.rawValue, person.sent,
            person.received, try StoredJSON.text(person),
          ])
      }
      for reply in derived.replies {
        try db.execute(
          sql: """
            INSERT OR REPLACE INTO replies (message, in_reply_to, minutes, certain, value)
            VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            reply.message, reply.inReplyTo, reply.minutes, reply.certain,
            try StoredJSON.text(reply),
          ])
      }
      try Self.insert(derived.events, in: db)
      for coverage in derived.coverage {
        try db.execute(
          sql: "INSERT INTO coverage (value) VALUES (?)",
          arguments: [try StoredJSON.text(coverage)])
      }
      try Self.setAudited(false, in: db)
    }
  }

  private static func insert(_ copy: PageCopy, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO page_copies
          (first_source, first_page, second_source, second_page, likeness, disclosures, value)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        copy.first.source.hex, copy.first.number, copy.second.source.hex, copy.second.number,
        copy.likeness, copy.disclosures.count, try StoredJSON.text(copy),
      ])
  }

  private static func insert(_ events: [Event], in db: Database) throws {
    let insert = try db.makeStatement(
      sql: """
        INSERT INTO events (id, action, made_status, place, from_time, to_time, value)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try StoredJSON.forEachText(of: events) { event, text in
      try insert.execute(arguments: [
        event.id, event.action, event.status.rawValue, event.place, event.time?.from,
        event.time?.to, text,
      ])
    }
  }

  package func replace(findings: [Finding]) throws {
    try pool.write { db in
      try db.execute(sql: "DELETE FROM findings")
      let insert = try db.makeStatement(
        sql: """
          INSERT INTO findings (event, instrument, rule, verdict, status, value)
          VALUES (?, ?, ?, ?, ?, ?)
          """)
      try StoredJSON.forEachText(of: findings) { finding, text in
        try insert.execute(arguments: [
          finding.event, finding.instrument, finding.rule, finding.verdict.rawValue,
          finding.status.rawValue, text,
        ])
      }
      try Self.setAudited(true, in: db)
    }
  }

  /// Whether the findings follow from the events and instruments as they are now.
  package func isAudited() throws -> Bool {
    try pool.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM settings WHERE key = 'audited'") == "yes"
    }
  }

  static func setAudited(_ audited: Bool, in db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO settings (key, value) VALUES ('audited', ?)",
      arguments: [audited ? "yes" : "no"])
  }

  /// Events as the program made them, before any decision.
  package func madeEvents() throws -> [Event] {
    try values("SELECT value FROM events ORDER BY id", Event.self)
  }

  package func person(_ id: String) throws -> Person? {
    try pool.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM people WHERE id = ?", arguments: [id])
        .map { try StoredJSON.value(Person.self, $0) }
    }
  }

  package func eventCount() throws -> Int {
    try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM events") ?? 0 }
  }

  /// How many events have each status, reviewers' decisions included.
  package func eventCounts() throws -> [Event.Status: Int] {
    try pool.read { db in
      var counts: [Event.Status: Int] = [:]
      for row in try Row.fetchAll(
        db, sql: "SELECT status, count(*) AS n FROM v_events GROUP BY status")
      {
        if let status = Event.Status(rawValue: row["status"]) { counts[status] = row["n"] }
      }
      return counts
    }
  }

  /// Sources of whose rows the program made events.
  package func mappedSources() throws -> Set<SourceID> {
    try pool.read { db in
      try Set(
        String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT json_extract(c.value, '$.source')
              FROM events e, json_each(e.value, '$.citations') c WHERE e.made_status = 'logged'
            """
        ).map { SourceID(hex: $0) })
    }
  }

  package func findingCount() throws -> Int {
    try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM findings") ?? 0 }
  }

  package func pageCopies() throws -> [PageCopy] {
    try values(
      """
      SELECT value FROM page_copies ORDER BY first_source, first_page, second_source, second_page
      """, PageCopy.self)
  }

  package func people() throws -> [Person] {
    try values(
      "SELECT value FROM people ORDER BY sent + received DESC, name, id", Person.self)
  }

  package func replies() throws -> [Reply] {
    try values("SELECT value FROM replies ORDER BY message, in_reply_to", Reply.self)
  }

  package func findings() throws -> [Finding] {
    try values("SELECT value FROM findings ORDER BY n", Finding.self)
  }

  package func coverage() throws -> [Coverage] {
    try values("SELECT value FROM coverage ORDER BY n", Coverage.self)
  }

  private func values<Value: Decodable & Sendable>(
    _ sql: String, _ type: Value.Type
  ) throws -> [Value] {
    try StoredJSON.values(type, pool.read { try String.fetchAll($0, sql: sql) })
  }
}
