// SPDX-License-Identifier: Apache-2.0

/// One answered message and how long the answer took.
public struct Reply: Hashable, Sendable, Codable {
  /// Where the zones come from in which the two times are read.
  public enum Zones: String, Sendable, Codable, CaseIterable {
    /// Both messages state theirs.
    case stated
    /// Neither does: both are read in the zone of the case.
    case assumed
    /// One does.
    case mixed
  }

  /// How it is known which message is answered.
  public enum Pairing: String, Sendable, Codable, CaseIterable {
    /// The headers of a mail file name it.
    case header
    /// It is quoted below the answer.
    case quote
    /// Only the subject, the people and the times say so.
    case subject
  }

  /// What keeps the minutes from being certain.
  public enum Doubt: String, Sendable, Codable, CaseIterable {
    case pairedBySubject = "paired-by-subject"
    /// A time is stated by the day.
    case coarseTime = "time-by-the-day"
    /// One message states a zone that is not the one the other is read in.
    case zonesDiffer = "zone-of-one-assumed"
    /// Copies of one of the messages show different times, none of them with a zone.
    case copiesDisagree = "copies-disagree-on-time"
    /// A time without a zone falls into the hour that comes twice when clocks are set back.
    case repeatedHour = "hour-comes-twice"
  }

  /// `Person.id` of who answered, and of who was answered.
  public var from: String
  public var to: String
  public var message: MessageID
  public var inReplyTo: MessageID
  public var minutes: Int
  /// Minutes that fall into office hours: Monday to Friday, 09:00–17:00 local time, without
  /// holidays, unless the case says otherwise.
  public var businessMinutes: Int
  /// False when there is any doubt.
  public var certain: Bool
  /// ISO 8601 in the zone of the case, as finely as the message has it: when the message came that
  /// is answered, and when the answer.
  public var asked: String?
  public var answered: String?
  public var zones: Zones?
  public var pairing: Pairing?
  public var doubts: [Doubt]?

  public init(
    from: String, to: String, message: MessageID, inReplyTo: MessageID, minutes: Int,
    businessMinutes: Int, certain: Bool, asked: String? = nil, answered: String? = nil,
    zones: Zones? = nil, pairing: Pairing? = nil, doubts: [Doubt]? = nil
  ) {
    (self.from, self.to, self.message, self.inReplyTo) = (from, to, message, inReplyTo)
    (self.minutes, self.businessMinutes, self.certain) = (minutes, businessMinutes, certain)
    (self.asked, self.answered, self.zones) = (asked, answered, zones)
    (self.pairing, self.doubts) = (pairing, doubts)
  }
}
