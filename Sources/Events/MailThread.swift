// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The messages of a case, each once, and what answers what.
struct MailThread {
  private var messages: [Message] = []
  private var byID: [MessageID: Message] = [:]
  /// The one message that stands for all copies, by the id of any of them.
  private var standsFor: [MessageID: MessageID] = [:]
  private var replies: [MessageID: [MessageID]] = [:]
  private let guide: StandingGuide

  /// How far back an answer may be from its question.
  private static let depth = 4

  init(messages all: [Message], guide: StandingGuide) {
    self.guide = guide
    let known = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for message in all {
      let copies = [message.id] + message.duplicates
      let best = copies.compactMap { known[$0] }.min { a, b in
        (Self.rank(a), a.id) < (Self.rank(b), b.id)
      }
      standsFor[message.id] = best?.id ?? message.id
    }
    var seen: Set<MessageID> = []
    for message in all where standsFor[message.id] == message.id {
      guard seen.insert(message.id).inserted else { continue }
      messages.append(message)
      byID[message.id] = message
    }
    // A copy may know what it answers where the one that stands for it does not.
    for message in all {
      guard let own = standsFor[message.id], let to = message.replyTo,
        let parent = standsFor[to], parent != own
      else { continue }
      if byID[own]?.replyTo == nil { byID[own]?.replyTo = parent }
      if !(replies[parent] ?? []).contains(own) { replies[parent, default: []].append(own) }
    }
  }

  /// Which copy to cite: one with a page and a Bates number, then a mail file, then a quote.
  private static func rank(_ message: Message) -> Int {
    if !message.released { return 3 }
    return message.origin == .printed ? 0 : message.origin == .quoted ? 2 : 1
  }

  /// Every message once, one that answers another after it.
  func inOrder() -> [Message] {
    var out: [Message] = []
    var done: Set<MessageID> = []
    for message in messages {
      var chain: [Message] = []
      var at: Message? = byID[message.id]
      while let current = at, !done.contains(current.id),
        !chain.contains(where: { $0.id == current.id })
      {
        chain.append(current)
        at = parent(of: current)
      }
      for current in chain.reversed() where done.insert(current.id).inserted {
        out.append(current)
      }
    }
    return out
  }

  private func parent(of message: Message) -> Message? {
    message.replyTo.flatMap { standsFor[$0] }.flatMap { byID[$0] }
  }

  /// The messages it answers, the nearest first.
  func ancestors(of message: Message) -> [MessageID] {
    var out: [MessageID] = []
    var at = parent(of: message)
    while let current = at, out.count < Self.depth, current.id != message.id,
      !out.contains(current.id)
    {
      out.append(current.id)
      at = parent(of: current)
    }
    return out
  }

  func contact(of message: Message) -> Contact? {
    var to = message.to
    if to.isEmpty, message.cc.isEmpty {
      // The heading of a quote often names only the writer. Who answered it had received it.
      let answering = (replies[message.id] ?? []) + [message.quotedIn].compactMap(\.self)
      to = answering.compactMap { standsFor[$0].flatMap { byID[$0]?.from } }
    }
    return Contact(
      from: guide.standing(message.from), to: to.map { guide.standing($0) },
      copies: message.cc.map { guide.standing($0) })
  }

  /// Tells each request what became of it, as far as the record goes.
  func settleOutcomes(_ drafts: inout [MessageID: MessageDraft]) {
    for message in messages {
      guard let draft = drafts[message.id], draft.hasRequests else { continue }
      var found: [MessageDraft] = []
      var open = replies[message.id] ?? []
      var seen: Set<MessageID> = [message.id]
      while let next = open.first {
        open.removeFirst()
        guard seen.insert(next).inserted, seen.count < 50 else { continue }
        if let reply = drafts[next] { found.append(reply) }
        open += replies[next] ?? []
      }
      drafts[message.id]?.settle(with: found, direct: replies[message.id] ?? [])
    }
  }
}
