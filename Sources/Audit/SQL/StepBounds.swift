// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// The ends of a search's window as a function of the instant it is seen from, tabled exactly: over
/// each piece both move with the instant or both stand, or one does this and the other that.
///
/// Pieces lie within steps of 65,536 seconds, so that an engine finds them by the equality of a
/// number. Only steps in which instants occur are tabled.
struct StepBounds {
  struct Piece: Equatable {
    /// The first and the last instant.
    var from: Int64
    var to: Int64
    var low: Bound
    var high: Bound
  }

  /// Where the window ends: `at`, to which the instant is added if it `moves`.
  struct Bound: Equatable {
    var moves: Bool
    var at: Int64
  }

  static let bits = 16

  static func step(of instant: Int64) -> Int64 { instant >> Int64(bits) }

  private let search: LogSearch
  private let zone: TimeZone

  init(_ search: LogSearch, zone: TimeZone) { (self.search, self.zone) = (search, zone) }

  func pieces(of step: Int64) -> [Piece] {
    let (from, to) = (step << Int64(Self.bits), (step + 1) << Int64(Self.bits))
    var found: [Piece] = []
    var at = from
    while at < to {
      // Within a day a bound moves, stands or jumps; beyond all calendars there are no days.
      let isDated = abs(at) < LogDecider.ends.to / 4
      let day = isDated ? CivilDay(instant: at, in: zone).adding(days: 1).start(in: zone) : to
      let next = min(to, max(at + 1, day))
      cut(at, next - 1, &found)
      at = next
    }
    return found
  }

  private func cut(_ from: Int64, _ to: Int64, _ found: inout [Piece]) {
    let first = search.bounds(at: from)
    func bounds(_ moves: (low: Bool, high: Bool)) -> (low: Bound, high: Bound) {
      (
        Bound(moves: moves.low, at: moves.low ? first.low - from : first.low),
        Bound(moves: moves.high, at: moves.high ? first.high - from : first.high)
      )
    }
    var own = bounds((false, false))
    if from < to {
      let last = search.bounds(at: to)
      own = bounds((last.low != first.low, last.high != first.high))
      func value(_ bound: Bound, _ instant: Int64) -> Int64 {
        bound.moves ? instant + bound.at : bound.at
      }
      let part = (to - from + 3) / 4
      let isExact = [to, from + part, from + 2 * part, to - part].allSatisfy { instant in
        let truth = instant == to ? last : search.bounds(at: max(from, min(to, instant)))
        let instant = max(from, min(to, instant))
        return truth.low == value(own.low, instant) && truth.high == value(own.high, instant)
      }
      if !isExact {
        let middle = from + (to - from) / 2
        cut(from, middle, &found)
        cut(middle + 1, to, &found)
        return
      }
    }
    // A single instant may go on as its neighbour does.
    if let before = found.last, before.to + 1 == from, joins(before, from, to, first, own) {
      found[found.count - 1].to = to
      return
    }
    found.append(Piece(from: from, to: to, low: own.low, high: own.high))
  }

  private func joins(
    _ before: Piece, _ from: Int64, _ to: Int64, _ first: (low: Int64, high: Int64),
    _ own: (low: Bound, high: Bound)
  ) -> Bool {
    func goesOn(_ bound: Bound, _ here: Bound, _ value: Int64) -> Bool {
      bound == here || (from == to && (bound.moves ? from + bound.at : bound.at) == value)
    }
    return goesOn(before.low, own.low, first.low) && goesOn(before.high, own.high, first.high)
  }
}

/// Where a record that is complete at an instant stops being so, as steps over all of time.
struct CompleteReach {
  struct Piece: Equatable {
    var from: Int64
    var to: Int64
    /// Complete from each of its instants to before this; nothing is where it is `never`.
    var reach: Int64
  }

  static let never = -(Int64(1) << 60)
  static let ever = Int64(1) << 60

  let pieces: [Piece]

  init(_ covered: [TimeSpan]) {
    // What lies within another tells nothing more; the others rise in both their ends.
    var rising: [(from: Int64, to: Int64)] = []
    let all = covered.map { (from: max($0.from, Self.never), to: min($0.to, Self.ever)) }
    for span in all.sorted(by: { ($0.from, -$0.to) < ($1.from, -$1.to) })
    where span.to > rising.last?.to ?? Self.never {
      rising.append(span)
    }
    var found: [Piece] = []
    var at = Self.never
    var reach = Self.never
    for span in rising {
      if at < span.from { found.append(Piece(from: at, to: span.from - 1, reach: reach)) }
      (at, reach) = (span.from, span.to)
    }
    found.append(Piece(from: at, to: Self.ever, reach: reach))
    pieces = found
  }
}
