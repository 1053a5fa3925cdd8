// SPDX-License-Identifier: Apache-2.0

/// Someone who wrote or received messages.
public struct Person: Hashable, Sendable, Codable {
  public enum Side: String, Sendable, Codable, CaseIterable { case local, federal, other, unknown }

  /// A title as signatures give it, with the first and last message that does.
  public struct Role: Hashable, Sendable, Codable {
    public var title: String
    /// ISO 8601; nil where none of the messages says when it was sent.
    public var first: String?
    public var last: String?
    /// The first message with it.
    public var message: MessageID

    public init(title: String, first: String?, last: String?, message: MessageID) {
      (self.title, self.first, self.last, self.message) = (title, first, last, message)
    }
  }

  /// Two ways of writing a person and why they are taken for one.
  public struct Link: Hashable, Sendable, Codable {
    public enum Why: String, Sendable, Codable, CaseIterable {
      case sameAddress = "same-address"
      case sameName = "same-name"
      /// The name is spelled out in the address: "dana.wills@".
      case nameInAddress = "name-in-address"
      /// An initial or a short form that can mean nobody else, of the same agency.
      case shortName = "short-name"
      case byHand = "by-hand"
    }

    public var one: String
    public var other: String
    public var why: Why
    /// For a merger by hand, who decided and why.
    public var note: String?

    public init(one: String, other: String, why: Why, note: String? = nil) {
      (self.one, self.other, self.why, self.note) = (one, other, why, note)
    }
  }

  public var id: String
  public var name: String
  public var aliases: [String]
  public var addresses: [String]
  public var organization: String?
  public var side: Side
  public var role: String?
  /// Messages sent and received, released or known from a quote, copies counted once.
  public var sent: Int
  public var received: Int
  /// ISO 8601 of the first and last of these messages.
  public var first: String?
  public var last: String?
  /// The titles that signatures give, by the time of the first message with each.
  public var roles: [Role]?
  /// Why its spellings and addresses are taken for one person: one link fewer than there are.
  public var links: [Link]?

  public init(
    id: String, name: String, aliases: [String] = [], addresses: [String] = [],
    organization: String? = nil, side: Side = .unknown, role: String? = nil, sent: Int = 0,
    received: Int = 0, first: String? = nil, last: String? = nil
  ) {
    (self.id, self.name, self.aliases, self.addresses) = (id, name, aliases, addresses)
    (self.organization, self.side, self.role) = (organization, side, role)
    (self.sent, self.received, self.first, self.last) = (sent, received, first, last)
    (self.roles, self.links) = (roles, links)
  }
}
