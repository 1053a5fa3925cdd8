// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Furniture {
  /// Corrects what one page alone cannot tell, from all pages of one source in order: which of
  /// several numbers is the Bates number, and which lines are running headers and footers.
  ///
  /// The pages must have gone through `mark`. Done twice it changes nothing more.
  package static func settle(_ pages: inout [Page]) {
    let edges = pages.map { Edge($0) }
    settleBates(&pages, edges)
    for index in pages.indices {
      let neighbours = [index - 1, index + 1].filter { pages.indices.contains($0) }
      for line in edges[index].lines
      where neighbours.contains(where: { edges[$0].lines.contains { $0.isTwin(of: line) } }) {
        let box = line.box.rounded
        let known = pages[index].furniture.contains { box.share(in: $0.grown(by: 1)) > 0.8 }
        if !known { pages[index].furniture.append(box) }
      }
    }
  }

  /// The number that goes up by one a page is the Bates number.
  private static func settleBates(_ pages: inout [Page], _ edges: [Edge]) {
    struct Key: Hashable {
      var prefix: String
      var digits: Int
      var offset: Int
    }
    func key(_ bates: BatesNumber, _ page: Int) -> Key {
      Key(prefix: bates.prefix, digits: bates.digits, offset: bates.number - page)
    }
    var count: [Key: Int] = [:]
    for (page, edge) in zip(pages, edges) {
      for bates in Set(edge.numbers + edge.loose.map(\.bates)) {
        count[key(bates, page.number), default: 0] += 1
      }
    }
    settleLoose(&pages, edges) { bates, page in count[key(bates, page), default: 0] }
    // What several pages agree on tells recognised letters from digits: "FPDO00002" is FPD000002.
    let runs = count.filter { $0.value >= 3 }.sorted {
      ($1.value, $0.key.prefix, $0.key.digits, $0.key.offset)
        < ($0.value, $1.key.prefix, $1.key.digits, $1.key.offset)
    }.map(\.key)
    for (index, edge) in edges.enumerated() where pages[index].method == .ocr {
      let seen = (edge.numbers.map(\.text) + edge.lines.map(\.text)).map(skeleton)
      for run in runs where pages[index].number + run.offset >= 0 {
        let digits = String(pages[index].number + run.offset)
        let padding = String(repeating: "0", count: max(0, run.digits - digits.count))
        let expected = run.prefix + padding + digits
        let isMisread = edge.numbers.contains { own in
          own.number == pages[index].number + run.offset && own.digits == run.digits
            && count[key(own, pages[index].number), default: 0] * 4 <= count[run, default: 0]
            && areAlike(skeleton(own.prefix), skeleton(run.prefix))
        }
        if isMisread || seen.contains(skeleton(expected)) {
          pages[index].bates = expected
          break
        }
      }
    }
    for (index, edge) in edges.enumerated()
    where edge.numbers.count > 1 && pages[index].method != .ocr {
      let number = pages[index].number
      // The order of the page decides between numbers that go on equally far.
      var best = edge.numbers[0]
      for other in edge.numbers.dropFirst()
      where count[key(other, number), default: 0] > count[key(best, number), default: 0] {
        best = other
      }
      if count[key(best, number), default: 0] > 1 { pages[index].bates = best.text }
    }
  }

  /// Numbers that only a row of pages proves: three or more of them, on most pages between the first
  /// and the last, in place of none or of one that stands by itself.
  private static func settleLoose(
    _ pages: inout [Page], _ edges: [Edge], _ count: (BatesNumber, Int) -> Int
  ) {
    for (index, edge) in edges.enumerated() {
      let number = pages[index].number
      let own = edge.numbers.map { count($0, number) }.max() ?? 0
      guard own < 2 else { continue }
      let best = edge.loose.max { count($0.bates, number) < count($1.bates, number) }
      guard let best, count(best.bates, number) >= 3 else { continue }
      pages[index].bates = best.bates.text
      let known = pages[index].furniture.contains { best.box.share(in: $0.grown(by: 1)) > 0.8 }
      if !known { pages[index].furniture.append(best.box) }
    }
  }

  /// Whether two prefixes differ in one letter at most: changed, added or lost.
  private static func areAlike(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    guard long.count - short.count <= 1, long.count > 1 else { return short == long }
    let same = zip(short, long).prefix { $0 == $1 }.count
    return short.dropFirst(long.count == short.count ? same + 1 : same)
      .elementsEqual(long.dropFirst(same + 1))
  }

  /// Letters and digits that recognition takes for each other, made one.
  ///
  /// Only the surest pairs, and as they are cased: all that stands at the edges of a page is asked
  /// whether it is the number. `BatesLabel` in Releases, which asks a number alone that its
  /// neighbours vouch for, goes further.
  private static func skeleton(_ text: String) -> [UInt8] {
    text.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "O"), UInt8(ascii: "o"), UInt8(ascii: "Q"), UInt8(ascii: "D"): 48
      case UInt8(ascii: "I"), UInt8(ascii: "l"), UInt8(ascii: "|"), UInt8(ascii: "i"): 49
      case UInt8(ascii: "Z"), UInt8(ascii: "z"): 50
      case UInt8(ascii: "S"), UInt8(ascii: "s"): 53
      case UInt8(ascii: "B"): 56
      case 32: nil
      default: byte
      }
    }
  }

  /// What stands near the top and the bottom of a page.
  private struct Edge {
    struct Line {
      var text: String
      var pattern: String
      /// Unrotated.
      var box: Box
      /// Upright.
      var y: Double

      func isTwin(of other: Line) -> Bool { pattern == other.pattern && abs(y - other.y) < 6 }
    }

    var numbers: [BatesNumber] = []
    /// Those that one page alone does not prove; the boxes unrotated.
    var loose: [(bates: BatesNumber, box: Box)] = []
    var lines: [Line] = []

    init(_ page: Page) {
      let space = PageSpace(width: page.width, height: page.height, rotation: page.rotation)
      let segments = Furniture.segments(of: page, space)
      for index in Furniture.edge(segments, space, page, loosely: true) {
        let text = Furniture.text(of: segments[index], page)
        if let bates = BatesNumber.find(in: text) {
          numbers.append(bates)
        } else if let bates = BatesNumber.find(in: text, loosely: true) {
          loose.append((bates, space.unrotated(segments[index].box).rounded))
        }
      }
      let level = segments.filter { $0.box.width > $0.box.height }
      let order = level.indices.sorted { level[$0].box.midY < level[$1].box.midY }
      take(order, level, space, page) { $0.midY < space.height * Furniture.band }
      take(order.reversed(), level, space, page) {
        $0.midY > space.height * (1 - Furniture.band)
      }
    }

    /// The outermost two rows, as far as a gap parts them from the text.
    private mutating func take(
      _ order: [Int], _ segments: [Segment], _ space: PageSpace, _ page: Page,
      where isNear: (Box) -> Bool
    ) {
      var rows: [[Segment]] = []
      for index in order {
        let segment = segments[index]
        if let last = rows.last?.first, abs(last.box.midY - segment.box.midY) < 4 {
          rows[rows.count - 1].append(segment)
        } else {
          if rows.count == 3 { break }
          rows.append([segment])
        }
      }
      var kept = 0
      for (number, row) in rows.enumerated().prefix(2) where row.allSatisfy({ isNear($0.box) }) {
        guard rows.indices.contains(number + 1), let here = row.first,
          let next = rows[number + 1].first
        else { break }
        let gap = max(here.box.y0, next.box.y0) - min(here.box.y1, next.box.y1)
        if gap > 0.7 * here.box.height { kept = number + 1 }
      }
      for segment in rows.prefix(kept).joined() {
        let text = Furniture.text(of: segment, page)
        if Self.isMailField(text) { continue }
        // Numbers go up from page to page.
        let pattern = String(text.map { $0.isNumber ? "#" : $0 })
        lines.append(
          Line(text: text, pattern: pattern, box: space.unrotated(segment.box), y: segment.box.midY)
        )
      }
    }

    /// Mails printed one a page begin alike and are no header of the print.
    private static func isMailField(_ text: String) -> Bool {
      let start = text.lowercased()
      return ["from:", "to:", "sent:", "date:", "cc:", "bcc:", "subject:", "re:", ">"].contains {
        start.hasPrefix($0)
      }
    }
  }
}
