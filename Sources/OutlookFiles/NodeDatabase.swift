// SPDX-License-Identifier: Apache-2.0

/// The lower layer of an archive (MS-PST 2.2): nodes by number, whose bytes lie in blocks.
final class NodeDatabase {
  struct Node {
    var id: UInt32
    var data: UInt64
    var subnodes: UInt64
    var parent: UInt32
  }

  private struct Block {
    var offset: Int
    var size: Int
  }

  /// In bytes: of one node.
  static let nodeLimit = 256 << 20
  private static let pageSize = 512

  let isUnicode: Bool
  private let file: StoreFile
  private let cipher: StoreCipher
  private let nodeRoot: Int
  private let blockRoot: Int
  private var pages: [Int: Page] = [:]

  init(_ file: StoreFile) throws(OutlookError) {
    self.file = file
    let head = try file.read(at: 0, count: min(564, file.size))
    guard head.count == 564, head.starts(with: Array("!BDN".utf8)) else {
      throw .damaged("It does not begin as an Outlook archive does, or is cut.")
    }
    let version = Int(head[10]) | Int(head[11]) << 8
    guard version < 36 else {
      throw OutlookError(
        .unsupported,
        "This is a cache of Outlook 2013 or later (.ost): export it as .pst, and add that.")
    }
    guard head[8] == UInt8(ascii: "S"), head[9] == UInt8(ascii: "M") else {
      throw OutlookError(.unsupported, "This is an address book of Outlook, no mail.")
    }
    isUnicode = version >= 23
    var cursor = ByteCursor(head)
    try cursor.seek(isUnicode ? 224 : 188)
    nodeRoot = try cursor.number(isUnicode ? 8 : 4)
    try cursor.seek(isUnicode ? 240 : 196)
    blockRoot = try cursor.number(isUnicode ? 8 : 4)
    guard let cipher = StoreCipher(rawValue: Int(head[isUnicode ? 513 : 461])) else {
      throw OutlookError(
        .unsupported, "The archive is encrypted by Windows: it can be read only where it was made.")
    }
    self.cipher = cipher
  }

  // MARK: Pages

  private struct Page {
    var level: Int
    var entries: [[UInt8]]
  }

  private func page(at offset: Int, below level: Int) throws(OutlookError) -> Page {
    let page: Page
    if let known = pages[offset] {
      page = known
    } else {
      page = try read(at: offset)
      if pages.count >= 4_096 { pages.removeAll(keepingCapacity: true) }
      pages[offset] = page
    }
    // Levels fall from page to page, so that no walk goes round.
    guard page.level < level else { throw .damaged("The index of the archive is damaged.") }
    return page
  }

  private func read(at offset: Int) throws(OutlookError) -> Page {
    let bytes = try file.read(at: offset, count: Self.pageSize)
    let tail = isUnicode ? 488 : 496
    let (count, size) = (Int(bytes[tail]), Int(bytes[tail + 2]))
    let kind = bytes[tail + (isUnicode ? 8 : 4)]
    guard kind == bytes[tail + (isUnicode ? 9 : 5)], kind == 0x80 || kind == 0x81,
      size >= (isUnicode ? 24 : 12), count * size <= tail
    else { throw .damaged("A page of the archive's index is damaged, at byte \(offset).") }
    return Page(
      level: Int(bytes[tail + 3]),
      entries: (0..<count).map { Array(bytes[($0 * size)..<(($0 + 1) * size)]) })
  }

  private func key(_ entry: [UInt8]) -> UInt64 { number(entry, 0) }

  /// The number that begins at the `word`-th word of an entry: of eight bytes, in old archives four.
  private func number(_ entry: [UInt8], _ word: Int) -> UInt64 {
    let size = isUnicode ? 8 : 4
    guard entry.count >= (word + 1) * size else { return 0 }
    return (0..<size).reduce(0) { $0 | UInt64(entry[word * size + $1]) << (8 * UInt64($1)) }
  }

  private func find(_ wanted: UInt64, from root: Int) throws(OutlookError) -> [UInt8]? {
    var (offset, level) = (root, 32)
    while true {
      let page = try page(at: offset, below: level)
      guard let entry = page.entries.last(where: { key($0) <= wanted }) else { return nil }
      if page.level == 0 { return key(entry) == wanted ? entry : nil }
      (offset, level) = (Int(truncatingIfNeeded: number(entry, 2)), page.level)
    }
  }

  // MARK: Nodes

  private func node(_ entry: [UInt8]) -> Node {
    Node(
      id: UInt32(truncatingIfNeeded: number(entry, 0)), data: number(entry, 1),
      subnodes: number(entry, 2), parent: UInt32(truncatingIfNeeded: number(entry, 3)))
  }

  func node(_ id: UInt32) throws(OutlookError) -> Node? {
    try find(UInt64(id), from: nodeRoot).map { node($0) }
  }

  /// Every node, ascending; `damage` hears of parts of the index that cannot be read.
  func forEachNode(_ body: (Node) -> Void, damage: (String) -> Void) {
    var seen = 0
    func walk(_ offset: Int, _ level: Int) {
      do throws(OutlookError) {
        let page = try page(at: offset, below: level)
        // A page named twice could make a small file look endless.
        seen += 1
        guard seen <= file.size / Self.pageSize else {
          throw .damaged("The index of the archive names its pages more than once.")
        }
        for entry in page.entries {
          if page.level == 0 {
            body(node(entry))
          } else {
            walk(Int(truncatingIfNeeded: number(entry, 2)), page.level)
          }
        }
      } catch { damage(error.detail) }
    }
    walk(nodeRoot, 32)
  }

  // MARK: Blocks

  private func block(_ id: UInt64) throws(OutlookError) -> [UInt8] {
    let id = id & ~1
    // The lowest bit is the writer's own; the index has the number with it or without.
    var found = try find(id, from: blockRoot)
    if found == nil { found = try find(id | 1, from: blockRoot) }
    guard let entry = found else { throw .damaged("A part of it is missing from the archive.") }
    let sizeAt = isUnicode ? 16 : 8
    guard entry.count >= sizeAt + 2 else { throw .damaged("The index of the archive is damaged.") }
    let size = Int(entry[sizeAt]) | Int(entry[sizeAt + 1]) << 8
    var bytes = try file.read(at: Int(truncatingIfNeeded: number(entry, 1)), count: size)
    if id & 2 == 0 { cipher.decode(&bytes, key: UInt32(truncatingIfNeeded: id)) }
    return bytes
  }

  /// The blocks of a node in order.
  func blocks(_ id: UInt64) throws(OutlookError) -> [[UInt8]] {
    guard id != 0 else { return [] }
    var out: [[UInt8]] = []
    var total = 0
    try gather(id, levels: 2, into: &out, &total)
    return out
  }

  private func gather(
    _ id: UInt64, levels: Int, into out: inout [[UInt8]], _ total: inout Int
  ) throws(OutlookError) {
    let bytes = try block(id)
    guard id & 2 != 0 else {
      total += bytes.count
      guard total <= Self.nodeLimit else {
        throw OutlookError(.tooLarge, "It is larger than \(Self.nodeLimit >> 20) MB.")
      }
      out.append(bytes)
      return
    }
    var cursor = ByteCursor(bytes)
    guard try cursor.number(1) == 1, levels > 0 else {
      throw .damaged("A list of blocks is damaged.")
    }
    _ = try cursor.number(1)
    let count = try cursor.number(2)
    _ = try cursor.number(4)
    for _ in 0..<count {
      let next = UInt64(truncatingIfNeeded: try cursor.number(isUnicode ? 8 : 4))
      try gather(next, levels: levels - 1, into: &out, &total)
    }
  }

  /// The nodes within a node, by number.
  func subnodes(_ id: UInt64) throws(OutlookError) -> [UInt32: Node] {
    guard id != 0 else { return [:] }
    var out: [UInt32: Node] = [:]
    try gatherSubnodes(id, levels: 2, into: &out)
    return out
  }

  private func gatherSubnodes(
    _ id: UInt64, levels: Int, into out: inout [UInt32: Node]
  ) throws(OutlookError) {
    var cursor = ByteCursor(try block(id))
    guard try cursor.number(1) == 2, levels > 0 else {
      throw .damaged("A list of parts is damaged.")
    }
    let level = try cursor.number(1)
    let count = try cursor.number(2)
    if isUnicode { _ = try cursor.number(4) }
    let size = isUnicode ? 8 : 4
    for _ in 0..<count {
      let number = UInt32(truncatingIfNeeded: try cursor.number(size))
      let data = UInt64(truncatingIfNeeded: try cursor.number(size))
      if level == 0 {
        let inner = UInt64(truncatingIfNeeded: try cursor.number(size))
        out[number] = Node(id: number, data: data, subnodes: inner, parent: 0)
      } else {
        try gatherSubnodes(data, levels: levels - 1, into: &out)
      }
    }
  }
}
