// SPDX-License-Identifier: Apache-2.0

/// Text as UTF-8: mail is read as bytes, and made a `String` only at the edge.
typealias Bytes = ArraySlice<UInt8>

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let colon = UInt8(ascii: ":")

  var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isUpper: Bool { self >= 0x41 && self <= 0x5A }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// The lower-case form of an ASCII letter; anything else as it is.
  var lower: UInt8 { isUpper ? self | 0x20 : self }
}

/// Some of the 256 bytes, told in one look.
struct ByteSet: Sendable {
  private var has = [Bool](repeating: false, count: 256)

  init(_ bytes: some Sequence<UInt8>) { for byte in bytes { has[Int(byte)] = true } }

  func contains(_ byte: UInt8) -> Bool { has[Int(byte)] }
}

extension ArraySlice<UInt8> {
  init(_ text: String) { self = Array(text.utf8)[...] }

  var string: String { String(decoding: self, as: UTF8.self) }

  func trimmed() -> Bytes {
    var view = self
    while let first = view.first, first.isSpace { view.removeFirst() }
    while let last = view.last, last.isSpace { view.removeLast() }
    return view
  }

  /// Without any of `set` at either end.
  func stripped(of set: String) -> Bytes {
    let set = Array(set.utf8)
    var view = self
    while let first = view.first, set.contains(first) { view.removeFirst() }
    while let last = view.last, set.contains(last) { view.removeLast() }
    return view
  }

  /// Whether it begins with `prefix`, which is given in lower case; ASCII case is ignored.
  func begins(with prefix: String) -> Bool {
    var at = startIndex
    for byte in prefix.utf8 {
      if at == endIndex || self[at].lower != byte { return false }
      at += 1
    }
    return true
  }

  /// Whether it ends with `suffix`, which is given in lower case; ASCII case is ignored.
  func ends(with suffix: String) -> Bool {
    let length = suffix.utf8.count
    return count >= length && self[(endIndex - length)...].begins(with: suffix)
  }

  /// Where `needle`, given in lower case, first stands; ASCII case is ignored.
  func index(of needle: String) -> Int? {
    let needle = Array(needle.utf8)
    guard let first = needle.first, count >= needle.count else { return nil }
    var at = startIndex
    let last = endIndex - needle.count
    outer: while at <= last {
      if self[at].lower != first {
        at += 1
        continue
      }
      for offset in needle.indices.dropFirst() where self[at + offset].lower != needle[offset] {
        at += 1
        continue outer
      }
      return at
    }
    return nil
  }

  func has(_ needle: String) -> Bool { index(of: needle) != nil }

  /// Its ASCII letters in lower case, everything else left out.
  var letters: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(count)
    for byte in self where byte.isLetter { out.append(byte.lower) }
    return out
  }

  /// Runs of white space as one space, none at the ends.
  func squeezed() -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(count)
    var gap = false
    for byte in self {
      if byte.isSpace {
        gap = !out.isEmpty
      } else {
        if gap { out.append(.space) }
        gap = false
        out.append(byte)
      }
    }
    return out
  }

  /// The words between white space.
  var words: [Bytes] { split(whereSeparator: \.isSpace) }
}
