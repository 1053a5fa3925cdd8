// SPDX-License-Identifier: Apache-2.0

/// What only all messages of a case together tell about one of them.
public struct MessageLinks: Hashable, Sendable {
  public var message: MessageID
  /// The `Person.id` of the sender, then of each recipient, then of each who got a copy; nil for
  /// those that are nobody known.
  public var people: [String?]
  /// The message it answers, its thread, copies of itself elsewhere.
  public var replyTo: MessageID?
  public var thread: String?
  public var duplicates: [MessageID]
  /// False for a message known only from a quote.
  public var released: Bool

  public init(
    message: MessageID, people: [String?] = [], replyTo: MessageID? = nil, thread: String? = nil,
    duplicates: [MessageID] = [], released: Bool = true
  ) {
    (self.message, self.people, self.replyTo, self.thread) = (message, people, replyTo, thread)
    (self.duplicates, self.released) = (duplicates, released)
  }

  /// What a message says of itself.
  public init(_ message: Message) {
    self.init(
      message: message.id, people: message.parties.map { $0.value?.person },
      replyTo: message.replyTo, thread: message.thread, duplicates: message.duplicates,
      released: message.released)
  }

  /// A list of other names, for the store; thread, answer and release stand beside it.
  package var packed: [UInt8] {
    var out = PackWriter()
    out.list(people) { $0.text($1) }
    out.list(duplicates) { $0.text($1) }
    return out.bytes
  }

  /// - Throws: `Malformed` for anything that `packed` did not make.
  package init(
    message: MessageID, replyTo: MessageID?, thread: String?, released: Bool, packed: [UInt8]
  ) throws(PagePacking.Malformed) {
    var input = PackReader(bytes: packed)
    let people = try input.list { input throws(PagePacking.Malformed) in
      try input.optionalText()
    }
    self.init(
      message: message, people: people, replyTo: replyTo, thread: thread,
      duplicates: try input.texts(), released: released)
  }
}

extension Message {
  /// Its sender, its recipients and those who got a copy.
  public var parties: [Fact<Party>] { [from] + to + cc }

  /// The message with what the case tells of it.
  public func linked(by links: MessageLinks) -> Message {
    var message = self
    var people = links.people[...]
    func name(_ fact: inout Fact<Party>) {
      let person = people.popFirst() ?? nil
      guard case .known(var party) = fact else { return }
      party.person = person
      fact = .known(party)
    }
    name(&message.from)
    for index in message.to.indices { name(&message.to[index]) }
    for index in message.cc.indices { name(&message.cc[index]) }
    (message.replyTo, message.thread) = (links.replyTo, links.thread)
    (message.duplicates, message.released) = (links.duplicates, links.released)
    return message
  }
}
