// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Correspondence
import Evidence

extension OpenCase {
  /// Of these messages those that were found more than once, in their order, with what their copies
  /// show apart. Copies that are not among them are looked up.
  package func witnesses(of messages: [Message]) throws -> [WitnessedMessage] {
    let redactions = try store.redactionsByPage()
    var done: Set<MessageID> = []
    var out: [WitnessedMessage] = []
    var known: [MessageID: Message]?
    for message in messages where !message.duplicates.isEmpty && done.insert(message.id).inserted {
      let all: [MessageID: Message]
      if let known {
        all = known
      } else {
        all = Dictionary(try store.messages().map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        known = all
      }
      done.formUnion(message.duplicates)
      out.append(compare(message, message.duplicates.compactMap { all[$0] }, redactions))
    }
    return out
  }

  /// Nil for a message that was found once.
  package func witnesses(of message: Message) throws -> WitnessedMessage? {
    guard !message.duplicates.isEmpty else { return nil }
    let copies = try message.duplicates.compactMap { try store.message($0) }
    return compare(message, copies, try store.redactionsByPage())
  }

  /// One released in full stands before those known from quotes.
  private func compare(
    _ message: Message, _ copies: [Message], _ redactions: [SourceID: [Int: [Redaction]]]
  ) -> WitnessedMessage {
    let order = ([message] + copies).sorted { a, b in
      let (x, y) = (a.origin == .quoted, b.origin == .quoted)
      return x != y ? y : a.id < b.id
    }
    return Witnesses.compare(order, redactions: redactions)
  }
}
