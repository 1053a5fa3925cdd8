// SPDX-License-Identifier: Apache-2.0

/// Rows on their way into a block: a few at a time, in memory that is reached without counting who
/// holds it.
struct RowBuffer {
  static let most = 1_024

  private(set) var count = 0
  private let record: UnsafeMutablePointer<UInt32>
  private let tuple: UnsafeMutablePointer<UInt32>
  /// Of one time after the other, `most` each.
  private let from: UnsafeMutablePointer<Int64>
  private let length: UnsafeMutablePointer<UInt32>
  private let times: Int
  private let names: UnsafeMutableBufferPointer<TextBuffer>

  init(_ request: ColumnScan.Request) {
    times = request.times.count
    record = .allocate(capacity: Self.most)
    tuple = .allocate(capacity: Self.most)
    from = .allocate(capacity: Self.most * max(1, times))
    length = .allocate(capacity: Self.most * max(1, times))
    names = .allocate(capacity: request.names.count)
    for index in names.indices { names.initializeElement(at: index, to: TextBuffer()) }
  }

  func deallocate() {
    record.deallocate()
    tuple.deallocate()
    from.deallocate()
    length.deallocate()
    for name in names { name.deallocate() }
    names.deallocate()
  }

  var isFull: Bool { count == Self.most }

  @inline(__always)
  func setTime(_ number: Int, _ from: Int64, _ length: UInt32) {
    self.from[number * Self.most + count] = from
    self.length[number * Self.most + count] = length
  }

  /// Adds bytes to a name of the row that is not ended yet.
  @inline(__always)
  func append(_ part: UnsafeBufferPointer<UInt8>, to name: Int, _ rows: inout BlockRows) {
    if !names[name].append(part) {
      rows.names[name].append(names[name].bytes)
      rows.names[name].append(part)
      names[name].skip(part.count)
    }
  }

  /// Ends a row, of which times and names are set.
  @inline(__always)
  mutating func end(record: UInt32, tuple: UInt32) {
    self.record[count] = record
    self.tuple[count] = tuple
    for name in names.indices { names[name].end(count) }
    count += 1
  }

  mutating func flush(into rows: inout BlockRows) {
    rows.record.append(contentsOf: UnsafeBufferPointer(start: record, count: count))
    rows.tuple.append(contentsOf: UnsafeBufferPointer(start: tuple, count: count))
    for number in 0..<times {
      let start = number * Self.most
      rows.from[number].append(
        contentsOf: UnsafeBufferPointer(start: from + start, count: count))
      rows.length[number].append(
        contentsOf: UnsafeBufferPointer(start: length + start, count: count))
    }
    for name in names.indices {
      rows.names[name].append(names[name].bytes)
      rows.names[name].end(names[name].lengths(count))
      names[name].clear()
    }
    count = 0
  }
}

/// Texts of a few rows.
private struct TextBuffer {
  private static let room = 1 << 15

  private let base: UnsafeMutablePointer<UInt8>
  private let ends: UnsafeMutablePointer<UInt32>
  private var used = 0
  /// Of the text that is not ended yet.
  private var length: UInt32 = 0

  init() {
    base = .allocate(capacity: Self.room)
    ends = .allocate(capacity: RowBuffer.most)
  }

  func deallocate() {
    base.deallocate()
    ends.deallocate()
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: used) }

  func lengths(_ count: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: ends, count: count)
  }

  /// False where there is no room for it.
  @inline(__always)
  mutating func append(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard used + part.count <= Self.room else { return false }
    if let source = part.baseAddress { (base + used).update(from: source, count: part.count) }
    used += part.count
    length += UInt32(part.count)
    return true
  }

  /// What was here, and so many bytes more, went elsewhere.
  mutating func skip(_ count: Int) {
    used = 0
    length += UInt32(count)
  }

  @inline(__always)
  mutating func end(_ row: Int) {
    ends[row] = length
    length = 0
  }

  mutating func clear() { used = 0 }
}
