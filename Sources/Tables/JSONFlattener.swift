// SPDX-License-Identifier: Apache-2.0

/// Reads a JSON object (RFC 8259) as a list of dotted keys with texts, in the order they stand.
///
/// Numbers keep the digits they are written with.
struct JSONFlattener {
  struct Problem: Error {
    var what: String
    /// Counted in bytes from the beginning.
    var at: Int
  }

  private let bytes: [UInt8]
  private var at = 0
  private static let depth = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func object() throws(Problem) -> [(key: String, value: String?)] {
    var out: [(key: String, value: String?)] = []
    skip()
    guard peek == UInt8(ascii: "{") else { throw Problem(what: "it does not begin with {", at: at) }
    try members(prefix: "", into: &out, depth: 0)
    return out
  }

  /// Nothing but space may follow.
  mutating func end() throws(Problem) {
    skip()
    if at < bytes.count { throw Problem(what: "something follows the object", at: at) }
  }

  /// Steps over the `[` of a list.
  mutating func open() {
    skip()
    at += 1
  }

  /// Steps to the next element of a list; false at its end.
  mutating func nextElement(isFirst: Bool) throws(Problem) -> Bool {
    skip()
    if peek == UInt8(ascii: "]") { return false }
    if !isFirst {
      guard peek == UInt8(ascii: ",") else { throw Problem(what: "no comma or ]", at: at) }
      at += 1
      skip()
    }
    return true
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skip() {
    while at < bytes.count, bytes[at] == 0x20 || 0x09...0x0D ~= bytes[at] { at += 1 }
  }

  private mutating func members(
    prefix: String, into out: inout [(key: String, value: String?)], depth: Int
  ) throws(Problem) {
    if depth > Self.depth {
      throw Problem(what: "objects within objects beyond \(Self.depth)", at: at)
    }
    at += 1
    skip()
    if peek == UInt8(ascii: "}") {
      at += 1
      return
    }
    while true {
      skip()
      guard peek == UInt8(ascii: "\"") else { throw Problem(what: "no key", at: at) }
      let key = prefix + (try string())
      skip()
      guard peek == UInt8(ascii: ":") else { throw Problem(what: "no colon", at: at) }
      at += 1
      skip()
      if peek == UInt8(ascii: "{") {
        try members(prefix: key + ".", into: &out, depth: depth + 1)
      } else {
        out.append((key, try value(depth: depth)))
      }
      skip()
      switch peek {
      case UInt8(ascii: ","): at += 1
      case UInt8(ascii: "}"):
        at += 1
        return
      default: throw Problem(what: "no comma or }", at: at)
      }
    }
  }

  /// A value as text: nil for null and for an empty list.
  private mutating func value(depth: Int) throws(Problem) -> String? {
    if depth > Self.depth { throw Problem(what: "lists within lists beyond \(Self.depth)", at: at) }
    switch peek {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "{"):
      var inner: [(key: String, value: String?)] = []
      try members(prefix: "", into: &inner, depth: depth + 1)
      let parts = inner.compactMap { member in member.value.map { "\(member.key): \($0)" } }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    case nil: throw Problem(what: "it ends before a value", at: at)
    default:
      let start = at
      while let byte = peek, byte > 0x20, !",]}".utf8.contains(byte) { at += 1 }
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      switch word {
      case "null": return nil
      case "true", "false": return word
      default:
        guard Self.isNumber(bytes[start..<at]) else {
          throw Problem(what: "'\(word.prefix(20))' is no value", at: start)
        }
        return word
      }
    }
  }

  private mutating func list(depth: Int) throws(Problem) -> String? {
    at += 1
    var parts: [String] = []
    skip()
    if peek == UInt8(ascii: "]") {
      at += 1
      return nil
    }
    while true {
      skip()
      if let part = try value(depth: depth + 1) { parts.append(part) }
      skip()
      switch peek {
      case UInt8(ascii: ","): at += 1
      case UInt8(ascii: "]"):
        at += 1
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
      default: throw Problem(what: "no comma or ]", at: at)
      }
    }
  }

  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, first == 0x2D || 0x30...0x39 ~= first else { return false }
    return word.allSatisfy { 0x30...0x39 ~= $0 || "+-.eE".utf8.contains($0) }
      && Double(String(decoding: word, as: UTF8.self)) != nil
  }

  private mutating func string() throws(Problem) -> String {
    let start = at
    at += 1
    var out: [UInt8] = []
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &out)
      default:
        out.append(byte)
        at += 1
      }
    }
    throw Problem(what: "a text is never closed", at: start)
  }

  private mutating func escape(into out: inout [UInt8]) throws(Problem) {
    guard at + 1 < bytes.count else { throw Problem(what: "it ends in an escape", at: at) }
    let letter = bytes[at + 1]
    at += 2
    switch letter {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(0x20)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(letter)
    case UInt8(ascii: "u"):
      var unit = try hex()
      var units = [unit]
      if 0xD800...0xDBFF ~= unit, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      {
        at += 2
        unit = try hex()
        units.append(unit)
      }
      out += String(decoding: units, as: UTF16.self).utf8
    default: throw Problem(what: "an escape that JSON does not have", at: at - 2)
    }
  }

  private mutating func hex() throws(Problem) -> UInt16 {
    guard at + 4 <= bytes.count,
      let value = UInt16(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else { throw Problem(what: "\\u without four digits", at: at) }
    at += 4
    return value
  }
}
