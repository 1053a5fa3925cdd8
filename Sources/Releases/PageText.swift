// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The words of a page and where among them something is withheld: about a hundred bytes a word.
struct PageText: Sendable {
  /// A redaction, or the part of one on one line, in the order of the words.
  struct Mark: Sendable {
    /// In `Page.redactions`.
    var redaction: Int
    /// How many tokens stand before it.
    var position: Int
  }

  var name: PageName
  var redactions: [Redaction]
  /// As the page has them; `Token.word` tells which one it is.
  var words: [Word]
  /// Of all tokens.
  private(set) var letters: [UInt8] = []
  private(set) var tokens: [Token] = []
  /// Where stretches of three words begin and where single words stand, for their alignment; empty
  /// until the page is prepared.
  private(set) var threes = Landmarks()
  private(set) var ones = Landmarks()
  /// Words that can be seen, those near the upper and lower edge aside, and the room that a word
  /// takes in the mean, in square points.
  private(set) var shown = 0
  private(set) var wordArea = 0.0
  /// The room of its redactions.
  private(set) var withheldArea = 0.0
  var marks: [Mark] = []
  var bates: String?
  var width: Double
  var height: Double
  private var redactedShare: Double

  init(_ page: Page) {
    name = PageName(source: page.source, number: page.number)
    (redactions, bates, words) = (page.redactions, page.bates, page.words)
    (width, height, redactedShare) = (page.width, page.height, page.redactedShare)
    tokens.reserveCapacity(page.words.count)
    letters.reserveCapacity(page.words.count * 10)
    for (index, word) in page.words.enumerated() {
      let (x, y) = (word.box.midX, word.box.midY)
      if page.furniture.contains(where: { $0.contains(x: x, y: y) }) { continue }
      let covered = page.redactions.contains { $0.box.contains(x: x, y: y) }
      if let token = Token(word, at: index, isCovered: covered, letters: &letters) {
        tokens.append(token)
      }
    }
    place()
    for mark in marks where mark.position < tokens.count { tokens[mark.position].follows = true }
    // A page full of boxes is rare; the marks of each position are found by search.
    marks.sort { ($0.position, $0.redaction) < ($1.position, $1.redaction) }
  }

  /// The word of the page that a token is.
  func word(_ token: Int) -> Word { words[Int(tokens[token].word)] }

  func box(_ token: Int) -> Box { words[Int(tokens[token].word)].box }

  /// Near the upper and lower edge stand dates of printing and numbers that nobody knew as such.
  func isAtEdge(_ token: Int) -> Bool {
    let y = box(token).midY
    return y < 0.07 * height || y > 0.93 * height
  }

  /// What is left of a page drawn full of boxes: a heading, a page number.
  private static let mostLeft = 12

  /// Nothing of the page itself can be seen, or next to nothing.
  var isWithheldWhole: Bool {
    redactions.contains { $0.kind == .page || $0.kind == .slip }
      || redactedShare >= 0.95 && tokens.count { !$0.isCovered } < Self.mostLeft
  }

  /// How many pages it stands for; nil for a slip that does not say.
  var standsFor: Int? {
    let slip = redactions.first { $0.kind == .slip }
    return slip == nil ? 1 : slip?.withheldPages
  }

  /// A stretch of tokens on one line and the room they take.
  private struct Line {
    var tokens: Range<Int>
    var box: Box
  }

  private mutating func place() {
    guard !redactions.isEmpty else { return }
    var lines: [Line] = []
    for index in tokens.indices {
      if index > 0, word(index).line == word(index - 1).line {
        lines[lines.count - 1].tokens = lines[lines.count - 1].tokens.lowerBound..<(index + 1)
        lines[lines.count - 1].box = lines[lines.count - 1].box.union(box(index))
      } else {
        lines.append(Line(tokens: index..<(index + 1), box: box(index)))
      }
    }
    for (number, redaction) in redactions.enumerated() {
      for position in positions(under: redaction.box, lines) {
        marks.append(Mark(redaction: number, position: position))
      }
    }
  }

  /// Where among the tokens the words under a box would stand: once on each line it runs over, or
  /// between two lines.
  private func positions(under box: Box, _ lines: [Line]) -> [Int] {
    var out: Set<Int> = []
    for line in lines {
      let shared = min(box.y1, line.box.y1) - max(box.y0, line.box.y0)
      guard shared > 0.4 * min(line.box.height, box.height) else { continue }
      // In a page of columns the line beside it counts, not one across the page.
      let apart = max(line.box.x0 - box.x1, box.x0 - line.box.x1)
      let rival = lines.contains { other in
        let level = min(other.box.y1, line.box.y1) - max(other.box.y0, line.box.y0)
        return other.tokens != line.tokens && level > 0.5 * line.box.height
          && max(other.box.x0 - box.x1, box.x0 - other.box.x1) < apart
      }
      if rival, apart > 0 { continue }
      out.insert(
        line.tokens.first { self.box($0).midX > box.midX } ?? line.tokens.upperBound)
    }
    if out.isEmpty {
      let below =
        lines.first { $0.box.midY > box.midY && $0.box.x1 > box.x0 && $0.box.x0 < box.x1 }
        ?? lines.first { $0.box.midY > box.midY }
      out.insert(below?.tokens.lowerBound ?? tokens.count)
    }
    return out.sorted()
  }

  /// The marks between token `i` and token `j`, both not counted, of which one may be -1 or the end.
  func marks(after i: Int, before j: Int) -> ArraySlice<Mark> {
    let low = firstMark(at: i + 1)
    let high = firstMark(at: j + 1)
    return marks[low..<max(low, high)]
  }

  private func firstMark(at position: Int) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].position >= position { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension PageText {
  /// Hashes of three words in a row that can be seen and have nothing withheld between them, each
  /// with the place of its first word.
  func eachShingle(_ body: (_ start: Int, _ hash: UInt64) -> Void) {
    guard tokens.count > 2 else { return }
    for n in 2..<tokens.count {
      let (a, b, c) = (tokens[n - 2], tokens[n - 1], tokens[n])
      if a.isCovered || b.isCovered || c.isCovered || b.follows || c.follows { continue }
      body(n - 2, Token.stirred(a.hash &* 3 &+ b.hash &* 5 &+ c.hash &* 7))
    }
  }

  /// Makes the page ready for being compared: tells for each word whether all that it is part of is
  /// common, and sorts them.
  ///
  /// - Parameter isCommon: nil for a shingle of which it is not known.
  mutating func prepare(_ isCommon: (UInt64) -> Bool?) {
    var uses = [Token.Use](repeating: .loose, count: tokens.count)
    eachShingle { start, hash in
      guard let isCommon = isCommon(hash) else { return }
      for n in start..<(start + 3) where uses[n] != .rare { uses[n] = isCommon ? .common : .rare }
    }
    for n in tokens.indices { tokens[n].use = uses[n] }
    threes = Landmarks(tokens, tokens.indices, length: 3)
    ones = Landmarks(tokens, tokens.indices, length: 1)
    shown = tokens.indices.count { !tokens[$0].isCovered && !isAtEdge($0) }
    let area = tokens.indices.reduce(0) { $0 + box($1).area }
    wordArea = area / Double(max(1, tokens.count))
    withheldArea = redactions.reduce(0) { $0 + $1.box.grown(by: 3).area }
  }
}
