// SPDX-License-Identifier: Apache-2.0

/// How requests and replies travel: a request is its length (eight bytes, little-endian) and its
/// bytes; a reply is one byte that says what it is, its length and its bytes.
enum Frame {
  enum Reply: UInt8 {
    case done = 0
    /// The bytes are the reason, in UTF-8.
    case refused = 1
    /// The reply would be longer than the worker may send.
    case tooLong = 2
    /// The worker's last word: it dies for want of memory.
    case memory = 3
    /// The worker could not be confined and does nothing; the bytes are the reason, in UTF-8.
    case unconfined = 4
  }

  static let requestHead = 8
  static let replyHead = 9

  static func length(_ count: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
  }

  /// The length at the start of `bytes`; nil where it is beyond any sense.
  static func length(of bytes: some Sequence<UInt8>) -> Int? {
    var value: UInt64 = 0
    for (index, byte) in bytes.prefix(8).enumerated() { value |= UInt64(byte) << (index * 8) }
    return value <= UInt64(Int.max) ? Int(value) : nil
  }
}
