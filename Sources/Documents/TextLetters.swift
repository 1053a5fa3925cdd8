// SPDX-License-Identifier: Apache-2.0

/// Texts reduced to what two of them must share to say the same.
enum TextLetters {
  /// Letters and digits; dots that lead to a field are neither.
  static func count(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { isLetter($1) ? $0 + 1 : $0 }
  }

  /// Lower-case words of letters and digits, parted by single spaces.
  static func key(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var gap = false
    for scalar in text.unicodeScalars {
      // A name with an apostrophe is one word.
      if scalar == "'" || scalar == "\u{2019}" { continue }
      guard isLetter(scalar) else {
        gap = true
        continue
      }
      if gap, !out.isEmpty { out.append(" ") }
      gap = false
      if scalar.value >= 65, scalar.value <= 90 {
        out.append(Unicode.Scalar(UInt8(scalar.value + 32)))
      } else if scalar.value < 128 {
        out.append(scalar)
      } else {
        out.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(out)
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 128
      ? (value >= 48 && value <= 57) || (value | 32 >= 97 && value | 32 <= 122)
      : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
