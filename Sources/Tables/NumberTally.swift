// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How the numbers of a column are written: "1,204.50" or "1.204,50".
struct NumberTally {
  private(set) var found = 0
  private(set) var areWhole = true
  private var lowest = Double.infinity
  private var highest = -Double.infinity
  private var pointRow: Int?
  private var commaRow: Int?
  /// "1,204" and "1.204", which can be either.
  private var eitherRow: Int?
  private var shortest = Int.max

  /// Whether they are long enough to be somebody's number rather than a count.
  var areLong: Bool { shortest >= 4 }

  mutating func add(_ text: String, row: Int) {
    var digits = 0
    var marks: [UInt8] = []
    /// How many digits stand after the last mark.
    var tail = 0
    var isNegative = false
    var hasSpace = false
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        if hasSpace, digits > 0 { return }
        digits += 1
        tail += 1
      case UInt8(ascii: "."), UInt8(ascii: ","):
        marks.append(byte)
        tail = 0
      case UInt8(ascii: "-"), UInt8(ascii: "("):
        guard digits == 0 else { return }
        isNegative = true
      case 0x20: hasSpace = digits > 0
      case UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: ")"), UInt8(ascii: "+"): break
      default: return
      }
    }
    guard digits > 0, digits < 16 else { return }
    found += 1
    shortest = min(shortest, digits)
    let decimals = mark(marks, digits: digits, tail: tail, row: row)
    let plain = text.utf8.filter { 0x30...0x39 ~= $0 || $0 == decimals }
    let number = String(decoding: plain.map { $0 == decimals ? 0x2E : $0 }, as: UTF8.self)
    guard var value = Double(number) else { return }
    if isNegative { value = -value }
    if value != value.rounded() { areWhole = false }
    lowest = min(lowest, value)
    highest = max(highest, value)
  }

  /// The decimal mark of one number, if it tells.
  private mutating func mark(_ marks: [UInt8], digits: Int, tail: Int, row: Int) -> UInt8? {
    guard let last = marks.last else { return nil }
    let isDecimal: Bool
    if Set(marks).count == 2 {
      isDecimal = true
    } else if marks.count > 1 {
      // 1,204,500: what stands several times parts thousands; the other would be the mark.
      decide(last == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ","), row)
      return nil
    } else if tail == 3, 1...3 ~= digits - tail {
      if eitherRow == nil { eitherRow = row }
      return pointRow == nil && commaRow == nil
        ? (last == UInt8(ascii: ".") ? last : nil)
        : (last == UInt8(ascii: ".")) == (pointRow != nil) ? last : nil
    } else {
      isDecimal = true
    }
    if isDecimal { decide(last, row) }
    return isDecimal ? last : nil
  }

  private mutating func decide(_ mark: UInt8, _ row: Int) {
    if mark == UInt8(ascii: ".") {
      if pointRow == nil { pointRow = row }
    } else if commaRow == nil {
      commaRow = row
    }
  }

  var numbers: ColumnProfile.Numbers? {
    guard found > 0 else { return nil }
    let mark: ColumnProfile.Numbers.Mark =
      switch (pointRow, commaRow, eitherRow) {
      case (nil, nil, nil): .none
      case (nil, nil, _): .ambiguous
      case (_?, nil, _): .point
      case (nil, _?, _): .comma
      case (_?, _?, _): .ambiguous
      }
    return ColumnProfile.Numbers(
      decimals: mark, row: mark == .comma ? commaRow : mark == .point ? pointRow : eitherRow,
      lowest: lowest, highest: highest)
  }
}
