// SPDX-License-Identifier: Apache-2.0

/// Numbers texts, each text once, in the order in which they come.
///
/// An open table of hashes leads to them. A text of up to sixteen bytes stands in the table itself, so
/// that finding it again touches one place of memory; longer ones stand one after another. One
/// worker writes it, and others may read it when that one is done.
final class ByteCodes: @unchecked Sendable {
  /// To be used while the codes are there; it does not keep them.
  let table = ByteTable()

  deinit { table.deallocate() }

  var count: Int { table.count }

  /// The text of a number; to be used before another is added.
  func bytes(_ code: Int) -> UnsafeBufferPointer<UInt8> { table.bytes(code) }

  /// The text's number, and whether it is new.
  @inline(__always)
  func code(_ text: UnsafeBufferPointer<UInt8>) -> (code: Int, isNew: Bool) { table.code(text) }
}

/// The memory of `ByteCodes`, which is reached without counting who holds it.
struct ByteTable {
  private struct Slot {
    /// A short text itself, with zeros behind it; of a longer one the hash.
    var first: UInt64
    var second: UInt64
    /// 0 for an empty slot.
    var code: UInt32
    var length: UInt32
  }

  /// In memory of its own: nothing else can reach it, and no access need be checked.
  private struct State {
    var arena: UnsafeMutablePointer<UInt8>
    var room: Int
    var used = 0
    /// By text, where it ends, and what the one who numbers it keeps with it.
    var ends: UnsafeMutablePointer<(end: Int, value: UInt32)>
    var endRoom: Int
    var count = 0
    var slots: UnsafeMutablePointer<Slot>
    var mask: Int
  }

  private let state: UnsafeMutablePointer<State>
  private static let empty = Slot(first: 0, second: 0, code: 0, length: 0)

  init() {
    state = .allocate(capacity: 1)
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: 1 << 10)
    slots.initialize(repeating: Self.empty, count: 1 << 10)
    state.initialize(
      to: State(
        arena: .allocate(capacity: 1 << 12), room: 1 << 12, ends: .allocate(capacity: 1 << 9),
        endRoom: 1 << 9, slots: slots, mask: (1 << 10) - 1))
  }

  func deallocate() {
    state.pointee.arena.deallocate()
    state.pointee.ends.deallocate()
    state.pointee.slots.deallocate()
    state.deallocate()
  }

  var count: Int { state.pointee.count }

  /// The text of a number; to be used before another is added.
  func bytes(_ code: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(code >= 0 && code < count)
    let start = code == 0 ? 0 : state.pointee.ends[code - 1].end
    return UnsafeBufferPointer(
      start: state.pointee.arena + start, count: state.pointee.ends[code].end - start)
  }

  /// What is kept with a text: 0 at first.
  @inline(__always)
  func value(_ code: Int) -> UInt32 { state.pointee.ends[code].value }

  func set(_ value: UInt32, of code: Int) { state.pointee.ends[code].value = value }

  /// The text's number, and whether it is new.
  @inline(__always)
  func code(_ text: UnsafeBufferPointer<UInt8>) -> (code: Int, isNew: Bool) {
    let key = Self.key(text)
    let mask = state.pointee.mask
    let slots = state.pointee.slots
    var place = Int(truncatingIfNeeded: key.hash) & mask
    while slots[place].code != 0 {
      let slot = slots[place]
      if slot.first == key.first, slot.second == key.second, slot.length == key.length,
        key.length <= 16 || equals(Int(slot.code) - 1, text)
      {
        return (Int(slot.code) - 1, false)
      }
      place = (place + 1) & mask
    }
    slots[place] = Slot(
      first: key.first, second: key.second, code: UInt32(state.pointee.count + 1),
      length: key.length)
    return (add(text), true)
  }

  private struct Key {
    var first: UInt64
    var second: UInt64
    var length: UInt32
    var hash: UInt64
  }

  @inline(__always)
  private static func key(_ text: UnsafeBufferPointer<UInt8>) -> Key {
    let count = text.count
    guard let base = text.baseAddress, count > 0 else {
      return Key(first: 0, second: 0, length: 0, hash: mix(0, 0))
    }
    let raw = UnsafeRawPointer(base)
    if count <= 8 {
      let first = short(raw, count)
      return Key(first: first, second: 0, length: UInt32(count), hash: mix(first, UInt64(count)))
    }
    if count <= 16 {
      let first = raw.loadUnaligned(as: UInt64.self)
      let second = short(raw + 8, count - 8)
      return Key(
        first: first, second: second, length: UInt32(count),
        hash: mix(mix(first, UInt64(count)), second))
    }
    var hash = UInt64(count)
    var at = 0
    while at + 8 <= count {
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    hash = mix(hash, raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    return Key(first: hash, second: 0, length: UInt32(truncatingIfNeeded: count), hash: hash)
  }

  /// Up to eight bytes as a number, none beyond them read.
  @inline(__always)
  private static func short(_ raw: UnsafeRawPointer, _ count: Int) -> UInt64 {
    switch count {
    case 8: return raw.loadUnaligned(as: UInt64.self)
    case 4...7:
      let low = UInt64(raw.loadUnaligned(as: UInt32.self))
      let high = UInt64(raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return low | high << UInt64((count - 4) * 8)
    default:
      var value: UInt64 = 0
      for at in 0..<count {
        value |= UInt64(raw.load(fromByteOffset: at, as: UInt8.self)) << UInt64(at * 8)
      }
      return value
    }
  }

  /// A product that mixes two words: texts are told by their bytes, so it need not be more than quick.
  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }

  @inline(__always)
  private func equals(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let own = bytes(code)
    guard let a = own.baseAddress, let b = text.baseAddress else { return own.count == text.count }
    var at = 0
    while at + 8 <= text.count {
      let one = UnsafeRawPointer(a + at).loadUnaligned(as: UInt64.self)
      if one != UnsafeRawPointer(b + at).loadUnaligned(as: UInt64.self) { return false }
      at += 8
    }
    while at < text.count {
      if a[at] != b[at] { return false }
      at += 1
    }
    return true
  }

  // MARK: Growing

  private func add(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let (used, count) = (state.pointee.used, state.pointee.count)
    if used + text.count > state.pointee.room {
      let room = max(state.pointee.room * 2, used + text.count)
      let more = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
      more.update(from: state.pointee.arena, count: used)
      state.pointee.arena.deallocate()
      (state.pointee.arena, state.pointee.room) = (more, room)
    }
    if count == state.pointee.endRoom {
      let more = UnsafeMutablePointer<(end: Int, value: UInt32)>.allocate(capacity: count * 2)
      more.update(from: state.pointee.ends, count: count)
      state.pointee.ends.deallocate()
      (state.pointee.ends, state.pointee.endRoom) = (more, count * 2)
    }
    if let base = text.baseAddress {
      (state.pointee.arena + used).update(from: base, count: text.count)
    }
    state.pointee.used = used + text.count
    state.pointee.ends[count] = (used + text.count, 0)
    state.pointee.count = count + 1
    if (count + 1) * 2 > state.pointee.mask { growSlots() }
    return count
  }

  private func growSlots() {
    let (old, size) = (state.pointee.slots, state.pointee.mask + 1)
    let mask = size * 4 - 1
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: mask + 1)
    slots.initialize(repeating: Self.empty, count: mask + 1)
    for index in 0..<size where old[index].code != 0 {
      let slot = old[index]
      let hash =
        slot.length > 16
        ? slot.first
        : slot.length > 8
          ? Self.mix(Self.mix(slot.first, UInt64(slot.length)), slot.second)
          : slot.length == 0 ? Self.mix(0, 0) : Self.mix(slot.first, UInt64(slot.length))
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place].code != 0 { place = (place + 1) & mask }
      slots[place] = slot
    }
    old.deallocate()
    (state.pointee.slots, state.pointee.mask) = (slots, mask)
  }
}
