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
  /// By column that was asked for: its different texts and, by number of a row, which it has.
  package internal(set) var labels: [String: Labels] = [:]
  /// So many events.
  package internal(set) var events = 0
  /// The columns of the table.
  package internal(set) var header: [String] = []
  /// No row has a higher number.
  package internal(set) var lastRow = 0

  /// The texts of one column. The first is blank.
  package struct Labels: Sendable {
    package var texts: [String]
    package var byRow: [UInt32]
  }

  /// Whether it holds these columns' texts, as far as the table has them.
  func has(labels wanted: [String]) -> Bool {
    wanted.allSatisfy { labels[$0] != nil || !header.contains($0) }
  }

  /// Unreadable rows are listed up to so many; all are counted.
  package static let mostListed = PlainCopy.mostListed
  package var failed = 0

  /// Reads a table by a mapping.
  ///
  /// - Parameters:
  ///   - kind: what kind of table the file is.
  ///   - place: where the rows' events are, if the mapping does not say.
  ///   - zone: of times and days, if the mapping does not say.
  ///   - slots: those that are wanted of the events; all if nil. Others may be unknown.
  ///   - labels: columns whose texts are kept row by row, if the table has them.
  ///   - buckets: a power of two, into how many the rows are sorted; as many as suit the file
  ///     otherwise.
  package static func read(
    _ url: URL, kind: SourceKind = .csv, mapping: Mapping, source: SourceID, zone: TimeZone,
    place: String?, slots: Set<Slot>? = nil, labels: [String] = [],
    workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    buckets: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: Progress = .silent
  ) throws -> LogReading {
    func scanned(_ scan: ColumnScan) throws -> LogReading {
      try Self.scanned(
        scan, mapping: mapping, source: source, zone: zone, place: place, slots: slots,
        labels: labels, workers: workers, buckets: buckets, isCancelled: isCancelled,
        progress: progress)
    }
    func copied() throws -> LogReading {
      let copy = try PlainCopy(of: url, kind: kind, isCancelled: isCancelled) { done in
        progress("unpacking", done, "bytes")
      }
      var reading = try scanned(ColumnScan(copy))
      reading.rows += copy.failed
      reading.failed += copy.failed
      reading.failures = Array(
        (copy.failures + reading.failures).sorted { ($0.row ?? 0) < ($1.row ?? 0) }
          .prefix(Self.mostListed))
      return reading
    }
    func whole() throws -> LogReading {
      try Self.whole(
        url, kind, mapping: mapping, source: source, zone: zone, place: place, labels: labels)
    }
    if kind == .xlsx { return try whole() }
    do {
      if kind == .jsonl { return try copied() }
      do { return try scanned(ColumnScan(url)) } catch let error as ColumnScan.NotPlain
        where error.isCoded
      { return try copied() }
    } catch let error where error is ColumnScan.NotPlain || error is ColumnMapping.Unsuitable {
      return try whole()
    }
  }

  private static func scanned(
    _ scan: ColumnScan, mapping: Mapping, source: SourceID, zone: TimeZone, place: String?,
    slots: Set<Slot>?, labels: [String], workers: Int, buckets: Int?,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: Progress
  ) throws -> LogReading {
    let bound = try ColumnMapping(
      mapping, columns: scan.columns, zone: zone, place: place, slots: slots)
    let wanted = labels.filter(scan.columns.contains)
    var request = request(
      bound, buckets: buckets ?? (scan.size > Self.large ? Self.usualBuckets : 1))
    request.labels = wanted.compactMap { scan.columns.firstIndex(of: $0) }
    let scanned = try scan.read(
      request, workers: workers, isCancelled: isCancelled,
      progress: { done, all in progress("reading", done, "bytes", of: all) })
    progress("ordering", 0, "rows", of: scanned.count)
    var reading = LogReading()
    reading.coverage = bound.coverage(source: source, zone: zone)
    reading.header = scan.columns
    reading.collect(scanned, bound, workers: workers)
    for (number, name) in wanted.enumerated() {
      let (texts, byRecord) = scanned.labels(number)
      reading.labels[name] = Labels(texts: texts, byRow: byRecord)
    }
    return reading
  }

  init() { columns = EventColumns() }

  /// Larger files are sorted into buckets: in bytes.
  private static let large = 32 << 20
  /// So many that the names of one are few thousand in a file of millions.
  private static let usualBuckets = 256

  private static func request(_ bound: ColumnMapping, buckets: Int) -> ColumnScan.Request {
    var request = ColumnScan.Request()
    // Somebody may be named in two columns or in the mapping itself: they are told to be one
    // where all rows lie together.
    request.buckets = bound.names.count < 2 && !bound.namesPeople ? buckets : 1
    request.classes = bound.groups.enumerated().map { number, columns in
      ColumnScan.Request.Classes(columns: columns) { bound.classify(number, $0) }
    }
    request.names = bound.names.map { .init(columns: $0.columns, join: $0.join) }
    request.times = bound.times.enumerated().map { number, columns in
      let read = bound.timeReader(number)
      return ColumnScan.Request.Time(columns: columns) { first, second in
        guard let found = read(first, second) else { return .unreadable }
        return found.map { .span($0.from, $0.length) } ?? .none
      }
    }
    return request
  }

  private mutating func collect(
    _ scanned: ScannedBlocks, _ bound: ColumnMapping, workers: Int
  ) {
    lastRow = scanned.lastRecord
    rows = scanned.count + scanned.failures.count
    failed = scanned.failures.count
    failures = Array(scanned.failures.prefix(Self.mostListed))
    let meanings = RowMeanings(bound, tuples: scanned.tuples)
    let parts = AtOnce.map(Array(0..<scanned.buckets), workers: workers) { bucket in
      LogBucket(scanned.columns(of: bucket), meanings)
    }
    columns = EventColumns(joining: parts.map(\.columns), kinds: meanings.kinds)
    var unreadable: [UInt32] = []
    for part in parts {
      failed += part.unreadable.count
      unreadable += part.unreadable
      for (why, entry) in part.notEvents { note(why, entry.count, entry.first) }
    }
    for row in unreadable.sorted().prefix(max(0, Self.mostListed - failures.count)) {
      failures.append(
        Failure(row: Int(row), reason: .badRow, detail: "its time cannot be read"))
    }
  }

  private mutating func note(_ why: String, _ count: Int, _ first: [Int]) {
    var held = notEvents[why] ?? (0, [])
    held.count += count
    held.first = Array((held.first + first).sorted().prefix(Self.firstNamed))
    notEvents[why] = held
  }

  /// So many rows that are no event are named for each reason.
  static let firstNamed = 8

  /// The whole file at once, for one that is not plain or is mapped in a way that needs all its rows.
  private static func whole(
    _ url: URL, _ kind: SourceKind, mapping: Mapping, source: SourceID, zone: TimeZone,
    place: String?, labels: [String]
  ) throws -> LogReading {
    let bytes = [UInt8](try Data(contentsOf: url))
    let sheets = try TableReader.read(bytes, kind: kind)
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
      reading.note(row.why, 1, [row.row])
    }
    reading.lastRow = sheets.flatMap(\.rows).map(\.number).max() ?? 0
    reading.header = sheets.flatMap(\.columns)
    for name in labels where reading.header.contains(name) {
      reading.labels[name] = Labels(name, in: sheets, lastRow: reading.lastRow)
    }
    return reading
  }
}

extension LogReading.Labels {
  /// The texts of a column in sheets whose rows are numbered on.
  fileprivate init(_ column: String, in sheets: [Sheet], lastRow: Int) {
    byRow = [UInt32](repeating: 0, count: lastRow + 1)
    var numbering = Numbering(first: "")
    for sheet in sheets {
      guard let place = sheet.columns.firstIndex(of: column) else { continue }
      for row in sheet.rows where row.cells.indices.contains(place) {
        let text = (row.cells[place] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        byRow[row.number] = numbering.number(of: text)
      }
    }
    texts = numbering.values
  }
}
