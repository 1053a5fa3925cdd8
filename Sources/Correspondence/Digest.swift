// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What copies, threads and replies are found by, of one message.
struct Digest {
  var sender: Int?
  /// People, ascending, each once.
  var recipients: [Int]
  /// Whether a sender or recipient is withheld.
  var hasUnknown: Bool
  var instant: Instant?
  /// Day number as the message writes it, whatever its zone.
  var day: Int64?
  var subject: SubjectLine?
  /// Of the new text.
  var text: TextPrint
  var isQuoted: Bool
  /// The part of what the sender wrote that is withheld, 0…1.
  var withheld = 0.0

  /// `subjects` are those taken apart before.
  init(
    _ message: MailSketch, roster: Roster, clock: inout Clock,
    subjects: inout [String: SubjectLine]
  ) {
    sender = message.from.fact.value.flatMap(roster.person(of:))
    var people: Set<Int> = []
    hasUnknown = sender == nil
    for others in [message.to, message.cc] {
      for other in others {
        if case .known(let party) = other.fact {
          if let person = roster.person(of: party) { people.insert(person) }
        } else {
          hasUnknown = true
        }
      }
    }
    recipients = people.sorted()
    instant = clock.instant(message.sent)
    day = message.sent.map {
      Calendar1970.days(year: $0.year, month: $0.month, day: $0.day)
    }
    if let written = message.subject {
      let line = subjects[written] ?? SubjectLine(written)
      subjects[written] = line
      subject = line
    }
    text = message.print
    isQuoted = message.origin == .quoted
  }
}
