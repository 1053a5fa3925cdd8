// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A stretch of a file in memory, with what follows as far as it is needed.
struct ScanBlock {
  private let file: Int32
  private let size: Int
  private(set) var offset = 0
  private(set) var bytes: [UInt8] = []

  /// A record longer than this is no record.
  static let longest = 1 << 26

  init(file: Int32, size: Int) { (self.file, self.size) = (file, size) }

  var end: Int { offset + bytes.count }
  var reachesEnd: Bool { end >= size }

  mutating func load(_ range: Range<Int>) throws(TableError) {
    offset = range.lowerBound
    let range = range.clamped(to: 0..<size)
    if range.count == bytes.count {
      // Memory that was written to before is quicker to write to.
      try bytes.withUnsafeMutableBufferPointer { (buffer) throws(TableError) in
        let done = try Self.fill(
          UnsafeMutableRawBufferPointer(buffer), from: file, at: range.lowerBound)
        if done < buffer.count { throw Self.shortened }
      }
    } else {
      bytes = try Self.read(file, range)
    }
  }

  /// Reads on, as much again.
  mutating func extend() throws(TableError) {
    let more = max(1 << 16, bytes.count)
    bytes += try Self.read(file, end..<min(size, end + more))
  }

  static func read(_ file: Int32, _ range: Range<Int>) throws(TableError) -> [UInt8] {
    var wrong: TableError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(TableError) {
        count = try fill(UnsafeMutableRawBufferPointer(buffer), from: file, at: range.lowerBound)
      } catch {
        wrong = error
      }
    }
    if let wrong { throw wrong }
    return bytes
  }

  /// - Returns: how many bytes there were.
  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from file: Int32, at offset: Int
  ) throws(TableError) -> Int {
    var done = 0
    while done < buffer.count {
      let got = pread(
        file, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
      if got < 0, errno == EINTR { continue }
      if got < 0 {
        throw TableError(
          reason: .damaged, detail: "cannot be read: \(String(cString: strerror(errno)))")
      }
      if got == 0 { break }
      done += got
    }
    return done
  }

  private static let shortened = TableError(
    reason: .damaged, detail: "it became shorter while it was read")
}
