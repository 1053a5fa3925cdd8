// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TextCoding
import Unpacking

/// The bytes of a file, unpacked and block by block, with what its beginning tells of it.
///
/// No more than a few blocks are held at a time, however long the file is.
package final class TextInput {
  /// Enough to tell encoding, delimiter and header by.
  package static let headSize = 1 << 20
  private static let blockSize = 1 << 20

  package private(set) var packing: [String] = []
  /// The first bytes as they are once unpacked.
  package private(set) var head: [UInt8] = []
  /// Nil for what is no text.
  package private(set) var encoding: TextEncoding?
  private var raw: () throws(TableError) -> [UInt8]
  private var stream: TextStream?
  private var isHeadGiven = false
  private var isDone = false

  /// - Parameters:
  ///   - size: the length of the file as it is.
  ///   - next: gives its bytes block by block; an empty one at the end.
  package init(
    size: Int, limits: PackedLimits = PackedLimits(),
    next: @escaping () throws(TableError) -> [UInt8]
  ) throws(TableError) {
    raw = next
    try fillHead()
    // A packed file within another is rare and harmless; a chain of them is neither.
    for _ in 0..<2 {
      guard PackedStream.packing(of: head) != nil else { break }
      try unpack(size: size, limits: limits)
    }
    encoding = TextEncoding.find(in: head)
    stream = encoding.map { TextStream($0) }
  }

  package convenience init(
    _ bytes: [UInt8], limits: PackedLimits = PackedLimits()
  ) throws(TableError) {
    var at = 0
    try self.init(size: bytes.count, limits: limits) { () throws(TableError) in
      let end = min(bytes.count, at + Self.blockSize)
      defer { at = end }
      return Array(bytes[at..<end])
    }
  }

  /// - Parameter goesOn: asked before each block; a file that is to be left is refused.
  package convenience init(
    file: URL, goesOn: @escaping () -> Bool = { true }
  ) throws(TableError) {
    guard let handle = try? FileHandle(forReadingFrom: file) else {
      throw TableError(reason: .damaged, detail: "it cannot be opened; does it exist?")
    }
    let size = Int((try? handle.seekToEnd()) ?? 0)
    try? handle.seek(toOffset: 0)
    try self.init(size: size) { () throws(TableError) in
      guard goesOn() else { throw TableError(reason: .damaged, detail: "it was not read on") }
      do { return Array(try handle.read(upToCount: Self.blockSize) ?? Data()) } catch {
        throw TableError(
          reason: .damaged, detail: "it cannot be read: \(error.localizedDescription)")
      }
    }
  }

  private func fillHead() throws(TableError) {
    head = []
    while head.count < Self.headSize {
      let block = try raw()
      if block.isEmpty { break }
      head += block
    }
  }

  private func unpack(size: Int, limits: PackedLimits) throws(TableError) {
    var first = head
    let rest = raw
    var failure: TableError?
    do throws(PackedError) {
      let packed = try PackedStream(packed: size, limits: limits) {
        if !first.isEmpty {
          defer { first = [] }
          return first
        }
        do throws(TableError) { return try rest() } catch {
          failure = error
          return []
        }
      }
      packing += packed.packing
      raw = { () throws(TableError) in
        do throws(PackedError) { return try packed.read(Self.blockSize) } catch {
          throw failure ?? TableError(error)
        }
      }
    } catch { throw failure ?? TableError(error) }
    try fillHead()
  }

  /// All bytes that are left, unpacked but not decoded.
  package func wholeBytes(limit: Int) throws(TableError) -> [UInt8] {
    var out = head
    while true {
      let block = try raw()
      if block.isEmpty { return out }
      out += block
      if out.count > limit {
        throw TableError(
          reason: .outputLimit, detail: "it is larger than \(limit >> 20) MB unpacked")
      }
    }
  }

  /// The next stretch of text as UTF-8; nil at the end.
  package func text() throws(TableError) -> [UInt8]? {
    guard !isDone, stream != nil else { return nil }
    var block: [UInt8]
    if isHeadGiven {
      block = try raw()
    } else {
      isHeadGiven = true
      block = head
    }
    if block.isEmpty { isDone = true }
    return stream?.utf8(block, isLast: block.isEmpty)
  }

  /// What was read though it is unusual.
  package var remarks: [String] {
    var out: [String] = []
    if let zeros = stream?.zeros, zeros > 0 {
      out.append("\(zeros) zero bytes stand in it, shown as \u{FFFD}")
    }
    if let foreign = stream?.foreign, foreign > 0 {
      out.append(
        "\(foreign) bytes are not of the encoding and were read as Windows-1252")
    }
    return out
  }
}

extension TableError {
  init(_ error: PackedError) {
    switch error {
    case .damaged(let what): self.init(reason: .damaged, detail: what)
    case .tooLarge(let what): self.init(reason: .outputLimit, detail: what)
    }
  }
}
