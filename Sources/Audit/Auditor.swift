// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// Holds the events of a record against instruments.
package enum Auditor {
  /// The findings on all events, in the order of `events` and, for one event, of the rules.
  ///
  /// Rejected suggestions get no finding and are no event that `there was` could find.
  package static func audit(
    _ events: [Event], library: PolicyLibrary, coverage: [Coverage], zone: TimeZone
  ) -> [Finding] {
    let held = events.filter { $0.status != .rejected }
    return library.decide(held, among: EventIndex(held), coverage: coverage, zone: zone)
  }
}
