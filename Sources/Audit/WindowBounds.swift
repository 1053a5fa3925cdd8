// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy

/// The ends of a search's window as a function of the instant it is seen from, tabled so that a
/// calendar is asked a few times a day and not once a row.
///
/// Within one day a bound moves with the instant, stands still (on a day that does not count), or
/// jumps (over such days, or where clocks are changed); what jumps is cut into halves, down to
/// quarters of an hour, and there it is asked anew.
struct WindowBounds: Sendable {
  private struct Piece: Sendable {
    enum Motion: UInt8 { case moves, stands, asks }
    var low: Motion
    var high: Motion
    /// Added to the instant where a bound moves, itself where it stands.
    var lowAt: Int64
    var highAt: Int64
  }

  private static let quarter: Int64 = 900

  private let search: LogSearch
  private var base: Int64 = 0
  private var pieces: [Piece] = []
  /// By quarter of an hour since `base`.
  private var places: [UInt32] = []

  /// - Parameter span: of all instants that will be asked; others are answered, slowly.
  init(_ search: LogSearch, over span: ClosedRange<Int64>?, zone: TimeZone) {
    self.search = search
    guard let span, search.isQuarterly, span.upperBound - span.lowerBound < 100 * 366 * 86_400
    else { return }
    base = Self.floor(span.lowerBound)
    let end = Self.floor(span.upperBound) + Self.quarter
    var at = base
    while at < end {
      let day = CivilDay(instant: at, in: zone).adding(days: 1).start(in: zone)
      let next = min(end, max(at + Self.quarter, Self.floor(day)))
      cut(at, next)
      at = next
    }
  }

  private static func floor(_ instant: Int64) -> Int64 {
    let rest = instant % quarter
    return instant - (rest < 0 ? rest + quarter : rest)
  }

  private mutating func cut(_ from: Int64, _ to: Int64) {
    let first = search.bounds(at: from)
    let last = search.bounds(at: to - 1)
    func motion(_ a: Int64, _ b: Int64) -> Piece.Motion {
      a == b ? .stands : b - a == to - 1 - from ? .moves : .asks
    }
    let (low, high) = (motion(first.low, last.low), motion(first.high, last.high))
    let quarters = (to - from) / Self.quarter
    if low == .asks || high == .asks, quarters > 1 {
      let middle = from + quarters / 2 * Self.quarter
      cut(from, middle)
      cut(middle, to)
      return
    }
    let piece = Piece(
      low: low, high: high, lowAt: low == .moves ? first.low - from : first.low,
      highAt: high == .moves ? first.high - from : first.high)
    places += [UInt32](repeating: UInt32(pieces.count), count: Int(quarters))
    pieces.append(piece)
  }

  @inline(__always)
  func at(_ instant: Int64) -> (low: Int64, high: Int64) {
    let place = (instant - base) / Self.quarter
    guard instant >= base, place < places.count else { return search.bounds(at: instant) }
    let piece = pieces[Int(places[Int(place)])]
    if piece.low == .asks || piece.high == .asks { return search.bounds(at: instant) }
    return (
      piece.low == .moves ? instant + piece.lowAt : piece.lowAt,
      piece.high == .moves ? instant + piece.highAt : piece.highAt
    )
  }
}
