// SPDX-License-Identifier: Apache-2.0

/// Writes small Outlook archives (MS-PST, the form of Outlook 2003, not hidden) for tests.
package struct OutlookStoreWriter {
  package struct Attachment {
    package var properties: [OutlookProperty]
    package var item: Item?

    package init(_ properties: [OutlookProperty], item: Item? = nil) {
      (self.properties, self.item) = (properties, item)
    }
  }

  package final class Item {
    package var properties: [OutlookProperty]
    package var recipients: [[OutlookProperty]]
    package var attachments: [Attachment]

    package init(
      _ properties: [OutlookProperty], recipients: [[OutlookProperty]] = [],
      attachments: [Attachment] = []
    ) {
      (self.properties, self.recipients, self.attachments) = (properties, recipients, attachments)
    }
  }

  private struct Sub {
    var node: Int
    var data: Int
    var inner: Int
  }

  private typealias Bytes = [UInt8]
  private var file = Bytes(repeating: 0, count: 1_024)
  private var blocks: [(id: Int, at: Int, size: Int)] = []
  private var nodes: [(id: Int, data: Int, inner: Int, parent: Int)] = []
  private var nextBlock = 4
  private var nextNode = 0x400
  private let mailbox = 0x8022
  private let waste = 0x8042

  /// An archive whose owner sees a folder "Inbox" with the items, and deleted items.
  ///
  /// - Parameter claimed: how many items the inbox says it holds.
  package static func bytes(inbox: [Item], deleted: [Item] = [], claimed: Int? = nil) -> [UInt8] {
    var writer = OutlookStoreWriter()
    writer.write(inbox, deleted, claimed ?? inbox.count)
    return writer.finished()
  }

  private static func little(_ number: Int, _ count: Int) -> Bytes {
    OutlookProperty.little(number, count)
  }

  private mutating func write(_ inbox: [Item], _ deleted: [Item], _ claimed: Int) {
    let uid = Bytes(repeating: 0x11, count: 16)
    func entry(_ node: Int) -> Bytes { [0, 0, 0, 0] + uid + Self.little(node, 4) }
    node(
      0x21,
      properties: [
        .text(0x3001, "Archive"), .bytes(0x0FF9, uid), .bytes(0x35E0, entry(mailbox)),
        .bytes(0x35E3, entry(waste)), .number(0x35DF, 0x89),
      ])
    folder(0x122, "", parent: 0x122, inner: [(mailbox, "Top of Outlook data file")])
    folder(
      mailbox, "Top of Outlook data file", parent: 0x122,
      inner: [(waste, "Deleted Items"), (0x8062, "Inbox")])
    folder(waste, "Deleted Items", parent: mailbox, items: deleted, claimed: deleted.count)
    folder(0x8062, "Inbox", parent: mailbox, items: inbox, claimed: claimed)
  }

  private mutating func folder(
    _ id: Int, _ name: String, parent: Int, inner: [(id: Int, name: String)] = [],
    items: [Item] = [], claimed: Int = 0
  ) {
    node(
      id, parent: parent,
      properties: [
        .text(0x3001, name), .number(0x3602, claimed), .number(0x3603, 0),
        OutlookProperty(id: 0x360A, type: 0x0B, bytes: [inner.isEmpty ? 0 : 1]),
      ])
    let ids = items.map { item(in: id, $0) }
    table(id & ~0x1F | 0x0D, rows: inner.map { ($0.id, [.text(0x3001, $0.name)]) })
    table(id & ~0x1F | 0x0E, rows: ids.map { ($0, [.text(0x0037, "row")]) })
    table(id & ~0x1F | 0x0F, rows: [])
  }

  private mutating func item(in folder: Int, _ item: Item) -> Int {
    nextNode += 1
    let id = nextNode << 5 | 4
    let (data, inner) = parts(item)
    nodes.append((id, data, inner, folder))
    return id
  }

  /// The blocks of an item: its properties, and its parts as nodes within.
  private mutating func parts(_ item: Item) -> (data: Int, inner: Int) {
    var subs: [Sub] = []
    let data = heap(properties: item.properties, &subs)
    if !item.recipients.isEmpty {
      let rows = item.recipients.enumerated().map { ($0.offset + 1, $0.element) }
      var own: [Sub] = []
      let rest = heap(rows: rows, &own)
      subs.append(Sub(node: 0x692, data: rest, inner: list(own)))
    }
    if !item.attachments.isEmpty {
      var rows: [(Int, [OutlookProperty])] = []
      for attachment in item.attachments {
        nextNode += 1
        let id = nextNode << 5 | 5
        var properties = attachment.properties
        var own: [Sub] = []
        if let inner = attachment.item {
          nextNode += 1
          let node = nextNode << 5 | 4
          let (data, rest) = parts(inner)
          own.append(Sub(node: node, data: data, inner: rest))
          let object = Self.little(node, 4) + Self.little(100, 4)
          properties.append(OutlookProperty(id: 0x3701, type: 0x0D, bytes: object))
        }
        let data = heap(properties: properties, &own)
        subs.append(Sub(node: id, data: data, inner: list(own)))
        rows.append((id, [.number(0x0E20, 1)]))
      }
      var own: [Sub] = []
      let data = heap(rows: rows, &own)
      subs.append(Sub(node: 0x671, data: data, inner: list(own)))
    }
    return (data, list(subs))
  }

  private mutating func node(_ id: Int, parent: Int = 0, properties: [OutlookProperty]) {
    var subs: [Sub] = []
    let data = heap(properties: properties, &subs)
    nodes.append((id, data, list(subs), parent))
  }

  private mutating func table(_ id: Int, rows: [(Int, [OutlookProperty])]) {
    var subs: [Sub] = []
    let data = heap(rows: rows, &subs)
    nodes.append((id, data, list(subs), 0))
  }

  // MARK: Heaps

  /// A heap of values; those too large for it become nodes of their own.
  private mutating func place(_ value: Bytes, _ items: inout [Bytes], _ subs: inout [Sub]) -> Int {
    if value.isEmpty { return 0 }
    if value.count <= 1_000 {
      items.append(value)
      return items.count << 5
    }
    nextNode += 1
    let id = nextNode << 5 | 0x1F
    subs.append(Sub(node: id, data: long(value), inner: 0))
    return id
  }

  private mutating func heap(properties: [OutlookProperty], _ subs: inout [Sub]) -> Int {
    var items: [Bytes] = [[], []]
    var records: Bytes = []
    for property in properties.sorted(by: { $0.id < $1.id }) {
      records += Self.little(property.id, 2) + Self.little(property.type, 2)
      if property.bytes.count <= 4, !property.isLong {
        records += property.bytes + Bytes(repeating: 0, count: 4 - property.bytes.count)
      } else {
        records += Self.little(place(property.bytes, &items, &subs), 4)
      }
    }
    items[0] = [0xB5, 2, 6, 0] + Self.little(records.isEmpty ? 0 : 2 << 5, 4)
    items[1] = records
    return heap(items, kind: 0xBC)
  }

  private mutating func heap(rows: [(Int, [OutlookProperty])], _ subs: inout [Sub]) -> Int {
    var kinds: [Int: Int] = [0x67F2: 3, 0x67F3: 3]
    for property in rows.flatMap(\.1) { kinds[property.id] = property.type }
    let ids = [0x67F2, 0x67F3] + kinds.keys.filter { $0 < 0x67F2 || $0 > 0x67F3 }.sorted()
    let bits = ids.count * 4
    let width = bits + (ids.count + 7) / 8
    var items: [Bytes] = [[], [], [], []]
    var matrix: Bytes = []
    var index: Bytes = []
    for (number, row) in rows.enumerated() {
      index += Self.little(row.0, 4) + Self.little(number, 4)
      var used = Bytes(repeating: 0, count: (ids.count + 7) / 8)
      for (place, id) in ids.enumerated() {
        if place < 2 {
          matrix += Self.little(place == 0 ? row.0 : 1, 4)
        } else if let property = row.1.first(where: { $0.id == id }) {
          matrix +=
            property.isLong
            ? Self.little(self.place(property.bytes, &items, &subs), 4)
            : property.bytes + Bytes(repeating: 0, count: 4 - property.bytes.count)
        } else {
          matrix += [0, 0, 0, 0]
          continue
        }
        used[place / 8] |= 0x80 >> UInt8(place % 8)
      }
      matrix += used
    }
    var columns: Bytes = []
    for (place, id) in ids.enumerated().sorted(by: { $0.element < $1.element }) {
      columns += Self.little(kinds[id] ?? 3, 2) + Self.little(id, 2) + Self.little(place * 4, 2)
      columns += [4, UInt8(place)]
    }
    items[0] = [0x7C, UInt8(ids.count)]
    for end in [bits, bits, bits, width] { items[0] += Self.little(end, 2) }
    items[0] += Self.little(2 << 5, 4) + Self.little(rows.isEmpty ? 0 : 4 << 5, 4) + [0, 0, 0, 0]
    items[0] += columns
    items[1] = [0xB5, 4, 4, 0] + Self.little(rows.isEmpty ? 0 : 3 << 5, 4)
    (items[2], items[3]) = (index, matrix)
    return heap(items, kind: 0x7C)
  }

  private mutating func heap(_ items: [Bytes], kind: UInt8) -> Int {
    var out: Bytes = [0, 0, 0xEC, kind] + Self.little(1 << 5, 4) + [0, 0, 0, 0]
    var places: Bytes = []
    for item in items {
      places += Self.little(out.count, 2)
      out += item
    }
    let end = out.count
    if out.count % 2 == 1 { out.append(0) }
    out.replaceSubrange(0..<2, with: Self.little(out.count, 2))
    out += Self.little(items.count, 2) + [0, 0] + places + Self.little(end, 2)
    return block(out, isInner: false)
  }

  // MARK: Blocks

  private mutating func block(_ data: Bytes, isInner: Bool) -> Int {
    let id = nextBlock | (isInner ? 2 : 0)
    nextBlock += 4
    while file.count % 64 != 0 { file.append(0) }
    blocks.append((id, file.count, data.count))
    file += data
    while (file.count + 16) % 64 != 0 { file.append(0) }
    file += Self.little(data.count, 2) + [0, 0, 0, 0, 0, 0] + Self.little(id, 8)
    return id
  }

  private mutating func long(_ data: Bytes) -> Int {
    guard data.count > 8_176 else { return block(data, isInner: false) }
    let pieces = stride(from: 0, to: data.count, by: 8_176).map {
      block(Array(data[$0..<min($0 + 8_176, data.count)]), isInner: false)
    }
    let list = pieces.flatMap { Self.little($0, 8) }
    return block(
      [1, 1] + Self.little(pieces.count, 2) + Self.little(data.count, 4) + list, isInner: true)
  }

  private mutating func list(_ subs: [Sub]) -> Int {
    if subs.isEmpty { return 0 }
    let entries = subs.sorted { $0.node < $1.node }.flatMap {
      Self.little($0.node, 8) + Self.little($0.data, 8) + Self.little($0.inner, 8)
    }
    return block([2, 0] + Self.little(subs.count, 2) + [0, 0, 0, 0] + entries, isInner: true)
  }

  // MARK: Index

  private mutating func finished() -> [UInt8] {
    let blockRoot = tree(
      blocks.sorted { $0.id < $1.id }.map {
        Self.little($0.id, 8) + Self.little($0.at, 8) + Self.little($0.size, 2) + [
          2, 0, 0, 0, 0, 0,
        ]
      }, kind: 0x80)
    let nodeRoot = tree(
      nodes.sorted { $0.id < $1.id }.map {
        Self.little($0.id, 8) + Self.little($0.data, 8) + Self.little($0.inner, 8)
          + Self.little($0.parent, 4) + [0, 0, 0, 0]
      }, kind: 0x81)
    func put(_ bytes: Bytes, _ at: Int) {
      file.replaceSubrange(at..<(at + bytes.count), with: bytes)
    }
    put(Array("!BDN".utf8), 0)
    put(Array("SM".utf8) + [23, 0, 19, 0, 1, 1], 8)
    put(Self.little(file.count, 8), 184)
    put(nodeRoot, 216)
    put(blockRoot, 232)
    put([0x80, 0], 512)
    return file
  }

  /// The number and the place of the top page of an index over `entries`.
  private mutating func tree(_ entries: [Bytes], kind: UInt8) -> Bytes {
    var level: UInt8 = 0
    var entries = entries
    while true {
      var above: [Bytes] = []
      let size = entries.first?.count ?? 24
      let room = 488 / size
      for start in stride(from: 0, to: max(1, entries.count), by: room) {
        let part = Array(entries[start..<min(start + room, entries.count)])
        while file.count % 512 != 0 { file.append(0) }
        let at = file.count
        var page = part.flatMap { $0 }
        page += Bytes(repeating: 0, count: 488 - page.count)
        page += [UInt8(part.count), UInt8(room), UInt8(size), level, 0, 0, 0, 0, kind, kind]
        page += Bytes(repeating: 0, count: 6) + Self.little(nextBlock, 8)
        nextBlock += 4
        file += page
        above.append(
          (part.first ?? []).prefix(8) + Self.little(nextBlock - 4, 8) + Self.little(at, 8))
      }
      if above.count == 1 { return Array(above[0].dropFirst(8)) }
      (entries, level) = (above, level + 1)
    }
  }
}
