// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

extension OpenCase {
  /// All events with what reviewers decided, in order of time.
  package func events() throws -> [Event] { try store.events() }

  /// Records what a named reviewer decided of one event.
  ///
  /// - Parameter changes: facts as the reviewer corrected them; the others stay as they are.
  package func decide(
    _ event: String, _ kind: Decision.Kind, reviewer: String,
    changes: [Slot: Fact<[String]>] = [:], note: String? = nil
  ) throws {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let name = reviewer.trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else {
      throw CaseworkError("a decision needs its reviewer's name; give it with --reviewer")
    }
    var facts: [Slot: Fact<[String]>]?
    if !changes.isEmpty {
      guard let current = try store.event(event) else {
        throw CaseworkError("there is no event \(event); `brightline events` lists their ids")
      }
      facts = current.facts.merging(changes) { $1 }
    }
    try store.record(
      Decision(
        event: event, kind: kind, reviewer: name, time: OpenCase.now(), facts: facts, note: note))
  }

  /// Marks names, addresses or numbers as a private person's; publications blank them.
  ///
  /// - Returns: those that were not marked before.
  package func markPrivate(_ texts: [String], reviewer: String) throws -> [String] {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    return try texts.filter { text in
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard trimmed.count >= 3 else {
        throw CaseworkError("“\(text)” is too short to mark: it would blank parts of other words")
      }
      return try store.markPrivate(trimmed, reviewer: reviewer, time: OpenCase.now())
    }
  }
}
