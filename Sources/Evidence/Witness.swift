// SPDX-License-Identifier: Apache-2.0

/// One message with every place in the record where it was found, and what they show apart.
public struct WitnessedMessage: Hashable, Sendable {
  /// The copy that stands for all, and its own id first among the copies.
  public var message: MessageID
  public var witnesses: [Witness]
  public var differences: [Difference]

  public init(message: MessageID, witnesses: [Witness], differences: [Difference]) {
    (self.message, self.witnesses, self.differences) = (message, witnesses, differences)
  }

  /// One place where a message was found.
  public struct Witness: Hashable, Sendable {
    public var message: MessageID
    public var origin: Message.Origin
    public var bates: [String]
    public var citation: Citation

    public init(_ message: Message) {
      (self.message, origin, bates) = (message.id, message.origin, message.bates)
      citation = message.citation
    }
  }

  /// Something that one witness shows and another does not.
  public struct Difference: Hashable, Sendable {
    public enum Part: String, Sendable, CaseIterable { case from, to, cc, sent, subject, text }
    public enum Kind: String, Sendable, CaseIterable {
      /// The other has a redaction there.
      case withheld
      /// The other has other words there: a misreading, a retyping, another wording.
      case differs
      /// The other has nothing there and no redaction: cut off, or never printed.
      case absent
    }

    public var part: Part
    public var kind: Kind
    /// The words that are shown, and the copy that shows them.
    public var text: String
    public var shownIn: MessageID
    public var withheldIn: MessageID
    /// What stands in the other copy instead, where it differs.
    public var instead: String?
    /// Exemption codes on what hides it.
    public var codes: [String]
    /// Where it is shown.
    public var citation: Citation

    public init(
      part: Part, kind: Kind, text: String, shownIn: MessageID, withheldIn: MessageID,
      instead: String? = nil, codes: [String] = [], citation: Citation
    ) {
      (self.part, self.kind, self.text) = (part, kind, text)
      (self.shownIn, self.withheldIn, self.instead) = (shownIn, withheldIn, instead)
      (self.codes, self.citation) = (codes, citation)
    }
  }
}

/// Something that the record mentions and that was not released: what to ask for next.
public struct MissingItem: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A message that is known only because another one quotes it.
    case quotedMessage = "quoted-message"
    /// A message that another one answers or forwards, and of which nothing was released.
    case answeredMessage = "answered-message"
    case forwardedMessage = "forwarded-message"
    /// A file that a message says is attached.
    case attachment
    /// Production numbers that no page bears.
    case pages
  }

  public var kind: Kind
  /// A sentence that names what is missing as one would ask for it.
  public var ask: String
  /// How it is known.
  public var reason: String
  /// The message that is missing, where the record has its quote, or the one that mentions it.
  public var message: MessageID?
  /// How many numbers are missing, for `pages`.
  public var count: Int?
  /// What the file is called, for `attachment`.
  public var name: String?
  public var citation: Citation

  public init(
    kind: Kind, ask: String, reason: String, message: MessageID? = nil, count: Int? = nil,
    name: String? = nil, citation: Citation
  ) {
    (self.kind, self.ask, self.reason) = (kind, ask, reason)
    (self.message, self.count, self.name, self.citation) = (message, count, name, citation)
  }
}

/// Everything that the record mentions and that was not released.
public struct MissingReport: Hashable, Sendable {
  public var items: [MissingItem]
  /// How many attachments messages name, those that are in the case among them.
  public var attachmentsNamed: Int

  public init(items: [MissingItem] = [], attachmentsNamed: Int = 0) {
    (self.items, self.attachmentsNamed) = (items, attachmentsNamed)
  }
}
