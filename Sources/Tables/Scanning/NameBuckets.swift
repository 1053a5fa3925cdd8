// SPDX-License-Identifier: Apache-2.0

/// Tells which of many buckets a name falls in, so that the names of a bucket are few enough to be
/// looked up without waiting for memory. Names that differ in case only fall in one.
struct NameBuckets: Sendable {
  /// A power of two.
  let count: Int

  init(count: Int) {
    precondition(count > 0 && count & (count - 1) == 0)
    self.count = count
  }

  /// A blank name falls in the first.
  @inline(__always)
  func number(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    if name.isEmpty || count == 1 { return 0 }
    guard let hash = Self.hash(name) else {
      // Lower case may be longer or shorter, and may even be plain.
      let folded = Array(FoldedNames.folded(String(decoding: name, as: UTF8.self)).utf8)
      return folded.withUnsafeBufferPointer { bucket(Self.mixed($0)) }
    }
    return bucket(hash)
  }

  @inline(__always)
  private func bucket(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 40) & (count - 1) }

  /// Nil where the name is not all ASCII.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var high: UInt8 = 0
    for byte in name { high |= byte }
    return high < 0x80 ? mixed(name) : nil
  }

  /// Letters count as their lower case; that some other bytes count as one does no harm.
  @inline(__always)
  private static func mixed(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte | 0x20)) &* 0x0000_0100_0000_01B3 }
    return hash ^ hash >> 29
  }
}
