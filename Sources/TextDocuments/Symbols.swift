// SPDX-License-Identifier: Apache-2.0

/// Characters of the fonts that have pictures in the place of letters.
enum Symbols {
  /// - Parameter code: as in the font, or in the private area where Word puts these fonts (F000).
  static func text(_ code: UInt32, font: String) -> String {
    let code = code & 0xFF
    let name = font.lowercased()
    let table = name.contains("wingdings") ? wingdings : name.contains("symbol") ? symbol : [:]
    if let text = table[code] { return text }
    return code == 0xB7 || code == 0xA7 ? "•" : "□"
  }

  static func isPictorial(_ font: String) -> Bool {
    let name = font.lowercased()
    return name.contains("wingdings") || name == "symbol" || name.contains("webdings")
  }

  private static let wingdings: [UInt32: String] = [
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒",
    0x76: "❖", 0x78: "⌧", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
  ]

  private static let symbol: [UInt32: String] = [
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√",
    0xE2: "®", 0xE3: "©", 0xE4: "™",
  ]
}
