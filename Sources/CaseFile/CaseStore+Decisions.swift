// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// What a named reviewer decided of one event.
package struct Decision: Sendable, Hashable {
  package enum Kind: String, Sendable { case confirmed, rejected, reopened }

  package var event: String
  package var kind: Kind
  package var reviewer: String
  /// Seconds since 1970 UTC.
  package var time: Int64
  /// The facts as the reviewer corrected them; nil where they stand as suggested.
  package var facts: [Slot: Fact<[String]>]?
  package var note: String?

  package init(
    event: String, kind: Kind, reviewer: String, time: Int64,
    facts: [Slot: Fact<[String]>]? = nil, note: String? = nil
  ) {
    (self.event, self.kind, self.reviewer, self.time) = (event, kind, reviewer, time)
    (self.facts, self.note) = (facts, note)
  }

  init(_ row: GRDB.Row) throws {
    self.init(
      event: row["event"], kind: Kind(rawValue: row["decision"]) ?? .reopened,
      reviewer: row["reviewer"], time: row["time"],
      facts: try (row["facts"] as String?).map {
        try StoredJSON.value([Slot: Fact<[String]>].self, $0)
      }, note: row["note"])
  }

  /// What the activity log says of it, so that the log alone can rebuild every decision.
  func detail() throws -> String {
    var parts = [kind.rawValue]
    if let facts { parts.append(try StoredJSON.text(facts)) }
    if let note { parts.append("note: " + note) }
    return parts.joined(separator: " ")
  }
}

extension CaseStore {
  package func record(_ decision: Decision) throws {
    try pool.write { db in
      guard
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM events WHERE id = ?)",
          arguments: [decision.event]) == true
      else {
        throw CaseFileError(
          "there is no event \(decision.event); `brightline events` lists their ids")
      }
      try db.execute(
        sql: """
          INSERT INTO decisions (event, decision, reviewer, time, facts, note)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          decision.event, decision.kind.rawValue, decision.reviewer, decision.time,
          try decision.facts.map { try StoredJSON.text($0) }, decision.note,
        ])
      try Self.setAudited(false, in: db)
      try ActivityLog.append(
        Activity(
          time: decision.time, who: decision.reviewer, did: "decide", object: decision.event,
          detail: try decision.detail()), to: db)
    }
  }

  /// All events with what reviewers decided of them, in order of time, then id.
  package func events() throws -> [Event] {
    let (decided, texts) = try pool.read { db in
      (
        try latestDecisions(in: db),
        try String.fetchAll(
          db, sql: "SELECT value FROM events ORDER BY from_time IS NULL, from_time, id")
      )
    }
    return try StoredJSON.values(Event.self, texts).map { $0.as(decided[$0.id]) }
  }

  /// One event with what reviewers decided of it.
  package func event(_ id: String) throws -> Event? {
    try pool.read { db in
      let text = try String.fetchOne(
        db, sql: "SELECT value FROM events WHERE id = ?", arguments: [id])
      guard let text else { return nil }
      return try StoredJSON.value(Event.self, text).as(latestDecisions(in: db)[id])
    }
  }

  private func latestDecisions(in db: Database) throws -> [String: Decision] {
    var latest: [String: Decision] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT * FROM decisions ORDER BY n") {
      let decision = try Decision(row)
      latest[decision.event] = decision
    }
    return latest
  }

  /// Marks a name, address or number as a private person's; false where it was marked already.
  package func markPrivate(_ text: String, reviewer: String, time: Int64) throws -> Bool {
    try pool.write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO private_marks (text, reviewer, time) VALUES (?, ?, ?)",
        arguments: [text, reviewer, time])
      guard db.changesCount > 0 else { return false }
      try ActivityLog.append(
        Activity(time: time, who: reviewer, did: "mark-private", object: text), to: db)
      return true
    }
  }

  package func privateMarks() throws -> [String] {
    try pool.read { try String.fetchAll($0, sql: "SELECT text FROM private_marks ORDER BY text") }
  }
}

extension Event {
  /// The same as a reviewer left it.
  fileprivate func `as`(_ decision: Decision?) -> Event {
    guard let decision else { return self }
    var event = self
    switch decision.kind {
    case .confirmed: event.status = .confirmed
    case .rejected: event.status = .rejected
    case .reopened: return event
    }
    event.reviewer = decision.reviewer
    if let facts = decision.facts { event.facts = facts }
    return event
  }
}
