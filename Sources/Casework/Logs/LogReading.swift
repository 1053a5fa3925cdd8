// SPDX-License-Identifier: Apache-2.0

import Events
import Evidence
import Foundation
import Tables

/// A log read as columns of events, with an account of every row.
package struct LogReading: Sendable {
  package var columns: EventColumns
  /// Rows below the header that are not blank.
  package var rows = 0
  /// Rows that are events but could not be read, or that do not fit the header.
  package var failures: [Failure] = []
  /// Rows that are no event of the mapping, by why, with the first few of their numbers.
  package var notEvents: [String: (count: Int, first: [Int])] = [:]
  package var coverage: [Coverage] = []

  /// Unreadable rows are listed up to so many; all are counted.
  package static let mostListed = 1_000
  package var failed = 0

  /// Reads a table by a mapping.
  ///
  /// - Parameters:
  ///   - place: where the rows' events are, if the mapping does not say.
  ///   - zone: of times and days, if the mapping does not say.
  package static func read(
    _ url: URL, mapping: Mapping, source: SourceID, zone: TimeZone, place: String?,
    workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: Progress = .silent
  ) throws -> LogReading {
    do {
      let scan = try ColumnScan(url)
      let bound = try ColumnMapping(mapping, columns: scan.columns, zone: zone, place: place)
      let scanned = try scan.read(
        request(bound), workers: workers, isCancelled: isCancelled,
        progress: { done, all in progress("reading", done, "bytes", of: all) })
      progress("ordering", 0, "rows", of: scanned.record.count)
      var reading = LogReading()
      reading.coverage = bound.coverage(source: source, zone: zone)
      reading.collect(scanned, bound)
      reading.columns.order()
      return reading
    } catch is ColumnScan.NotPlain {
      return try whole(url, mapping: mapping, source: source, zone: zone, place: place)
    } catch is ColumnMapping.Unsuitable {
      return try whole(url, mapping: mapping, source: source, zone: zone, place: place)
    }
  }

  private init() {
    columns = EventColumns(
      kinds: [], kind: [], from: [], length: [], person: [], people: [""], row: [])
  }

  private static func request(_ bound: ColumnMapping) -> ColumnScan.Request {
    var request = ColumnScan.Request()
    request.classes = bound.groups.enumerated().map { number, columns in
      ColumnScan.Request.Classes(columns: columns) { bound.classify(number, $0) }
    }
    request.names = bound.names.enumerated().map { number, name in
      ColumnScan.Request.Names(columns: name.columns, join: name.join) {
        bound.classify(name: number, $0)
      }
    }
    request.times = bound.times.enumerated().map { number, columns in
      ColumnScan.Request.Time(columns: columns) { first, second in
        guard let found = bound.time(number, first, second) else { return .unreadable }
        return found.map { .span($0.from, $0.length) } ?? .none
      }
    }
    return request
  }

  /// What rows of one combination of classes are, in numbers.
  private struct Part {
    var kind: UInt32
    var time: Int
    var name: Int
    var person: UInt32
  }

  private mutating func collect(_ scanned: ScannedColumns, _ bound: ColumnMapping) {
    var kinds: [Event: UInt32] = [:]
    var people = People()
    let personOf = scanned.names.map { names in names.map { people.number($0) } }
    var parts: [[Part]] = []
    var why: [String] = []
    for tuple in scanned.tuples {
      switch bound.meaning(of: tuple) {
      case .notEvent(let reason):
        parts.append([])
        why.append(reason)
      case .events(let made):
        why.append("")
        parts.append(
          made.map { one in
            let number = kinds[one.event] ?? UInt32(kinds.count)
            if number == kinds.count {
              kinds[one.event] = number
              columns.kinds.append(one.event)
            }
            return Part(
              kind: number, time: one.time, name: one.name,
              person: one.person.map { people.number($0) } ?? 0)
          })
      }
    }
    let count = scanned.record.count
    rows = count + scanned.failures.count
    failed = scanned.failures.count
    failures = Array(scanned.failures.prefix(Self.mostListed))
    columns.kind.reserveCapacity(count)
    columns.from.reserveCapacity(count)
    columns.length.reserveCapacity(count)
    columns.person.reserveCapacity(count)
    columns.row.reserveCapacity(count)
    var skipped = [(count: Int, first: [Int])](repeating: (0, []), count: parts.count)
    for row in 0..<count {
      let tuple = Int(scanned.tuple[row])
      let own = parts[tuple]
      if own.isEmpty {
        skipped[tuple].count += 1
        if skipped[tuple].first.count < 8 {
          skipped[tuple].first.append(Int(scanned.record[row]))
        }
        continue
      }
      var isUnreadable = false
      for part in own {
        var (from, length) = (EventColumns.noTime, UInt32(0))
        if part.time >= 0 {
          (from, length) = (scanned.from[part.time][row], scanned.length[part.time][row])
          if length == ScannedColumns.unreadable {
            isUnreadable = true
            continue
          }
        }
        columns.kind.append(part.kind)
        columns.from.append(from)
        columns.length.append(length)
        columns.person.append(
          part.name >= 0 ? personOf[part.name][Int(scanned.name[part.name][row])] : part.person)
        columns.row.append(scanned.record[row])
      }
      if isUnreadable {
        failed += 1
        if failures.count < Self.mostListed {
          failures.append(
            Failure(
              row: Int(scanned.record[row]), reason: .badRow, detail: "its time cannot be read"))
        }
      }
    }
    for (number, entry) in skipped.enumerated() where entry.count > 0 {
      var held = notEvents[why[number]] ?? (0, [])
      held.count += entry.count
      held.first = Array((held.first + entry.first).sorted().prefix(8))
      notEvents[why[number]] = held
    }
    columns.people = people.names
    // A name that is no known person's, such as a withheld one, is nobody's.
    let isKnown = columns.kinds.map { kind in
      if case .known = kind.facts["person"] { true } else { false }
    }
    for row in columns.person.indices where !isKnown[Int(columns.kind[row])] {
      columns.person[row] = 0
    }
  }

  /// The whole file at once, for one that is not plain or is mapped in a way that needs all its rows.
  private static func whole(
    _ url: URL, mapping: Mapping, source: SourceID, zone: TimeZone, place: String?
  ) throws -> LogReading {
    let bytes = [UInt8](try Data(contentsOf: url))
    let isWorkbook = url.pathExtension.lowercased().hasPrefix("xls")
    let sheets = try TableReader.read(bytes, kind: isWorkbook ? .xlsx : .csv)
    let mapped = mapping.events(in: sheets, source: source, zone: zone, place: place)
    let numbers = mapped.events.map { event -> Int in
      if case .row(_, let row)? = event.citations.first?.place { row } else { 0 }
    }
    guard let columns = EventColumns(mapped.events, rows: numbers) else {
      throw CaseworkError(
        "\(url.lastPathComponent): its rows answer others, or are about several people at once; "
          + "add it to a case, where events are decided one by one")
    }
    var reading = LogReading()
    reading.columns = columns
    reading.failures = sheets.flatMap(\.failures) + mapped.failures
    reading.failed = reading.failures.count
    reading.rows = mapped.rows + sheets.reduce(0) { $0 + $1.failures.count }
    reading.coverage = mapped.coverage
    for row in mapped.notEvents {
      var held = reading.notEvents[row.why] ?? (0, [])
      held.count += 1
      if held.first.count < 8 { held.first.append(row.row) }
      reading.notEvents[row.why] = held
    }
    return reading
  }
}

/// People by their names without regard to case.
private struct People {
  private(set) var names = [""]
  private var numbers: [String: UInt32] = ["": 0]

  mutating func number(_ name: String) -> UInt32 {
    let folded =
      name.utf8.contains { 0x41...0x5A ~= $0 || $0 >= 0x80 } ? name.lowercased() : name
    if let known = numbers[folded] { return known }
    let next = UInt32(names.count)
    numbers[folded] = next
    names.append(folded)
    return next
  }
}
