// SPDX-License-Identifier: Apache-2.0

/// Characters that no policy block is written with, and what their writers meant by them.
enum Strays {
  static let expected =
    "expected words, numbers, texts in quotation marks or one of : , ( ) < > ="

  /// What is written instead; the second is offered as the word meant.
  static let meant: [Unicode.Scalar: (why: String, hint: String?)] = [
    ";": ("a declaration ends where the next begins", nil),
    "'": ("texts stand in double quotation marks, words in none", nil),
    "`": ("texts stand in double quotation marks, words in none", nil),
    "‘": ("texts stand in double quotation marks, words in none", nil),
    "’": ("texts stand in double quotation marks, words in none", nil),
    "‚": ("texts stand in double quotation marks, words in none", nil),
    "#": ("a comment begins with two hyphens", "--"),
    "&": ("conditions are joined by a word", "and"),
    "+": ("conditions are joined by a word", "and"),
    "|": ("conditions are joined by a word", "or"),
    "!": ("what is not so is said by a word", "not"),
    "≠": ("what is not so is said by words", "is not"),
    "[": ("conditions are grouped by parentheses", "("),
    "{": ("conditions are grouped by parentheses", "("),
    "]": ("conditions are grouped by parentheses", ")"),
    "}": ("conditions are grouped by parentheses", ")"),
  ]

  static func isStray(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "‘", "’", "‚", "»", "≠": true
    case "\t", "\n", "\r", " ", ":", ",", "(", ")", "=", "<", ">", "\"", "-", "_", ".", "/": false
    case "a"..."z", "A"..."Z", "0"..."9": false
    default: scalar.isASCII
    }
  }

  /// Whether a text that began with one quotation mark ends with the other.
  static func closes(_ scalar: Unicode.Scalar, opening: Unicode.Scalar) -> Bool {
    switch opening {
    case "\"": scalar == "\""
    case "«": scalar == "»"
    case "“": scalar == "”"
    default: scalar == "“" || scalar == "”"
    }
  }

  /// The same where no better mark follows: word processors guess the side, and writers mix them.
  static func mayClose(_ scalar: Unicode.Scalar, opening: Unicode.Scalar) -> Bool {
    opening != "\"" && (scalar == "”" || scalar == "“" || scalar == "\"")
  }
}

extension Unicode.Scalar {
  /// A blank of any width.
  var isBlank: Bool {
    switch value {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Cannot stand in a word, though it is beyond ASCII.
  var endsWord: Bool {
    switch self {
    case "“", "”", "„", "«", "»", "‘", "’", "‚", "≤", "≥", "≠", "—": true
    default: false
    }
  }

  /// A hyphen, dash or minus other than `-`.
  var isDash: Bool {
    switch value {
    case 0x2010...0x2013, 0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: true
    default: false
    }
  }

  /// Turns the direction in which text is shown, so that it reads as it is not.
  var turnsText: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  var isControl: Bool { value < 0x20 && value != 9 && value != 13 || (0x7F...0x9F).contains(value) }
}
