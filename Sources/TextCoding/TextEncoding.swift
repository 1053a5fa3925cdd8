// SPDX-License-Identifier: Apache-2.0

/// How the text of a file is written, told from its beginning.
package struct TextEncoding: Hashable, Sendable {
  package enum Name: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16Little = "UTF-16 LE"
    case utf16Big = "UTF-16 BE"
    case windows1252 = "Windows-1252"
    case latin1 = "Latin-1"
    case macRoman = "Mac Roman"
  }

  package var name: Name
  /// How many bytes of the beginning are its mark.
  package var mark: Int
  /// By what it was told, for people.
  package var why: String

  /// Nil for bytes that are no text.
  package static func find(in head: some Collection<UInt8>) -> TextEncoding? {
    let head = Array(head)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      return TextEncoding(name: .utf8, mark: 3, why: "its byte order mark")
    }
    if head.starts(with: [0xFF, 0xFE]) {
      return TextEncoding(name: .utf16Little, mark: 2, why: "its byte order mark")
    }
    if head.starts(with: [0xFE, 0xFF]) {
      return TextEncoding(name: .utf16Big, mark: 2, why: "its byte order mark")
    }
    if let isLittle = TextDecoding.seemsUTF16(head) {
      return TextEncoding(
        name: isLittle ? .utf16Little : .utf16Big, mark: 0,
        why: "every other byte of the beginning is zero")
    }
    var counts = ByteCounts()
    counts.add(head)
    if counts.zeros * 100 > head.count { return nil }
    if counts.high == 0 {
      return TextEncoding(name: .utf8, mark: 0, why: "all of the beginning is plain ASCII")
    }
    let sequences = counts.sequences
    // A sequence cut by the end of the sample is not counted against it.
    if counts.stray == 0 || sequences * 4 > counts.stray {
      let other = counts.stray == 0 ? "" : ", \(counts.stray) bytes are not of it"
      return TextEncoding(
        name: .utf8, mark: 0, why: "\(sequences) letters are sequences of it\(other)")
    }
    return singleByte(head)
  }

  /// Which of the encodings with one byte a letter: that under which the bytes above ASCII are what
  /// can stand where they stand.
  private static func singleByte(_ head: [UInt8]) -> TextEncoding {
    var (windows, mac, control) = (0, 0, 0)
    for (at, byte) in head.enumerated() where byte >= 0x80 {
      if byte < 0xA0 { control += 1 }
      let before = at > 0 ? head[at - 1] : 0x20
      let after = at + 1 < head.count ? head[at + 1] : 0x20
      windows += fit(TextDecoding.windows1252(byte), before, after)
      mac += fit(TextDecoding.macRoman(byte), before, after)
    }
    if mac > windows, mac > 0 {
      return TextEncoding(
        name: .macRoman, mark: 0,
        why: "its letters fit their places better (\(mac)) than those of Windows-1252 (\(windows))")
    }
    if control == 0 {
      return TextEncoding(
        name: .latin1, mark: 0,
        why: "not UTF-8, and no byte of it is one that Windows-1252 has more than Latin-1")
    }
    return TextEncoding(
      name: .windows1252, mark: 0,
      why: "not UTF-8, and its letters fit their places (\(windows), as Mac Roman \(mac))")
  }

  /// Whether a character is one that stands between these two.
  private static func fit(_ scalar: Unicode.Scalar, _ before: UInt8, _ after: UInt8) -> Int {
    func small(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte }
    func large(_ byte: UInt8) -> Bool { 0x41...0x5A ~= byte }
    func letter(_ byte: UInt8) -> Bool { small(byte) || large(byte) }
    switch scalar {
    case "\u{2019}", "\u{2018}": return letter(before) || letter(after) ? 2 : 0
    case "\u{201C}": return !letter(before) && after > 0x20 ? 1 : -1
    case "\u{201D}": return before > 0x20 && !letter(after) ? 1 : -1
    case "\u{2013}", "\u{2014}", "\u{2026}", "\u{2022}", "\u{A0}":
      return small(before) && small(after) ? -1 : 1
    case "\u{FFFD}": return -3
    default: break
    }
    let properties = scalar.properties
    if "éèêëñáàâäãåçíìîïóòôöõúùûüßøæ".unicodeScalars.contains(scalar) {
      return letter(before) || letter(after) ? 2 : -1
    }
    if properties.isLowercase { return letter(before) || letter(after) ? 1 : -1 }
    if properties.isUppercase {
      return small(before) ? -2 : letter(after) || large(before) ? 1 : -1
    }
    return letter(before) && letter(after) ? -2 : 0
  }
}

/// What kinds of bytes stand in a text.
struct ByteCounts {
  var zeros = 0
  var high = 0
  /// Well-formed sequences of UTF-8 above ASCII, and bytes above ASCII that are in none.
  var sequences = 0
  var stray = 0

  mutating func add(_ bytes: [UInt8]) {
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        if byte == 0 { zeros += 1 }
        at += 1
        continue
      }
      high += 1
      let length = TextDecoding.sequence(bytes, at)
      if length > 0 {
        sequences += 1
        at += length
      } else {
        if at + 3 < bytes.count { stray += 1 }
        at += 1
      }
    }
  }
}
