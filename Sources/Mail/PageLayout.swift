// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Turns pages into lines: furniture left out, covered stretches marked, gaps made blank lines.
struct PageLayout {
  /// Where full lines end, in points; what would have reached past it was wrapped.
  private var margin = 0.0
  private var lines: [Line] = []

  static func lines(of pages: [Page]) -> [Line] {
    var layout = PageLayout()
    let drafts = pages.map { (page: $0, lines: layout.draft($0)) }
    layout.margin = layout.rightMargin(of: drafts.map(\.lines), widths: pages.map(\.width))
    for (page, lines) in drafts { layout.append(lines, of: page) }
    return layout.lines
  }

  // MARK: One page

  /// A line before it has its bytes: words and covers from left to right.
  private struct Draft {
    var line: Line
    var box: Box
    /// Width in points of the first word or cover.
    var firstWidth: Double
    /// Nothing but covers.
    var isBare: Bool
    /// Between its first two words, where it has two.
    var space: Double?
  }

  private func draft(_ page: Page) -> [Draft] {
    var rows: [(words: [Int], box: Box)] = []
    var number = Int.min
    for (index, word) in page.words.enumerated() {
      let (x, y) = (word.box.midX, word.box.midY)
      if page.furniture.contains(where: { $0.contains(x: x, y: y) }) { continue }
      if page.covers.contains(where: { $0.box.contains(x: x, y: y) }) { continue }
      if word.line == number, !rows.isEmpty {
        rows[rows.count - 1].words.append(index)
        rows[rows.count - 1].box = rows[rows.count - 1].box.union(word.box)
      } else {
        rows.append(([index], word.box))
        number = word.line
      }
    }
    join(&rows, page)
    return cover(rows, page)
  }

  /// Joins what a reader took for columns but stands on one line: labels and their values, the
  /// words on either side of a covered stretch.
  private func join(_ rows: inout [(words: [Int], box: Box)], _ page: Page) {
    let order = rows.indices.sorted { (rows[$0].box.midY, $0) < (rows[$1].box.midY, $1) }
    var into = Array(rows.indices)
    for (rank, index) in order.enumerated() {
      for other in order[..<rank].reversed() {
        let (a, b) = (rows[into[other]].box, rows[index].box)
        if b.midY - rows[other].box.midY > a.height { break }
        let shared = min(a.y1, b.y1) - max(a.y0, b.y0)
        guard shared > 0.6 * min(a.height, b.height),
          max(a.height, b.height) < 2.5 * min(a.height, b.height),
          b.x0 >= a.x1 - 1 || b.x1 <= a.x0 + 1
        else { continue }
        let first = min(into[other], index), second = max(into[other], index)
        rows[first].words += rows[second].words
        rows[first].box = a.union(b)
        for at in into.indices where into[at] == second { into[at] = first }
        into[index] = first
        break
      }
    }
    if zip(into, rows.indices).contains(where: { $0 != $1 }) {
      for index in rows.indices {
        rows[index].words.sort { page.words[$0].box.x0 < page.words[$1].box.x0 }
      }
      rows = rows.enumerated().filter { into[$0.offset] == $0.offset }.map(\.element)
    }
  }

  private func cover(_ rows: [(words: [Int], box: Box)], _ page: Page) -> [Draft] {
    var touching = [[Redaction]](repeating: [], count: rows.count)
    var alone: [Redaction] = []
    for redaction in page.covers {
      var met = false
      for (index, row) in rows.enumerated() {
        let shared = min(row.box.y1, redaction.box.y1) - max(row.box.y0, redaction.box.y0)
        if shared > 0.5 * min(row.box.height, redaction.box.height) {
          touching[index].append(redaction)
          met = true
        }
      }
      if !met { alone.append(redaction) }
    }
    var drafts = rows.indices.map { draft(rows[$0].words, touching[$0], page) }
    for redaction in alone.sorted(by: { ($0.box.y0, $0.box.x0) < ($1.box.y0, $1.box.x0) }) {
      let at = drafts.firstIndex { $0.box.midY > redaction.box.midY } ?? drafts.count
      if at > 0, drafts[at - 1].isBare,
        abs(drafts[at - 1].box.midY - redaction.box.midY) < 0.5 * redaction.box.height
      {
        drafts[at - 1].line.bytes += [.space, Line.mark]
        drafts[at - 1].line.covers.append(Cover(redaction))
        drafts[at - 1].box = drafts[at - 1].box.union(redaction.box)
        drafts[at - 1].line.box = drafts[at - 1].box
      } else {
        drafts.insert(draft([], [redaction], page), at: at)
      }
    }
    return drafts
  }

  private func draft(_ words: [Int], _ redactions: [Redaction], _ page: Page) -> Draft {
    enum Item {
      case word(Int)
      case cover(Redaction)
    }
    var items: [(x: Double, item: Item)] = words.map { (page.words[$0].box.x0, .word($0)) }
    items += redactions.map { ($0.box.x0, .cover($0)) }
    if !redactions.isEmpty { items.sort { $0.x < $1.x } }
    var line = Line(bytes: [])
    var box: Box?
    var first = 0.0
    for (_, item) in items {
      if !line.bytes.isEmpty { line.bytes.append(.space) }
      let itemBox: Box
      switch item {
      case .word(let index):
        let text = page.words[index].text
        if text.utf8.contains(Line.mark) {
          line.bytes += text.utf8.filter { $0 != Line.mark }
        } else {
          line.bytes += text.utf8
        }
        itemBox = page.words[index].box
        if page.words[index].confidence != nil { line.recognized = true }
      case .cover(let redaction):
        line.bytes.append(Line.mark)
        line.covers.append(Cover(redaction))
        itemBox = redaction.box
      }
      if box == nil { first = itemBox.width }
      box = box?.union(itemBox) ?? itemBox
    }
    let whole = box ?? Box(x0: 0, y0: 0, x1: 0, y1: 0)
    line.page = page.number
    line.indent = whole.x0
    // The place of the line is that of its words; what covers others has boxes of its own.
    line.box = words.reduce(nil) { $0?.union(page.words[$1].box) ?? page.words[$1].box } ?? whole
    // Words of one line that a reader took apart have no common range.
    if let low = words.min(), let high = words.max(), high - low < words.count {
      line.words = low..<(high + 1)
    }
    let gap =
      words.count > 1 ? page.words[words[1]].box.x0 - page.words[words[0]].box.x1 : nil
    line.tabbed = gap.map { $0 > 1.5 * whole.height } ?? false
    let space = gap.flatMap { $0 > 0 && $0 < whole.height ? $0 : nil }
    return Draft(
      line: line, box: whole, firstWidth: first, isBare: words.isEmpty, space: space)
  }

  // MARK: Across pages

  /// Nearly the rightmost end of a line: the few that reach further are set in bold or overlong.
  private func rightMargin(of pages: [[Draft]], widths: [Double]) -> Double {
    let ends = pages.flatMap { $0.map(\.box.x1) }.sorted()
    guard !ends.isEmpty else { return .infinity }
    let reach = ends[min(ends.count - 1, ends.count * 98 / 100)]
    return max(reach, 0.78 * (widths.max() ?? 0))
  }

  private mutating func append(_ drafts: [Draft], of page: Page) {
    let pitch = self.pitch(of: drafts)
    for (index, draft) in drafts.enumerated() {
      var line = draft.line
      if index > 0 {
        let last = drafts[index - 1].box
        if draft.box.midY - last.midY > 1.45 * pitch || draft.box.y0 - last.y1 > 0.8 * pitch {
          lines.append(.blank(page: page.number))
        }
      }
      if let last = lines.last, let box = last.box, last.page == page.number || index == 0 {
        let space = draft.space ?? 0.3 * min(draft.box.height, box.height)
        let end = max(box.x1, last.covers.map(\.box.x1).max() ?? 0)
        line.wraps = end + space + draft.firstWidth > margin - 1
      }
      lines.append(line)
    }
  }

  /// The usual distance from line to line.
  private func pitch(of drafts: [Draft]) -> Double {
    let heights = drafts.map(\.box.height).sorted()
    guard let height = heights.isEmpty ? nil : heights[heights.count / 2] else { return 1 }
    let steps = zip(drafts.dropFirst(), drafts).map { $0.0.box.midY - $0.1.box.midY }
      .filter { $0 > 0.7 * height && $0 < 2.2 * height }.sorted()
    return steps.isEmpty ? 1.2 * height : steps[steps.count / 4]
  }
}

extension Cover {
  init(_ redaction: Redaction) {
    self.init(
      box: redaction.box,
      code: redaction.codes.isEmpty ? nil : redaction.codes.joined(separator: "; "))
  }
}

extension Page {
  /// The redactions that stand in the place of words. A code that is itself printed among the words
  /// is one of them: what it says is read with them.
  fileprivate var covers: [Redaction] {
    redactions.filter { $0.kind != .text || $0.codes.isEmpty }
  }
}
