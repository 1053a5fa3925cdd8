// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Suggests events from what people wrote in e-mails. Every suggestion waits for a person.
///
/// Only what a sender wrote himself is read, and of copies of a message only one: a released one
/// before one known from a quote, then the one with the smallest id. A message that does not pass
/// between a local and a federal agency suggests nothing.
package struct MailEvents {
  private let guide: StandingGuide
  private let finder: CueFinder
  private let place: String?
  private let zone: TimeZone
  private let redactions: [SourceID: [Int: [Redaction]]]

  /// What somebody's mail ends with.
  package typealias Signature = (writer: Party, lines: [String])

  /// - Parameters:
  ///   - signatures: of each person the first one counts.
  ///   - redactions: by source and page; what they may hide becomes unknown with their code.
  package init(
    people: [Person], signatures: some Sequence<Signature>, cues: Cues, place: String?,
    zone: TimeZone, redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) {
    guide = StandingGuide(cues: cues, people: people, signatures: signatures)
    finder = CueFinder(cues)
    (self.place, self.zone, self.redactions) = (place, zone, redactions)
  }

  /// Whether mail in which these people have a part may pass between a local and a federal agency.
  package func mayPass(among parties: some Sequence<Fact<Party>>) -> Bool {
    var (federal, local, redacted) = (false, false, false)
    for party in parties {
      let standing = guide.standing(party)
      federal = federal || standing.side == .federal
      local = local || standing.side == .local
      redacted = redacted || standing.isRedacted
      if federal ? local || redacted : local && redacted { return true }
    }
    return false
  }

  /// The events of one or more whole threads, in the order of the messages.
  package func suggest(in messages: [Message]) -> [Event] {
    let thread = MailThread(messages: messages, guide: guide)
    var drafts: [MessageID: MessageDraft] = [:]
    // A message is read after the one it answers, whatever the order they are given in.
    for message in thread.inOrder() {
      guard let contact = thread.contact(of: message) else { continue }
      let gaps = MessageGaps(message, redactions: redactions[message.source] ?? [:])
      let ancestors = thread.ancestors(of: message).compactMap { drafts[$0] }
      drafts[message.id] = MessageDraft(
        message, contact: contact, finder: finder, gaps: gaps, ancestors: ancestors, zone: zone,
        place: place)
    }
    thread.settleOutcomes(&drafts)
    var out: [Event] = []
    var seen: Set<MessageID> = []
    for message in messages where seen.insert(message.id).inserted {
      out += drafts[message.id]?.events ?? []
    }
    return out
  }
}
