// SPDX-License-Identifier: Apache-2.0

/// A number, a word or a mark of punctuation of a written date.
struct DateToken {
  enum Kind: Equatable {
    case number(Int, digits: Int)
    /// In lower case.
    case word([UInt8])
    case sign(UInt8)
  }

  var kind: Kind
  var range: Range<Int>
  /// White space stands before it.
  var spaced: Bool

  var number: (value: Int, digits: Int)? {
    if case .number(let value, let digits) = kind { (value, digits) } else { nil }
  }

  var word: [UInt8]? { if case .word(let word) = kind { word } else { nil } }

  func isSign(_ characters: String) -> Bool {
    if case .sign(let sign) = kind { characters.utf8.contains(sign) } else { false }
  }

  func isWord(_ text: String) -> Bool { word.map { $0.elementsEqual(text.utf8) } ?? false }

  /// Splits `text` into tokens. Letters that recognition confuses with digits count as digits
  /// where they stand among digits ("2O17", "l0:30").
  static func all(in text: Bytes) -> [DateToken] {
    var out: [DateToken] = []
    var at = text.startIndex
    var spaced = false
    while at < text.endIndex {
      let byte = text[at]
      if byte.isSpace || byte == Line.mark {
        spaced = true
        at += 1
        continue
      }
      // No-break and narrow no-break spaces, as some programs print before AM and PM.
      if text[at...].starts(with: [0xC2, 0xA0]) || text[at...].starts(with: [0xE2, 0x80, 0xAF]) {
        spaced = true
        at += byte == 0xC2 ? 2 : 3
        continue
      }
      let start = at
      if digit(text, at) != nil {
        var value = 0
        while at < text.endIndex, at - start < 9, let next = digit(text, at) {
          value = value * 10 + next
          at += 1
        }
        out.append(
          DateToken(
            kind: .number(value, digits: at - start), range: start..<at, spaced: spaced))
      } else if byte.isLetter || text.plainLetter(at) != nil {
        while at < text.endIndex {
          if text[at].isLetter {
            at += 1
          } else if text.plainLetter(at) != nil {
            at += 2
          } else {
            break
          }
        }
        out.append(
          DateToken(
            kind: .word(text[start..<at].foldedLetters), range: start..<at, spaced: spaced))
      } else {
        at += 1
        out.append(DateToken(kind: .sign(byte), range: start..<at, spaced: spaced))
      }
      spaced = false
    }
    return out
  }

  private static func digit(_ text: Bytes, _ at: Int) -> Int? {
    let byte = text[at]
    if byte.isDigit { return Int(byte) - 0x30 }
    let value: Int
    switch byte {
    case UInt8(ascii: "O"), UInt8(ascii: "o"): value = 0
    case UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "|"): value = 1
    default: return nil
    }
    let before = at > text.startIndex ? text[at - 1] : .space
    let after = at + 1 < text.endIndex ? text[at + 1] : .space
    // "O" between letters is a letter; at a digit's side, and no other letter's, a digit.
    if before.isLetter && !(before == byte) || after.isLetter && !isLookalike(after) { return nil }
    return before.isDigit || after.isDigit ? value : nil
  }

  private static func isLookalike(_ byte: UInt8) -> Bool { "OolI|".utf8.contains(byte) }
}
