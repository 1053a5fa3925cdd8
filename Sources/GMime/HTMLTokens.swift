// SPDX-License-Identifier: Apache-2.0

/// Takes HTML apart into text and tags, in one pass however broken it is.
struct HTMLTokens {
  enum Token {
    case text(Range<Int>)
    /// The name in lower case, and the range of what follows it.
    case open(String, Range<Int>)
    case close(String)
  }

  let bytes: [UInt8]
  private var index = 0
  /// Quote marks known not to come again, so that they are not searched for once a tag.
  private var unclosed: Set<UInt8> = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while index < bytes.count {
      guard bytes[index] == 60, index + 1 < bytes.count else { return text() }
      let after = bytes[index + 1]
      if after == 33 || after == 63 {
        skipDeclaration()
      } else if after == 47 || Self.isLetter(after) {
        if let token = tag() { return token }
      } else {
        return text()
      }
    }
    return nil
  }

  /// Up to the next "<"; at least one byte.
  private mutating func text() -> Token {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != 60 { index += 1 }
    return .text(start..<index)
  }

  private mutating func skipDeclaration() {
    if bytes[index...].starts(with: Array("<!--".utf8)) {
      index += 4
      while index < bytes.count {
        if bytes[index] == 62, index >= 2, bytes[index - 1] == 45, bytes[index - 2] == 45 { break }
        index += 1
      }
    } else {
      while index < bytes.count, bytes[index] != 62 { index += 1 }
    }
    index = min(index + 1, bytes.count)
  }

  private mutating func tag() -> Token? {
    let isClosing = bytes[index + 1] == 47
    var end = index + (isClosing ? 2 : 1)
    let start = end
    while end < bytes.count, Self.isLetter(bytes[end]) || Self.isNamePart(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[start..<min(end, start + 40)], as: UTF8.self).lowercased()
    let attributes = end
    end = tagEnd(from: end)
    index = min(end + 1, bytes.count)
    if isClosing { return .close(name) }
    if Self.hidden.contains(name) {
      skip(to: name)
      return nil
    }
    return .open(name, attributes..<min(end, bytes.count))
  }

  private static let hidden: Set<String> = ["script", "style", "title", "noscript", "xml"]

  /// The index of the ">" that ends a tag; one in a quoted attribute does not.
  private mutating func tagEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 62 {
      let byte = bytes[index]
      if byte == 34 || byte == 39, !unclosed.contains(byte), index > 0, bytes[index - 1] == 61 {
        if let close = bytes[(index + 1)...].firstIndex(of: byte) {
          index = close
        } else {
          unclosed.insert(byte)
        }
      }
      index += 1
    }
    return index
  }

  /// Past the closing tag of an element whose content is not shown.
  private mutating func skip(to name: String) {
    let letters = Array(name.utf8)
    while index < bytes.count {
      if bytes[index] == 60, index + 1 + letters.count < bytes.count, bytes[index + 1] == 47,
        zip(bytes[(index + 2)...], letters).allSatisfy({ $0 | 32 == $1 })
      {
        while index < bytes.count, bytes[index] != 62 { index += 1 }
        index = min(index + 1, bytes.count)
        return
      }
      index += 1
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 58) || byte == 45
  }
}
