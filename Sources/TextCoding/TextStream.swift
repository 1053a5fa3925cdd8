// SPDX-License-Identifier: Apache-2.0

/// Turns a file's bytes into UTF-8 block by block; what a block cuts waits for the next.
package struct TextStream: Sendable {
  package let encoding: TextEncoding
  /// Zero bytes, which stand as U+FFFD, and bytes that are not of the encoding.
  package private(set) var zeros = 0
  package private(set) var foreign = 0
  private var rest: [UInt8] = []
  private var isBegun = false

  package init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// - Parameter isLast: whether nothing comes after these bytes.
  package mutating func utf8(_ block: [UInt8], isLast: Bool) -> [UInt8] {
    var bytes = rest.isEmpty ? block : rest + block
    rest = []
    if !isBegun {
      bytes.removeFirst(min(encoding.mark, bytes.count))
      isBegun = true
    }
    switch encoding.name {
    case .utf8: return checked(bytes, isLast: isLast)
    case .utf16Little, .utf16Big: return wide(bytes, isLast: isLast)
    case .windows1252, .latin1: return single(bytes) { TextDecoding.windows1252($0) }
    case .macRoman: return single(bytes) { TextDecoding.macRoman($0) }
    }
  }

  private mutating func checked(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var high: UInt8 = 0
    var low: UInt8 = 0xFF
    for byte in bytes {
      high |= byte
      low = min(low, byte)
    }
    if high < 0x80, low > 0 { return bytes }
    var whole = bytes
    if !isLast { rest = Self.cut(&whole) }
    if low > 0, String(validating: whole, as: UTF8.self) != nil { return whole }
    var out: [UInt8] = []
    out.reserveCapacity(whole.count + whole.count / 8)
    var at = 0
    while at < whole.count {
      let byte = whole[at]
      if byte == 0 {
        zeros += 1
        out += [0xEF, 0xBF, 0xBD]
        at += 1
      } else if byte < 0x80 {
        out.append(byte)
        at += 1
      } else {
        let length = TextDecoding.sequence(whole, at)
        if length > 0 {
          out += whole[at..<(at + length)]
          at += length
        } else {
          foreign += 1
          out += String(Character(TextDecoding.windows1252(byte))).utf8
          at += 1
        }
      }
    }
    return out
  }

  /// Takes from the end what may be the beginning of a sequence.
  private static func cut(_ bytes: inout [UInt8]) -> [UInt8] {
    for back in 1...3 where bytes.count >= back {
      let byte = bytes[bytes.count - back]
      if byte < 0x80 { return [] }
      if byte >= 0xC0 {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard length > back else { return [] }
        let tail = Array(bytes.suffix(back))
        bytes.removeLast(back)
        return tail
      }
    }
    return []
  }

  private mutating func wide(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    let isLittle = encoding.name == .utf16Little
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = 0
    while at + 1 < bytes.count {
      let (a, b) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      var unit = isLittle ? b << 8 | a : a << 8 | b
      if unit == 0 {
        zeros += 1
        unit = 0xFFFD
      }
      units.append(unit)
      at += 2
    }
    if isLast {
      if at < bytes.count { foreign += 1 }
    } else {
      rest = Array(bytes[at...])
      if let last = units.last, 0xD800...0xDBFF ~= last {
        units.removeLast()
        rest = Array(bytes[(at - 2)...])
      }
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private mutating func single(_ bytes: [UInt8], _ read: (UInt8) -> Unicode.Scalar) -> [UInt8] {
    var table: [[UInt8]] = []
    for byte in UInt8(0x80)...0xFF { table.append(Array(String(Character(read(byte))).utf8)) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte == 0 {
        zeros += 1
        out += [0xEF, 0xBF, 0xBD]
      } else if byte < 0x80 {
        out.append(byte)
      } else {
        out += table[Int(byte - 0x80)]
      }
    }
    return out
  }
}

extension TextDecoding {
  static func macRoman(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80 else { return Unicode.Scalar(byte) }
    let upper: [UInt16] = [
      0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4,
      0x00E3, 0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF,
      0x00F1, 0x00F3, 0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020,
      0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4,
      0x00A8, 0x2260, 0x00C6, 0x00D8, 0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202,
      0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1,
      0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB, 0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3,
      0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA,
      0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0x00B7, 0x201A,
      0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC,
      0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC, 0x00AF,
      0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
    ]
    return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }
}
