// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// What is worked out from everything that was read: replaced as a whole.
package struct Derivation: Sendable {
  package var messages: [Message] = []
  package var people: [Person] = []
  package var replies: [Reply] = []
  package var events: [Event] = []
  package var coverage: [Coverage] = []
  package var failures: [SourceID: [Failure]] = [:]

  package init() {}
}

extension CaseStore {
  package func replace(_ derived: Derivation) throws {
    try pool.write { db in
      for table in ["findings", "events", "coverage", "messages", "people", "replies"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
      try db.execute(sql: "DELETE FROM failures WHERE stage = 'mapped'")
      for source in derived.failures.keys.sorted() {
        for failure in derived.failures[source] ?? [] {
          try Self.insert(failure, of: source, stage: "mapped", in: db)
        }
      }
      for message in derived.messages { try Self.insert(message, in: db) }
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
      for event in derived.events { try Self.insert(event, in: db) }
      for coverage in derived.coverage {
        try db.execute(
          sql: "INSERT INTO coverage (value) VALUES (?)",
          arguments: [try StoredJSON.text(coverage)])
      }
      try Self.setAudited(false, in: db)
      try db.execute(sql: "INSERT INTO pages_search (pages_search) VALUES ('rebuild')")
      try db.execute(sql: "INSERT INTO messages_search (messages_search) VALUES ('rebuild')")
    }
  }

  private static func insert(_ message: Message, in db: Database) throws {
    let sender: String? = message.from.value?.label
    try db.execute(
      sql: """
        INSERT INTO messages
          (id, source, origin, sender, sent, subject, thread, reply_to, released, body, value)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        message.id, message.source.hex, message.origin.rawValue, sender, message.sent.value?.iso,
        message.subject.value, message.thread, message.replyTo, message.released,
        message.newText, try StoredJSON.text(message),
      ])
  }

  private static func insert(_ event: Event, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO events (id, action, made_status, place, from_time, to_time, value)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        event.id, event.action, event.status.rawValue, event.place, event.time?.from,
        event.time?.to, try StoredJSON.text(event),
      ])
  }

  package func replace(findings: [Finding]) throws {
    try pool.write { db in
      try db.execute(sql: "DELETE FROM findings")
      for finding in findings {
        try db.execute(
          sql: """
            INSERT INTO findings (event, instrument, rule, verdict, status, value)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            finding.event, finding.instrument, finding.rule, finding.verdict.rawValue,
            finding.status.rawValue, try StoredJSON.text(finding),
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

  /// In order of time, then of place in the record; messages of unknown time last.
  package func messages() throws -> [Message] {
    try values(
      "SELECT value FROM messages ORDER BY sent IS NULL, sent, source, id", Message.self)
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

  private func values<Value: Decodable>(_ sql: String, _ type: Value.Type) throws -> [Value] {
    try pool.read { db in
      try String.fetchAll(db, sql: sql).map { try StoredJSON.value(type, $0) }
    }
  }
}
