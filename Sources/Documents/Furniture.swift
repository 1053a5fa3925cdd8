// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finds what an agency or a printer put on a page beside its text: Bates numbers, page numbers,
/// release stamps, running headers.
///
/// `mark` looks at one page. `settle` looks at all pages of a source, in order, and corrects what
/// one page alone cannot tell. Both depend on the words only, so they can be done again.
package enum Furniture {
  /// One stretch of a line with no wide gap in it.
  struct Segment {
    var words: Range<Int>
    /// Upright.
    var box: Box
    var line: Int
  }

  /// How far from the edge furniture reaches, as a share of the page's height or width.
  static let band = 0.13

  /// Sets `bates`, `stamps` and `furniture` from the words of the page.
  package static func mark(_ page: inout Page) {
    let space = PageSpace(width: page.width, height: page.height, rotation: page.rotation)
    let segments = segments(of: page, space)
    (page.bates, page.stamps, page.furniture) = (nil, [], [])
    var marked = Set<Int>()
    var numbers: [(index: Int, bates: BatesNumber)] = []
    for index in edge(segments, space, page) {
      marked.insert(index)
      if let bates = BatesNumber.find(in: text(of: segments[index], page)) {
        numbers.append((index, bates))
      }
    }
    for stamp in Stamps.find(in: segments, page, height: space.height) {
      page.stamps.append(stamp.text)
      marked.formUnion(stamp.segments)
    }
    // Where several look like Bates numbers: the one with most to show for it, then the lowest.
    let best = numbers.max {
      ($0.bates.weight, segments[$0.index].box.y0) < ($1.bates.weight, segments[$1.index].box.y0)
    }
    page.bates = best?.bates.text
    page.furniture = marked.sorted().map { index in
      // Only the number, where text stands before it.
      guard let number = numbers.first(where: { $0.index == index })?.bates, number.leading > 0
      else { return space.unrotated(segments[index].box).rounded }
      let words = page.words[segments[index].words].dropFirst(number.leading)
      return words.dropFirst().reduce(words.first?.box ?? .nowhere) { $0.union($1.box) }
    }
  }

  /// The segments of a page in the order of its words.
  static func segments(of page: Page, _ space: PageSpace) -> [Segment] {
    var out: [Segment] = []
    var start = 0
    var box = Box.nowhere
    func close(_ end: Int) {
      guard end > start else { return }
      out.append(Segment(words: start..<end, box: box, line: page.words[start].line))
    }
    for index in page.words.indices {
      let word = page.words[index]
      let place = space.turns == 0 ? word.box : space.uprightFromUnrotated(word.box)
      let goesOn =
        index > start && page.words[index - 1].line == word.line
        && place.x0 - box.x1 < 1.6 * max(place.height, 6)
      if !goesOn {
        close(index)
        start = index
        box = place
      } else {
        box = box.union(place)
      }
    }
    close(page.words.count)
    return out
  }

  static func text(of segment: Segment, _ page: Page) -> String {
    var text = page.words[segment.words.lowerBound].text
    for word in page.words[segment.words.dropFirst()] {
      text += " "
      text += word.text
    }
    return text
  }

  /// Bates and page numbers: those of the outermost lines, near the top and the bottom with next to
  /// no text of the document beyond them, and those that stand on their side in the margins.
  ///
  /// - Parameter loosely: with numbers that only a row of pages can prove.
  static func edge(
    _ segments: [Segment], _ space: PageSpace, _ page: Page, loosely: Bool = false
  ) -> [Int] {
    let (top, bottom) = (space.height * band, space.height * (1 - band))
    func sorted(_ part: [Int]) -> [Int] {
      part.sorted {
        (segments[$0].box.midY, segments[$0].box.x0) < (segments[$1].box.midY, segments[$1].box.x0)
      }
    }
    var found: [Int] = []
    func collect(_ indices: [Int]) {
      // Three rows of the document's own text end the margin: a header may be that deep.
      var foreign = 0
      var row = -1
      for index in indices {
        let segment = segments[index]
        let text = text(of: segment, page)
        if BatesNumber.find(in: text, loosely: loosely) != nil || isPageNumber(text) {
          found.append(index)
        } else if segment.line != row {
          foreign += 1
          row = segment.line
          if foreign > 2 { break }
        }
      }
    }
    collect(sorted(segments.indices.filter { segments[$0].box.midY < top }))
    collect(sorted(segments.indices.filter { segments[$0].box.midY > bottom }).reversed())
    let side = space.width * 0.1
    for index in segments.indices {
      let box = segments[index].box
      guard box.height > 2 * box.width, box.x1 < side || box.x0 > space.width - side,
        !found.contains(index)
      else { continue }
      if BatesNumber.find(in: text(of: segments[index], page), loosely: loosely) != nil {
        found.append(index)
      }
    }
    return found
  }

  /// "12", "- 12 -", "Page 3", "Page 3 of 9", "3 of 9", "3/9", "iv".
  static func isPageNumber(_ text: String) -> Bool {
    guard text.utf8.count <= 24, mayBeNumber(text) else { return false }
    var parts = text.lowercased().split { $0 == " " || $0 == "-" || $0 == "–" || $0 == "—" }
    if let first = parts.first, ["page", "pg", "pg.", "p.", "p"].contains(first) {
      parts.removeFirst()
    }
    func number(_ part: Substring) -> Bool {
      part.utf8.count <= 4 && !part.isEmpty && part.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
    }
    switch parts.count {
    case 1:
      if number(parts[0]) { return true }
      let fraction = parts[0].split(separator: "/", omittingEmptySubsequences: false)
      if fraction.count == 2, fraction.allSatisfy(number) { return true }
      return parts[0].utf8.count <= 5 && parts[0].utf8.allSatisfy { "ivxl".utf8.contains($0) }
        && text == text.lowercased()
    case 3: return number(parts[0]) && ["of", "/"].contains(parts[1]) && number(parts[2])
    default: return false
    }
  }

  /// A digit, or nothing but the letters of "page iv".
  private static func mayBeNumber(_ text: String) -> Bool {
    text.utf8.contains { $0 >= 48 && $0 <= 57 }
      || text.utf8.allSatisfy { byte in
        byte >= 0x80 || byte < 0x41 || "pageivxl".utf8.contains(byte | 0x20)
      }
  }
}
