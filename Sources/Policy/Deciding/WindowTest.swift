// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// Where in time an event must lie to be in the window seen from another.
///
/// Both stand somewhere in a span of their own, so the answer has three values. Instants are whole
/// seconds; the window seen from the instant `a` holds the instants `low(a)…high(a)`, and both
/// bounds rise with `a`.
struct WindowTest: Sendable {
  let low: TimeSpan
  let high: TimeSpan
  /// What must be covered for "there was none".
  let whole: TimeSpan

  /// - Parameter span: of the event judged; nil where its time is not known at all.
  init(_ search: SearchModel, from span: TimeSpan?, clock: Clock) {
    let span = (span ?? TimeSpan(from: -Clock.far, to: Clock.far)).bounded
    let (first, last) = (span.from, span.to - 1)
    let early = Self.bounds(of: search, at: first, clock: clock)
    let late = Self.bounds(of: search, at: last, clock: clock)
    low = TimeSpan(from: early.low, to: late.low)
    high = TimeSpan(from: early.high, to: late.high)
    var from = early.low
    if search.side == .before, search.duration == nil, let since = search.since {
      from = max(from, since.start(in: clock.zone))
    }
    whole = TimeSpan(from: from, to: late.high + 1)
  }

  /// The first and the last instant of the window seen from an instant.
  static func bounds(
    of search: SearchModel, at instant: Int64, clock: Clock
  ) -> (low: Int64, high: Int64) {
    let back = { search.duration.map { clock.subtract($0, from: instant) } ?? -Clock.far }
    let on = { search.duration.map { clock.add($0, to: instant) } ?? Clock.far }
    return switch search.side {
    case .before: (back(), instant - 1)
    case .after: (instant + 1, on())
    case .around: (back(), on())
    }
  }

  /// About the instant whose window begins, or ends, at `bound`: near it, where days are left out.
  static func instant(
    of search: SearchModel, whose isLow: Bool, is bound: Int64, clock: Clock
  ) -> Int64 {
    let on = { search.duration.map { clock.add($0, to: bound) } ?? Clock.far }
    let back = { search.duration.map { clock.subtract($0, from: bound) } ?? -Clock.far }
    return switch (search.side, isLow) {
    case (.before, true), (.around, true): on()
    case (.before, false): bound + 1
    case (.after, true): bound - 1
    case (.after, false), (.around, false): back()
    }
  }

  /// True: certainly in the window. False: certainly not. Nil: perhaps.
  func holds(_ span: TimeSpan?) -> Bool? {
    guard let span = span?.bounded else { return nil }
    let (first, last) = (span.from, span.to - 1)
    if first >= low.to, last <= high.from { return true }
    if last < low.from || first > high.to { return false }
    return nil
  }
}
