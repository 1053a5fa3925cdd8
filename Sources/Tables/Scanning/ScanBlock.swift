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
    bytes = try Self.read(file, range.clamped(to: 0..<size))
  }

  /// Reads on, as much again.
  mutating func extend() throws(TableError) {
    let more = max(1 << 16, bytes.count)
    bytes += try Self.read(file, end..<min(size, end + more))
  }

  static func read(_ file: Int32, _ range: Range<Int>) throws(TableError) -> [UInt8] {
    var done = 0
    var wrong: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while done < range.count {
        let got = pread(
          file, buffer.baseAddress?.advanced(by: done), range.count - done,
          off_t(range.lowerBound + done))
        if got < 0, errno == EINTR { continue }
        if got <= 0 {
          wrong = got < 0 ? errno : 0
          break
        }
        done += got
      }
      count = done
    }
    if wrong != 0 {
      throw TableError(
        reason: .damaged, detail: "cannot be read: \(String(cString: strerror(wrong)))")
    }
    return bytes
  }
}
