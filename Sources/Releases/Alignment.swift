// SPDX-License-Identifier: Apache-2.0

/// Which words of two pages are the same words, in the order of both.
struct Alignment {
  struct Match: Hashable {
    var a: Int
    var b: Int
    var isMisread = false
  }

  private let a: PageText
  private let b: PageText
  private(set) var matches: [Match] = []

  /// The largest table that is filled to align what has no word of its own: beyond it words are left
  /// unmatched.
  private static let mostCells = 160_000

  /// Stretches that stand once on both pages are fixed first, the longest rising chain of them; then
  /// words that do so between these; what is left between two fixed places is aligned as cheaply as
  /// it can be, and there words may be misread.
  init(_ a: PageText, _ b: PageText) {
    (self.a, self.b) = (a, b)
    matches.reserveCapacity(min(a.tokens.count, b.tokens.count))
    align(a.tokens.indices, b.tokens.indices, by: 3)
  }

  private mutating func align(_ x: Range<Int>, _ y: Range<Int>, by length: Int) {
    var (x, y) = (x, y)
    while let i = x.first, let j = y.first, a.tokens[i].hash == b.tokens[j].hash {
      matches.append(Match(a: i, b: j))
      (x, y) = (x.dropFirst(), y.dropFirst())
    }
    var tail: [Match] = []
    while let i = x.last, let j = y.last, a.tokens[i].hash == b.tokens[j].hash {
      tail.append(Match(a: i, b: j))
      (x, y) = (x.dropLast(), y.dropLast())
    }
    defer { matches += tail.reversed() }
    guard !x.isEmpty, !y.isEmpty else { return }
    let anchors = length > 0 ? anchors(x, y, length) : []
    if anchors.isEmpty {
      if length > 0 { align(x, y, by: length == 3 ? 1 : 0) } else { fill(x, y) }
      return
    }
    var (i, j) = (x.lowerBound, y.lowerBound)
    for anchor in anchors {
      align(i..<anchor.a, j..<anchor.b, by: length)
      matches.append(anchor)
      (i, j) = (anchor.a + 1, anchor.b + 1)
    }
    align(i..<x.upperBound, j..<y.upperBound, by: length)
  }

  /// The longest rising chain of stretches of `length` words that stand once in both ranges.
  private func anchors(_ x: Range<Int>, _ y: Range<Int>, _ length: Int) -> [Match] {
    guard x.count >= length, y.count >= length else { return [] }
    // By place in the first range, where it stands in the second.
    var partners = [Int](repeating: -1, count: x.count)
    let (inA, inB) = (landmarks(of: a, x, length), landmarks(of: b, y, length))
    inA.forEachSingle(
      within: x.lowerBound..<(x.upperBound - length + 1), and: inB,
      within: y.lowerBound..<(y.upperBound - length + 1)
    ) { i, j in
      for n in 0..<length where a.tokens[i + n].hash != b.tokens[j + n].hash { return }
      partners[i - x.lowerBound] = j
    }
    var pairs: [Match] = []
    pairs.reserveCapacity(x.count)
    for (n, j) in partners.enumerated() where j >= 0 {
      pairs.append(Match(a: x.lowerBound + n, b: j))
    }
    return Self.rising(pairs)
  }

  /// Those of the page, or of the range alone where it is a small part of it.
  private func landmarks(of text: PageText, _ range: Range<Int>, _ length: Int) -> Landmarks {
    range.count * 8 < text.tokens.count
      ? Landmarks(text.tokens, range, length: length) : length == 1 ? text.ones : text.threes
  }

  /// The longest part in which `b` rises too; of several, the one that patience sorting ends with.
  static func rising(_ pairs: [Match]) -> [Match] {
    var tops: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for (n, pair) in pairs.enumerated() {
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].b < pair.b { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[n] = tops[low - 1] }
      if low == tops.count { tops.append(n) } else { tops[low] = n }
    }
    var out: [Match] = []
    var place = tops.last ?? -1
    while place >= 0 {
      out.append(pairs[place])
      place = before[place]
    }
    return out.reversed()
  }

  /// The alignment with the most letters in common, misread ones counting half.
  private mutating func fill(_ x: Range<Int>, _ y: Range<Int>) {
    let (rows, columns) = (x.count, y.count)
    guard rows * columns <= Self.mostCells else { return }
    enum Step: UInt8 { case up, left, same, misread }
    var steps = [Step](repeating: .up, count: rows * columns)
    var above = [Int](repeating: 0, count: columns + 1)
    var here = above
    for row in 0..<rows {
      let i = x.lowerBound + row
      let letters = Int(a.tokens[i].plainCount)
      for column in 0..<columns {
        let j = y.lowerBound + column
        var (best, step) = (above[column + 1], Step.up)
        if here[column] > best { (best, step) = (here[column], .left) }
        switch Likeness(i, of: a, j, of: b) {
        case .same:
          let score = above[column] + 2 * min(letters, 12)
          if score > best { (best, step) = (score, .same) }
        case .misread:
          let score = above[column] + min(letters, Int(b.tokens[j].plainCount), 12)
          if score > best { (best, step) = (score, .misread) }
        case .different: break
        }
        here[column + 1] = best
        steps[row * columns + column] = step
      }
      swap(&above, &here)
    }
    var found: [Match] = []
    var (row, column) = (rows - 1, columns - 1)
    while row >= 0, column >= 0 {
      let step = steps[row * columns + column]
      switch step {
      case .up: row -= 1
      case .left: column -= 1
      case .same, .misread:
        found.append(
          Match(a: x.lowerBound + row, b: y.lowerBound + column, isMisread: step == .misread))
        (row, column) = (row - 1, column - 1)
      }
    }
    matches += found.reversed()
  }
}
