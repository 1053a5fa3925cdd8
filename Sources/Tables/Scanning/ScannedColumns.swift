// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A large file read as numbers, its rows in buckets: those whose first name is the same lie in one.
package struct ScannedBlocks: Sendable {
  /// Rows that were read.
  package let count: Int
  /// The different combinations of classes, in the order of the classes asked for.
  package private(set) var tuples: [[UInt32]] = []
  /// Rows that do not fit the header.
  package private(set) var failures: [Failure] = []
  package let buckets: Int

  private let request: ColumnScan.Request
  private let blocks: [BlockRows]
  /// By worker and label asked for.
  private let labels: [[ByteCodes]]
  /// By block, the number of its first record.
  private var bases: [Int] = []
  /// By worker, the numbers of its tuples among all.
  private var tupleMaps: [[UInt32]] = []

  init(
    _ request: ColumnScan.Request, _ blocks: [BlockRows], _ readers: [BlockReader],
    firstRecord: Int, buckets: Int
  ) {
    (self.request, self.blocks, self.buckets) = (request, blocks, buckets)
    count = blocks.reduce(0) { $0 + $1.record.count }
    labels = readers.map(\.labels)
    var numbers: [[UInt32]: UInt32] = [:]
    for reader in readers {
      tupleMaps.append(
        (0..<reader.tuples.count).map { code in
          let tuple = Array(reader.tuples.bytes(code)).withUnsafeBytes { raw in
            request.classes.indices.map {
              raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)
            }
          }
          if let known = numbers[tuple] { return known }
          let next = UInt32(tuples.count)
          numbers[tuple] = next
          tuples.append(tuple)
          return next
        })
    }
    var base = firstRecord
    for block in blocks {
      bases.append(base)
      failures += block.failures.map {
        Failure(row: base + $0.record, reason: .badRow, detail: $0.detail)
      }
      base += block.records
    }
  }

  /// The rows of one bucket in the order of the file.
  package func columns(of bucket: Int) -> ScannedColumns {
    var out = ScannedColumns(names: request.names.count, times: request.times.count)
    let codes = request.names.map { _ in ByteCodes() }
    let ranges = blocks.enumerated().map { range(of: bucket, in: $1, $0) }
    out.reserve(ranges.reduce(0) { $0 + $1.count })
    for (number, block) in blocks.enumerated() {
      let range = ranges[number]
      if range.isEmpty { continue }
      let base = UInt32(bases[number])
      out.record += block.record[range].lazy.map { $0 + base }
      tupleMaps[block.worker].withUnsafeBufferPointer { map in
        out.tuple += block.tuple[range].lazy.map { map[Int($0)] }
      }
      for asked in request.names.indices {
        let table = codes[asked].table
        block.names[asked].forEach(range) { text in
          out.name[asked].append(text.isEmpty ? 0 : UInt32(table.code(text).code + 1))
        }
      }
      for asked in request.times.indices {
        out.from[asked] += block.from[asked][range]
        out.length[asked] += block.length[asked][range]
      }
    }
    out.names = codes.map { codes in
      [""] + (0..<codes.count).map { String(decoding: codes.bytes($0), as: UTF8.self) }
    }
    return out
  }

  /// No record has a higher number.
  package var lastRecord: Int {
    guard let block = blocks.last, let base = bases.last else { return 0 }
    return base + block.records - 1
  }

  /// The texts of a column asked for as a label, each once, and which of them each record has.
  package func labels(_ asked: Int) -> (texts: [String], byRecord: [UInt32]) {
    let codes = ByteCodes()
    // Blank is the first, and what records that are no row have.
    _ = codes.code(UnsafeBufferPointer(start: nil, count: 0))
    let maps = labels.map { own in
      (0..<own[asked].count).map { UInt32(codes.code(own[asked].bytes($0)).code) }
    }
    var byRecord = [UInt32](repeating: 0, count: lastRecord + 1)
    for (block, base) in zip(blocks, bases) {
      for (record, code) in zip(block.record, block.labels[asked]) {
        byRecord[base + Int(record)] = maps[block.worker][Int(code)]
      }
    }
    let texts = (0..<codes.count).map { String(decoding: codes.bytes($0), as: UTF8.self) }
    return (texts, byRecord)
  }

  /// Where no name tells buckets apart, neighbouring blocks share one.
  private func range(of bucket: Int, in block: BlockRows, _ number: Int) -> Range<Int> {
    if !block.starts.isEmpty { return block.starts[bucket]..<block.starts[bucket + 1] }
    return number * buckets / blocks.count == bucket ? 0..<block.record.count : 0..<0
  }
}

/// Rows of a large file as numbers: one entry a row in each column.
package struct ScannedColumns: Sendable {
  /// The number of the record in the file, counted from 1 with the header and blank ones.
  package internal(set) var record: [UInt32] = []
  /// By row, its number in `ScannedBlocks.tuples`.
  package internal(set) var tuple: [UInt32] = []
  /// By name asked for: its number in `names`, 0 where the cells are blank.
  package internal(set) var name: [[UInt32]]
  package internal(set) var names: [[String]] = []
  package internal(set) var from: [[Int64]]
  /// 0 where no time is given, `unreadable` where it cannot be read.
  package internal(set) var length: [[UInt32]]

  package static let unreadable = BlockRows.unreadable

  mutating func reserve(_ count: Int) {
    record.reserveCapacity(count)
    tuple.reserveCapacity(count)
    for index in name.indices { name[index].reserveCapacity(count) }
    for index in from.indices {
      from[index].reserveCapacity(count)
      length[index].reserveCapacity(count)
    }
  }

  init(names: Int, times: Int) {
    name = [[UInt32]](repeating: [], count: names)
    from = [[Int64]](repeating: [], count: times)
    length = [[UInt32]](repeating: [], count: times)
  }
}
