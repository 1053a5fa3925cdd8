// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// A reading as a file: a mark, what it is made up of as JSON, then each column's numbers as they
/// stand in memory (little-endian), padded to eight bytes, and a checksum of it all.
extension LogReading {
  private static let mark = Array("BLCOLS01".utf8)

  struct NotAsWritten: Error {}

  private struct Head: Codable {
    var kinds: [Event]
    var coverage: [Coverage]
    var rows: Int
    var failed: Int
    var failures: [Failure]
    var notEvents: [NotEvent]
    var header: [String]
    var lastRow: Int
    var labels: [String]
    /// By section, its bytes without padding.
    var sections: [Int]

    struct NotEvent: Codable {
      var why: String
      var count: Int
      var first: [Int]
    }
  }

  func writeColumnsFile(to url: URL) throws {
    typealias Bytes = UnsafeRawBufferPointer
    var sections: [(count: Int, lend: ((Bytes) throws -> Void) throws -> Void)] = []
    func add<Value>(_ list: [Value]) {
      sections.append(
        (list.count * MemoryLayout<Value>.size, { try list.withUnsafeBytes($0) }))
    }
    func add(texts: [String]) {
      var (bytes, ends): ([UInt8], [UInt64]) = ([], [])
      for text in texts {
        bytes += text.utf8
        ends.append(UInt64(bytes.count))
      }
      add(bytes)
      add(ends)
    }
    add(columns.kind)
    add(columns.from)
    add(columns.length)
    add(columns.person)
    add(columns.row)
    add(texts: columns.people)
    let names = labels.keys.sorted()
    for name in names {
      guard let own = labels[name] else { continue }
      add(own.byRow)
      add(texts: own.texts)
    }
    let head = Head(
      kinds: columns.kinds, coverage: coverage, rows: rows, failed: failed, failures: failures,
      notEvents: notEvents.sorted { $0.key < $1.key }.map {
        Head.NotEvent(why: $0.key, count: $0.value.count, first: $0.value.first)
      }, header: header, lastRow: lastRow, labels: names, sections: sections.map(\.count))
    guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    var sum = Checksum()
    func write(_ bytes: Bytes) throws {
      for start in stride(from: 0, to: bytes.count, by: Self.piece) {
        let part = bytes[start..<min(bytes.count, start + Self.piece)]
        let padded = Array(part) + [UInt8](repeating: 0, count: Self.padding(part.count))
        padded.withUnsafeBytes { sum.add($0) }
        try file.write(contentsOf: padded)
      }
    }
    let text = Array(try JSONEncoder().encode(head))
    let start = Self.mark + withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init)
    try start.withUnsafeBytes(write)
    try text.withUnsafeBytes(write)
    for section in sections { try section.lend(write) }
    try file.write(contentsOf: withUnsafeBytes(of: sum.value.littleEndian, Array.init))
  }

  init(columnsFile data: Data) throws {
    self.init()
    try data.withUnsafeBytes { bytes in
      var at = 0
      func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= bytes.count - 8 - at else { throw NotAsWritten() }
        let part = UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
        at = min(bytes.count, at + count + Self.padding(count))
        return part
      }
      guard bytes.count >= 24 else { throw NotAsWritten() }
      var sum = Checksum()
      sum.add(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)]))
      let written = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
      guard bytes.count % 8 == 0, UInt64(littleEndian: written) == sum.value,
        Array(try take(8)) == Self.mark
      else { throw NotAsWritten() }
      let length = UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))
      let head = try JSONDecoder().decode(Head.self, from: Data(try take(Int(clamping: length))))
      var sections = head.sections[...]
      func list<Value>(of: Value.Type) throws -> [Value] {
        guard let count = sections.popFirst() else { throw NotAsWritten() }
        let part = try take(count)
        let size = MemoryLayout<Value>.size
        guard count % size == 0 else { throw NotAsWritten() }
        return [Value](unsafeUninitializedCapacity: count / size) { out, filled in
          UnsafeMutableRawBufferPointer(out).copyMemory(from: part)
          filled = count / size
        }
      }
      func texts() throws -> [String] {
        let (bytes, ends) = (try list(of: UInt8.self), try list(of: UInt64.self))
        var start = 0
        return try ends.map { end in
          guard end >= start, end <= bytes.count else { throw NotAsWritten() }
          defer { start = Int(end) }
          return String(decoding: bytes[start..<Int(end)], as: UTF8.self)
        }
      }
      columns.kinds = head.kinds
      columns.kind = try list(of: UInt32.self)
      columns.from = try list(of: Int64.self)
      columns.length = try list(of: UInt32.self)
      columns.person = try list(of: UInt32.self)
      columns.row = try list(of: UInt32.self)
      columns.people = try texts()
      for name in head.labels {
        let byRow = try list(of: UInt32.self)
        labels[name] = Labels(texts: try texts(), byRow: byRow)
      }
      (coverage, rows, failed, failures) = (head.coverage, head.rows, head.failed, head.failures)
      (header, lastRow) = (head.header, head.lastRow)
      for entry in head.notEvents { notEvents[entry.why] = (entry.count, entry.first) }
    }
  }

  /// Bytes written at once, a multiple of eight.
  private static let piece = 1 << 24

  private static func padding(_ count: Int) -> Int { (8 - count % 8) % 8 }

  /// Tells a file that was cut or changed by accident; no protection against anybody.
  private struct Checksum {
    private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// - Parameter bytes: a multiple of eight of them.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
      var at = 0
      while at + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        let product = (value ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        value = product.high ^ product.low &+ 0x9E37_79B9_7F4A_7C15
        at += 8
      }
    }
  }
}
