// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finds messages that are one message: printed twice, printed and quoted, printed and on file.
///
/// Two are copies when nothing speaks against it (different `Message-ID`s, different senders) and
/// sender, time, subject and new text agree as far as both have them; the coarser the time, the
/// more the text has to say. Which pairs are compared at all is settled by hash, so the cost grows
/// with the number of messages.
struct Copies {
  private let messages: [MailSketch]
  private let digests: [Digest]
  private let text: (MailSketch) throws -> [MessageLine]
  private var sets: Disjoint
  private var prints: [Int: TextPrint] = [:]
  /// The words of a text, ascending, each once.
  private var vocabularies: [Int: [UInt64]] = [:]

  /// The messages of each set of copies, ascending; a message without copies is a set of one.
  ///
  /// - Parameter text: the lines of a message, asked for only where they decide.
  static func groups(
    _ messages: [MailSketch], _ digests: [Digest],
    text: @escaping (MailSketch) throws -> [MessageLine]
  ) throws -> [[Int]] {
    var copies = Copies(messages: messages, digests: digests, text: text)
    for way in Way.allCases {
      for bucket in copies.buckets(by: way) { try copies.compare(bucket) }
    }
    return copies.sets.sets()
  }

  private init(
    messages: [MailSketch], digests: [Digest],
    text: @escaping (MailSketch) throws -> [MessageLine]
  ) {
    (self.messages, self.digests, self.text) = (messages, digests, text)
    sets = Disjoint(messages.count)
  }

  /// What two copies have in common; several ways, as any one part may be withheld.
  private enum Way: CaseIterable {
    case header, senderMinute, subjectMinute, senderDay, subjectDay, senderSubject, senderText

    /// Whether only coarse times are compared this way; without one among them, messages were
    /// compared by the minute.
    var isVague: Bool { [.senderDay, .subjectDay, .senderSubject].contains(self) }
  }

  /// Hands over the messages that have something in common in one way, ascending.
  ///
  /// One way at a time, and by sorting: tables of all of them would be larger than the messages.
  private func buckets(by way: Way) -> [[Int]] {
    var places: [(key: Int, message: Int)] = []
    for index in digests.indices {
      if let key = key(of: index, by: way) { places.append((key, index)) }
    }
    places.sort { $0 < $1 }
    var out: [[Int]] = []
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, places[end].key == places[start].key { end += 1 }
      if end - start > 1 {
        let bucket = places[start..<end].map(\.message)
        if !way.isVague || bucket.contains(where: { isVague($0, by: way) }) { out.append(bucket) }
      }
      start = end
    }
    return out
  }

  /// A hash of what a message is found by; two of one hash are compared in any case.
  private func key(of index: Int, by way: Way) -> Int? {
    let digest = digests[index]
    let minute = digest.instant.flatMap { $0.isTimed ? $0.from / 60 : nil }
    let day = digest.instant?.isDated == true ? digest.day : nil
    let subject = digest.subject.flatMap { $0.key.isEmpty ? nil : $0.key }
    func hash(_ one: (some Hashable)?, _ other: (some Hashable)?) -> Int? {
      guard let one, let other else { return nil }
      var hasher = Hasher()
      hasher.combine(one)
      hasher.combine(other)
      return hasher.finalize()
    }
    switch way {
    case .header: return messages[index].header?.hashValue
    case .senderMinute: return hash(digest.sender, minute)
    case .subjectMinute: return hash(subject, minute)
    case .senderDay: return hash(digest.sender, day)
    case .subjectDay: return hash(subject, day)
    case .senderSubject: return hash(digest.sender, subject)
    case .senderText: return hash(digest.sender, digest.text.size >= 40 ? digest.text.hash : nil)
    }
  }

  private func isVague(_ index: Int, by way: Way) -> Bool {
    let instant = digests[index].instant
    return way == .senderSubject ? instant?.isDated != true : instant?.precision == .day
  }

  private mutating func compare(_ bucket: [Int]) throws {
    guard bucket.count > Self.many else {
      for (place, a) in bucket.enumerated() {
        for b in bucket[(place + 1)...] { try joinIfCopies(a, b) }
      }
      return
    }
    // Many alike: those of one text are compared in a row, and one of each text with a few others.
    var firsts: [Int] = []
    var last: [UInt64: Int] = [:]
    for index in bucket {
      let hash = digests[index].text.hash
      if let previous = last[hash] {
        try joinIfCopies(previous, index)
      } else {
        for first in firsts.prefix(Self.many) { try joinIfCopies(first, index) }
        firsts.append(index)
      }
      last[hash] = index
    }
  }

  private static let many = 24

  private mutating func joinIfCopies(_ a: Int, _ b: Int) throws {
    if sets.root(a) != sets.root(b), try areCopies(a, b) { sets.join(a, b) }
  }

  private enum Closeness { case minute, shifted, day, vague, apart }

  private mutating func areCopies(_ a: Int, _ b: Int) throws -> Bool {
    let (x, y) = (digests[a], digests[b])
    let areSenders = x.sender != nil && x.sender == y.sender
    if x.sender != nil, y.sender != nil, !areSenders { return false }
    if let left = messages[a].header, let right = messages[b].header { return left == right }
    let subjects = sameSubject(x, y)
    if subjects == false { return false }
    // The same words to other people are another message.
    if !x.isQuoted, !y.isQuoted, !x.hasUnknown, !y.hasUnknown, !x.recipients.isEmpty,
      !y.recipients.isEmpty, Set(x.recipients).isDisjoint(with: y.recipients)
    {
      return false
    }
    let size = min(x.text.size, y.text.size)
    let closeness = closeness(x, y)
    if closeness == .apart { return false }
    // A text that is blacked out, or was cut off, can only agree.
    if size < 8 {
      guard closeness == .minute else { return false }
      // "RE:" alone is no subject that tells anything, but nor does it speak against.
      let isBare = x.subject?.key == "" && y.subject?.key == ""
      if areSenders { return subjects == true || isBare }
      return try areOneButForRedactions(a, b, areSenders, subjects)
    }
    let alike = try alikeness(a, b)
    if closeness == .minute, try areOneButForRedactions(a, b, areSenders, subjects) { return true }
    switch closeness {
    case .minute:
      if areSenders { return alike >= (subjects == true ? 0.5 : 0.7) }
      return alike >= (subjects == true ? 0.6 : 0.9) && (size >= 30 || alike == 1)
    case .day:
      return alike >= (areSenders && subjects == true ? 0.6 : 0.9) && (areSenders || size >= 30)
    case .shifted: return areSenders && alike >= 0.8 && size >= 20
    case .vague: return areSenders && alike >= 0.9 && size >= 40
    case .apart: return false
    }
  }

  /// Two of one minute whose texts differ by what is withheld: of one sender, what is left of a text
  /// that is covered for a good part says little against them; of a sender that one withholds, the
  /// shorter must be made of words of the longer, under one subject to the same people.
  private mutating func areOneButForRedactions(
    _ a: Int, _ b: Int, _ areSenders: Bool, _ subjects: Bool?
  ) throws -> Bool {
    let (x, y) = (digests[a], digests[b])
    guard max(x.withheld, y.withheld) > 0 || x.sender == nil || y.sender == nil else {
      return false
    }
    let contained = try sharedWords(a, b)
    if areSenders {
      return max(x.withheld, y.withheld) >= 0.25 || contained >= (subjects == true ? 0.5 : 0.7)
    }
    let meet =
      x.recipients.isEmpty || y.recipients.isEmpty || x.hasUnknown && y.hasUnknown
      ? x.recipients == y.recipients : !Set(x.recipients).isDisjoint(with: y.recipients)
    return subjects == true && meet && contained >= 0.8
  }

  /// Share of the words of the text with fewer that the other has, too, 0…1.
  private mutating func sharedWords(_ a: Int, _ b: Int) throws -> Double {
    let (mine, theirs) = (try words(a), try words(b))
    let fewer = min(mine.count, theirs.count)
    guard fewer > 0 else { return 1 }
    return Double(TextPrint.shared(mine[...], theirs[...])) / Double(fewer)
  }

  private mutating func words(_ index: Int) throws -> [UInt64] {
    if let known = vocabularies[index] { return known }
    var found: Set<UInt64> = []
    for line in try text(messages[index]) where line.zone == .new {
      for word in line.text.split(whereSeparator: \.isWhitespace) {
        let compact = Words.compact(word)
        if !compact.isEmpty { found.insert(Words.hash(compact)) }
      }
    }
    let sorted = found.sorted()
    vocabularies[index] = sorted
    return sorted
  }

  /// Nil where one of them has no subject to compare.
  private func sameSubject(_ x: Digest, _ y: Digest) -> Bool? {
    guard let a = x.subject, let b = y.subject, !a.key.isEmpty, !b.key.isEmpty else { return nil }
    if a.key == b.key { return true }
    // Long subjects are cut off in print.
    let (short, long) = a.key.count < b.key.count ? (a.key, b.key) : (b.key, a.key)
    return short.utf8.count >= 16 && long.hasPrefix(short) ? true : false
  }

  private func closeness(_ x: Digest, _ y: Digest) -> Closeness {
    guard let a = x.instant, let b = y.instant, a.isDated, b.isDated else { return .vague }
    guard a.isTimed, b.isTimed else { return x.day == y.day ? .day : .apart }
    let minutes = abs(a.from / 60 - b.from / 60)
    if minutes == 0 { return .minute }
    // Quotes show the time on the clock of whoever quotes; zones lie half hours apart.
    let isAssumed = a.offset == nil || b.offset == nil
    return isAssumed && minutes % 30 == 0 && minutes <= 14 * 60 ? .shifted : .apart
  }

  private mutating func alikeness(_ a: Int, _ b: Int) throws -> Double {
    // Most copies have one text, which need not be fetched to say so.
    if digests[a].text.hash == digests[b].text.hash { return 1 }
    return try print(a).containment(print(b))
  }

  private mutating func print(_ index: Int) throws -> TextPrint {
    if let known = prints[index] { return known }
    let print = TextPrint(try text(messages[index]), keepsRuns: true)
    prints[index] = print
    return print
  }
}
