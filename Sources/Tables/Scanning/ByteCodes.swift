// SPDX-License-Identifier: Apache-2.0

/// Numbers texts, each text once, in the order in which they come.
///
/// The texts stand one after another in one piece of memory; an open table of their hashes leads to
/// them.
struct ByteCodes {
  private var arena: [UInt8] = []
  private(set) var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var slots: [UInt32]
  private var mask: Int

  init() {
    slots = [UInt32](repeating: 0, count: 1 << 10)
    mask = slots.count - 1
  }

  var count: Int { ends.count }

  func bytes(_ code: Int) -> ArraySlice<UInt8> {
    arena[(code == 0 ? 0 : ends[code - 1])..<ends[code]]
  }

  /// The text's number, and whether it is new.
  @inline(__always)
  mutating func code(_ text: UnsafeBufferPointer<UInt8>) -> (code: Int, isNew: Bool) {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let held = slots[slot]
      if held == 0 { break }
      let code = Int(held) - 1
      if hashes[code] == hash, equals(code, text) { return (code, false) }
      slot = (slot + 1) & mask
    }
    return (add(text, hash, slot), true)
  }

  private mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ slot: Int
  ) -> Int {
    let code = ends.count
    arena.append(contentsOf: text)
    ends.append(arena.count)
    hashes.append(hash)
    slots[slot] = UInt32(code + 1)
    if ends.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    mask = slots.count * 4 - 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(code + 1)
    }
  }

  @inline(__always)
  private func equals(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = code == 0 ? 0 : ends[code - 1]
    let length = ends[code] - start
    guard length == text.count else { return false }
    return arena.withUnsafeBufferPointer { arena in
      var at = 0
      while at + 8 <= length {
        let a = UnsafeRawPointer(arena.baseAddress.unsafelyUnwrapped + start + at)
          .loadUnaligned(as: UInt64.self)
        let b = UnsafeRawPointer(text.baseAddress.unsafelyUnwrapped + at)
          .loadUnaligned(as: UInt64.self)
        if a != b { return false }
        at += 8
      }
      while at < length {
        if arena[start + at] != text[at] { return false }
        at += 1
      }
      return true
    }
  }

  /// A product that mixes eight bytes at a time; equal texts are told by their bytes, so it need not
  /// be more than quick.
  @inline(__always)
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    if let base = text.baseAddress {
      while at + 8 <= text.count {
        hash = mix(hash, UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
        at += 8
      }
      var rest: UInt64 = 0
      while at < text.count {
        rest = rest << 8 | UInt64(base[at])
        at += 1
      }
      hash = mix(hash, rest)
    }
    return hash ^ hash >> 32
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
