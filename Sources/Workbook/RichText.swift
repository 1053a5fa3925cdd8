// SPDX-License-Identifier: Apache-2.0

/// Gathers the text of an `si` or `is` element: all its runs, without the reading aids (`rPh`) of
/// East Asian texts.
struct RichText {
  private var bytes: [UInt8] = []
  private var inText = false
  private var inAid = false

  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    (inText, inAid) = (false, false)
  }

  mutating func start(_ name: XMLName) {
    if name == .t { inText = true } else if name == .rPh { inAid = true }
  }

  mutating func end(_ name: XMLName) {
    if name == .t { inText = false } else if name == .rPh { inAid = false }
  }

  mutating func text(_ more: UnsafeBufferPointer<UInt8>) {
    if inText, !inAid { bytes.append(contentsOf: more) }
  }

  var value: String { Self.unescaped(bytes) }

  /// Characters that XML cannot hold stand as `_x000D_` (ECMA-376, part 1, 22.9.2.19).
  static func unescaped(_ bytes: [UInt8]) -> String {
    let bar = UInt8(ascii: "_")
    guard bytes.contains(bar) else { return String(decoding: bytes, as: UTF8.self) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == bar, at + 6 < bytes.count, bytes[at + 1] == UInt8(ascii: "x"),
        bytes[at + 6] == bar,
        let code = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        out.append(contentsOf: String(Character(scalar)).utf8)
        at += 7
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
