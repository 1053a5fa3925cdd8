// SPDX-License-Identifier: Apache-2.0

/// Takes Rich Text apart into groups, control words and bytes of text; what is only there for those
/// who do not read Unicode, and binary data, is left out.
package struct RichTextTokens {
  package enum Token {
    case open, close
    /// A word with its number, nil where it has none; a sign such as "\~" is a word of one sign.
    case word(String, Int?)
    /// A byte of text, in the code page of its font.
    case byte(UInt8)
  }

  /// Whether the last word stood behind "\*": its group may be skipped by those who do not know it.
  package private(set) var isOptional = false

  private let bytes: [UInt8]
  private var at = 0
  private var isNextOptional = false
  private var toSkip = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package mutating func next() -> Token? {
    while let token = written() {
      switch token {
      case .open, .close: (toSkip, isNextOptional) = (0, false)
      case .byte:
        if toSkip > 0 {
          toSkip -= 1
          continue
        }
      case .word("bin", let count):
        skipData(count ?? 0)
        continue
      case .word(let word, _):
        if toSkip > 0, word != "u" {
          toSkip -= 1
          continue
        }
        if word == "*" {
          isNextOptional = true
          continue
        }
        (isOptional, isNextOptional) = (isNextOptional, false)
      }
      return token
    }
    return nil
  }

  /// Leaves out what stands in place of a character, so many bytes and words of the same group.
  package mutating func skipFallback(_ count: Int) { toSkip = count }

  private mutating func written() -> Token? {
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "{"): return .open
      case UInt8(ascii: "}"): return .close
      case UInt8(ascii: "\\"): return control()
      case 9: return .word("tab", nil)
      case 0..<32: continue
      default: return .byte(byte)
      }
    }
    return nil
  }

  /// Past binary data in the middle of the text.
  private mutating func skipData(_ count: Int) {
    at = min(bytes.count, at + max(0, min(count, bytes.count)))
  }

  private mutating func control() -> Token? {
    guard at < bytes.count else { return nil }
    let first = bytes[at]
    guard Self.isLetter(first) else {
      at += 1
      if first == UInt8(ascii: "'") { return hexByte() }
      // A line end after a backslash ends a paragraph.
      if first == 10 || first == 13 { return .word("par", nil) }
      if first == UInt8(ascii: "\\") || first == UInt8(ascii: "{") || first == UInt8(ascii: "}") {
        return .byte(first)
      }
      return .word(String(UnicodeScalar(first)), nil)
    }
    let start = at
    while at < bytes.count, Self.isLetter(bytes[at]), at - start < 40 { at += 1 }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    var number: Int?
    var sign = 1
    if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "-"), Self.isDigit(bytes[at + 1]) {
      sign = -1
      at += 1
    }
    while at < bytes.count, Self.isDigit(bytes[at]) {
      number = min((number ?? 0) * 10 + Int(bytes[at] - 48), 1 << 40)
      at += 1
    }
    if at < bytes.count, bytes[at] == 32 { at += 1 }
    return .word(name, number.map { $0 * sign })
  }

  private mutating func hexByte() -> Token? {
    guard at + 1 < bytes.count,
      let value = UInt8(String(decoding: bytes[at...(at + 1)], as: UTF8.self), radix: 16)
    else { return .word("'", nil) }
    at += 2
    return .byte(value)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
