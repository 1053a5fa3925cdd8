// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What reading one mail file gave.
package struct MailReading: Sendable {
  /// Outer messages in the order of the file, each followed by those quoted in it.
  package var messages: [Message]
  /// What could not be read, with its place.
  package var failures: [Failure]

  package init(messages: [Message] = [], failures: [Failure] = []) {
    (self.messages, self.failures) = (messages, failures)
  }
}

/// Mail files: one message (`.eml`) or many (`.mbox`).
package enum MailFile {
  /// The messages in `bytes`, which are read as `kind` (`.eml` or `.mbox`).
  package static func messages(
    in bytes: [UInt8], kind: SourceKind, source: SourceID
  ) throws -> MailReading { MailReading() }
}
