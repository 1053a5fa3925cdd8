// SPDX-License-Identifier: Apache-2.0

import Evidence

/// E-mails printed on pages, recovered as messages.
///
/// A message begins at its header block and runs to the next one that is not quoted in it, over
/// pages on which nothing can be read, but never over a page that is missing: what follows it may
/// belong to another.
package enum PrintedMail {
  /// The messages that stand on `pages`: all readable pages of one source, ascending. Each is
  /// followed by those quoted in it.
  package static func messages(in pages: [Page]) -> [Message] {
    var out: [Message] = []
    var names = MessageNames()
    var start = 0
    for end in 1...max(1, pages.count) where end <= pages.count {
      guard end == pages.count || pages[end].number != pages[end - 1].number + 1 else { continue }
      out += PrintedRun(pages: Array(pages[start..<end])).messages(&names)
      start = end
    }
    return SenderSignature.mark(out)
  }
}

/// Names messages by the page they begin on and their number on it.
struct MessageNames {
  private var counts: [Int: Int] = [:]

  mutating func next(_ source: SourceID, page: Int) -> MessageID {
    let number = counts[page, default: 0] + 1
    counts[page] = number
    return "\(source.short).p\(page).\(number)"
  }
}

/// Pages without a gap between them.
private struct PrintedRun {
  let pages: [Page]
  let lines: [Line]
  let views: [View]

  init(pages: [Page]) {
    self.pages = pages
    lines = PageLayout.lines(of: pages)
    views = View.all(lines)
  }

  func messages(_ names: inout MessageNames) -> [Message] {
    let pieces = OuterMail(lines: lines, views: views, height: pages.first?.height ?? 0).pieces()
    var out: [Message] = []
    let first = pieces.first?.start ?? lines.count
    if first > 0 { out += quotedBefore(first, &names) }
    for (index, piece) in pieces.enumerated() {
      let end = index + 1 < pieces.count ? pieces[index + 1].start : lines.count
      out += messages(of: piece, to: end, &names)
    }
    return out
  }

  /// Text before the first header is of no message we know; but messages may be quoted in it.
  private func quotedBefore(_ end: Int, _ names: inout MessageNames) -> [Message] {
    let body = Array(lines[..<end])
    let parts = BodyZones.split(body) { cite(body, $0, $1) }.parts
    return messages(parts, body, in: nil, &names)
  }

  private func messages(
    of piece: OuterMail.Piece, to end: Int, _ names: inout MessageNames
  ) -> [Message] {
    guard let block = piece.block, let source = pages.first?.source else { return [] }
    let facts = HeaderFactReader(lines: lines, views: views) { cite(lines, $0, $1) }
    var header = facts.facts(of: block)
    if let page = page(lines[block.range.lowerBound].page ?? 0) { header.concede(page) }
    if let heading = piece.heading, block.value(.subject) == nil, heading.covers.isEmpty {
      header.subject = .known(heading.bytes[...].squeezed()[...].string)
    }
    var body = Array(lines[block.range.upperBound..<end])
    while body.last?.isBlank ?? false { body.removeLast() }
    while body.first?.isBlank ?? false { body.removeFirst() }
    let result = BodyZones.split(body) { cite(body, $0, $1) }
    let stands = standing(from: piece.start, block: block, to: end)
    let top = lines[block.range.lowerBound].page ?? 0
    let id = names.next(source, page: top)
    let outer = Message(
      id: id, source: source, pages: stands, bates: bates(stands), origin: .printed,
      from: header.from, to: header.to, cc: header.cc, sent: header.sent, zone: header.zone,
      subject: header.subject,
      lines: zip(body, result.zones).map { line, zone in
        MessageLine(
          text: line.text, zone: zone, page: line.page, box: line.box, words: line.words)
      },
      attachments: header.attachments,
      citation: cite(lines, Array(block.range).filter { !lines[$0].isBlank }, []))
    return [outer] + messages(result.parts, body, in: id, &names)
  }

  private func messages(
    _ parts: [QuotedPart], _ body: [Line], in outer: MessageID?, _ names: inout MessageNames
  ) -> [Message] {
    guard let source = pages.first?.source else { return [] }
    var ids: [MessageID] = []
    return parts.map { part in
      let introduced = part.introduction.first.flatMap { body[$0].page }
      let page = introduced ?? part.lines.first.flatMap { body[$0.line].page } ?? 0
      let id = names.next(source, page: page)
      ids.append(id)
      let own = Set(
        part.introduction.compactMap { body[$0].page }
          + part.lines.filter { !body[$0.line].isBlank }.compactMap { body[$0.line].page })
      let stands = own.sorted()
      return part.message(
        id: id, source: source, pages: stands, bates: bates(stands), body: body,
        in: part.parent.map { ids[$0] } ?? outer, cite(body, part.introduction, []))
    }
  }

  /// The pages a message stands on: those with lines of it, and those between and behind them
  /// where all is covered.
  private func standing(from start: Int, block: HeaderBlock, to end: Int) -> [Int] {
    let first = lines[block.range.lowerBound].page ?? 0
    let next = end < lines.count ? lines[end].page : nil
    let inked = Set(lines[start..<end].filter { !$0.isBlank }.compactMap(\.page))
    let covered = pages.filter { page in
      page.number > first && page.number < next ?? .max && !page.redactions.isEmpty
    }.map(\.number)
    return inked.union(covered).sorted()
  }

  private func bates(_ numbers: [Int]) -> [String] { numbers.compactMap { page($0)?.bates } }

  private func page(_ number: Int) -> Page? {
    guard let first = pages.first?.number, number >= first, number - first < pages.count else {
      return nil
    }
    return pages[number - first]
  }

  /// The place of `indices` among `lines`, as far as they stand on the page of the first.
  private func cite(_ lines: [Line], _ indices: [Int], _ covers: [Cover]) -> Citation {
    let number = indices.first.flatMap { lines[$0].page } ?? pages.first?.number ?? 1
    let shown = indices.filter { lines[$0].page == number && !lines[$0].isBlank }
    let boxes = covers.isEmpty ? shown.compactMap { lines[$0].box } : covers.map(\.box)
    return Citation(
      source: pages.first?.source ?? SourceID(hex: ""),
      place: .page(number: number, bates: page(number)?.bates, boxes: boxes),
      quote: shown.map { lines[$0].text }.joined(separator: "\n"))
  }
}
