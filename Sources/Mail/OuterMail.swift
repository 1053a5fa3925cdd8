// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Tells the header blocks that begin a printed message from those of messages quoted in one.
struct OuterMail {
  /// A message as printed: its header and where its lines begin and end.
  struct Piece {
    /// Nil for text that runs on from before the first page.
    var block: HeaderBlock?
    /// From the first line printed for it, which may stand above the header.
    var start: Int
    /// The subject, where it is printed above the header, and the views it stands on.
    var heading: HeaderBlock.Value?
  }

  private struct Candidate {
    var block: HeaderBlock
    /// Lines with text on the same page above it.
    var above: [Int]
    /// Another header block stands above it on the page.
    var isSecond: Bool
    /// A line like "-----Original Message-----" stands above it.
    var introduced: Bool
    var date: Moment?
    var subject: [UInt8]?
    /// Whether the subject says that it answers or forwards something.
    var isAnswer: Bool
    /// Space between it and the line above it on the page, in points.
    var gap: Double
  }

  /// How the source lays out its messages, told from all of them. Layouts are named by the
  /// signature of the header block.
  private struct Habits {
    /// The layouts that begin messages in the middle of pages, and the space above these.
    var gaps: [[UInt8]: Double] = [:]
    /// The layouts that quotes in the middle of pages have.
    var quoting: Set<[UInt8]> = []

    /// A layout begins messages in the middle of pages where a good part of its blocks there cannot
    /// have been quoted by what stands above them. A fifth is enough: agencies print conversations
    /// in order, so that most blocks could be quotes of the one above, while a layout of real quotes
    /// fails to fit only where something was misread.
    init(
      _ found: [Candidate], isAtTop: (Candidate) -> Bool, doubt: (Candidate, Candidate) -> Int
    ) {
      var votes: [[UInt8]: (gaps: [Double], doubt: Int, all: Int)] = [:]
      for (last, candidate) in zip(found, found.dropFirst())
      where !isAtTop(candidate) && !candidate.introduced {
        var vote = votes[candidate.block.signature] ?? ([], 0, 0)
        vote.all += 1
        let doubt = doubt(last, candidate)
        vote.doubt += doubt
        if doubt > 0 { vote.gaps.append(candidate.gap) }
        votes[candidate.block.signature] = vote
      }
      let heads = Set(found.filter { isAtTop($0) && !$0.introduced }.map(\.block.signature))
        .union(found.prefix(1).map(\.block.signature))
      for (signature, vote) in votes {
        if heads.contains(signature), vote.doubt >= 2, vote.gaps.count * 5 >= vote.all {
          let sorted = vote.gaps.sorted()
          gaps[signature] = sorted[sorted.count / 4]
        } else {
          quoting.insert(signature)
        }
      }
    }
  }

  private let lines: [Line]
  private let views: [View]
  private let scan: HeaderScan
  /// How far down text reaches on a full page, in points.
  private let bottom: Double

  /// `height` is that of the pages, in points.
  init(lines: [Line], views: [View], height: Double) {
    (self.lines, self.views) = (lines, views)
    scan = HeaderScan(lines: lines, views: views)
    let ends = Dictionary(grouping: lines.filter { $0.box != nil }, by: { $0.page ?? 0 })
      .map { $0.value.map { $0.box?.y1 ?? 0 }.max() ?? 0 }
    bottom = max(ends.max() ?? 0, 0.75 * height)
  }

  /// The messages that begin among the lines, in order.
  func pieces() -> [Piece] {
    let found = candidates()
    let habits = Habits(found, isAtTop: isAtTop, doubt: { doubt($1, in: $0) })
    var out: [Piece] = []
    /// The newest header seen: the one that a quote below it would be quoted in.
    var last: Candidate?
    var outer: Candidate?
    for candidate in found {
      defer { last = candidate }
      guard isOuter(candidate, last: last, outer: outer, habits) else { continue }
      outer = candidate
      out.append(piece(candidate))
    }
    return out
  }

  // MARK: Candidates

  private func candidates() -> [Candidate] {
    var out: [Candidate] = []
    var at = 0
    while at < views.count {
      guard !views[at].isBlank, let block = scan.block(at: at).map(startingOnItsPage) else {
        at += 1
        continue
      }
      let introduced = isIntroduced(block.range.lowerBound)
      let last = out.last?.block.range.upperBound ?? 0
      guard block.range.lowerBound >= last, block.isMail(introduced: introduced) else {
        at += 1
        continue
      }
      out.append(candidate(block, introduced, after: last))
      at = max(at + 1, block.range.upperBound)
    }
    return out
  }

  /// A last line such as "C: 555-0100" on the page before reads like a label. Where the sender's
  /// line stands on a later page than the block begins, the block begins there.
  private func startingOnItsPage(_ block: HeaderBlock) -> HeaderBlock {
    let first = lines[block.range.lowerBound].page
    guard let turn = block.range.first(where: { lines[$0].page != first && !views[$0].isBlank }),
      let again = scan.block(at: turn), again.value(.from) != nil,
      again.range.upperBound == block.range.upperBound
    else { return block }
    return again
  }

  private func candidate(_ block: HeaderBlock, _ introduced: Bool, after last: Int) -> Candidate {
    let start = block.range.lowerBound
    var above: [Int] = []
    var at = start - 1
    while at >= 0, views[at].isBlank || lines[at].page == lines[start].page {
      if lines[at].page != lines[start].page { break }
      if !views[at].isBlank { above.insert(at, at: 0) }
      at -= 1
    }
    var introduced = introduced
    if above.count == 2, case .rule? = Introduction.divider(views[above[1]].bytes),
      isOwner(views[above[0]].bytes.trimmed(), of: block)
    {
      // The rule below the name of the mailbox's owner is no end of a message.
      above.removeLast()
      introduced = false
    }
    let gap = above.last.map { (lines[start].box?.y0 ?? 0) - (lines[$0].box?.y1 ?? 0) } ?? 0
    let base = block.subject.map(OuterMail.base)
    return Candidate(
      block: block, above: above, isSecond: above.first.map { $0 < last } ?? false,
      introduced: introduced, date: block.date?.moment,
      subject: base, isAnswer: base != block.subject?.letters, gap: gap)
  }

  private func isIntroduced(_ start: Int) -> Bool {
    var at = start - 1
    var texts = 0
    while at >= 0, start - at <= 5, texts < 2 {
      if !views[at].isBlank {
        switch Introduction.divider(views[at].bytes) {
        case .named, .plain: return true
        case .rule: return texts == 0
        case nil: texts += 1
        }
      }
      at -= 1
    }
    return false
  }

  /// The letters of a subject without "Re:", "FW:" and the like.
  static func base(_ subject: Bytes) -> [UInt8] {
    var rest = subject.trimmed()
    let marks = [
      "re:", "fw:", "fwd:", "re :", "fw :", "fwd :", "re;", "fw;", "fvv:", "[external]", "aw:",
      "wg:", "rv:", "tr:", "res:", "enc:", "rif:", "doorst:", "antw:",
    ]
    while let mark = marks.first(where: { rest.begins(with: $0) }) {
      rest = rest.dropFirst(mark.utf8.count).trimmed()
    }
    return rest.letters
  }

  // MARK: Which begin a message

  private func isOuter(
    _ candidate: Candidate, last: Candidate?, outer: Candidate?, _ habits: Habits
  ) -> Bool {
    guard let last, outer != nil else {
      // Before the first message, long text above a header is what it is quoted in.
      return !candidate.introduced && (candidate.above.count <= 12 || candidate.block.form == .web)
    }
    if candidate.block.form == .web { return true }
    if let outer, outer.block.isTabbed, !candidate.block.isTabbed, outer.block.form == .labelled,
      !isLater(candidate, than: last),
      !isAtTop(candidate) || habits.quoting.contains(candidate.block.signature)
        || canBeQuoted(candidate, in: last)
    {
      // Outlook sets the values of its own header in a column, never those of a quote.
      return false
    }
    if isAtTop(candidate), breaksPage(before: candidate) { return true }
    // Where messages begin in the middle of pages in a layout of their own, a header that names no
    // sender is one copied into a text.
    if !habits.gaps.isEmpty, candidate.block.value(.from) == nil { return false }
    if isAtTop(candidate) {
      if !habits.quoting.contains(candidate.block.signature) { return true }
      if candidate.introduced {
        return isLater(candidate, than: last, by: 0) && !isSameSubject(candidate, last)
      }
      return !canBeQuoted(candidate, in: last)
    }
    if let gap = habits.gaps[candidate.block.signature] {
      // A line "-----Original Message-----" whose message was not printed introduces nothing.
      let apart = candidate.gap >= gap - 2
      return apart || (!candidate.introduced && !canBeQuoted(candidate, in: last))
    }
    if candidate.introduced { return false }
    return isLater(candidate, than: last) && !isSameSubject(candidate, last)
  }

  /// Whether nothing but what a mail program prints above a header stands above it.
  private func isAtTop(_ candidate: Candidate) -> Bool {
    candidate.above.isEmpty || preamble(candidate) != nil
  }

  /// Whether the text before it ends so far up its page that a new page was begun on purpose.
  private func breaksPage(before candidate: Candidate) -> Bool {
    let start = candidate.block.range.lowerBound
    let page = lines[start].page ?? 0
    guard let above = lines[..<start].last(where: { $0.box != nil && ($0.page ?? 0) < page }),
      let box = above.box, above.page == page - 1
    else { return true }
    return box.y1 + 3.5 * box.height < bottom
  }

  /// How surely it cannot be quoted there. One subject that differs may be a misreading, and an
  /// answer may quote something else; a later time is no accident.
  private func doubt(_ candidate: Candidate, in last: Candidate) -> Int {
    if isLater(candidate, than: last) { return 2 }
    if isSameSubject(candidate, last) { return 0 }
    return last.isAnswer ? 1 : 2
  }

  private func canBeQuoted(_ candidate: Candidate, in last: Candidate) -> Bool {
    !isLater(candidate, than: last) && isSameSubject(candidate, last)
  }

  /// Later than what would quote it, by more than the zones of the two can explain.
  private func isLater(_ candidate: Candidate, than last: Candidate, by hours: Int64 = 15) -> Bool {
    guard let a = candidate.date, let b = last.date else { return false }
    return a.wallSeconds > b.wallSeconds + hours * 3_600
  }

  private func isSameSubject(_ candidate: Candidate, _ last: Candidate) -> Bool {
    guard let a = candidate.subject, let b = last.subject else { return true }
    if a == b { return true }
    // "RE:" and nothing else.
    if (a.isEmpty && candidate.isAnswer) || (b.isEmpty && last.isAnswer) { return true }
    let short = min(a.count, b.count)
    // One is cut short, or a mark such as "FW:" was misread before it.
    if short >= 8, a.prefix(short) == b.prefix(short) || a.suffix(short) == b.suffix(short) {
      return true
    }
    return short >= 8 && EditDistance.edits(a, b, atMost: max(2, short / 8)) != nil
  }

  // MARK: What stands above a header

  private func piece(_ candidate: Candidate) -> Piece {
    let start = candidate.block.range.lowerBound
    var piece = Piece(block: candidate.block, start: start)
    if let preamble = preamble(candidate) {
      piece.start = preamble.start
      piece.heading = preamble.heading
    }
    return piece
  }

  /// What a mail program prints above the header: the mailbox owner's name (Outlook), or the
  /// subject and the number of messages (Gmail).
  private func preamble(
    _ candidate: Candidate
  ) -> (start: Int, heading: HeaderBlock.Value?)? {
    let above = candidate.above
    guard let first = above.first, above.count <= 6, !candidate.isSecond else { return nil }
    if let count = above.last(where: { isMessageCount(views[$0].bytes) }) {
      guard let title = above.last(where: { $0 < count }) else { return (first, nil) }
      let heading = HeaderBlock.Value(
        bytes: Array(views[title].bytes.trimmed()), covers: lines[title].covers, views: [title],
        label: [])
      return (first, heading)
    }
    let line = views[first].bytes.trimmed()
    if above.count == 1, isBanner(line, of: candidate) { return (first, nil) }
    if let title = title(candidate) { return (first, title) }
    guard above.count == 1 else { return nil }
    return isOwner(line, of: candidate.block)
      || isName(line) && isRepeated(line, above: candidate.block.range.lowerBound)
      ? (first, nil) : nil
  }

  /// The subject where Outlook on the web prints it: as a title above a header that has none, which
  /// begins with the sender's name or with labels without colons.
  private func title(_ candidate: Candidate) -> HeaderBlock.Value? {
    let block = candidate.block, above = candidate.above
    guard block.value(.subject) == nil, block.form != .labelled || block.isBare, above.count <= 2,
      let at = above.last, above.count == 1 || isName(views[above[0]].bytes.trimmed()),
      breaksPage(before: candidate)
    else { return nil }
    let line = views[at].bytes.trimmed()
    guard line.count <= 200, HeaderLabel(line)?.strength != .exact, !isOwner(line, of: block),
      Introduction.divider(line) == nil
    else { return nil }
    return HeaderBlock.Value(
      bytes: Array(line), covers: lines[at].covers, views: [at], label: [])
  }

  private func isName(_ line: Bytes) -> Bool {
    line.count <= 60 && line.words.count <= 5 && !line.contains(.colon)
      && line.first?.isUpper ?? false
  }

  /// Whether a line is the name of the mailbox's owner: that of the sender or of a recipient.
  private func isOwner(_ line: Bytes, of block: HeaderBlock) -> Bool {
    guard isName(line) else { return false }
    let people = [HeaderLabel.Field.from, .to, .cc].compactMap { block.value($0)?.bytes }
    let names = line.split { !$0.isLetter }.map { Array($0.map(\.lower)) }.filter { $0.count > 2 }
    return names.count >= 2
      && people.contains { value in
        names.allSatisfy { name in value[...].has(String(decoding: name, as: UTF8.self)) }
      }
  }

  /// What GroupWise prints above a header: "(9/22/2015) Dana Wills - Re: Parking". It names the
  /// sender, and the subject or, in brackets, the date.
  private func isBanner(_ line: Bytes, of candidate: Candidate) -> Bool {
    guard line.count <= 160, let from = candidate.block.value(.from)?.bytes else { return false }
    let name = from.prefix { !"(<[".utf8.contains($0) }
    let names = name.split { !$0.isLetter }.map { $0.map(\.lower) }.filter { $0.count > 2 }
    guard !names.isEmpty,
      names.allSatisfy({ line.has(String(decoding: $0, as: UTF8.self)) })
    else { return false }
    let isDated =
      line.first == UInt8(ascii: "(") && line.dropFirst().first?.isDigit == true
      && line.prefix { $0 != UInt8(ascii: ")") }.contains(UInt8(ascii: "/"))
    guard let subject = candidate.subject, subject.count >= 4 else { return isDated }
    let letters = line.letters
    return isDated
      || letters.indices.contains { letters[$0...].starts(with: subject) }
  }

  /// "2 messages"
  private func isMessageCount(_ line: Bytes) -> Bool {
    let words = line.words
    guard words.count == 2, words[0].allSatisfy(\.isDigit) else { return false }
    return words[1].elementsEqual("messages".utf8) || words[1].elementsEqual("message".utf8)
  }

  /// Whether the same line also heads another page.
  private func isRepeated(_ line: Bytes, above start: Int) -> Bool {
    guard line.words.count >= 2 else { return false }
    var previous: Int?
    var times = 0
    for (at, other) in lines.enumerated() where !views[at].isBlank {
      if other.page != previous, views[at].bytes.trimmed() == line { times += 1 }
      previous = other.page
    }
    return times >= 2
  }
}
