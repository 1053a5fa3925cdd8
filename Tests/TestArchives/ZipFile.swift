// SPDX-License-Identifier: Apache-2.0

/// Writes small ZIP archives without compression, and with parts that claim what they are not.
package struct ZipFile {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  package mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  /// - Parameter flags: the general purpose bits; 1 claims that the entry is encrypted.
  package mutating func add(_ name: String, _ data: [UInt8], flags: Int = 0) {
    let head =
      le(20, 2) + le(flags, 2) + le(0, 2) + le(0, 4) + le(Int(Self.crc(data)), 4) + le(data.count, 4)
      + le(data.count, 4) + le(name.utf8.count, 2) + le(0, 2)
    directory +=
      [0x50, 0x4B, 1, 2] + le(20, 2) + head + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4)
      + le(body.count, 4) + Array(name.utf8)
    body += [0x50, 0x4B, 3, 4] + head + Array(name.utf8) + data
    count += 1
  }

  package var bytes: [UInt8] {
    body + directory + [0x50, 0x4B, 5, 6] + le(0, 4) + le(count, 2) + le(count, 2)
      + le(directory.count, 4) + le(body.count, 4) + le(0, 2)
  }

  private func le(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func crc(_ data: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
