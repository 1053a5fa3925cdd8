// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Suggests events from what people wrote in e-mails. Every suggestion waits for a person.
package enum MailEvents {
  package static func suggest(
    in messages: [Message], people: [Person], cues: Cues, place: String?, zone: TimeZone,
    redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) -> [Event] {
    []
  }
}
