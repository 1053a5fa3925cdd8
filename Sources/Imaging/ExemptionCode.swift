// SPDX-License-Identifier: Apache-2.0

/// The codes agencies stamp on what they withhold: US FOIA, the Privacy Act, Illinois, California.
package enum ExemptionCode {
  /// The codes in `text` in normal form, each once, in order: `(b)(7)(C)`, `(j)(2)`,
  /// `7(1)(d)(iv)`, `7923.600`.
  ///
  /// A text that is nothing but codes is read generously: brackets and the `b` may be missing or
  /// misread, as on a small stamp. In prose a code counts only with its brackets, or after words
  /// that announce one ("RELEASE IN PART B5, B6").
  package static func parse(_ text: String) -> [String] { reading(of: text).codes }

  /// The codes, and whether the text holds nothing else.
  static func reading(of text: String) -> (codes: [String], isComplete: Bool) {
    let bytes = unjoined(Array(text.utf8))
    var (codes, isComplete) = CodeReader(bytes: bytes, isGenerous: false).read()
    if bytes.count <= 80 {
      let generous = CodeReader(bytes: bytes, isGenerous: true).read()
      if generous.isComplete { (codes, isComplete) = generous }
    }
    var seen: Set<String> = []
    return (codes.filter { seen.insert($0).inserted }, isComplete)
  }

  /// Recognition likes to see `)(` as X: `(bX7XC)`.
  private static func unjoined(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { CodeReader.isBracket($0) }) else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 8)
    for (index, byte) in bytes.enumerated() {
      let isX = byte == UInt8(ascii: "X") || byte == UInt8(ascii: "x")
      if isX, index > 0, index + 1 < bytes.count, "bB1679".utf8.contains(bytes[index - 1]),
        "0123456789abcdefghijklmABCDEFGS".utf8.contains(bytes[index + 1])
      {
        out += Array(")(".utf8)
      } else {
        out.append(byte)
      }
    }
    return out
  }
}
