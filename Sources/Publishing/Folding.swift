// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A text as letters and digits only, each with its place, so that a name is found however it is
/// spaced, cased, accented or broken.
struct Folding {
  /// What stands between a letter and the one before it.
  enum Gap: UInt8 {
    /// Nothing, or only what is not seen (soft hyphens, joiners, marks of direction).
    case none
    /// A hyphen and the end of a line: the word goes on.
    case broken
    /// Few enough other characters that the words around can belong together.
    case near
    case far
  }

  struct Letter {
    /// Lower case, without accents.
    var code: UInt32
    var gap: Gap
    /// UTF-8 offsets.
    var start: Int
    var end: Int

    var isDigit: Bool { code >= 0x30 && code <= 0x39 }
  }

  /// Other characters than spaces that may stand between two words of one name.
  private static let nearness = 6

  private(set) var letters: [Letter] = []
  /// What came since the last letter.
  private var spaces = 0
  private var newline = false
  private var others = 0
  private var hyphenLast = false
  private let readAlike: Bool

  /// `readAlike` also folds what text recognition takes for one another: 0 and o, 1 and l, 5 and s.
  init(_ text: String, readAlike: Bool = false) {
    self.readAlike = readAlike
    letters.reserveCapacity(text.utf8.count)
    var text = text
    text.withUTF8 { bytes in
      var place = 0
      while place < bytes.count {
        let byte = bytes[place]
        if byte < 0x80 {
          place = ascii(byte, bytes, place)
        } else {
          place = other(bytes, place)
        }
      }
    }
  }

  private mutating func ascii(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int)
    -> Int
  {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: letter(UInt32(byte), place, place + 1)
    case 0x41...0x5A: letter(UInt32(byte | 0x20), place, place + 1)
    case 0x20, 0x09, 0x0B, 0x0C: spaces += 1
    case 0x0A, 0x0D:
      spaces += 1
      newline = true
    case UInt8(ascii: "%"):
      // A character of an address on the web, "%20".
      if place + 2 < bytes.count, let high = hex(bytes[place + 1]), let low = hex(bytes[place + 2]),
        !isLetter(high << 4 | low)
      {
        separator(hyphen: false)
        return place + 3
      }
      separator(hyphen: false)
    case UInt8(ascii: "&"):
      // A character of a page, "&nbsp;".
      var end = place + 1
      while end < bytes.count, end - place < 9, isLetter(bytes[end]) || bytes[end] == 0x23 {
        end += 1
      }
      separator(hyphen: false)
      if end > place + 1, end < bytes.count, bytes[end] == UInt8(ascii: ";") { return end + 1 }
    default: separator(hyphen: byte == UInt8(ascii: "-"))
    }
    return place + 1
  }

  private mutating func other(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    let length =
      switch bytes[place] {
      case 0xC0...0xDF: 2
      case 0xE0...0xEF: 3
      default: 4
      }
    let end = min(place + length, bytes.count)
    let piece = String(decoding: bytes[place..<end], as: UTF8.self)
    for scalar in piece.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .spacingMark, .format: break
      case .spaceSeparator: spaces += 1
      case .lineSeparator, .paragraphSeparator:
        spaces += 1
        newline = true
      default:
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          letter(scalar.value, place, end)
        } else {
          separator(hyphen: scalar.properties.isDash)
        }
      }
    }
    return end
  }

  private mutating func separator(hyphen: Bool) {
    others += 1
    hyphenLast = hyphen
  }

  private mutating func letter(_ code: UInt32, _ start: Int, _ end: Int) {
    let gap: Gap
    if spaces == 0 && others == 0 {
      gap = .none
    } else if others <= 1 && hyphenLast && newline {
      gap = .broken
    } else {
      gap = others <= Self.nearness ? .near : .far
    }
    letters.append(
      Letter(
        code: readAlike ? Self.alike(code) : code, gap: letters.isEmpty ? .far : gap, start: start,
        end: end))
    (spaces, others, newline, hyphenLast) = (0, 0, false, false)
  }

  private static func alike(_ code: UInt32) -> UInt32 {
    switch Unicode.Scalar(code) {
    case "0": 0x6F
    case "1", "i", "j", "t": 0x6C
    case "5": 0x73
    case "8": 0x62
    case "2": 0x7A
    case "c": 0x65
    default: code
    }
  }

  private func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
