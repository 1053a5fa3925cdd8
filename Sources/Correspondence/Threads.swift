// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One message with all its copies.
struct Letter {
  /// Ascending.
  var members: [Int]
  /// The copy that stands for all: one released in full before one known from a quote.
  var chief: Int
  var sender: Int?
  var recipients: Set<Int> = []
  var instant: Instant?
  var subject: SubjectLine?

  init(members: [Int], digests: [Digest]) {
    self.members = members
    let chief = members.first { !digests[$0].isQuoted } ?? members[0]
    self.chief = chief
    let ordered = [chief] + members.filter { $0 != chief }
    sender = ordered.lazy.compactMap { digests[$0].sender }.first
    subject = ordered.lazy.compactMap { digests[$0].subject }.first
    for member in members { recipients.formUnion(digests[member].recipients) }
    // A time with its own zone is the surest, then the finest.
    instant =
      ordered.compactMap { digests[$0].instant }.enumerated().min { a, b in
        func rank(_ instant: Instant) -> Int {
          (instant.isTimed ? 0 : instant.isDated ? 2 : 4) + (instant.offset == nil ? 1 : 0)
        }
        return (rank(a.element), a.offset) < (rank(b.element), b.offset)
      }?.element
  }
}

/// Finds what each message answers, and which messages belong together.
///
/// In this order: the headers of mail files; the message quoted directly below; and, for a subject
/// that says it is an answer, the last earlier message of that subject between the same people.
struct Threads {
  /// How it is known what a message answers.
  enum Ground: Int { case header, quote, subject }

  private let messages: [MailSketch]
  private let letters: [Letter]
  private let letterOf: [Int]
  /// By letter: the letter it answers.
  private(set) var parents: [Int?]
  private(set) var grounds: [Ground?]
  private var sets: Disjoint
  /// Letters that are known to answer something nobody released.
  private var answersMissing: Set<Int> = []

  init(messages: [MailSketch], letters: [Letter]) {
    (self.messages, self.letters) = (messages, letters)
    var letterOf = Array(repeating: 0, count: messages.count)
    for (index, letter) in letters.enumerated() {
      for member in letter.members { letterOf[member] = index }
    }
    self.letterOf = letterOf
    parents = Array(repeating: nil, count: letters.count)
    grounds = Array(repeating: nil, count: letters.count)
    sets = Disjoint(letters.count)
    readHeaders()
    readQuotes()
    readSubjects()
    breakCycles()
    for (index, parent) in parents.enumerated() { if let parent { sets.join(index, parent) } }
  }

  /// By letter: the letter its thread is named after, the earliest.
  mutating func names() -> [Int] {
    var names = Array(repeating: 0, count: letters.count)
    for set in sets.sets() {
      let first = set.min { isEarlier($0, $1) } ?? set[0]
      for index in set { names[index] = first }
    }
    return names
  }

  /// Undated ones last; those of one time by id.
  private func isEarlier(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (letters[a].instant?.from ?? .max, letters[b].instant?.from ?? .max)
    return x != y ? x < y : messages[letters[a].chief].id < messages[letters[b].chief].id
  }

  // MARK: Headers

  private mutating func readHeaders() {
    var byHeader: [String: Int] = [:]
    for index in messages.indices {
      if let header = messages[index].header, byHeader[header] == nil {
        byHeader[header] = letterOf[index]
      }
    }
    // Answers to one message that is missing belong together all the same.
    var mentioned: [String: Int] = [:]
    for index in messages.indices where !messages[index].answersHeader.isEmpty {
      let letter = letterOf[index]
      var best: Int?
      for header in messages[index].answersHeader {
        if let other = byHeader[header] {
          guard other != letter else { continue }
          sets.join(letter, other)
          // All of them came before; the nearest is the last of these.
          if best.map({ isEarlier($0, other) }) ?? true { best = other }
        } else if let other = mentioned[header] {
          sets.join(letter, other)
        } else {
          mentioned[header] = letter
        }
      }
      if let best { answer(letter, best, .header) } else { answersMissing.insert(letter) }
    }
  }

  /// Surer evidence wins; of two equally sure, the later message.
  private mutating func answer(_ letter: Int, _ parent: Int, _ by: Ground) {
    guard letter != parent else { return }
    if let known = parents[letter], let how = grounds[letter] {
      if how.rawValue < by.rawValue || (how == by && !isEarlier(known, parent)) { return }
    }
    parents[letter] = parent
    grounds[letter] = by
  }

  // MARK: Quotes

  private mutating func readQuotes() {
    let quoted = messages.indices.filter { messages[$0].quotedIn != nil }
    let wanted = Set(quoted.compactMap { messages[$0].quotedIn })
    var places: [MessageID: Int] = [:]
    for index in messages.indices where wanted.contains(messages[index].id) {
      if places[messages[index].id] == nil { places[messages[index].id] = index }
    }
    var quotes: [Int: [Int]] = [:]
    var roots: [Int: Int] = [:]
    for index in quoted {
      // The outermost message, remembered for all on the way; damaged links may run in a ring.
      var path: [Int] = []
      var seen: Set<Int> = []
      var root = index
      while roots[root] == nil, seen.insert(root).inserted, let outer = messages[root].quotedIn,
        let place = places[outer]
      {
        path.append(root)
        root = place
      }
      root = roots[root] ?? root
      for place in path { roots[place] = root }
      if root != index { quotes[root, default: []].append(index) }
    }
    for root in quotes.keys.sorted() {
      readQuotes(of: root, (quotes[root] ?? []).sorted { isAbove($0, $1) }, places)
    }
  }

  /// The order on paper; in a mail file, by depth and then by id.
  private func isAbove(_ a: Int, _ b: Int) -> Bool {
    func place(_ index: Int) -> (Int, Double) {
      (messages[index].page ?? 0, messages[index].head?.y0 ?? 0)
    }
    let (x, y) = (place(a), place(b))
    if x != y { return x < y }
    let (m, n) = (messages[a], messages[b])
    if m.depth != n.depth { return m.depth < n.depth }
    return (m.id.utf8.count, m.id) < (n.id.utf8.count, n.id)
  }

  private mutating func readQuotes(of root: Int, _ quotes: [Int], _ places: [MessageID: Int]) {
    // The message last begun at each depth, outermost first, for quotes that name only the root.
    var open = [root]
    var last: [Int: Int] = [:]
    for quote in quotes {
      let depth = messages[quote].depth
      sets.join(letterOf[root], letterOf[quote])
      while open.count > 1, let inner = open.last, messages[inner].depth >= depth {
        open.removeLast()
      }
      var outer = open[open.count - 1]
      if let named = messages[quote].quotedIn.flatMap({ places[$0] }),
        messages[named].depth == depth - 1
      {
        outer = named
      }
      if let sibling = last[outer] {
        // Outlook sets all earlier messages of a chain below one another.
        if follows(sibling, quote), last[sibling] == nil {
          answer(letterOf[sibling], letterOf[quote], .quote)
        }
      } else {
        answer(letterOf[outer], letterOf[quote], .quote)
      }
      last[outer] = quote
      open.append(quote)
    }
  }

  private func follows(_ later: Int, _ earlier: Int) -> Bool {
    let (a, b) = (letters[letterOf[later]], letters[letterOf[earlier]])
    guard let x = a.instant, let y = b.instant else { return true }
    return x.from >= y.from
  }

  // MARK: Subjects

  private static let day: Int64 = 86_400

  private struct Pair: Hashable {
    var sender: Int
    var recipient: Int
  }

  private mutating func readSubjects() {
    let dated = letters.indices.filter { letters[$0].instant?.isDated == true }
      .sorted { isEarlier($0, $1) }
    var bySubject: [String: [Int]] = [:]
    for index in dated {
      if let subject = letters[index].subject, subject.isTelling {
        bySubject[subject.key, default: []].append(index)
      }
    }
    for key in bySubject.keys.sorted() {
      if let members = bySubject[key], members.count > 1 { readSubject(members) }
    }
    readCorruptSubjects(dated)
  }

  /// Whether a letter says by its subject that it answers something not found yet.
  private func isSearching(_ index: Int) -> Bool {
    guard parents[index] == nil, let subject = letters[index].subject else { return false }
    return subject.isReply || subject.isForward || subject.isAutomatic
  }

  /// `members` have one subject, earliest first.
  private mutating func readSubject(_ members: [Int]) {
    var lastBetween: [Pair: Int] = [:]
    var lastOf: [Int: Int] = [:]
    for index in members {
      let letter = letters[index]
      if isSearching(index) {
        // What the other wrote to the sender; else the last in which either had a part.
        let direct = letter.sender.flatMap { sender in
          latest(letter.recipients.compactMap { lastBetween[Pair(sender: $0, recipient: sender)] })
        }
        if let direct, elapsed(direct, index) <= 60 * Self.day {
          found(direct, by: index)
        } else if let loose = letter.sender.flatMap({ lastOf[$0] })
          ?? latest(letter.recipients.compactMap { lastOf[$0] })
        {
          let days: Int64 =
            letter.subject?.isSpecific == true || shared(loose, index) > 1 ? 30 : 2
          if elapsed(loose, index) <= days * Self.day { found(loose, by: index) }
        }
      }
      if let sender = letter.sender {
        for recipient in letter.recipients {
          lastBetween[Pair(sender: sender, recipient: recipient)] = index
        }
        lastOf[sender] = index
      }
      for recipient in letter.recipients { lastOf[recipient] = index }
    }
  }

  /// Subjects that were misread, retyped or blacked out: among the last messages that the other
  /// wrote to the sender, the one whose subject is most alike.
  private mutating func readCorruptSubjects(_ dated: [Int]) {
    let searching = Set(
      dated.filter { index in
        // To very many recipients, no one message is answered that only one of them wrote.
        isSearching(index) && !answersMissing.contains(index) && letters[index].sender != nil
          && letters[index].recipients.count <= 50
      })
    var needed: Set<Pair> = []
    for index in searching {
      guard let sender = letters[index].sender else { continue }
      for other in letters[index].recipients {
        needed.insert(Pair(sender: other, recipient: sender))
      }
    }
    guard !needed.isEmpty else { return }
    var recent: [Pair: [Int]] = [:]
    var grams: [Int: [UInt32]] = [:]
    for index in dated {
      let letter = letters[index]
      guard let sender = letter.sender else { continue }
      if searching.contains(index), let subject = letter.subject {
        let own = subject.grams
        var best: (likeness: Double, letter: Int)?
        for other in letter.recipients {
          for earlier in recent[Pair(sender: other, recipient: sender)] ?? [] {
            let likeness =
              subject.isTelling
              ? SubjectLine.likeness(own, grams[earlier] ?? [])
              : letters[earlier].subject?.key == subject.key ? 1 : 0
            let days: Int64 = subject.isTelling ? 30 : 3
            guard likeness >= 0.7, elapsed(earlier, index) <= days * Self.day else { continue }
            if let known = best {
              let isBetter =
                likeness != known.likeness
                ? likeness > known.likeness : isEarlier(known.letter, earlier)
              guard isBetter else { continue }
            }
            best = (likeness, earlier)
          }
        }
        if let best { found(best.letter, by: index) }
      }
      for recipient in letter.recipients {
        let pair = Pair(sender: sender, recipient: recipient)
        guard needed.contains(pair) else { continue }
        if grams[index] == nil { grams[index] = letter.subject?.grams ?? [] }
        recent[pair, default: []].append(index)
        if let count = recent[pair]?.count, count > 40 { recent[pair]?.removeFirst(20) }
      }
    }
  }

  private mutating func found(_ parent: Int, by letter: Int) {
    if answersMissing.contains(letter) {
      sets.join(letter, parent)
    } else {
      answer(letter, parent, .subject)
    }
  }

  private func latest(_ candidates: [Int]) -> Int? { candidates.max { isEarlier($0, $1) } }

  private func elapsed(_ earlier: Int, _ later: Int) -> Int64 {
    guard let a = letters[earlier].instant, let b = letters[later].instant else { return .max }
    return b.from - a.from
  }

  /// How many people have a part in both.
  private func shared(_ a: Int, _ b: Int) -> Int {
    func people(_ letter: Letter) -> Set<Int> {
      letter.recipients.union(letter.sender.map { [$0] } ?? [])
    }
    return people(letters[a]).intersection(people(letters[b])).count
  }

  // MARK: Cycles

  /// Damaged headers can have messages answer each other in a ring; the earliest answers nothing.
  private mutating func breakCycles() {
    var state = Array(repeating: 0, count: letters.count)
    for start in letters.indices where state[start] == 0 {
      var path: [Int] = []
      var index = start
      while state[index] == 0 {
        state[index] = 1
        path.append(index)
        guard let parent = parents[index] else { break }
        index = parent
      }
      if state[index] == 1, parents[index] != nil, let begin = path.firstIndex(of: index) {
        let ring = path[begin...]
        if let first = ring.min(by: { isEarlier($0, $1) }) {
          parents[first] = nil
          grounds[first] = nil
        }
      }
      for index in path { state[index] = 2 }
    }
  }
}
