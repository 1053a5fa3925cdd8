// SPDX-License-Identifier: Apache-2.0
import Evidence

/// One thing on the line of time of a case.
package struct ChronologyEntry: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case instrumentStarts = "instrument-starts"
    case instrumentEnds = "instrument-ends"
    case event
    /// Several rows of a log of one month, told as one.
    case loggedEvents = "logged-events"
    case message
  }

  package var kind: Kind
  /// When, as a stretch of time; as wide as the record leaves it open.
  package var span: TimeSpan
  /// The same for people to read in the case's zone: "2017-03-04 09:12", "2017-03-04", "March 2017".
  package var when: String
  package var precision: Precision
  /// A sentence.
  package var label: String
  /// Of the event, where it is one: suggested, confirmed or logged.
  package var status: Event.Status?
  package var event: String?
  package var message: MessageID?
  package var instrument: String?
  /// How many it stands for: above 1 for rows of a log.
  package var count: Int
  /// `InstrumentSummary.id`s that are in force during all of `span`, and during part of it only.
  package var inForce: [String]
  package var partlyInForce: [String]
  package var citations: [Citation]
}
