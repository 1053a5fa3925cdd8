// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// What a worker is asked to do with one file.
struct ReadingRequest: Codable, Sendable {
  enum Task: String, Codable { case open, pages, picture, mail, table }

  var task: Task
  var path: String
  var kind: SourceKind
  var source: SourceID
  /// The pages wanted, first … last; for `.open`, as many of them as there are.
  var first = 1
  var last = 1
  /// For `.picture`: dots an inch, and what is painted over.
  var dpi = 110.0
  var cover: [Box] = []

  var bytes: [UInt8] {
    get throws { Array(try JSONEncoder().encode(self)) }
  }
}

/// Pages as a worker sends them back: the number of pages of the file, then each page or failure.
///
/// Layout: page count (8 bytes), then for each entry a tag (0 page, 1 failure), its length
/// (8 bytes) and its bytes; whole numbers are little-endian.
struct PagesReply: Sendable {
  enum Entry: Sendable {
    case page(Page)
    case failure(Failure)
  }

  var pageCount: Int
  var entries: [Entry] = []

  func packed() throws -> [UInt8] {
    var out: [UInt8] = []
    Self.put(pageCount, in: &out)
    for entry in entries {
      let bytes: [UInt8]
      switch entry {
      case .page(let page):
        out.append(0)
        bytes = PagePacking.pack(page)
      case .failure(let failure):
        out.append(1)
        bytes = Array(try JSONEncoder().encode(failure))
      }
      Self.put(bytes.count, in: &out)
      out += bytes
    }
    return out
  }

  init(pageCount: Int) { self.pageCount = pageCount }

  init(unpacking bytes: [UInt8]) throws {
    var rest = bytes[...]
    pageCount = try Self.take(&rest)
    while let tag = rest.popFirst() {
      let count = try Self.take(&rest)
      guard count >= 0, count <= rest.count else { throw Malformed() }
      let body = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      switch tag {
      case 0: entries.append(.page(try PagePacking.unpack(body)))
      case 1: entries.append(.failure(try JSONDecoder().decode(Failure.self, from: Data(body))))
      default: throw Malformed()
      }
    }
  }

  struct Malformed: Error {}

  private static func put(_ number: Int, in out: inout [UInt8]) {
    for shift in stride(from: 0, to: 64, by: 8) {
      out.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func take(_ rest: inout ArraySlice<UInt8>) throws -> Int {
    guard rest.count >= 8 else { throw Malformed() }
    var number = 0
    for (index, byte) in rest.prefix(8).enumerated() { number |= Int(byte) << (8 * index) }
    rest = rest.dropFirst(8)
    return number
  }
}
