// SPDX-License-Identifier: Apache-2.0

/// How alike two words are.
enum Likeness {
  case same
  /// One may be the other misread.
  case misread
  case different

  /// Longer words are misread too, but seldom the same word.
  private static let longest = 40

  /// Word `i` of one page and word `j` of another.
  init(_ i: Int, of a: PageText, _ j: Int, of b: PageText) {
    let (x, y) = (a.tokens[i], b.tokens[j])
    if x.hash == y.hash {
      self = .same
    } else {
      self = Self.isMisread(x, a.letters, y, b.letters) ? .misread : .different
    }
  }

  private static func isMisread(
    _ x: Token, _ ofX: [UInt8], _ y: Token, _ ofY: [UInt8]
  ) -> Bool {
    let length = max(x.foldedCount, y.foldedCount)
    guard length >= 4, length <= longest else { return false }
    // A number with another digit is another number, unless recognition was unsure of it.
    if x.isNumber || y.isNumber {
      guard !x.isSure || !y.isSure || isSpoilt(ofX[x.plain], ofY[y.plain]) else { return false }
      return edits(ofX[x.plain], ofY[y.plain], atMost: 1) != nil
    }
    let most = max(1, Int(length) / 3)
    // A letter changed adds one kind and takes one away at the most.
    guard (x.kinds ^ y.kinds).nonzeroBitCount <= 2 * most else { return false }
    return edits(ofX[x.folded], ofY[y.folded], atMost: most) != nil
  }

  /// Where two numbers of one length differ, one of them has a letter: no digit stands against another.
  private static func isSpoilt(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    return a.count == b.count
      && zip(a, b).allSatisfy { $0 == $1 || !isDigit($0) || !isDigit($1) }
  }

  /// The fewest letters to change, insert or drop; nil for more than `most`.
  static func edits(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, atMost most: Int) -> Int? {
    guard abs(a.count - b.count) <= most else { return nil }
    if b.count < a.count { return edits(b, a, atMost: most) }
    var head = 0
    while head < a.count, a[a.startIndex + head] == b[b.startIndex + head] { head += 1 }
    var tail = 0
    while tail < a.count - head, a[a.endIndex - 1 - tail] == b[b.endIndex - 1 - tail] { tail += 1 }
    let (a, b) = (a.dropFirst(head).dropLast(tail), b.dropFirst(head).dropLast(tail))
    if a.isEmpty { return b.count <= most ? b.count : nil }
    return a.count <= 64 ? narrow(a, b, most) : wide(a, b, most)
  }

  /// A row of the table as two words of bits: where it rises and where it falls by one from letter
  /// to letter (Myers 1999, as put by Hyyrö 2003). `a` has at most 64 letters.
  private static func narrow(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, _ most: Int) -> Int? {
    var (rises, falls) = (UInt64.max, 0 as UInt64)
    let last: UInt64 = 1 << UInt64(a.count - 1)
    var cost = a.count
    for (n, letter) in b.enumerated() {
      var equal: UInt64 = 0
      var bit: UInt64 = 1
      for own in a {
        if own == letter { equal |= bit }
        bit <<= 1
      }
      let vertical = equal | falls
      let diagonal = (((equal & rises) &+ rises) ^ rises) | equal
      var up = falls | ~(diagonal | rises)
      var down = rises & diagonal
      if up & last != 0 { cost += 1 }
      if down & last != 0 { cost -= 1 }
      up = up << 1 | 1
      down <<= 1
      rises = down | ~(vertical | up)
      falls = up & vertical
      // Each letter still to come can lower it by one.
      if cost - (b.count - 1 - n) > most { return nil }
    }
    return cost <= most ? cost : nil
  }

  private static func wide(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, _ most: Int) -> Int? {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      var least = row[0]
      for (j, y) in b.enumerated() {
        let cost = min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1)
        diagonal = row[j + 1]
        row[j + 1] = cost
        least = min(least, cost)
      }
      if least > most { return nil }
    }
    return row[b.count] <= most ? row[b.count] : nil
  }
}
