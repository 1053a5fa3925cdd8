// SPDX-License-Identifier: Apache-2.0

/// Writes small compound files (MS-CFB) for tests.
package indirect enum CompoundNode {
  case stream(String, [UInt8])
  case storage(String, [CompoundNode])

  var name: String {
    switch self {
    case .stream(let name, _), .storage(let name, _): name
    }
  }
}

package enum CompoundFileWriter {
  private static let none: UInt32 = 0xFFFF_FFFF
  private static let end: UInt32 = 0xFFFF_FFFE

  private struct Entry {
    var name: String
    var kind: UInt8
    var next = CompoundFileWriter.none
    var child = CompoundFileWriter.none
    var start = CompoundFileWriter.end
    var size = 0
  }

  package static func bytes(_ nodes: [CompoundNode]) -> [UInt8] {
    var entries = [Entry(name: "Root Entry", kind: 5)]
    var sectors: [[UInt8]] = []
    var chains: [UInt32] = []
    func store(_ data: [UInt8]) -> UInt32 {
      guard !data.isEmpty else { return end }
      let first = sectors.count
      for start in stride(from: 0, to: data.count, by: 512) {
        var sector = Array(data[start..<min(start + 512, data.count)])
        sector += [UInt8](repeating: 0, count: 512 - sector.count)
        sectors.append(sector)
        chains.append(UInt32(sectors.count))
      }
      chains[chains.count - 1] = end
      return UInt32(first)
    }
    func add(_ nodes: [CompoundNode], to parent: Int) {
      var last: Int?
      // The order of the format: shorter names first.
      let sorted = nodes.sorted {
        ($0.name.utf16.count, $0.name.uppercased()) < ($1.name.utf16.count, $1.name.uppercased())
      }
      for node in sorted {
        let index = entries.count
        switch node {
        case .stream(let name, let data):
          entries.append(Entry(name: name, kind: 2, start: store(data), size: data.count))
        case .storage(let name, let inner):
          entries.append(Entry(name: name, kind: 1))
          add(inner, to: index)
        }
        if let last {
          entries[last].next = UInt32(index)
        } else {
          entries[parent].child = UInt32(index)
        }
        last = index
      }
    }
    add(nodes, to: 0)
    while entries.count % 4 != 0 { entries.append(Entry(name: "", kind: 0)) }
    let directory = store(entries.flatMap(bytes))
    // The table has an entry for each sector, those of the table among them.
    var tables = 1
    while tables * 128 < sectors.count + tables { tables += 1 }
    let firstTable = sectors.count
    chains += [UInt32](repeating: 0xFFFF_FFFD, count: tables)
    chains += [UInt32](repeating: none, count: tables * 128 - chains.count)
    var head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    head += [UInt8](repeating: 0, count: 16)
    head += [0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0] + [UInt8](repeating: 0, count: 6)
    // No stream is small enough for the sectors of small streams.
    for number in [0, UInt32(tables), directory, 0, 0, end, 0, end, 0] { head += word(number) }
    for index in 0..<109 { head += word(index < tables ? UInt32(firstTable + index) : none) }
    return head + sectors.joined() + chains.flatMap(word)
  }

  private static func bytes(_ entry: Entry) -> [UInt8] {
    var name = entry.name.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let size = entry.name.isEmpty ? 0 : name.count + 2
    name += [UInt8](repeating: 0, count: 64 - name.count)
    var out = name + [UInt8(size), 0, entry.kind, 1]
    for number in [none, entry.next, entry.child] { out += word(number) }
    out += [UInt8](repeating: 0, count: 36)
    return out + word(entry.start) + word(UInt32(entry.size)) + word(0)
  }

  private static func word(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(number >> ($0 * 8) & 255) }
  }
}
