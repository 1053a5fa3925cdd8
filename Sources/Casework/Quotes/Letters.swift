// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A text as its letters and digits alone: case, quotation marks, ligatures, blanks and hyphens are
/// how a text is set, not what it says.
struct Letters {
  private(set) var bytes: [UInt8] = []
  /// Where each run of letters and digits begins.
  private(set) var starts: [Int] = []

  init() {}

  init(_ text: String) { append(text) }

  /// Adds a text; what it begins with is no part of the word before.
  mutating func append(_ text: String) {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { appendPlain(text) } else { appendOther(text) }
  }

  private mutating func appendPlain(_ text: String) {
    var isInside = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        if !isInside { starts.append(bytes.count) }
        bytes.append(byte)
        isInside = true
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if !isInside { starts.append(bytes.count) }
        bytes.append(byte | 0x20)
        isInside = true
      case UInt8(ascii: "'"): continue
      default: isInside = false
      }
    }
  }

  private mutating func appendOther(_ text: String) {
    var isInside = false
    let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
    for scalar in folded.unicodeScalars {
      switch scalar {
      // Apostrophes, straight and curly, and the hyphen that is only seen at the end of a line.
      case "'", "\u{2018}", "\u{2019}", "\u{02BC}", "\u{00AD}": continue
      default: break
      }
      guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
        isInside = false
        continue
      }
      if !isInside { starts.append(bytes.count) }
      bytes += Array(String(scalar).utf8)
      isInside = true
    }
  }

  /// The words, in order.
  var words: [[UInt8]] {
    starts.indices.map { index in
      Array(bytes[starts[index]..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)])
    }
  }
}
