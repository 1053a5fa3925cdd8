// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What all messages of a case together tell of each.
package struct ResolvedMail: Sendable {
  /// By the ids of the messages.
  package var links: [MessageLinks]
  /// By id.
  package var people: [Person]
  /// By the answering message, then by who is answered.
  package var replies: [Reply]
  /// Rulings that fit nobody any more, by their place in the list that was given.
  package var idleRulings: [Int] = []
}

/// From messages to people, copies, threads and reply times.
package enum Correspondence {
  /// Says of every message who its people are, what copies it has, what it answers and the thread
  /// it belongs to, and lists the people and the reply times.
  ///
  /// A message known from a quote becomes `released` when a copy of it was released in full.
  /// `replyTo` names the copy that stands for all: one released in full before a quote, then the
  /// smallest id. Times without a zone of their own are read in `zone`. The result does not depend
  /// on the order of `messages`.
  ///
  /// Of a message with very many copies, `duplicates` lists the first 200.
  ///
  /// - Parameters:
  ///   - text: the lines of a message, asked for where they decide; its errors are passed on.
  ///   - rulings: what reviewers decided of who is who, in the order in which they did.
  ///   - redactions: those of the pages, by number: what two copies need not share.
  package static func resolve(
    _ messages: [MailSketch], text: @escaping (MailSketch) throws -> [MessageLine],
    zone: TimeZone, guide: OrganizationGuide, hours: OfficeHours = .usual,
    rulings: [PersonRuling] = [], redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) throws -> ResolvedMail {
    let messages = messages.sorted { a, b in
      a.id != b.id ? a.id < b.id : a.source < b.source
    }
    var clock = Clock(zone: zone, hours: hours)
    var roster = Roster(messages, guide: guide, rulings: rulings)
    var subjects: [String: SubjectLine] = [:]
    let withholding = Withholding(messages, redactions)
    let digests = try messages.map { message in
      var digest = Digest(message, roster: roster, clock: &clock, subjects: &subjects)
      digest.withheld = try withholding.share(of: message) { try text(message) }
      return digest
    }
    let letters = try Copies.groups(messages, digests, text: text).map {
      Letter(members: $0, digests: digests)
    }
    var threads = Threads(messages: messages, letters: letters)
    let names = threads.names()

    roster.settle(signatures: signatures(messages, digests, letters))
    tally(messages, letters, into: &roster)
    let replies = Replies.find(
      messages: messages, letters: letters, threads: threads, people: roster.people,
      clock: &clock)
    var links = messages.map { message in
      MessageLinks(
        message: message.id,
        people: message.parties.map { fact in
          fact.value.flatMap(roster.person(of:)).map { roster.people[$0].id }
        })
    }
    for (index, letter) in letters.enumerated() {
      let parent = threads.parents[index].map { messages[letters[$0].chief].id }
      let isReleased = letter.members.contains { messages[$0].origin != .quoted }
      let copies = letter.members.prefix(copiesListed + 1).map { messages[$0].id }
      for member in letter.members {
        links[member].thread = messages[letters[names[index]].chief].id
        links[member].replyTo = parent
        links[member].duplicates = Array(
          copies.lazy.filter { $0 != messages[member].id }.prefix(copiesListed))
        links[member].released = isReleased
      }
    }
    return ResolvedMail(
      links: links, people: roster.people.sorted { $0.id < $1.id }, replies: replies,
      idleRulings: roster.idleRulings)
  }

  /// A list of all copies for each of them grows with the square of their number.
  private static let copiesListed = 200

  /// Messages sent and received, copies counted once, and the first and last of them.
  private static func tally(
    _ messages: [MailSketch], _ letters: [Letter], into roster: inout Roster
  ) {
    struct Times {
      var first: (Int64, String)
      var last: (Int64, String)
    }
    var times: [Int: Times] = [:]
    for letter in letters {
      for person in letter.recipients { roster.count(person, sent: false) }
      if let sender = letter.sender { roster.count(sender, sent: true) }
      let moments = letter.members.compactMap { messages[$0].sent }
      guard let instant = letter.instant,
        let iso = moments.filter({
          $0.precision == instant.precision && $0.offset == instant.offset
        })
        .map(\.iso).min()
      else { continue }
      let time = (instant.from, iso)
      for person in letter.recipients.union(letter.sender.map { [$0] } ?? []) {
        guard let known = times[person] else {
          times[person] = Times(first: time, last: time)
          continue
        }
        if time < known.first { times[person]?.first = time }
        if time > known.last { times[person]?.last = time }
      }
    }
    for (person, time) in times {
      roster.setTimes(person, first: time.first.1, last: time.last.1)
    }
  }

  /// The distinct lines of each person's signatures, the most frequent first; enough of them.
  private static func signatures(
    _ messages: [MailSketch], _ digests: [Digest], _ letters: [Letter]
  ) -> [Int: [SignatureLine]] {
    var found: [Int: [String: SignatureLine]] = [:]
    for letter in letters {
      let time = letter.instant
      for index in letter.members {
        guard let sender = digests[index].sender else { continue }
        let place = (
          time?.from ?? .max, iso: time == nil ? nil : messages[index].sent?.iso,
          message: messages[index].id
        )
        for text in messages[index].signature {
          guard text.utf8.count <= 120, (found[sender]?.count ?? 0) < 200 else { break }
          var known = found[sender]?[text] ?? SignatureLine(text: text, first: place, last: place)
          known.count += 1
          if (place.0, place.message) < (known.first.0, known.first.message) { known.first = place }
          // Undated ones say nothing of until when.
          if time != nil,
            known.last.0 == .max || (place.0, place.message) > (known.last.0, known.last.message)
          {
            known.last = place
          }
          found[sender, default: [:]][text] = known
        }
      }
    }
    return found.mapValues { lines in
      lines.values.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    }
  }
}
