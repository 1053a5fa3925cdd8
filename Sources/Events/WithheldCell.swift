// SPDX-License-Identifier: Apache-2.0

/// Tells the cells of a table that an agency has withheld.
package enum WithheldCell {
  /// Whether a cell is withheld by the usual marks.
  package static func isOne(_ text: String) -> Bool { code(text) != nil }

  /// The exemption codes of a withheld cell, joined by ", " and empty where it names none; nil for
  /// a cell that is not withheld.
  static func code(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first(where: { $0 != 0x20 }) else { return nil }
    // Most cells can be told from their first byte.
    switch first {
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "*"),
      UInt8(ascii: "X"), UInt8(ascii: "x"), UInt8(ascii: "R"), UInt8(ascii: "r"),
      UInt8(ascii: "W"), UInt8(ascii: "w"), UInt8(ascii: "E"), UInt8(ascii: "e"),
      UInt8(ascii: "7"), UInt8(ascii: "5"), 0xE2:
      break
    default: return nil
    }
    let trimmed = text.filter { !$0.isWhitespace }
    if trimmed.count >= 3, isRun(trimmed) { return "" }
    var rest = trimmed.lowercased()[...]
    var isNamed = false
    var codes: [String] = []
    scan: while let character = rest.first {
      for word in ["redacted", "redaction", "withheld", "exemption", "exempt", "5ilcs140/"]
      where rest.hasPrefix(word) {
        rest = rest.dropFirst(word.count)
        isNamed = isNamed || !word.hasPrefix("5")
        continue scan
      }
      if let (code, length) = exemption(rest) {
        codes.append(code)
        rest = rest.dropFirst(length)
      } else if "[](){}<>-–—:;,./&".contains(character) {
        rest = rest.dropFirst()
      } else {
        return nil
      }
    }
    guard isNamed || !codes.isEmpty else { return nil }
    return codes.joined(separator: ", ")
  }

  private static func isRun(_ text: String) -> Bool {
    guard let first = text.first, "█■▇▆▮Xx*".contains(first) else { return false }
    return text.allSatisfy { $0 == first }
  }

  /// "(b)(7)(c)" → "(b)(7)(C)", "7(1)(c)", "(j)(2)" with its length in characters.
  private static func exemption(_ text: Substring) -> (String, Int)? {
    var groups: [String] = []
    var rest = text
    var head = ""
    while let digit = rest.first, digit.isASCII, digit.isNumber {
      head.append(digit)
      rest = rest.dropFirst()
    }
    while rest.first == "(", let close = rest.firstIndex(of: ")") {
      let inside = rest[rest.index(after: rest.startIndex)..<close]
      guard 1...4 ~= inside.count, inside.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
      else { break }
      groups.append(String(inside))
      rest = rest[rest.index(after: close)...]
    }
    guard groups.count >= 2 else { return nil }
    let length = text.count - rest.count
    if head.isEmpty, ["b", "j", "k"].contains(groups[0]), groups[1].allSatisfy(\.isNumber) {
      let tail = groups.dropFirst(2).map { "(\($0.uppercased()))" }.joined()
      return ("(\(groups[0]))(\(groups[1]))\(tail)", length)
    }
    if head == "7", groups[0] == "1" {
      return ("7" + groups.map { "(\($0))" }.joined(), length)
    }
    return nil
  }
}
