// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The messages of a case with people, threads and copies filled in.
package struct ResolvedMail: Sendable {
  /// By id.
  package var messages: [Message]
  /// By id.
  package var people: [Person]
  /// By the answering message, then by who is answered.
  package var replies: [Reply]
}

/// From messages to people, copies, threads and reply times.
package enum Correspondence {
  /// Times without a zone of their own are read in `zone`. The result does not depend on the order
  /// of `messages`.
  package static func resolve(
    _ messages: [Message], zone: TimeZone, guide: OrganizationGuide
  ) -> ResolvedMail {
    ResolvedMail(messages: messages.sorted { $0.id < $1.id }, people: [], replies: [])
  }
}
