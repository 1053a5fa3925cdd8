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
  /// Rulings that fit nobody any more, by their place in the list that was given.
  package var idleRulings: [Int] = []
}

/// From messages to people, copies, threads and reply times.
package enum Correspondence {
  /// Fills in `Party.person`, `duplicates`, `replyTo` and `thread` of every message, lists the
  /// people and the reply times. What was filled in before is replaced, so it may be asked again
  /// when files are added.
  ///
  /// A message known from a quote becomes `released` when a copy of it was released in full.
  /// `replyTo` names the copy that stands for all: one released in full before a quote, then the
  /// smallest id. Times without a zone of their own are read in `zone`. The result does not depend
  /// on the order of `messages`.
  ///
  /// Of a message with very many copies, `duplicates` lists the first 200.
  ///
  /// - Parameters:
  ///   - rulings: what reviewers decided of who is who, in the order in which they did.
  ///   - redactions: those of the pages, by number: what two copies need not share.
  package static func resolve(
    _ messages: [Message], zone: TimeZone, guide: OrganizationGuide, hours: OfficeHours = .usual,
    rulings: [PersonRuling] = [], redactions: [SourceID: [Int: [Redaction]]] = [:]
  ) -> ResolvedMail {
    // Messages are large: their places are sorted, and each is moved once.
    let order = messages.indices.sorted { a, b in
      messages[a].id != messages[b].id
        ? messages[a].id < messages[b].id : messages[a].source < messages[b].source
    }
    var messages = order.map { messages[$0] }
    var clock = Clock(zone: zone, hours: hours)
    var roster = Roster(messages, guide: guide, rulings: rulings)
    var subjects: [String: SubjectLine] = [:]
    let withholding = Withholding(messages, redactions)
    let digests = messages.indices.map { index in
      var digest = Digest(messages[index], roster: roster, clock: &clock, subjects: &subjects)
      digest.withheld = withholding.share(of: messages[index])
      return digest
    }
    let letters = Copies.groups(messages, digests).map {
      Letter(members: $0, messages: messages, digests: digests)
    }
    var threads = Threads(messages: messages, letters: letters)
    let names = threads.names()

    roster.settle(signatures: signatures(messages, digests, letters))
    tally(messages, letters, into: &roster)
    let replies = Replies.find(
      messages: messages, letters: letters, threads: threads, people: roster.people,
      clock: &clock)
    let ids = messages.map(\.id)
    for (index, letter) in letters.enumerated() {
      let parent = threads.parents[index].map { ids[letters[$0].chief] }
      let isReleased = letter.members.contains { messages[$0].origin != .quoted }
      let copies = letter.members.prefix(copiesListed + 1).map { ids[$0] }
      for member in letter.members {
        messages[member].thread = ids[letters[names[index]].chief]
        messages[member].replyTo = parent
        messages[member].duplicates = Array(
          copies.lazy.filter { $0 != ids[member] }.prefix(copiesListed))
        messages[member].released = isReleased
        name(&messages[member], by: roster)
      }
    }
    return ResolvedMail(
      messages: messages, people: roster.people.sorted { $0.id < $1.id }, replies: replies,
      idleRulings: roster.idleRulings)
  }

  /// A list of all copies for each of them grows with the square of their number.
  private static let copiesListed = 200

  private static func name(_ message: inout Message, by roster: Roster) {
    func name(_ fact: inout Fact<Party>) {
      guard case .known(var party) = fact else { return }
      party.person = roster.person(of: party).map { roster.people[$0].id }
      fact = .known(party)
    }
    name(&message.from)
    for index in message.to.indices { name(&message.to[index]) }
    for index in message.cc.indices { name(&message.cc[index]) }
  }

  /// Messages sent and received, copies counted once, and the first and last of them.
  private static func tally(_ messages: [Message], _ letters: [Letter], into roster: inout Roster) {
    struct Times {
      var first: (Int64, String)
      var last: (Int64, String)
    }
    var times: [Int: Times] = [:]
    for letter in letters {
      for person in letter.recipients { roster.count(person, sent: false) }
      if let sender = letter.sender { roster.count(sender, sent: true) }
      let moments = letter.members.compactMap { messages[$0].sent.value }
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
    _ messages: [Message], _ digests: [Digest], _ letters: [Letter]
  ) -> [Int: [SignatureLine]] {
    var found: [Int: [String: SignatureLine]] = [:]
    for letter in letters {
      let time = letter.instant
      for index in letter.members {
        guard let sender = digests[index].sender else { continue }
        let place = (
          time?.from ?? .max, iso: time == nil ? nil : messages[index].sent.value?.iso,
          message: messages[index].id
        )
        for line in messages[index].lines where line.zone == .signature {
          guard line.text.utf8.count <= 120, (found[sender]?.count ?? 0) < 200 else { break }
          var known =
            found[sender]?[line.text]
            ?? SignatureLine(text: line.text, first: place, last: place)
          known.count += 1
          if (place.0, place.message) < (known.first.0, known.first.message) { known.first = place }
          // Undated ones say nothing of until when.
          if time != nil,
            known.last.0 == .max || (place.0, place.message) > (known.last.0, known.last.message)
          {
            known.last = place
          }
          found[sender, default: [:]][line.text] = known
        }
      }
    }
    return found.mapValues { lines in
      lines.values.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    }
  }
}
