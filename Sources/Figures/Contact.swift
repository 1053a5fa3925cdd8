// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One end of a contact: a person, an organization, or people of whom only the side is known.
package struct ContactEnd: Hashable, Sendable {
  /// `Person.id`, the name of an organization, or nil where it is not known.
  package var id: String?
  /// What to show.
  package var name: String?
  package var side: Person.Side

  package init(id: String?, name: String?, side: Person.Side) {
    (self.id, self.name, self.side) = (id, name, side)
  }
}

/// What went one way between two people or organizations, in all or in one month.
package struct Contact: Sendable {
  package var from: ContactEnd
  package var to: ContactEnd
  /// "2018-03"; nil where not counted by months, or where the messages do not say.
  package var month: String?
  /// Messages that were released themselves, and those known only from quotes; copies count once.
  package var released = 0
  package var quoted = 0
  /// ISO 8601 of the first and the last, as finely as the messages have it.
  package var first: String?
  package var last: String?
  /// All of them, in order of time; undated ones last.
  package var messages: [MessageID] = []
  /// Of the first ones.
  package var citations: [Citation] = []

  package static let cited = 20

  package var object: JSONObject {
    var out = JSONObject()
    out["from"] = .orNull(from.id)
    out["from_name"] = .orNull(from.name)
    out["from_side"] = .string(from.side.rawValue)
    out["to"] = .orNull(to.id)
    out["to_name"] = .orNull(to.name)
    out["to_side"] = .string(to.side.rawValue)
    out["month"] = .orNull(month)
    out["messages"] = .int(released + quoted)
    out["released"] = .int(released)
    out["quoted"] = .int(quoted)
    out["first"] = .orNull(first)
    out["last"] = .orNull(last)
    out["message_ids"] = .strings(messages)
    out["citations"] = .array(citations.map { .object($0.object) })
    return out
  }
}

/// A message that brings somebody of another side into a thread.
package struct Introduction: Sendable {
  package enum Kind: String, Sendable {
    /// It begins the thread, as far as the record has it.
    case opens
    /// The thread went on without that person before.
    case adds
  }

  package var kind: Kind
  package var message: MessageID
  package var thread: String
  package var by: Person
  package var person: Person
  package var sent: String?
  package var citation: Citation

  package var object: JSONObject {
    var out = JSONObject()
    out["kind"] = .string(kind.rawValue)
    out["message"] = .string(message)
    out["thread"] = .string(thread)
    out["by"] = .string(by.id)
    out["by_side"] = .string(by.side.rawValue)
    out["by_organization"] = .orNull(by.organization)
    out["person"] = .string(person.id)
    out["person_side"] = .string(person.side.rawValue)
    out["person_organization"] = .orNull(person.organization)
    out["sent"] = .orNull(sent)
    out["citation"] = .object(citation.object)
    return out
  }
}
