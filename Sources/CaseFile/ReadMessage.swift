// SPDX-License-Identifier: Apache-2.0

import Evidence
import Searching

/// A message with what its row and its search index need, so that the writer of the case unpacks
/// nothing.
package struct ReadMessage: Sendable, Hashable {
  package var id: MessageID
  package var origin: String
  /// Names, or else addresses; recipients with those who got a copy, apart by "; ".
  package var sender: String?
  package var recipients: String
  /// ISO 8601.
  package var sent: String?
  package var subject: String?
  package var attachments: Int
  package var hasQuotes: Bool
  package var pages: [Int]
  /// What is searched, in the order of `SearchColumn`.
  package var texts: [String]
  /// As `MessagePacking` keeps it.
  package var packed: [UInt8]

  package init(
    id: MessageID, origin: String, sender: String?, recipients: String, sent: String?,
    subject: String?, attachments: Int, hasQuotes: Bool, pages: [Int], texts: [String],
    packed: [UInt8]
  ) {
    (self.id, self.origin, self.sender, self.recipients) = (id, origin, sender, recipients)
    (self.sent, self.subject, self.attachments) = (sent, subject, attachments)
    (self.hasQuotes, self.pages, self.texts, self.packed) = (hasQuotes, pages, texts, packed)
  }

  package init(_ message: Message) {
    self.init(
      id: message.id, origin: message.origin.rawValue, sender: message.from.value?.label,
      recipients: (message.to + message.cc).compactMap { $0.value?.label }.joined(separator: "; "),
      sent: message.sent.value?.iso, subject: message.subject.value,
      attachments: message.attachments.count,
      hasQuotes: message.lines.contains { $0.zone == .quoted }, pages: message.pages,
      texts: MessageTexts(message).all, packed: MessagePacking.pack(message))
  }

  /// What the sender wrote, as a row shows it.
  var body: String { texts[Self.newText].trimmingNewlines() }

  private static let newText = SearchColumn.allCases.firstIndex(of: .new) ?? 0
}
