// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Reads the values of mail headers: dates of many layouts, lists of people.
package enum HeaderParsing {
  /// The time that `text` states, and the zone as it writes it; nil where it states none, or one
  /// that no calendar has.
  package static func date(_ text: String) -> (moment: Moment, zone: String?)? {
    DateReading.first(in: Bytes(text)).map { ($0.moment, $0.zone) }
  }

  /// The senders or recipients that `text` lists.
  package static func parties(_ text: String) -> [Party] {
    PartyList.split(Bytes(text)).compactMap { PartyList.party($0) }
  }
}
