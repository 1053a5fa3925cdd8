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
  package static func resolve(
    _ messages: [Message], zone: TimeZone, guide: OrganizationGuide, hours: OfficeHours = .usual
  ) -> ResolvedMail {
    // Messages are large: their places are sorted, and each is moved once.
    let order = messages.indices.sorted { a, b in
      messages[a].id != messages[b].id
        ? messages[a].id < messages[b].id : messages[a].source < messages[b].source
    }
    var messages = order.map { messages[$0] }
    var clock = Clock(zone: zone, hours: hours)
    var roster = Roster(messages, guide: guide)
    var subjects: [String: SubjectLine] = [:]
    let digests = messages.indices.map {
      Digest(messages[$0], roster: roster, clock: &clock, subjects: &subjects)
    }
    let letters = Copies.groups(messages, digests).map {
      Letter(members: $0, messages: messages, digests: digests)
    }
    var threads = Threads(messages: messages, letters: letters)
    let names = threads.names()

    roster.settle(signatures: signatures(messages, digests))
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
      messages: messages, people: roster.people.sorted { $0.id < $1.id }, replies: replies)
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
  private static func signatures(_ messages: [Message], _ digests: [Digest]) -> [Int: [String]] {
    var counts: [Int: [String: Int]] = [:]
    for index in messages.indices {
      guard let sender = digests[index].sender else { continue }
      for line in messages[index].lines.indices
      where messages[index].lines[line].zone == .signature {
        let text = messages[index].lines[line].text
        guard text.utf8.count <= 120, (counts[sender]?.count ?? 0) < 200 else { break }
        counts[sender, default: [:]][text, default: 0] += 1
      }
    }
    return counts.mapValues { lines in
      lines.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
  }
}
