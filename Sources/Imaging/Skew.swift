// SPDX-License-Identifier: Apache-2.0

/// How far a scanned page leans, told from the undersides of its letters, rules and boxes.
///
/// At the right slope the undersides of a line of text fall into the same row, so the sum of the
/// squared row counts is largest there (projection profiles; Postl 1986).
enum Skew {
  /// Rise in y to the right of the page's lines; 0 where they are level or nothing tells.
  static func slope(of pixels: [UInt8], width: Int, height: Int, ink: UInt8) -> Double {
    let points = undersides(of: pixels, width: width, height: height, ink: ink)
    guard points.count >= 100 else { return 0 }
    // Eight degrees either way, coarsely, then about the best.
    let steps = (-54...54).map { Double($0) * 0.0026 }
    let rough = best(steps, points, width: width, height: height, rows: 2)
    let near = (-5...5).map { rough + Double($0) * 0.00052 }
    let fine = best(near, points, width: width, height: height, rows: 0)
    let level = score(0, points, width: width, height: height, rows: 0)
    let found = score(fine, points, width: width, height: height, rows: 0)
    // A shift of one pixel over the whole page is not worth turning it for.
    guard found > level * 1.05, abs(fine) * Double(width) > 1.5 else { return 0 }
    return fine
  }

  /// Ink with paper below it, in a sample of the columns.
  private static func undersides(
    of pixels: [UInt8], width: Int, height: Int, ink: UInt8
  ) -> [(x: Int32, y: Int32)] {
    guard height > 1 else { return [] }
    var points: [(x: Int32, y: Int32)] = []
    let span = pixels.span
    for y in 0..<height - 1 {
      let base = y * width
      // A different offset each row, so that no column of letters is favoured.
      for x in stride(from: (y * 3) % 7, to: width, by: 7)
      where span[base + x] < ink && span[base + width + x] >= ink {
        points.append((Int32(x), Int32(y)))
      }
    }
    return points
  }

  private static func best(
    _ slopes: [Double], _ points: [(x: Int32, y: Int32)], width: Int, height: Int, rows: Int32
  ) -> Double {
    var best = (slope: 0.0, score: -1.0)
    for slope in slopes {
      let found = score(slope, points, width: width, height: height, rows: rows)
      if found > best.score || (found == best.score && abs(slope) < abs(best.slope)) {
        best = (slope, found)
      }
    }
    return best.slope
  }

  /// `rows`: how many bits of the row number to leave out.
  private static func score(
    _ slope: Double, _ points: [(x: Int32, y: Int32)], width: Int, height: Int, rows: Int32
  ) -> Double {
    let fixed = Int32(slope * 65_536)
    let room = Int32(abs(slope) * Double(width)) + 2
    var counts = [Int32](repeating: 0, count: height + 2 * Int(room) + 2)
    for point in points {
      // 65,536 × 3,000 pixels × 0.14 stays far inside 32 bits only after the shift.
      let shift = Int32((Int64(point.x) * Int64(fixed)) >> 16)
      counts[Int((point.y - shift + room) >> rows)] += 1
    }
    var sum = 0.0
    for count in counts { sum += Double(count) * Double(count) }
    return sum
  }
}
