// SPDX-License-Identifier: Apache-2.0

/// Properties one after another, each with its type, number and value (MS-OXTNEF 2.1.3.4).
enum PropertyStream {
  private static let countLimit = 100_000

  static func set(
    from cursor: inout ByteCursor, codePage: Int
  ) throws(OutlookError) -> PropertySet {
    var set = PropertySet(codePage: codePage)
    let count = try cursor.number(4)
    guard count <= countLimit else { throw .damaged("It claims too many properties.") }
    for _ in 0..<count {
      let type = try cursor.number(2)
      let id = try cursor.number(2)
      if id >= 0x8000 { try skipName(&cursor) }
      let single = type & ~0x1000
      var value: PropertyValue?
      if let size = fixedSize(single) {
        let values = type == single ? 1 : try cursor.number(4)
        guard values <= max(1, cursor.left) else { throw .damaged("It is cut or damaged.") }
        for _ in 0..<values {
          value = PropertyValue(type: single, try cursor.take(size))
          cursor.align(4)
        }
      } else {
        for _ in 0..<(try cursor.number(4)) {
          let bytes = try cursor.take(try cursor.number(4))
          value = PropertyValue(type: single, bytes)
          cursor.align(4)
        }
      }
      if type == single, Property(rawValue: id) != nil { set.values[id] = value }
    }
    return set
  }

  /// Properties above 0x8000 are named by a number or a text within a set of names.
  private static func skipName(_ cursor: inout ByteCursor) throws(OutlookError) {
    _ = try cursor.take(16)
    if try cursor.number(4) == 0 {
      _ = try cursor.number(4)
    } else {
      _ = try cursor.take(try cursor.number(4))
      cursor.align(4)
    }
  }

  /// In bytes; nil for a type whose values say how long they are.
  private static func fixedSize(_ type: Int) -> Int? {
    switch type {
    case 0x0001: 0
    case 0x0002, 0x000B: 2
    case 0x0003, 0x0004, 0x000A: 4
    case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: 8
    case 0x0048: 16
    default: nil
    }
  }
}
