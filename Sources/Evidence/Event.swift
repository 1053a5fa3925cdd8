// SPDX-License-Identifier: Apache-2.0

/// One named field of an event, such as `recipient`, or `database` in a rule about a database.
public struct Slot: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CodingKeyRepresentable, ExpressibleByStringLiteral
{
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public static func < (a: Slot, b: Slot) -> Bool { a.rawValue < b.rawValue }

  public static let action: Slot = "action"
  public static let direction: Slot = "direction"
  public static let actor: Slot = "actor"
  public static let recipient: Slot = "recipient"
  public static let capacity: Slot = "capacity"
  public static let subject: Slot = "subject"
  public static let information: Slot = "information"
  public static let purpose: Slot = "purpose"
  public static let basis: Slot = "basis"
  public static let outcome: Slot = "outcome"
  /// Whether the information is publicly available: yes, no.
  public static let isPublic: Slot = "public"
}

/// One act that a rule may speak of: who did what, about whom, which information, to whom, for what
/// purpose, on what basis, when.
public struct Event: Hashable, Sendable, Codable {
  public enum Status: String, Sendable, Codable, CaseIterable {
    /// Proposed by the program.
    case suggested
    /// A named reviewer said yes, perhaps after editing.
    case confirmed
    case rejected
    /// A row of a log, by a mapping a person wrote.
    case logged
  }

  /// Made from the source and the place, so that the same files always give the same names.
  public var id: String
  /// Values in the words of `Vocabulary`. A slot that does not apply is absent; a slot with several
  /// values (information, basis) lists them all.
  public var facts: [Slot: Fact<[String]>]
  /// Where each fact stands, for those whose place is not the event's own citation.
  public var factCitations: [Slot: [Citation]]
  /// Nil when the record gives no time at all.
  public var time: TimeSpan?
  /// The place whose instruments bind the actor, as named in the policy files; nil if unknown.
  public var place: String?
  public var status: Status
  public var reviewer: String?
  /// What names the parties, for people to read: "Dana Wills", "account ice_rm4".
  public var parties: [Slot: String]
  /// The message it was suggested from.
  public var message: MessageID?
  /// The request this event answers, if it is an answer.
  public var answers: String?
  /// The cue or the mapping that made it.
  public var origin: String
  public var citations: [Citation]

  public init(
    id: String, facts: [Slot: Fact<[String]>], factCitations: [Slot: [Citation]] = [:],
    time: TimeSpan?, place: String? = nil, status: Status, reviewer: String? = nil,
    parties: [Slot: String] = [:], message: MessageID? = nil, answers: String? = nil,
    origin: String, citations: [Citation]
  ) {
    (self.id, self.facts, self.factCitations, self.time) = (id, facts, factCitations, time)
    (self.place, self.status, self.reviewer, self.parties) = (place, status, reviewer, parties)
    (self.message, self.answers, self.origin) = (message, answers, origin)
    self.citations = citations
  }

  public var action: String? { facts[.action]?.value?.first }
}

/// What a source is complete for. Outside it, events may exist that nobody released.
public struct Coverage: Hashable, Sendable, Codable {
  public var source: SourceID
  /// Actions of the vocabulary it is complete for.
  public var actions: [String]
  public var actors: [String]
  public var span: TimeSpan
  /// Stretches inside `span` that are missing.
  public var gaps: [TimeSpan]

  public init(
    source: SourceID, actions: [String], actors: [String] = [], span: TimeSpan,
    gaps: [TimeSpan] = []
  ) {
    (self.source, self.actions, self.actors) = (source, actions, actors)
    (self.span, self.gaps) = (span, gaps)
  }
}
