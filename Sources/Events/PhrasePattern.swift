// SPDX-License-Identifier: Apache-2.0

/// Whole words in a row, in any case; `*` at the end or the beginning of a word stands for the rest
/// of it.
struct PhrasePattern: Sendable, Hashable {
  private let words: [Word]

  private struct Word: Hashable {
    var bytes: [UInt8]
    var opensFront: Bool
    var opensBack: Bool

    func matches(_ other: ArraySlice<UInt8>) -> Bool {
      switch (opensFront, opensBack) {
      case (false, false): other.elementsEqual(bytes)
      case (false, true): other.starts(with: bytes)
      case (true, false): other.count >= bytes.count && other.suffix(bytes.count) == bytes[...]
      case (true, true): Self.contains(other, bytes)
      }
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
      guard text.count >= part.count else { return false }
      return (text.startIndex...(text.endIndex - part.count)).contains {
        text[$0...].starts(with: part)
      }
    }
  }

  /// Is whole in a text that has no word, such as ".", and found in none.
  static let wordless = PhrasePattern(words: [])

  private init(words: [Word]) { self.words = words }

  /// Nil if there is no word in it.
  init?(_ text: String) {
    words = Self.normal(text, keepStars: true).split(separator: 0x20).compactMap { part in
      let opensFront = part.first == UInt8(ascii: "*")
      let opensBack = part.last == UInt8(ascii: "*")
      let bytes = part.filter { $0 != UInt8(ascii: "*") }
      return bytes.isEmpty ? nil : Word(bytes: bytes, opensFront: opensFront, opensBack: opensBack)
    }
    if words.isEmpty { return nil }
  }

  /// Lower case; everything but letters and digits is one space. Apostrophes are left out, so that
  /// "can't", "can’t" and "cant" are one word.
  static func normal(_ text: String, keepStars: Bool = false) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for scalar in text.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": out.append(UInt8(truncatingIfNeeded: scalar.value))
      case "*" where keepStars: out.append(UInt8(ascii: "*"))
      case "'", "\u{2019}", "\u{2018}", "\u{02BC}", "`", "\u{00B4}": break
      default:
        if scalar.properties.isAlphabetic {
          out.append(contentsOf: String(Character(scalar)).utf8)
        } else if out.last != 0x20 {
          out.append(0x20)
        }
      }
    }
    if out.last == 0x20 { out.removeLast() }
    if out.first == 0x20 { out.removeFirst() }
    return out
  }

  /// Whether the words stand in the text. The text is as `normal` gives it, split at spaces.
  func isFound(in text: [ArraySlice<UInt8>]) -> Bool {
    guard !words.isEmpty, text.count >= words.count else { return false }
    return (0...(text.count - words.count)).contains { start in
      words.indices.allSatisfy { words[$0].matches(text[start + $0]) }
    }
  }

  /// Whether the words are the whole text.
  func isWhole(_ text: [ArraySlice<UInt8>]) -> Bool {
    text.count == words.count && words.indices.allSatisfy { words[$0].matches(text[$0]) }
  }
}
