// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The words of some pages of one source in a row, so that a passage can be found across the breaks.
struct PrintedText {
  /// One run of letters and digits, with the word of the page it belongs to.
  struct Piece {
    var start: Int
    /// Of `pages`.
    var page: Int
    var word: Int
    /// A hyphen stands behind it at the end of its line: it may be the first half of a word.
    var isCut: Bool
  }

  let pages: [Page]
  private(set) var letters: [UInt8] = []
  private(set) var pieces: [Piece] = []

  /// - Parameters:
  ///   - furniture: whether numbers and stamps are among the words.
  ///   - running: lines to leave out, by the number of their page among `pages`.
  init(
    _ pages: [Page], furniture: Bool = false, without running: Set<RunningLines.Place> = []
  ) {
    self.pages = pages
    var text = Letters()
    for (number, page) in pages.enumerated() {
      for (index, word) in page.words.enumerated() {
        if !furniture && page.isFurniture(word)
          || running.contains(RunningLines.Place(page: number, line: word.line))
        {
          continue
        }
        let first = text.starts.count
        text.append(word.text)
        let isLast = index + 1 == page.words.count || page.words[index + 1].line != word.line
        for start in text.starts[first...] {
          pieces.append(Piece(start: start, page: number, word: index, isCut: false))
        }
        if isLast, text.starts.count > first,
          word.text.last.map({ "-\u{2010}\u{2011}\u{00AD}".contains($0) }) ?? false
        {
          pieces[pieces.count - 1].isCut = true
        }
      }
    }
    letters = text.bytes
  }

  func end(ofPiece index: Int) -> Int {
    index + 1 < pieces.count ? pieces[index + 1].start : letters.count
  }

  /// The piece that holds a letter.
  func piece(at offset: Int) -> Int {
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The words of some pieces, with halves of cut words joined.
  func words(_ range: Range<Int>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var isOpen = false
    for index in range {
      let letters = self.letters[pieces[index].start..<end(ofPiece: index)]
      if isOpen, !words.isEmpty {
        words[words.count - 1] += letters
      } else {
        words.append(Array(letters))
      }
      isOpen = pieces[index].isCut
    }
    return words
  }

  // MARK: Looking

  /// Every place where the letters stand from the beginning of a word to the end of one.
  func places(of quote: [UInt8]) -> [Range<Int>] {
    guard let last = quote.last, quote.count <= letters.count else { return [] }
    // How far to go on when the last letter is another one (Horspool 1980).
    var skips = [Int](repeating: quote.count, count: 256)
    for (index, letter) in quote.dropLast().enumerated() {
      skips[Int(letter)] = quote.count - 1 - index
    }
    var found: [Range<Int>] = []
    var at = quote.count - 1
    while at < letters.count {
      if letters[at] == last, matches(quote, endingAt: at) {
        let first = piece(at: at - quote.count + 1)
        let end = piece(at: at)
        if pieces[first].start == at - quote.count + 1, self.end(ofPiece: end) == at + 1 {
          found.append(first..<end + 1)
        }
      }
      at += skips[Int(letters[at])]
    }
    return found
  }

  private func matches(_ quote: [UInt8], endingAt end: Int) -> Bool {
    let start = end - quote.count + 1
    for index in quote.indices where letters[start + index] != quote[index] { return false }
    return true
  }
}

extension Page {
  /// Whether a word is a number, stamp or running head that is no text of the document.
  fileprivate func isFurniture(_ word: Word) -> Bool {
    furniture.contains { $0.contains(x: word.box.midX, y: word.box.midY) }
  }
}

/// Lines at the head and foot of pages that recur from page to page, whatever number they bear.
struct RunningLines {
  struct Place: Hashable {
    /// Of the pages given.
    var page: Int
    var line: Int
  }

  private static let depth = 3
  /// A page is compared with so many after it: left and right pages may differ.
  private static let reach = 2
  private(set) var lines: Set<Place> = []

  init(_ pages: [Page]) {
    let edges = pages.map { Self.edges(of: $0) }
    for number in edges.indices {
      for edge in edges[number] where edge.isPageNumber {
        lines.insert(Place(page: number, line: edge.line))
      }
      for other in edges.indices.dropFirst(number + 1).prefix(Self.reach) {
        for edge in edges[number] {
          for twin in edges[other] where edge.isLike(twin) {
            lines.insert(Place(page: number, line: edge.line))
            lines.insert(Place(page: other, line: twin.line))
          }
        }
      }
    }
  }

  private struct Edge {
    var line: Int
    var isHead: Bool
    /// Without digits: they count the pages.
    var letters: [UInt8]

    var isPageNumber: Bool { letters.isEmpty || letters == Array("page".utf8) }

    /// The same but for what recognition makes of it.
    func isLike(_ other: Edge) -> Bool {
      isHead == other.isHead && !letters.isEmpty
        && EditDistance.edits(letters, other.letters, atMost: letters.count / 6) != nil
    }
  }

  private static func edges(of page: Page) -> [Edge] {
    var texts: [(line: Int, text: String)] = []
    for word in page.words {
      if texts.last?.line == word.line {
        texts[texts.count - 1].text += " " + word.text
      } else {
        texts.append((word.line, word.text))
      }
    }
    func edge(_ text: (line: Int, text: String), isHead: Bool) -> Edge {
      Edge(
        line: text.line, isHead: isHead,
        letters: Letters(text.text).bytes.filter { !(48...57).contains($0) })
    }
    return texts.prefix(depth).map { edge($0, isHead: true) }
      + texts.suffix(depth).map { edge($0, isHead: false) }
  }
}
