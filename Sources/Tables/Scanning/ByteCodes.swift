// SPDX-License-Identifier: Apache-2.0

/// Numbers texts, each text once, in the order in which they come.
///
/// The texts stand one after another in one piece of memory; an open table of their hashes leads to
/// them. One worker writes it, and others may read it when that one is done.
final class ByteCodes: @unchecked Sendable {
  /// A text's place, and its hash.
  private struct Entry {
    var hash: UInt64
    var end: Int
  }

  private var arena: UnsafeMutablePointer<UInt8>
  private var room = 1 << 12
  private var used = 0
  private var entries: UnsafeMutablePointer<Entry>
  private var entryRoom = 1 << 9
  private(set) var count = 0
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask = (1 << 10) - 1

  init() {
    arena = .allocate(capacity: room)
    entries = .allocate(capacity: entryRoom)
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
  }

  deinit {
    arena.deallocate()
    entries.deallocate()
    slots.deallocate()
  }

  /// The text of a number; to be used before another is added.
  func bytes(_ code: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(code >= 0 && code < count)
    let start = code == 0 ? 0 : entries[code - 1].end
    return UnsafeBufferPointer(start: arena + start, count: entries[code].end - start)
  }

  /// The text's number, and whether it is new.
  @inline(__always)
  func code(_ text: UnsafeBufferPointer<UInt8>) -> (code: Int, isNew: Bool) {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let held = slots[slot]
      if held == 0 { break }
      let code = Int(held) - 1
      if entries[code].hash == hash, equals(code, text) { return (code, false) }
      slot = (slot + 1) & mask
    }
    return (add(text, hash, slot), true)
  }

  private func add(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ slot: Int) -> Int {
    if used + text.count > room { growArena(to: max(room * 2, used + text.count)) }
    if count == entryRoom { growEntries() }
    if let base = text.baseAddress { (arena + used).update(from: base, count: text.count) }
    used += text.count
    (entries + count).initialize(to: Entry(hash: hash, end: used))
    count += 1
    slots[slot] = UInt32(count)
    if count * 2 > mask { growSlots() }
    return count - 1
  }

  private func growArena(to size: Int) {
    let more = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    more.update(from: arena, count: used)
    arena.deallocate()
    (arena, room) = (more, size)
  }

  private func growEntries() {
    let more = UnsafeMutablePointer<Entry>.allocate(capacity: entryRoom * 2)
    more.moveInitialize(from: entries, count: count)
    entries.deallocate()
    (entries, entryRoom) = (more, entryRoom * 2)
  }

  private func growSlots() {
    slots.deallocate()
    mask = (mask + 1) * 4 - 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for code in 0..<count {
      var slot = Int(truncatingIfNeeded: entries[code].hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(code + 1)
    }
  }

  @inline(__always)
  private func equals(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = code == 0 ? 0 : entries[code - 1].end
    let length = entries[code].end - start
    guard length == text.count else { return false }
    guard let other = text.baseAddress else { return true }
    let own = arena + start
    var at = 0
    while at + 8 <= length {
      let a = UnsafeRawPointer(own + at).loadUnaligned(as: UInt64.self)
      let b = UnsafeRawPointer(other + at).loadUnaligned(as: UInt64.self)
      if a != b { return false }
      at += 8
    }
    while at < length {
      if own[at] != other[at] { return false }
      at += 1
    }
    return true
  }

  /// A product that mixes eight bytes at a time; equal texts are told by their bytes, so it need not
  /// be more than quick.
  @inline(__always)
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    if let base = text.baseAddress {
      let count = text.count
      while at + 8 <= count {
        hash = mix(hash, UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
        at += 8
      }
      var rest: UInt64 = 0
      if count - at >= 4 {
        rest = UInt64(UnsafeRawPointer(base + at).loadUnaligned(as: UInt32.self))
        at += 4
      }
      while at < count {
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
