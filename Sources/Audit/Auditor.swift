// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// Holds events against instruments.
package enum Auditor {
  /// The findings of all events, in the order of `events` and, for one event, of the rules.
  package static func audit(
    _ events: [Event], library: PolicyLibrary, coverage: [Coverage], zone: TimeZone
  ) -> [Finding] {
    let index = EventIndex(events)
    return events.flatMap {
      library.decide($0, among: index, coverage: coverage, zone: zone)
    }
  }
}
