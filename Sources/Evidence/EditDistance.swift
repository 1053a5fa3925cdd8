// SPDX-License-Identifier: Apache-2.0

/// How far two words stand apart, in bytes of UTF-8.
package enum EditDistance {
  /// The fewest letters to change, insert or drop; nil for more than `most`.
  package static func edits(_ a: [UInt8], _ b: [UInt8], atMost most: Int) -> Int? {
    edits(a[...], b[...], atMost: most)
  }

  /// The fewest letters to change, insert or drop; nil for more than `most`.
  package static func edits(
    _ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, atMost most: Int
  ) -> Int? {
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

  /// The fewest letters to change, insert, drop or swap with their neighbour, no letter touched
  /// twice: optimal string alignment (Boytsov 2011), by which "ca" is three from "abc".
  package static func withSwaps(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older: [Int] = []
    var old = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cost = min(old[j + 1] + 1, row[j] + 1, old[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        row.append(cost)
      }
      (older, old) = (old, row)
    }
    return old[b.count]
  }
}
