// SPDX-License-Identifier: Apache-2.0
import Evidence

/// Two people who wrote to each other, or one of whom wrote to the other.
package struct Correspondents: Hashable, Sendable {
  /// What went one way.
  package struct Direction: Hashable, Sendable {
    /// Messages that were released themselves; copies of one message count once.
    package var released = 0
    /// Messages known only because a later one quotes them.
    package var quoted = 0
    /// Answers whose time and pairing are certain, and the others.
    package var certainReplies = 0
    package var uncertainReplies = 0
    /// Minutes to an answer, the middle of the certain ones; nil where there are none.
    package var medianReply: Double?

    package init() {}

    package var messages: Int { released + quoted }
  }

  /// `Person.id`s. `one` is on the local side where only one of them is, else earlier in the list.
  package var one: String
  package var other: String
  package var oneSide: Person.Side
  package var otherSide: Person.Side
  package var oneToOther = Direction()
  package var otherToOne = Direction()
  /// ISO 8601 of the first and last message between them, as finely as the message has it.
  package var first: String?
  package var last: String?

  package var messages: Int { oneToOther.messages + otherToOne.messages }
}
