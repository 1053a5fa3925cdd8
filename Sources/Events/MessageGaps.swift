// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What is blacked out, or marked as such, among the lines that a message's sender wrote.
struct MessageGaps {
  struct Gap {
    /// The words that stand right before it on its line, at most four.
    var before: [ArraySlice<UInt8>]
    /// Wide enough for more than a name.
    var isLarge: Bool
    var code: String?
    var citation: Citation
  }

  private(set) var gaps: [Gap] = []
  /// The sender's part has no words left.
  private(set) var hidesAll = false

  private static let largeWidth = 90.0
  private static let wordsBefore = 4

  init(_ message: Message, redactions: [Int: [Redaction]]) {
    let lines = message.lines.filter { $0.zone == .new }
    for (index, line) in lines.enumerated() {
      readMarks(line, message)
      guard let page = line.page, let box = line.box else { continue }
      let onLine = (redactions[page] ?? []).filter { redaction in
        let shared = redaction.box.intersection(box.grown(by: 1)).height
        return shared > min(box.height, redaction.box.height) / 2
          && redaction.box.x0 < max(box.x1, box.x0 + 400) && redaction.box.x1 > box.x0 - 2
      }
      for redaction in onLine.sorted(by: { $0.box.x0 < $1.box.x0 }) {
        var before = Self.words(before: redaction, of: line, onLine)
        // A box that begins a line goes on from the one above it.
        if before.isEmpty, index > 0 { before = Self.lastWords(of: lines[index - 1]) }
        add(redaction, page: page, before: before, message)
      }
    }
    readBetween(lines, message, redactions)
    let hasWords = lines.contains { line in line.text.utf8.contains { 0x61...0x7A ~= $0 | 0x20 } }
    if !hasWords {
      readBelowHeader(message, redactions)
      hidesAll = !gaps.isEmpty
    }
  }

  private mutating func add(
    _ redaction: Redaction, page: Int, before: [ArraySlice<UInt8>], _ message: Message
  ) {
    let citation = Citation(
      source: message.source,
      place: .page(number: page, bates: message.bates(ofPage: page), boxes: [redaction.box]),
      quote: "")
    if gaps.contains(where: { $0.citation == citation }) { return }
    let isLarge = redaction.box.width >= Self.largeWidth || redaction.box.height > 24
    gaps.append(
      Gap(
        before: before, isLarge: isLarge,
        code: redaction.codes.isEmpty ? nil : redaction.codes.joined(separator: ", "),
        citation: citation))
  }

  /// Boxes over whole lines, which leave no line of text behind: those between the first and the
  /// last line of the sender's part on a page.
  private mutating func readBetween(
    _ lines: [MessageLine], _ message: Message, _ redactions: [Int: [Redaction]]
  ) {
    var extents: [Int: Box] = [:]
    for line in lines {
      guard let page = line.page, let box = line.box else { continue }
      extents[page] = extents[page]?.union(box) ?? box
    }
    for (page, extent) in extents.sorted(by: { $0.key < $1.key }) {
      for redaction in redactions[page] ?? []
      where redaction.box.midY > extent.y0 && redaction.box.midY < extent.y1 + 18
        && redaction.box.width >= Self.largeWidth
      {
        add(redaction, page: page, before: [], message)
      }
    }
  }

  private mutating func readBelowHeader(_ message: Message, _ redactions: [Int: [Redaction]]) {
    guard let page = message.citation.page else { return }
    let bottom = message.citation.boxes.map(\.y1).max() ?? 0
    let next = message.lines.first { $0.zone == .quoted && $0.page == page }?.box?.y0 ?? .infinity
    for redaction in redactions[page] ?? []
    where redaction.box.y1 > bottom && redaction.box.y0 < next {
      add(redaction, page: page, before: [], message)
    }
  }

  /// Marks in the text itself: "[redacted]", "(b)(6)", a run of blocks.
  private mutating func readMarks(_ line: MessageLine, _ message: Message) {
    var at = line.text.startIndex
    for piece in line.text.split(separator: " ") {
      at = piece.startIndex
      guard piece.utf8.first.map({ $0 == 0x5B || $0 == 0x28 || $0 >= 0x80 }) == true,
        let code = WithheldCell.code(String(piece))
      else { continue }
      let before = PhrasePattern.normal(String(line.text[..<at]))
      gaps.append(
        Gap(
          before: Array(before.split(separator: 0x20).suffix(Self.wordsBefore)),
          isLarge: line.text.split(separator: " ").count == 1,
          code: code.isEmpty ? nil : code, citation: message.citation(of: line)))
    }
  }

  private static func lastWords(of line: MessageLine) -> [ArraySlice<UInt8>] {
    Array(PhrasePattern.normal(line.text).split(separator: 0x20).suffix(wordsBefore))
  }

  /// The words left of a box, told by how far into the line it begins.
  private static func words(
    before redaction: Redaction, of line: MessageLine, _ all: [Redaction]
  ) -> [ArraySlice<UInt8>] {
    guard let box = line.box else { return [] }
    let inside = all.map { max(0, $0.box.intersection(box).width) }.reduce(0, +)
    let letters = Double(line.text.utf8.count)
    let width = max(1, box.width - inside) / max(1, letters)
    let left = all.filter { $0.box.x1 <= redaction.box.x0 + 1 }
      .map { max(0, $0.box.intersection(box).width) }.reduce(0, +)
    let count = Int(((redaction.box.x0 - box.x0 - left) / width).rounded())
    guard count > 0 else { return [] }
    // A word of which more than half stands before the box stands before it.
    var taken = 0
    var words: [Substring] = []
    for word in line.text.split(separator: " ") {
      if taken + word.utf8.count / 2 >= count { break }
      words.append(word)
      taken += word.utf8.count + 1
    }
    let normal = PhrasePattern.normal(words.joined(separator: " "))
    return Array(normal.split(separator: 0x20).suffix(wordsBefore))
  }

  /// The gap that hides a slot which the message does not state.
  func gap(hiding slot: Slot, leads: [PhrasePattern]) -> Gap? {
    if let found = gaps.first(where: { gap in
      leads.contains { lead in
        (0..<gap.before.count).contains { lead.isWhole(Array(gap.before[$0...])) }
      }
    }) {
      return found
    }
    return slot == .purpose || slot == .basis ? gaps.first(where: \.isLarge) : nil
  }
}

extension Message {
  func bates(ofPage page: Int) -> String? {
    guard let index = pages.firstIndex(of: page), bates.count == pages.count else { return nil }
    return bates[index].isEmpty ? nil : bates[index]
  }

  /// The place of one line, or of the whole message where lines have none.
  func citation(of line: MessageLine) -> Citation {
    guard let page = line.page else {
      return Citation(source: source, place: citation.place, quote: line.text)
    }
    return Citation(
      source: source,
      place: .page(
        number: page, bates: bates(ofPage: page), boxes: line.box.map { [$0] } ?? []),
      quote: line.text)
  }
}
