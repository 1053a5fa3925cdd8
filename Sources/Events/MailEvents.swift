// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Suggests events from what people wrote in e-mails. Every suggestion waits for a person.
///
/// Only what a sender wrote himself is read, and of copies of a message only one: a released one
/// before one known from a quote, then the one with the smallest id. A message that does not pass
/// between a local and a federal agency suggests nothing.
package enum MailEvents {
  /// - Parameter redactions: by source and page; what they may hide becomes unknown with their
  ///   code.
  package static func suggest(
    in messages: [Message], people: [Person], cues: Cues, place: String?, zone: TimeZone,
    redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) -> [Event] {
    let thread = MailThread(
      messages: messages, guide: StandingGuide(cues: cues, people: people, messages: messages))
    let finder = CueFinder(cues)
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
