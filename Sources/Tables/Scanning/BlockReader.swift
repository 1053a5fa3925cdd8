// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Reads blocks for one worker, who remembers what every text was taken for.
struct BlockReader: Sendable {
  private let request: ColumnScan.Request
  private let fileSize: Int
  private let delimiter: UInt8
  private let width: Int?
  private let worker: Int
  /// What is in memory; the same memory from one block to the next.
  private var held: ScanBlock
  /// By class asked for: its texts, and the class of each.
  private let texts: [ByteCodes]
  /// By label asked for, its texts.
  let labels: [ByteCodes]
  /// Tuples of classes as bytes.
  let tuples = ByteCodes()
  private let buckets: NameBuckets
  /// By class and name asked for, its column where it is one; -1 where it is several.
  private let classColumns: [Int]
  private let nameColumns: [Int]
  /// By time asked for, its column and the second one; -1 where there is none.
  private let timeColumns: [(first: Int, second: Int)]

  private static let separator: UInt8 = 0x1F
  /// What is read beyond a block at once, and how much must follow a record for its end to be sure.
  private static let margin = 1 << 16
  private static let lookAhead = 8_192
  init(
    _ request: ColumnScan.Request, file: Int32, size: Int, delimiter: UInt8, width: Int?,
    worker: Int, buckets: NameBuckets
  ) {
    (self.request, fileSize) = (request, size)
    held = ScanBlock(file: file, size: size)
    (self.delimiter, self.width, self.worker) = (delimiter, width, worker)
    texts = request.classes.map { _ in ByteCodes() }
    self.buckets = buckets
    labels = request.labels.map { _ in ByteCodes() }
    classColumns = request.classes.map { $0.columns.count == 1 ? $0.columns[0] : -1 }
    nameColumns = request.names.map { $0.columns.count == 1 ? $0.columns[0] : -1 }
    timeColumns = request.times.map { ($0.columns[0], $0.columns.count > 1 ? $0.columns[1] : -1) }
  }

  /// - Parameters:
  ///   - range: of the file; records that begin in it are read.
  ///   - begin: where a record is known to begin; nil to look for the first line that does.
  mutating func read(_ range: Range<Int>, begin: Int?) throws -> BlockRows {
    var block = held
    held = ScanBlock(file: -1, size: 0)
    defer { held = block }
    try block.load(max(0, range.lowerBound - 1)..<min(fileSize, range.upperBound + Self.margin))
    var rows = BlockRows(request)
    rows.worker = worker
    var at = (begin ?? Self.lineStart(in: block, range.lowerBound)) - block.offset
    rows.begin = at + block.offset
    var fields: [CSVScanner.Field] = []
    var scratch: [[UInt8]] = []
    var row = RowState(self)
    defer { row.deallocate() }
    // At hand without being looked up for each row.
    let readFirst = request.times.first?.read
    while at + block.offset < range.upperBound {
      let last = range.upperBound - block.offset
      let ended = try block.bytes.withUnsafeBufferPointer { buffer -> Int in
        guard let base = buffer.baseAddress else { return at }
        var at = at
        while at < last {
          guard let next = record(block, base, buffer.count, at, &fields) else { return at }
          rows.records += 1
          try fields.withUnsafeBufferPointer { fields in
            let isOpen =
              next == buffer.count && block.reachesEnd && base[next - 1] != 0x0A
              && base[next - 1] != 0x0D
            try take(
              RowFields(base: base, fields: fields), isOpen, readFirst, &rows, &row, &scratch)
            if row.buffer.isFull { row.buffer.flush(into: &rows) }
          }
          at = next
        }
        return at
      }
      at = ended
      if at < last {
        // The record runs over what is in memory.
        if block.bytes.count - at > ScanBlock.longest {
          throw ColumnScan.NotPlain(why: "a quote is opened and not closed")
        }
        if block.reachesEnd { throw ColumnScan.NotPlain(why: "it ends inside a quoted cell") }
        try block.extend()
      }
    }
    row.buffer.flush(into: &rows)
    rows.end = at + block.offset
    let own = block.bytes[max(0, rows.begin - block.offset)..<max(0, at)]
    guard Self.isText(own) else {
      throw ColumnScan.NotPlain(why: "it is not UTF-8 text", isCoded: true)
    }
    if buckets.count > 1, !rows.names.isEmpty { rows.sort(into: buckets) }
    return rows
  }

  private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
    let isPlain = bytes.withUnsafeBytes { raw in
      var at = 0
      var high: UInt64 = 0
      while at + 8 <= raw.count {
        high |= raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        at += 8
      }
      while at < raw.count {
        high |= UInt64(raw[at])
        at += 1
      }
      return high & 0x8080_8080_8080_8080 == 0
    }
    return isPlain || String(validating: bytes, as: UTF8.self) != nil
  }

  /// The first line that begins at `place` or later.
  private static func lineStart(in block: ScanBlock, _ place: Int) -> Int {
    if place == 0 { return 0 }
    var at = place - 1 - block.offset
    let bytes = block.bytes
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    if at + 1 < bytes.count, bytes[at] == 0x0D, bytes[at + 1] == 0x0A { at += 1 }
    return min(at + 1, bytes.count) + block.offset
  }

  /// Reads one record and gives the place after it; nil if its end may lie beyond what is in memory.
  private func record(
    _ block: ScanBlock, _ base: UnsafePointer<UInt8>, _ count: Int, _ start: Int,
    _ fields: inout [CSVScanner.Field]
  ) -> Int? {
    fields.removeAll(keepingCapacity: true)
    var at = start
    while true {
      var first = at
      while first < count, base[first] == 0x20 { first += 1 }
      if first < count, base[first] == 0x22 { return quoted(block, start, &fields) }
      let end = FieldFinder.next(base, from: at, to: count, delimiter: delimiter)
      fields.append(CSVScanner.Field(start: at, end: end, form: .plain))
      if end >= count { return block.reachesEnd ? count : nil }
      at = end + 1
      if base[end] == delimiter {
        // A delimiter at the very end of the file is followed by one more, empty field.
        if at >= count {
          guard block.reachesEnd else { return nil }
          fields.append(CSVScanner.Field(start: at, end: at, form: .plain))
          return at
        }
        continue
      }
      if base[end] == 0x0D {
        if at >= count, !block.reachesEnd { return nil }
        if at < count, base[at] == 0x0A { at += 1 }
      }
      return at
    }
  }

  private func quoted(
    _ block: ScanBlock, _ start: Int, _ fields: inout [CSVScanner.Field]
  ) -> Int? {
    var scanner = CSVScanner(block.bytes, delimiter: delimiter, at: start)
    if scanner.record(into: &fields) == .insideQuotes { return nil }
    let isSure = block.reachesEnd || scanner.at + Self.lookAhead <= block.bytes.count
    return isSure ? scanner.at : nil
  }

  // MARK: Rows

  /// What rows are put together in, and what is at hand for it.
  private struct RowState {
    var buffer: RowBuffer
    var joined: [UInt8] = []
    /// By class asked for: its column where it is one, and its texts; and of this row, which.
    let columns: UnsafeMutableBufferPointer<Int>
    let texts: UnsafeMutableBufferPointer<ByteTable>
    let tuple: UnsafeMutableBufferPointer<UInt32>
    let labels: [ByteTable]
    let tuples: ByteTable

    init(_ reader: BlockReader) {
      buffer = RowBuffer(reader.request)
      columns = .allocate(capacity: reader.classColumns.count)
      texts = .allocate(capacity: reader.texts.count)
      tuple = .allocate(capacity: reader.texts.count)
      _ = columns.initialize(from: reader.classColumns)
      _ = texts.initialize(from: reader.texts.map(\.table))
      tuple.initialize(repeating: 0)
      labels = reader.labels.map(\.table)
      tuples = reader.tuples.table
    }

    func deallocate() {
      buffer.deallocate()
      columns.deallocate()
      texts.deallocate()
      tuple.deallocate()
    }
  }

  /// - Parameter isOpen: nothing ends the row but the end of the file.
  private mutating func take(
    _ row: RowFields, _ isOpen: Bool, _ readFirst: ColumnScan.Request.Time.Read?,
    _ rows: inout BlockRows, _ state: inout RowState, _ scratch: inout [[UInt8]]
  ) throws {
    if scratch.isEmpty { scratch = [[], [], []] }
    let count = row.fields.count
    if let width {
      if count != width, !fits(row, width, isOpen, &rows, &scratch[0]) { return }
      if count == width, isBlank(row, &scratch[0]) { return }
    } else if count == 1, row.fields[0].start == row.fields[0].end, row.fields[0].form == .plain {
      return
    }
    for number in 0..<state.columns.count {
      let column = state.columns[number]
      let table = state.texts[number]
      let found =
        column >= 0
        ? table.code(row.bytes(column, &scratch[0]))
        : joined(number, row, &state, &scratch[0])
      if found.isNew { table.set(classify(number, row, &scratch[0]), of: found.code) }
      state.tuple[number] = table.value(found.code)
    }
    for number in nameColumns.indices { keep(number, row, &rows, state.buffer, &scratch[0]) }
    for number in state.labels.indices {
      let text = row.bytes(request.labels[number], &scratch[0])
      rows.labels[number].append(UInt32(state.labels[number].code(text).code))
    }
    if let readFirst { takeTime(0, readFirst, row, state.buffer, &scratch) }
    for number in request.times.indices.dropFirst() {
      takeTime(number, request.times[number].read, row, state.buffer, &scratch)
    }
    let tuple = UnsafeRawBufferPointer(state.tuple).assumingMemoryBound(to: UInt8.self)
    state.buffer.end(
      record: UInt32(rows.records - 1), tuple: UInt32(state.tuples.code(tuple).code))
  }

  private func classify(
    _ number: Int, _ row: RowFields, _ scratch: inout [UInt8]
  ) -> UInt32 {
    let asked = request.classes[number]
    return asked.classify(
      asked.columns.map { column -> String? in
        let bytes = row.bytes(column, &scratch)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
      })
  }

  @inline(__always)
  private func takeTime(
    _ number: Int, _ read: ColumnScan.Request.Time.Read, _ row: RowFields, _ buffer: RowBuffer,
    _ scratch: inout [[UInt8]]
  ) {
    let (first, second) = timeColumns[number]
    let text = row.bytes(first, &scratch[1])
    let time =
      text.isEmpty ? .none : read(text, second < 0 ? nil : row.bytes(second, &scratch[2]))
    switch time {
    case .span(let instant, let seconds): buffer.setTime(number, instant, seconds)
    case .none: buffer.setTime(number, EventColumns.noTime, 0)
    case .unreadable: buffer.setTime(number, EventColumns.noTime, BlockRows.unreadable)
    }
  }

  private func joined(
    _ number: Int, _ row: RowFields, _ state: inout RowState, _ scratch: inout [UInt8]
  ) -> (code: Int, isNew: Bool) {
    state.joined.removeAll(keepingCapacity: true)
    for column in request.classes[number].columns {
      state.joined.append(contentsOf: row.bytes(column, &scratch))
      state.joined.append(Self.separator)
    }
    return state.joined.withUnsafeBufferPointer { state.texts[number].code($0) }
  }

  private func keep(
    _ number: Int, _ row: RowFields, _ rows: inout BlockRows, _ buffer: RowBuffer,
    _ scratch: inout [UInt8]
  ) {
    if nameColumns[number] >= 0 {
      return buffer.append(row.bytes(nameColumns[number], &scratch), to: number, &rows)
    }
    let asked = request.names[number]
    var isFirst = true
    for column in asked.columns {
      let bytes = row.bytes(column, &scratch)
      if bytes.isEmpty { continue }
      if !isFirst {
        Array(asked.join.utf8).withUnsafeBufferPointer { buffer.append($0, to: number, &rows) }
      }
      isFirst = false
      buffer.append(bytes, to: number, &rows)
    }
  }

  /// A row may lack its last cell and may have empty ones too many; another is a failure, and a
  /// blank one is none at all.
  private func fits(
    _ row: RowFields, _ width: Int, _ isOpen: Bool, _ rows: inout BlockRows,
    _ scratch: inout [UInt8]
  ) -> Bool {
    let count = row.fields.count
    var used = count
    while used > 0, row.bytes(used - 1, &scratch).isEmpty { used -= 1 }
    if used == 0 { return false }
    if (count == width - 1 && !isOpen) || (count > width && used <= width) { return true }
    let cut = isOpen && count < width ? "; the file ends here and may be cut" : ""
    rows.failures.append((rows.records - 1, "it has \(count) cells, the header \(width)" + cut))
    return false
  }

  private func isBlank(_ row: RowFields, _ scratch: inout [UInt8]) -> Bool {
    for column in 0..<row.fields.count where !row.bytes(column, &scratch).isEmpty { return false }
    return true
  }
}
