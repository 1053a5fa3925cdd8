// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a mapping made of a table: each row is an event, a failure or named as no event.
package struct MappedEvents: Sendable {
  /// A row that no event of the mapping describes.
  package struct NotEvent: Sendable, Hashable {
    package var sheet: String?
    package var row: Int
    package var why: String

    package init(sheet: String?, row: Int, why: String) {
      (self.sheet, self.row, self.why) = (sheet, row, why)
    }
  }

  package var events: [Event] = []
  /// Rows that are events but could not be read, such as one with an unreadable time; and sheets
  /// that lack a column the mapping names (`badHeader`, no row).
  package var failures: [Failure] = []
  package var coverage: [Coverage] = []
  /// The rows looked at: with an event, a failure of their own or an entry in `notEvents`.
  package var rows = 0
  package var notEvents: [NotEvent] = []

  package init() {}
}
