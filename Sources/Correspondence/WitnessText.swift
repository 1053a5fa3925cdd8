// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the sender of a message wrote and signed, as one copy has it, word by word with its lines.
struct WitnessText {
  let message: Message
  /// Each word as it is compared, and the line it stands on.
  private let words: [String]
  private let shown: [String]
  private let lines: [Int]
  let letters: Int

  /// Beyond this nobody reads a comparison, and its cost grows with the square.
  private static let limit = 6_000

  init(_ message: Message) {
    self.message = message
    var (words, shown, lines): ([String], [String], [Int]) = ([], [], [])
    for (index, line) in message.lines.enumerated() where line.zone != .quoted {
      for word in line.text.split(whereSeparator: \.isWhitespace) where words.count < Self.limit {
        let compact = Words.compact(word)
        // Codes stand where words are withheld.
        if compact.isEmpty || Self.isCode(word) { continue }
        words.append(compact)
        shown.append(String(word))
        lines.append(index)
      }
    }
    (self.words, self.shown, self.lines) = (words, shown, lines)
    letters = words.reduce(0) { $0 + $1.utf8.count }
  }

  /// "(b)(6)", "b7C", "(7)(E)", "7(1)(b)".
  private static func isCode(_ word: Substring) -> Bool {
    let compact = Words.compact(word)
    guard compact.utf8.count <= 8 else { return false }
    let isBracketed = word.contains("(") && word.contains(")")
    let digits = compact.utf8.count { $0 >= 48 && $0 <= 57 }
    let letters = compact.utf8.count - digits
    return isBracketed && digits >= 1 && letters <= 3 && digits <= 4
      || (compact.hasPrefix("b") && digits >= 1 && letters <= 2)
  }

  /// What each of two copies shows that the other does not.
  static func compare(
    _ a: WitnessText, _ b: WitnessText, _ redactions: Witnesses.Redactions
  ) -> [WitnessedMessage.Difference] {
    if a.words == b.words { return [] }
    let changes = b.words.difference(from: a.words)
    let removed = Set(changes.removals.map(Self.offset))
    let inserted = Set(changes.insertions.map(Self.offset))
    var out: [WitnessedMessage.Difference] = []
    var (i, j) = (0, 0)
    while i < a.words.count || j < b.words.count {
      let (from, to) = (i, j)
      while removed.contains(i) { i += 1 }
      while inserted.contains(j) { j += 1 }
      if i == from, j == to {
        i += 1
        j += 1
        continue
      }
      out += gap(a, from..<i, b, to..<j, redactions)
    }
    return out
  }

  private static func offset(_ change: CollectionDifference<String>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  /// What stands in one stretch of both between words that agree.
  private static func gap(
    _ a: WitnessText, _ mine: Range<Int>, _ b: WitnessText, _ theirs: Range<Int>,
    _ redactions: Witnesses.Redactions
  ) -> [WitnessedMessage.Difference] {
    let marks = (b.redactions(around: theirs, redactions), a.redactions(around: mine, redactions))
    var out: [WitnessedMessage.Difference] = []
    // Words against words: each side shows what it has, unless a redaction makes one of them less.
    if !mine.isEmpty, !theirs.isEmpty, marks.0.isEmpty, marks.1.isEmpty {
      if Words.compact(a.shown[mine].joined()) == Words.compact(b.shown[theirs].joined()) {
        return []
      }
      return [a.difference(.differs, mine, b, instead: b.shown[theirs].joined(separator: " "), [])]
    }
    if !mine.isEmpty {
      out.append(
        a.difference(marks.0.isEmpty ? .absent : .withheld, mine, b, instead: nil, marks.0))
    }
    if !theirs.isEmpty {
      out.append(
        b.difference(marks.1.isEmpty ? .absent : .withheld, theirs, a, instead: nil, marks.1))
    }
    return out
  }

  private func difference(
    _ kind: WitnessedMessage.Difference.Kind, _ range: Range<Int>, _ other: WitnessText,
    instead: String?, _ marks: [Redaction]
  ) -> WitnessedMessage.Difference {
    let text = shown[range].joined(separator: " ")
    var codes: [String] = []
    for code in marks.flatMap(\.codes) where !codes.contains(code) { codes.append(code) }
    return WitnessedMessage.Difference(
      part: .text, kind: kind, text: text, shownIn: message.id, withheldIn: other.message.id,
      instead: instead, codes: codes, citation: citation(range, text))
  }

  /// The lines of the words on the first of their pages.
  private func citation(_ range: Range<Int>, _ text: String) -> Citation {
    let own = message.lines[lines[range.lowerBound]...lines[range.upperBound - 1]]
    guard let page = own.first?.page else {
      return Citation(
        source: message.citation.source, place: message.citation.place, quote: text)
    }
    let place = message.pages.firstIndex(of: page)
    let bates = place.flatMap { message.bates.indices.contains($0) ? message.bates[$0] : nil }
    return Citation(
      source: message.source,
      place: .page(
        number: page, bates: message.bates.count == message.pages.count ? bates : nil,
        boxes: own.filter { $0.page == page }.compactMap(\.box)), quote: text)
  }

  /// The redactions on or between the lines of the words beside a stretch of this copy.
  private func redactions(around range: Range<Int>, _ all: Witnesses.Redactions) -> [Redaction] {
    guard let pages = all[message.source] else { return [] }
    let before = range.lowerBound > 0 ? message.lines[lines[range.lowerBound - 1]] : nil
    let after = range.upperBound < lines.count ? message.lines[lines[range.upperBound]] : nil
    // Above the first word stands the head, and below the last the end of the message.
    let head = message.citation
    let first = before?.page ?? head.page
    let last = after?.page ?? message.lines.last { $0.page != nil }?.page ?? message.pages.last
    guard let first, let last, first <= last, last - first <= 20 else { return [] }
    let top = before?.box?.y0 ?? head.boxes.map(\.y1).max() ?? 0
    let bottom =
      after?.box?.y1
      // The quoted part ends what the sender wrote.
      ?? message.lines.first {
        $0.zone == .quoted && $0.page == last && ($0.box?.y0 ?? 0) > (last == first ? top : 0)
      }?.box?.y0 ?? .infinity
    return (first...last).flatMap { page in
      (pages[page] ?? []).filter { redaction in
        let middle = (redaction.box.y0 + redaction.box.y1) / 2
        return redaction.kind == .page
          || ((page > first || middle >= top) && (page < last || middle <= bottom))
      }
    }
  }
}
