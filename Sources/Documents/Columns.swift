// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finds stretches of a page that are set in two columns of prose, and reads the left one first.
///
/// Only prose counts: labels with values, tables and signatures beside each other are read across.
enum Columns {
  private static let fewestRows = 6
  private static let gutter = 9.0

  static func order(_ rows: [[TextWord]]) -> [[TextWord]] {
    guard rows.count >= fewestRows else { return rows }
    var out: [[TextWord]] = []
    var start = 0
    while start < rows.count {
      if let (end, x) = stretch(from: start, in: rows) {
        let halves = rows[start..<end].map { row in
          (row.filter { $0.box.midX < x }, row.filter { $0.box.midX >= x })
        }
        out += halves.map(\.0).filter { !$0.isEmpty }
        out += halves.map(\.1).filter { !$0.isEmpty }
        start = end
      } else {
        out.append(rows[start])
        start += 1
      }
    }
    return out
  }

  /// The longest stretch of rows from `start` that share a gutter with prose on both sides.
  private static func stretch(from start: Int, in rows: [[TextWord]]) -> (end: Int, x: Double)? {
    // The first row must itself be split.
    for gap in gaps(rows[start]) {
      var (low, high) = gap
      var end = start + 1
      var both = 1
      while end < rows.count {
        let row = rows[end]
        guard let first = row.first, let last = row.last else { break }
        if last.box.x1 <= low + 1 || first.box.x0 >= high - 1 {
          end += 1
          continue
        }
        guard
          let next = gaps(row).first(where: {
            min($0.1, high) - max($0.0, low) >= gutter
          })
        else { break }
        (low, high) = (max(low, next.0), min(high, next.1))
        both += 1
        end += 1
      }
      let x = (low + high) / 2
      if both >= fewestRows, isProse(rows[start..<end], x) { return (end, x) }
    }
    return nil
  }

  private static func gaps(_ row: [TextWord]) -> [(Double, Double)] {
    guard row.count > 3 else { return [] }
    return zip(row, row.dropFirst()).compactMap { left, right in
      right.box.x0 - left.box.x1 >= gutter ? (left.box.x1, right.box.x0) : nil
    }
  }

  /// Whether both sides have full lines of several words each.
  private static func isProse(_ rows: ArraySlice<[TextWord]>, _ x: Double) -> Bool {
    for isLeft in [true, false] {
      let sides = rows.map { row in row.filter { ($0.box.midX < x) == isLeft } }
        .filter { !$0.isEmpty }
      let words = sides.reduce(0) { $0 + $1.count }
      guard sides.count >= fewestRows, words >= sides.count * 4 else { return false }
      let starts = sides.compactMap(\.first?.box.x0).sorted()
      let ends = sides.compactMap(\.last?.box.x1).sorted()
      guard let last = ends.last else { return false }
      let (left, middle) = (starts[starts.count / 2], ends[ends.count / 2])
      // Most lines reach near the right edge of the column.
      guard last > left, (middle - left) > 0.8 * (last - left) else { return false }
    }
    return true
  }
}
