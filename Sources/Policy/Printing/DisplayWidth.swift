// SPDX-License-Identifier: Apache-2.0

/// How many columns of a terminal text takes: East Asian letters and pictures take two, marks set
/// over another letter none.
enum DisplayWidth {
  static func of(_ character: Character) -> Int {
    var widest = 0
    for scalar in character.unicodeScalars {
      // Asks for a picture: "☎" with it is as wide as any.
      if scalar.value == 0xFE0F { return 2 }
      widest = max(widest, of(scalar))
    }
    return widest
  }

  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    // Unicode Standard Annex 11, "East Asian Width": the ranges whose letters are W or F.
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F200...0x1F320,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension Unicode.Scalar {
  /// Moves the cursor, turns the direction of the text or shows nothing at all: never printed as
  /// it is. The tab is left to whoever prints.
  var isTreacherous: Bool {
    switch value {
    case 0x00...0x08, 0x0A...0x1F, 0x7F...0x9F, 0x61C, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// `U+200B`
  var code: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension String {
  /// Fit for one line of a terminal: what would not show as itself is shown as `�`.
  var harmless: String {
    guard unicodeScalars.contains(where: { $0.isTreacherous || $0 == "\t" }) else { return self }
    var safe = UnicodeScalarView()
    for scalar in unicodeScalars {
      safe.append(scalar == "\t" ? " " : scalar.isTreacherous ? "\u{FFFD}" : scalar)
    }
    return String(safe)
  }

  /// Without the blanks it ends in.
  var trimmedAtEnd: String {
    var end = utf8.endIndex
    while end > utf8.startIndex {
      let before = utf8.index(before: end)
      guard [UInt8(ascii: " "), 9, 13].contains(utf8[before]) else { break }
      end = before
    }
    return String(self[..<end])
  }

  /// At most `count` characters, the last an ellipsis where something was left out.
  func clipped(to count: Int) -> String {
    self.count <= count ? self : String(prefix(max(0, count - 1))) + "…"
  }
}
