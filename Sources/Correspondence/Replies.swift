// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Who answered whom, and how fast.
///
/// Counted is the first answer of each person to each message, where the message went to them or
/// their answer goes to its sender. Answers that programs write (absence notices, receipts) are no
/// one's, nor are answers to oneself. A forward counts only if its sender had received the message
/// and it goes back to who sent it.
enum Replies {
  static func find(
    messages: [MailSketch], letters: [Letter], threads: Threads, people: [Person],
    clock: inout Clock
  ) -> [Reply] {
    var first: [Pair: Int] = [:]
    for (index, letter) in letters.enumerated() {
      guard let parent = threads.parents[index], let sender = letter.sender,
        isAnswer(letter, to: letters[parent]), minutes(letter, letters[parent]) != nil
      else { continue }
      let pair = Pair(letter: parent, person: sender)
      if let known = first[pair], !isEarlier(letter, letters[known], messages) { continue }
      first[pair] = index
    }
    var replies: [Reply] = []
    for (pair, index) in first {
      let (letter, parent) = (letters[index], letters[pair.letter])
      guard let to = parent.sender, let minutes = minutes(letter, parent),
        let start = parent.instant, let end = letter.instant
      else { continue }
      let isTimed = start.isTimed && end.isTimed
      let doubts = doubts(
        about: letter, parent, by: threads.grounds[index], messages: messages, clock: &clock)
      replies.append(
        Reply(
          from: people[pair.person].id, to: people[to].id, message: messages[letter.chief].id,
          inReplyTo: messages[parent.chief].id, minutes: minutes,
          businessMinutes: clock.businessMinutes(
            from: start.from, to: isTimed ? end.from : start.from + Int64(minutes) * 60),
          certain: doubts.isEmpty, asked: clock.iso(start), answered: clock.iso(end),
          zones: start.offset == nil
            ? end.offset == nil ? .assumed : .mixed : end.offset == nil ? .mixed : .stated,
          pairing: threads.grounds[index].map(pairing), doubts: doubts))
    }
    return replies.sorted { ($0.message, $0.to, $0.from) < ($1.message, $1.to, $1.from) }
  }

  private static func pairing(_ ground: Threads.Ground) -> Reply.Pairing {
    switch ground {
    case .header: .header
    case .quote: .quote
    case .subject: .subject
    }
  }

  /// What keeps the minutes between the two from being certain.
  private static func doubts(
    about letter: Letter, _ parent: Letter, by ground: Threads.Ground?, messages: [MailSketch],
    clock: inout Clock
  ) -> [Reply.Doubt] {
    guard let start = parent.instant, let end = letter.instant else { return [] }
    var doubts: [Reply.Doubt] = []
    if ground == .subject { doubts.append(.pairedBySubject) }
    if !(start.isTimed && end.isTimed) { return doubts + [.coarseTime] }
    let isZoned =
      (start.offset == nil) == (end.offset == nil)
      || [start, end].allSatisfy { instant in
        instant.offset.map { Int64($0) * 60 == clock.offset(at: instant.from) } ?? true
      }
    if !isZoned { doubts.append(.zonesDiffer) }
    for (letter, instant) in [(parent, start), (letter, end)] where instant.offset == nil {
      let others = letter.members.compactMap { clock.instant(messages[$0].sent) }
      if others.contains(where: { $0.isTimed && $0.from / 60 != instant.from / 60 }),
        !doubts.contains(.copiesDisagree)
      {
        doubts.append(.copiesDisagree)
      }
      if clock.isRepeated(messages[letter.chief].sent), !doubts.contains(.repeatedHour) {
        doubts.append(.repeatedHour)
      }
    }
    return doubts
  }

  private struct Pair: Hashable {
    var letter: Int
    var person: Int
  }

  private static func isAnswer(_ letter: Letter, to parent: Letter) -> Bool {
    guard let sender = letter.sender, let to = parent.sender, sender != to,
      letter.subject?.isAutomatic != true
    else { return false }
    let wasAsked = parent.recipients.contains(sender)
    let goesBack = letter.recipients.contains(to)
    let isForward = letter.subject.map { $0.isForward && !$0.isReply } ?? false
    return isForward ? wasAsked && goesBack : wasAsked || goesBack
  }

  /// Nil where the times are too coarse or say that the answer came first. With a day for a time,
  /// whole days between the two.
  private static func minutes(_ letter: Letter, _ parent: Letter) -> Int? {
    guard let start = parent.instant, let end = letter.instant, start.isDated, end.isDated else {
      return nil
    }
    if start.isTimed, end.isTimed {
      return end.from >= start.from ? Int((end.from - start.from) / 60) : nil
    }
    let days = (end.from - start.from) / 86_400
    // A day that begins before the message was sent may still be the day of its answer.
    return end.from - start.from > -86_400 ? Int(max(0, days)) * 1_440 : nil
  }

  private static func isEarlier(_ a: Letter, _ b: Letter, _ messages: [MailSketch]) -> Bool {
    let (x, y) = (a.instant?.from ?? .max, b.instant?.from ?? .max)
    return x != y ? x < y : messages[a.chief].id < messages[b.chief].id
  }
}
