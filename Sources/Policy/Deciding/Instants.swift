// SPDX-License-Identifier: Apache-2.0

/// The instants of a span that windows can tell apart.
///
/// As the event judged moves through its span, the bounds of the windows seen from it move on. What
/// they hold changes only where a bound passes a point at which something begins or ends, or where
/// two bounds pass each other.
struct Instants {
  /// More of them than one decision tries.
  static let most = 1_000
  /// Days between which bounds are looked at for passing each other.
  private static let mostDays = 70

  let searches: [SearchModel]
  let clock: Clock

  /// The first and last instant of each window.
  func bounds(at instant: Int64) -> [(low: Int64, high: Int64)] {
    searches.map { WindowTest.bounds(of: $0, at: instant, clock: clock) }
  }

  /// The first instant of each stretch of the span in which all instants are alike.
  ///
  /// - Parameters:
  ///   - span: bounded.
  ///   - starts: instants at which stretches begin by themselves.
  ///   - points: instants at which something that windows may hold begins, or has ended.
  func representatives(
    of span: (first: Int64, last: Int64), starts: [Int64], points: [Int64]
  ) throws(World.TooMany) -> [Int64] {
    let (first, last) = span
    if first == last { return [first] }
    var found: Set<Int64> = [first]
    for start in starts where start > first && start <= last { found.insert(start) }
    let (early, late) = (bounds(at: first), bounds(at: last))
    for (position, search) in searches.enumerated() {
      func pass(_ isLow: Bool, _ value: Int64) {
        let from = isLow ? early[position].low : early[position].high
        let to = isLow ? late[position].low : late[position].high
        guard from < value, value <= to else { return }
        let guess = WindowTest.instant(of: search, whose: isLow, is: value, clock: clock)
        found.insert(
          Self.first(from: first, through: last, near: guess) { instant in
            let bounds = WindowTest.bounds(of: search, at: instant, clock: clock)
            return (isLow ? bounds.low : bounds.high) >= value
          })
      }
      for point in points {
        for value in [point, point + 1] { pass(true, value) }
        for value in [point - 1, point] { pass(false, value) }
        if found.count > Self.most { throw World.TooMany() }
      }
    }
    try cross(&found, first, last)
    return found.sorted()
  }

  /// Where two bounds pass each other. Within a day every bound stands or goes on with the clock,
  /// so there two of them pass each other once at the most.
  private func cross(
    _ found: inout Set<Int64>, _ first: Int64, _ last: Int64
  ) throws(World.TooMany) {
    guard searches.count > 1 else { return }
    let (begin, end) = (
      CivilDay(instant: first, in: clock.zone), CivilDay(instant: last, in: clock.zone)
    )
    var edges = found
    if end.number - begin.number <= Self.mostDays {
      for number in begin.number...end.number {
        let start = CivilDay(number: number).start(in: clock.zone)
        if start > first, start <= last {
          found.insert(start)
          edges.insert(start)
        }
      }
    }
    if edges.count > Self.most { throw World.TooMany() }
    let sorted = edges.sorted()
    for (number, start) in sorted.enumerated() {
      let stop = number + 1 < sorted.count ? sorted[number + 1] - 1 : last
      guard start < stop else { continue }
      let (early, late) = (ends(at: start), ends(at: stop))
      for a in early.indices {
        for b in early.indices where b > a {
          let isBefore = early[a] < early[b]
          guard isBefore != (late[a] < late[b]) else { continue }
          found.insert(
            Self.first(from: start, through: stop) { instant in
              let ends = ends(at: instant)
              return (ends[a] < ends[b]) != isBefore
            })
        }
      }
      if found.count > Self.most { throw World.TooMany() }
    }
  }

  private func ends(at instant: Int64) -> [Int64] {
    bounds(at: instant).flatMap { [$0.low, $0.high + 1] }
  }

  /// The first instant for which `holds`, which stays so once it is.
  private static func first(
    from first: Int64, through last: Int64, where holds: (Int64) -> Bool
  ) -> Int64 {
    var (low, high) = (first, last)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The same, where it holds at the last instant.
  ///
  /// - Parameter guess: where it may well be: the nearer, the fewer instants are tried.
  private static func first(
    from first: Int64, through last: Int64, near guess: Int64, where holds: (Int64) -> Bool
  ) -> Int64 {
    var (low, high, step) = (first, last, Int64(1))
    let at = max(first, min(guess, last))
    if holds(at) {
      high = at
      while high > first {
        let earlier = max(first, high - step)
        guard holds(earlier) else {
          low = earlier + 1
          break
        }
        high = earlier
        step *= 2
      }
      if high == first { return first }
    } else {
      low = at + 1
      while low < last {
        let later = min(last, low + step)
        if holds(later) {
          high = later
          break
        }
        low = later + 1
        step *= 2
      }
    }
    return Self.first(from: low, through: high, where: holds)
  }
}
