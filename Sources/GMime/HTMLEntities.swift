// SPDX-License-Identifier: Apache-2.0

/// Character references of HTML: "&amp;", "&#8217;", "&#x2019;".
enum HTMLEntities {
  /// What is no known reference stands as it is.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(38) else { return Array(bytes) }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == 38, let (scalar, end) = reference(bytes, at: index) {
        result += Array(String(scalar).utf8)
        index = end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func reference(_ bytes: ArraySlice<UInt8>, at start: Int)
    -> (Unicode.Scalar, Int)?
  {
    var end = start + 1
    let limit = min(bytes.endIndex, start + 12)
    while end < limit, isPart(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    let isClosed = end < bytes.endIndex && bytes[end] == 59
    guard let scalar = scalar(name) else { return nil }
    // Without a semicolon, only a number or one of the oldest names is a reference.
    guard isClosed || name.hasPrefix("#") || oldest.contains(name) else { return nil }
    return (scalar, isClosed ? end + 1 : end)
  }

  private static let oldest: Set<String> = ["amp", "lt", "gt", "quot", "nbsp"]

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte | 32 >= 97 && byte | 32 <= 122) || byte == 35
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    guard let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else {
      return nil
    }
    // Numbers of windows-1252 are written where Unicode has control characters.
    if value >= 128, value < 160 { return windows[Int(value - 128)] }
    guard value > 31 || value == 9 || value == 10 else { return " " }
    return Unicode.Scalar(value)
  }

  private static let windows = Array(
    "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)

  /// The names of ISO 8859-1 in order from U+00A0, then others that mail is seen to use.
  private static let named: [String: Unicode.Scalar] = {
    let latin =
      """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
      Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
      Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute \
      THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
      igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
      uacute ucirc uuml yacute thorn yuml
      """
    let greek =
      """
      Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - \
      Sigma Tau Upsilon Phi Chi Psi Omega
      """
    var table: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "OElig": "Œ", "oelig": "œ",
      "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ", "tilde": "˜",
      "ensp": " ", "emsp": " ", "thinsp": " ", "zwnj": "\u{200C}", "zwj": "\u{200D}",
      "lrm": "\u{200E}", "rlm": "\u{200F}", "ndash": "–", "mdash": "—", "lsquo": "‘",
      "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "dagger": "†",
      "Dagger": "‡", "bull": "•", "hellip": "…", "permil": "‰", "prime": "′", "Prime": "″",
      "lsaquo": "‹", "rsaquo": "›", "oline": "‾", "frasl": "⁄", "euro": "€", "trade": "™",
      "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "lArr": "⇐",
      "rArr": "⇒", "minus": "−", "lowast": "∗", "radic": "√", "infin": "∞", "asymp": "≈",
      "ne": "≠", "equiv": "≡", "le": "≤", "ge": "≥", "loz": "◊", "spades": "♠", "clubs": "♣",
      "hearts": "♥", "diams": "♦", "check": "✓", "cross": "✗", "star": "☆", "phone": "☎",
      "zwsp": "\u{200B}", "ZeroWidthSpace": "\u{200B}", "NewLine": "\n", "Tab": "\t",
      "lbrack": "[", "rbrack": "]", "lpar": "(", "rpar": ")", "comma": ",", "period": ".",
      "colon": ":", "semi": ";", "excl": "!", "quest": "?", "commat": "@", "num": "#",
      "dollar": "$", "percnt": "%", "ast": "*", "plus": "+", "equals": "=", "lowbar": "_",
      "sol": "/", "bsol": "\\", "vert": "|", "verbar": "|", "grave": "`", "Hat": "^",
    ]
    for (offset, name) in latin.split(separator: " ").enumerated() {
      table[String(name)] = Unicode.Scalar(UInt32(160 + offset))
    }
    for (offset, name) in greek.split(separator: " ").enumerated() where name != "-" {
      table[String(name)] = Unicode.Scalar(UInt32(0x391 + offset))
      table[name.lowercased()] = Unicode.Scalar(UInt32(0x3B1 + offset))
    }
    table["sigmaf"] = "ς"
    return table
  }()
}
