// SPDX-License-Identifier: Apache-2.0
import Mustache

/// Text written by strangers, made fit for a page.
package enum SafeText {
  /// The text with every character that is not seen but acts — control characters, marks that turn
  /// the direction of writing, invisible joiners — shown as a sign of its own.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: acts) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard acts(scalar) else {
        out.append(scalar)
        continue
      }
      if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
        out.append(picture)
      } else if scalar.value == 0x7F {
        out.append("\u{2421}")
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        out.append(contentsOf: "[U+\(zeros)\(digits)]".unicodeScalars)
      }
    }
    return String(out)
  }

  private static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: true
    case 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: true
    default: false
    }
  }

  /// Escaped for the text and the quoted attributes of a page, scalar by scalar: a quotation mark
  /// with an accent on it is still a quotation mark to a browser, though no `Character` equal to it.
  package static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): out += "&lt;".utf8
      case UInt8(ascii: ">"): out += "&gt;".utf8
      case UInt8(ascii: "&"): out += "&amp;".utf8
      case UInt8(ascii: "\""): out += "&quot;".utf8
      case UInt8(ascii: "'"): out += "&#39;".utf8
      case UInt8(ascii: "`"): out += "&#96;".utf8
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// The escaping that every template is rendered with.
struct SafeContent: MustacheContentType {
  static let name = "BRIGHTLINE-PAGE"

  func escapeText(_ text: String) -> String { SafeText.escaped(text) }
}
