// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Synchronization

/// Reads the times of a large table: those written as most logs do by their digits, any other as a
/// mapping reads it.
final class FastTime: Sendable {
  private let time: BoundTime
  private let offsets: OffsetTable
  /// Numbers with slashes have the month first, nil where slashes are read in the slow way.
  private let monthFirst: Bool?
  private let isPlain: Bool

  init(_ time: BoundTime) {
    self.time = time
    offsets = OffsetTable(zone: time.zone)
    isPlain = time.source.formats.isEmpty && time.columns.count == 1
    monthFirst = isPlain ? time.source.reader.order == .monthFirst : nil
  }

  /// Whether the other reads the same texts as the same times.
  func isLike(_ other: BoundTime) -> Bool {
    time.source.formats.isEmpty && other.source.formats.isEmpty && time.zone == other.zone
      && time.source.reader.order == other.source.reader.order
  }

  /// Nil where the text is no time; with an inner nil where it says none.
  func read(
    _ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>?
  ) -> (from: Int64, length: UInt32)?? {
    if isPlain, let moment = WrittenTime(first, monthFirst: monthFirst ?? true) {
      let length: UInt32 = moment.hasSeconds ? 1 : 60
      if let offset = offsets.offset(ofHour: moment.hour) {
        return .some((moment.wall - Int64(offset), length))
      }
    }
    var texts = [first]
    if let second { texts.append(second) }
    let cells = texts.map { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
    switch time.span(texts: cells) {
    case .none: return .some(nil)
    case .unreadable: return nil
    case .span(let span):
      return .some((span.from, UInt32(clamping: max(1, span.to - span.from))))
    }
  }
}

/// How far a zone is east of UTC in each hour of its wall clock, where that does not change within
/// the hour.
final class OffsetTable: Sendable {
  private let zone: TimeZone
  private let known = Mutex<[Int64: Int32?]>([:])
  /// The hours of these years are tabled, the usual ones.
  private let table: [Int32]
  private static let firstHour = Int64(Calendar1970.days(year: 1990, month: 1, day: 1)) * 24
  private static let none = Int32.min

  init(zone: TimeZone) {
    self.zone = zone
    let last = Int64(Calendar1970.days(year: 2040, month: 1, day: 1)) * 24
    var table: [Int32] = []
    table.reserveCapacity(Int(last - Self.firstHour))
    // Offsets change a few times a year: a week whose ends agree, and agree with the days around it,
    // has one. Of any other week each hour is asked.
    let week: Int64 = 7 * 24
    var hour = Self.firstHour
    while hour < last {
      let first = Self.offset(hour * 3_600, zone)
      let isSteady = [hour - 24, hour + week, hour + week + 24].allSatisfy {
        Self.offset($0 * 3_600, zone) == first
      }
      if isSteady {
        table += [Int32](repeating: first, count: Int(week))
      } else {
        for one in hour..<hour + week {
          let (a, b) = (Self.offset(one * 3_600, zone), Self.offset(one * 3_600 + 3_599, zone))
          table.append(a == b ? a : Self.none)
        }
      }
      hour += week
    }
    self.table = table
  }

  private static func offset(_ wall: Int64, _ zone: TimeZone) -> Int32 {
    func seconds(_ instant: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))))
    }
    return Int32(truncatingIfNeeded: seconds(wall - seconds(wall)))
  }

  /// - Parameter hour: of the wall clock, counted from 1970.
  @inline(__always)
  func offset(ofHour hour: Int64) -> Int32? {
    let place = hour - Self.firstHour
    guard place >= 0, place < table.count else { return nil }
    let offset = table[Int(place)]
    return offset == Self.none ? nil : offset
  }
}
