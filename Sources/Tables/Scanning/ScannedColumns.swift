// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A large file read as numbers: one entry a row in each column.
package struct ScannedColumns: Sendable {
  /// The number of the record in the file, counted from 1 with the header and blank ones.
  package var record: [UInt32] = []
  /// By row, its number in `tuples`.
  package var tuple: [UInt32] = []
  /// The different combinations of classes, in the order of the classes and then the names
  /// asked for.
  package var tuples: [[UInt32]] = []
  /// By name asked for: its number in `names`, 0 where the cells are blank.
  package var name: [[UInt32]] = []
  package var names: [[String]] = []
  package var from: [[Int64]] = []
  /// 0 where no time is given, `unreadable` where it cannot be read.
  package var length: [[UInt32]] = []
  /// Rows that do not fit the header.
  package var failures: [Failure] = []

  package static let unreadable = BlockRows.unreadable

  init(
    _ request: ColumnScan.Request, _ blocks: [BlockRows], _ readers: [BlockReader],
    firstRecord: Int
  ) throws {
    var tupleNumbers: [[UInt32]: UInt32] = [:]
    let tupleMaps = readers.map { reader -> [UInt32] in
      (0..<reader.tuples.count).map { code in
        let tuple = Array(reader.tuples.bytes(code)).withUnsafeBytes { raw in
          (0..<request.classes.count + request.names.count).map {
            raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)
          }
        }
        if let known = tupleNumbers[tuple] { return known }
        let next = UInt32(tuples.count)
        tupleNumbers[tuple] = next
        tuples.append(tuple)
        return next
      }
    }
    let rows = blocks.reduce(0) { $0 + $1.record.count }
    record.reserveCapacity(rows)
    tuple.reserveCapacity(rows)
    var base = firstRecord
    for block in blocks {
      for one in block.record { record.append(one + UInt32(base)) }
      let map = tupleMaps[block.worker]
      for one in block.tuple { tuple.append(map[Int(one)]) }
      failures += block.failures.map {
        Failure(row: base + $0.record, reason: .badRow, detail: $0.detail)
      }
      base += block.records
    }
    for asked in request.names.indices {
      let codes = ByteCodes()
      let maps = readers.map { reader -> [UInt32] in
        [0]
          + (0..<reader.names[asked].codes.count).map { code in
            UInt32(codes.code(reader.names[asked].codes.bytes(code)).code + 1)
          }
      }
      var column: [UInt32] = []
      column.reserveCapacity(rows)
      for block in blocks {
        let map = maps[block.worker]
        for one in block.names[asked] { column.append(map[Int(one)]) }
      }
      name.append(column)
      names.append(
        [""] + (0..<codes.count).map { String(decoding: codes.bytes($0), as: UTF8.self) })
    }
    for asked in request.times.indices {
      var (starts, lengths): ([Int64], [UInt32]) = ([], [])
      starts.reserveCapacity(rows)
      lengths.reserveCapacity(rows)
      for block in blocks {
        starts += block.from[asked]
        lengths += block.length[asked]
      }
      from.append(starts)
      length.append(lengths)
    }
  }
}
