// SPDX-License-Identifier: Apache-2.0

/// What a node holds (MS-PST 2.3): small values in a heap within its blocks, larger ones in nodes
/// of its own; ordered as properties or as a table.
struct NodeHeap {
  let database: NodeDatabase
  private let blocks: [[UInt8]]
  let subnodes: [UInt32: NodeDatabase.Node]
  private let kind: UInt8
  private let root: Int

  init(_ node: NodeDatabase.Node, in database: NodeDatabase) throws(OutlookError) {
    self.database = database
    blocks = try database.blocks(node.data)
    subnodes = try database.subnodes(node.subnodes)
    guard let first = blocks.first, first.count >= 12, first[2] == 0xEC else {
      throw .damaged("Its values are not laid out as they should be.")
    }
    kind = first[3]
    var cursor = ByteCursor(first)
    try cursor.seek(4)
    root = try cursor.number(4)
  }

  // MARK: Values

  /// A value of the heap.
  private func item(_ id: Int) throws(OutlookError) -> ArraySlice<UInt8> {
    if id == 0 { return [] }
    let (block, index) = (id >> 16, id >> 5 & 0x7FF)
    guard id & 0x1F == 0, index > 0, blocks.indices.contains(block) else {
      throw .damaged("A value is not where it should be.")
    }
    let bytes = blocks[block]
    var cursor = ByteCursor(bytes)
    try cursor.seek(0)
    let map = try cursor.number(2)
    try cursor.seek(map)
    guard index <= (try cursor.number(2)) else { throw .damaged("A value is missing.") }
    try cursor.seek(map + 4 + (index - 1) * 2)
    let (start, end) = (try cursor.number(2), try cursor.number(2))
    guard start <= end, end <= bytes.count else { throw .damaged("A value is cut.") }
    return bytes[start..<end]
  }

  /// A value that lies in the heap or, being larger, in a node of its own; with its blocks apart.
  private func pieces(_ id: Int) throws(OutlookError) -> [ArraySlice<UInt8>] {
    if id & 0x1F == 0 { return [try item(id)] }
    guard let node = subnodes[UInt32(truncatingIfNeeded: id)] else {
      throw .damaged("A part of it is missing from the archive.")
    }
    return try database.blocks(node.data).map { $0[...] }
  }

  private func value(_ id: Int) throws(OutlookError) -> ArraySlice<UInt8> {
    let all = try pieces(id)
    return all.count == 1 ? all[0] : Array(all.joined())[...]
  }

  /// The records of a tree in the heap, ascending: a key, then its data.
  private func records(_ header: Int) throws(OutlookError) -> [(key: Int, data: ArraySlice<UInt8>)]
  {
    var cursor = ByteCursor(try item(header))
    guard try cursor.number(1) == 0xB5 else { throw .damaged("A list of values is damaged.") }
    let (keySize, dataSize) = (try cursor.number(1), try cursor.number(1))
    let levels = try cursor.number(1)
    let top = try cursor.number(4)
    guard [2, 4, 8, 16].contains(keySize), dataSize > 0, levels < 8 else {
      throw .damaged("A list of values is damaged.")
    }
    var out: [(key: Int, data: ArraySlice<UInt8>)] = []
    var visits = 0
    func walk(_ id: Int, _ level: Int) throws(OutlookError) {
      visits += 1
      guard visits < 100_000 else { throw .damaged("A list of values goes round.") }
      var cursor = ByteCursor(try item(id))
      while cursor.left >= keySize + (level > 0 ? 4 : dataSize) {
        let key = try cursor.number(keySize)
        if level > 0 {
          try walk(try cursor.number(4), level - 1)
        } else {
          out.append((key, try cursor.take(dataSize)))
        }
      }
    }
    try walk(top, levels)
    return out
  }

  // MARK: Properties

  /// - Parameter skipped: values that are not wanted, as they may be large.
  func properties(
    codePage: Int, without skipped: Set<Property> = []
  ) throws(OutlookError) -> PropertySet {
    guard kind == 0xBC else { throw .damaged("Its properties are missing.") }
    var set = PropertySet(codePage: codePage)
    for (id, data) in try records(root) {
      guard let known = Property(rawValue: id), !skipped.contains(known) else { continue }
      var cursor = ByteCursor(data)
      let type = try cursor.number(2)
      let raw = try cursor.take(4)
      switch type {
      case 0x0002, 0x0003, 0x000B: set.values[id] = PropertyValue(type: type, raw)
      case 0x0014, 0x0040, 0x001E, 0x001F, 0x0102, 0x000D:
        var place = ByteCursor(raw)
        set.values[id] = PropertyValue(type: type, try value(try place.number(4)))
      default: continue
      }
    }
    return set
  }

  // MARK: Tables

  /// The rows of a table with the number that names each, in the order of the table.
  func rows(codePage: Int) throws(OutlookError) -> [(id: UInt32, set: PropertySet)] {
    guard kind == 0x7C else { throw .damaged("A table is missing.") }
    var cursor = ByteCursor(try item(root))
    guard try cursor.number(1) == 0x7C else { throw .damaged("A table is damaged.") }
    let count = try cursor.number(1)
    try cursor.seek(6)
    let (bitsAt, width) = (try cursor.number(2), try cursor.number(2))
    _ = try cursor.number(4)
    let matrix = try cursor.number(4)
    _ = try cursor.number(4)
    guard width >= 4, bitsAt <= width else { throw .damaged("A table is damaged.") }
    var columns: [(type: Int, id: Int, offset: Int, size: Int, bit: Int)] = []
    for _ in 0..<count {
      let (type, id) = (try cursor.number(2), try cursor.number(2))
      columns.append(
        (type, id, try cursor.number(2), try cursor.number(1), try cursor.number(1)))
    }
    guard matrix != 0 else { return [] }
    var out: [(id: UInt32, set: PropertySet)] = []
    for piece in try pieces(matrix) {
      var start = piece.startIndex
      // A row never goes over the end of a block.
      while start + width <= piece.endIndex {
        let row = piece[start..<(start + width)]
        start += width
        out.append(try read(row, columns, bitsAt: bitsAt, codePage: codePage))
      }
    }
    return out
  }

  private func read(
    _ row: ArraySlice<UInt8>,
    _ columns: [(type: Int, id: Int, offset: Int, size: Int, bit: Int)], bitsAt: Int, codePage: Int
  ) throws(OutlookError) -> (id: UInt32, set: PropertySet) {
    var cursor = ByteCursor(row)
    let id = UInt32(truncatingIfNeeded: try cursor.number(4))
    var set = PropertySet(codePage: codePage)
    for column in columns where Property(rawValue: column.id) != nil {
      let bit = row.startIndex + bitsAt + column.bit / 8
      guard bit < row.endIndex, row[bit] & (0x80 >> (column.bit % 8)) != 0 else { continue }
      try cursor.seek(column.offset)
      let cell = try cursor.take(column.size)
      switch column.type {
      case 0x001E, 0x001F, 0x0102:
        var place = ByteCursor(cell)
        // A long value that is lost costs itself, not the row.
        guard let bytes = try? value(try place.number(4)) else { continue }
        set.values[column.id] = PropertyValue(type: column.type, bytes)
      default: set.values[column.id] = PropertyValue(type: column.type, cell)
      }
    }
    return (id, set)
  }
}
