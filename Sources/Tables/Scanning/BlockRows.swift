// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The rows of one block as numbers and names.
struct BlockRows: Sendable {
  var begin = 0
  /// Where the first record begins that belongs to the next block.
  var end = 0
  var worker = 0
  /// Records counted, blank ones too.
  var records = 0
  /// By row, its record counted from the block's first.
  var record: [UInt32] = []
  /// By row, its number among the worker's tuples of classes.
  var tuple: [UInt32] = []
  /// By name asked for, the rows' texts; empty for a blank.
  var names: [TextRun]
  /// By label asked for and row, its number among the worker's labels.
  var labels: [[UInt32]]
  var from: [[Int64]]
  /// 0: no time. `unreadable`: none that can be read.
  var length: [[UInt32]]
  /// Rows that do not fit the header, by their record.
  var failures: [(record: Int, detail: String)] = []
  /// Where the rows of each bucket begin, once they are sorted into buckets; and the end.
  private(set) var starts: [Int] = []

  static let unreadable = UInt32.max

  init(_ request: ColumnScan.Request) {
    let times = request.times.count
    names = [TextRun](repeating: TextRun(), count: request.names.count)
    labels = [[UInt32]](repeating: [], count: request.labels.count)
    from = [[Int64]](repeating: [], count: times)
    length = [[UInt32]](repeating: [], count: times)
  }

  /// Puts the rows in order of the bucket of their first name; those of one bucket stay in theirs.
  mutating func sort(into buckets: NameBuckets) {
    let own = names[0].map { buckets.number($0) }
    var starts = [Int](repeating: 0, count: buckets.count + 1)
    for bucket in own { starts[bucket + 1] += 1 }
    for bucket in 0..<buckets.count { starts[bucket + 1] += starts[bucket] }
    var places = starts
    var order = [Int](repeating: 0, count: own.count)
    for (row, bucket) in own.enumerated() {
      order[places[bucket]] = row
      places[bucket] += 1
    }
    func sorted<Value>(_ list: [Value]) -> [Value] { order.map { list[$0] } }
    record = sorted(record)
    tuple = sorted(tuple)
    from = from.map(sorted)
    length = length.map(sorted)
    labels = labels.map(sorted)
    names = names.map { $0.sorted(order) }
    self.starts = starts
  }
}

/// Texts one after another.
struct TextRun: Sendable {
  private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  var count: Int { ends.count }

  /// Adds bytes to the text that is not ended yet.
  mutating func append(_ part: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: part) }

  mutating func end() { ends.append(UInt32(truncatingIfNeeded: bytes.count)) }

  /// Ends texts of these lengths, whose bytes were added.
  mutating func end(_ lengths: UnsafeBufferPointer<UInt32>) {
    var last = ends.last ?? 0
    for length in lengths {
      last += length
      ends.append(last)
    }
  }

  /// Calls `body` with each text of a range.
  func forEach(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = range.lowerBound == 0 ? 0 : Int(ends[range.lowerBound - 1])
      for index in range {
        let end = Int(ends[index])
        body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
  }

  func map<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> [Value] {
    var out: [Value] = []
    out.reserveCapacity(count)
    forEach(0..<count) { out.append(body($0)) }
    return out
  }

  func sorted(_ order: [Int]) -> TextRun {
    var out = TextRun()
    out.bytes.reserveCapacity(bytes.count)
    out.ends.reserveCapacity(ends.count)
    bytes.withUnsafeBufferPointer { bytes in
      for index in order {
        let range = (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
        out.append(UnsafeBufferPointer(rebasing: bytes[range]))
        out.end()
      }
    }
    return out
  }
}
