// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How the places of one page lie on another: moved and stretched, as scanners and printers do.
struct Layout {
  private struct Axis {
    var scale: Double
    var shift: Double

    func callAsFunction(_ value: Double) -> Double { value * scale + shift }
    var inverse: Axis { Axis(scale: 1 / scale, shift: -shift / scale) }
  }

  private var x: Axis
  private var y: Axis

  /// Points that a word may be off its place.
  private static let slack = 7.0
  private static let most = 100

  /// Nil where the words do not keep their places: printed anew, turned, or too few to tell.
  init?(_ matches: [Alignment.Match], _ a: PageText, _ b: PageText) {
    guard matches.count >= 6 else { return nil }
    // A hundred words all over the page tell as much as all of them.
    let some = stride(from: 0, to: matches.count, by: max(1, matches.count / Self.most))
      .map { matches[$0] }
    let left = some.map { (from: a.box($0.a).x0, to: b.box($0.b).x0) }
    let middle = some.map { (from: a.box($0.a).midY, to: b.box($0.b).midY) }
    let down = Self.axis(middle, like: nil)
    let across = Self.axis(left, like: down?.scale)
    guard let x = across, let y = down ?? Self.axis(middle, like: across?.scale) else { return nil }
    (self.x, self.y) = (x, y)
    let kept = zip(left, middle).count { left, middle in
      abs(x(left.from) - left.to) < Self.slack && abs(y(middle.from) - middle.to) < Self.slack
    }
    guard kept * 10 >= some.count * 8 else { return nil }
  }

  private init(x: Axis, y: Axis) { (self.x, self.y) = (x, y) }

  var inverse: Layout { Layout(x: x.inverse, y: y.inverse) }

  func place(_ box: Box) -> Box {
    Box(x0: x(box.x0), y0: y(box.y0), x1: x(box.x1), y1: y(box.y1))
  }

  /// The middle of the slopes between points half the words apart (Theil and Sen's estimate,
  /// thinned), and the middle of what is left.
  private static func axis(_ points: [(from: Double, to: Double)], like other: Double?) -> Axis? {
    let half = points.count / 2
    var slopes: [Double] = []
    slopes.reserveCapacity(points.count - half)
    for n in 0..<(points.count - half) {
      let run = points[n + half].from - points[n].from
      if abs(run) > 24 { slopes.append((points[n + half].to - points[n].to) / run) }
    }
    slopes.sort()
    let scale: Double
    if slopes.count >= 3 { scale = slopes[slopes.count / 2] } else { scale = other ?? 1 }
    guard scale > 0.4, scale < 2.5 else { return nil }
    let shifts = points.map { $0.to - scale * $0.from }.sorted()
    return Axis(scale: scale, shift: shifts[shifts.count / 2])
  }
}
