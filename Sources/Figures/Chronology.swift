// SPDX-License-Identifier: Apache-2.0
import Evidence
import Foundation

/// What happened, on one line of time, with the instruments in force beside it.
package enum Chronology {
  /// By the start of their time, then as the record lists them. Rejected events and events without
  /// any time are left out.
  package static func entries(in record: CaseRecord) -> [ChronologyEntry] {
    []
  }
}
