// SPDX-License-Identifier: Apache-2.0

import Evidence

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
      return EditDistance.edits(ofX[x.plain], ofY[y.plain], atMost: 1) != nil
    }
    let most = max(1, Int(length) / 3)
    // A letter changed adds one kind and takes one away at the most.
    guard (x.kinds ^ y.kinds).nonzeroBitCount <= 2 * most else { return false }
    return EditDistance.edits(ofX[x.folded], ofY[y.folded], atMost: most) != nil
  }

  /// Where two numbers of one length differ, one of them has a letter: no digit stands against another.
  private static func isSpoilt(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    return a.count == b.count
      && zip(a, b).allSatisfy { $0 == $1 || !isDigit($0) || !isDigit($1) }
  }
}
