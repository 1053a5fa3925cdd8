// SPDX-License-Identifier: Apache-2.0

/// Writes the parts of a packed value, one after the other.
package struct PackWriter {
  package var bytes: [UInt8] = []
  private var last: (x: Int, y: Int) = (0, 0)

  package init() {}

  static func whole(_ value: Double, per unit: Double) -> Int {
    let scaled = (value * unit).rounded()
    return scaled.isNaN ? 0 : Int(min(max(scaled, -1e9), 1e9))
  }

  /// A whole number: seven bits a byte, low ones first, the sign in the lowest bit.
  package mutating func number(_ value: Int) {
    var rest = UInt64(bitPattern: Int64((value << 1) ^ (value >> 63)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func coordinate(_ value: Double) { number(Self.whole(value, per: 100)) }

  package mutating func box(_ box: Box) {
    let x = Self.whole(box.x0, per: 100)
    let y = Self.whole(box.y0, per: 100)
    let right = Self.whole(box.x1, per: 100)
    number(x - last.x)
    number(y - last.y)
    number(right - x)
    number(Self.whole(box.y1, per: 100) - y)
    // The next word of a line begins near where this one ends.
    last = (right, y)
  }

  /// 0 is none, 1 is a share of nothing.
  package mutating func share(_ value: Double?) {
    number(value.map { Self.positive(Self.whole($0, per: 10_000)) } ?? 0)
  }

  /// Leaves zero free for what is absent.
  private static func positive(_ value: Int) -> Int { value >= 0 ? value + 1 : value }

  /// The length plus one, and the UTF-8; 0 for none.
  package mutating func text(_ text: String?) {
    guard var text else { return number(0) }
    text.withUTF8 { utf8 in
      number(utf8.count + 1)
      bytes.append(contentsOf: utf8)
    }
  }

  /// The number of bytes, and the bytes.
  package mutating func blob(_ blob: [UInt8]) {
    number(blob.count)
    bytes.append(contentsOf: blob)
  }

  package mutating func list<Element>(
    _ elements: [Element], _ body: (inout PackWriter, Element) -> Void
  ) {
    number(elements.count)
    for element in elements { body(&self, element) }
  }
}

/// Reads what `PackWriter` wrote, and believes nothing.
package struct PackReader {
  package typealias Malformed = PagePacking.Malformed

  let bytes: [UInt8]
  package private(set) var offset = 0
  private var last: (x: Int, y: Int) = (0, 0)

  package init(bytes: [UInt8]) { self.bytes = bytes }

  package var atEnd: Bool { offset == bytes.count }
  private var malformed: Malformed { Malformed(offset: offset) }

  package mutating func byte() throws(Malformed) -> UInt8 {
    guard offset < bytes.count else { throw malformed }
    defer { offset += 1 }
    return bytes[offset]
  }

  package mutating func number() throws(Malformed) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || next < 2 else { throw malformed }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { break }
      shift += 7
    }
    return Int(value >> 1) ^ -Int(value & 1)
  }

  /// A whole number no writer makes larger.
  private mutating func bounded() throws(Malformed) -> Int {
    let value = try number()
    guard value >= -4_000_000_000, value <= 4_000_000_000 else { throw malformed }
    return value
  }

  package mutating func coordinate() throws(Malformed) -> Double { Double(try bounded()) / 100 }

  package mutating func box() throws(Malformed) -> Box {
    let x = last.x + (try bounded())
    let y = last.y + (try bounded())
    let right = x + (try bounded())
    let bottom = y + (try bounded())
    for side in [x, y, right, bottom] where abs(side) > 1_000_000_000 { throw malformed }
    last = (right, y)
    return Box(
      x0: Double(x) / 100, y0: Double(y) / 100, x1: Double(right) / 100, y1: Double(bottom) / 100)
  }

  package mutating func share() throws(Malformed) -> Double? {
    let value = try bounded()
    return value == 0 ? nil : Double(value > 0 ? value - 1 : value) / 10_000
  }

  package mutating func optionalText() throws(Malformed) -> String? {
    let length = try number() - 1
    if length == -1 { return nil }
    guard length >= 0, length <= bytes.count - offset else { throw malformed }
    defer { offset += length }
    return String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
  }

  package mutating func text() throws(Malformed) -> String {
    guard let text = try optionalText() else { throw malformed }
    return text
  }

  package mutating func blob() throws(Malformed) -> [UInt8] {
    let length = try number()
    guard length >= 0, length <= bytes.count - offset else { throw malformed }
    defer { offset += length }
    return Array(bytes[offset..<(offset + length)])
  }

  package mutating func name<Value: RawRepresentable<String>>() throws(Malformed) -> Value {
    guard let value = Value(rawValue: try text()) else { throw malformed }
    return value
  }

  package mutating func list<Element>(
    _ body: (inout PackReader) throws(Malformed) -> Element
  ) throws(Malformed) -> [Element] {
    let count = try number()
    // Every element takes a byte at least.
    guard count >= 0, count <= bytes.count - offset else { throw malformed }
    var elements: [Element] = []
    elements.reserveCapacity(min(count, 1 << 14))
    for _ in 0..<count { elements.append(try body(&self)) }
    return elements
  }
}
