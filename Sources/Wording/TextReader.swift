// SPDX-License-Identifier: Apache-2.0

/// Takes lines apart into words and tells where sentences end.
///
/// A word is letters and digits in lower case; an apostrophe in it is left out, a hyphen parts it.
/// A sentence ends at a full stop before a capital, at an empty line, before an item of a list, and
/// after a line that ends well before the others do.
struct TextReader {
  var vocabulary: Vocabulary
  var words: [UInt32]
  var marks: [Reading.Mark]
  /// The first word of every sentence but the first of a text.
  var breaks: [Int] = []

  private var letters: [UInt8] = []
  /// Whether the text so far asks for a new sentence, and whether only a capital makes it one.
  private var pending = Pending.none
  private var sentenceStart = 0

  private enum Pending { case none, ifCapital, certainly }
  private enum Kind { case letter, space, apostrophe, hyphen, stop, other, nothing }

  /// Longer sentences are tables or lists without points; they are cut.
  static let longest = 90

  init(vocabulary: Vocabulary, words: [UInt32], marks: [Reading.Mark]) {
    (self.vocabulary, self.words, self.marks) = (vocabulary, words, marks)
  }

  mutating func read(_ lines: [String]) {
    sentenceStart = words.count
    let width = min(100, lines.reduce(0) { max($0, $1.utf8.count) })
    for (number, line) in lines.enumerated() {
      let bytes = Array(line.utf8)
      let before = words.count
      if ListItem.opens(bytes) { pending = .certainly }
      read(bytes, line: Int32(number))
      if words.count == before {
        pending = .certainly
      } else if bytes.count * 5 < width * 3 {
        pending = max(pending, .ifCapital)
      }
    }
  }

  private func max(_ a: Pending, _ b: Pending) -> Pending { a == .none ? b : a }
  private func max(_ a: Int, _ b: Int) -> Int { a > b ? a : b }

  private mutating func read(_ bytes: [UInt8], line: Int32) {
    var at = ListItem.skip(bytes)
    /// Where the punctuation before the next word begins, after a space.
    var lead: Int?
    /// Whether a word stands before without a space between.
    var touches = false
    var hasWord = false
    while at < bytes.count {
      let (kind, length) = Self.kind(bytes, at)
      switch kind {
      case .letter:
        let start = at
        let isCapital = readWord(bytes, &at)
        if touches { marks[marks.count - 1].isGlued = true }
        let isName = at - start > 1 && isCapital && bytes[start + 1] >= 97
        add(
          Reading.Mark(line: line, from: Int32(lead ?? start), to: Int32(at), isName: isName),
          isCapital: isCapital || lead != nil)
        (lead, touches, hasWord) = (nil, true, true)
        continue
      case .space: touches = false
      case .stop, .hyphen, .other, .apostrophe:
        if touches {
          marks[marks.count - 1].to = Int32(at + length)
        } else if lead == nil {
          lead = at
        }
        if kind == .stop, hasWord, touches { noteStop(bytes[at]) }
      case .nothing: break
      }
      at += length
      if kind == .space, lead != nil, hasWord {
        // A dash between spaces goes with the word before it.
        marks[marks.count - 1].to = Int32(at - length)
        lead = nil
      }
    }
    if touches, bytes.last == UInt8(ascii: "-") { marks[marks.count - 1].isGlued = true }
  }

  /// A full stop, or a question or exclamation mark, right after the last word.
  private mutating func noteStop(_ byte: UInt8) {
    guard byte == UInt8(ascii: "."), let last = words.last else {
      pending = max(pending, .ifCapital)
      return
    }
    let word = vocabulary.words[Int(last)]
    if word.utf8.count > 1, !Lexicon.abbreviations.contains(word) {
      pending = max(pending, .ifCapital)
    }
  }

  private mutating func add(_ mark: Reading.Mark, isCapital: Bool) {
    let isTooLong = words.count - sentenceStart >= Self.longest
    if pending == .certainly || (pending == .ifCapital && isCapital) || isTooLong {
      breaks.append(words.count)
      sentenceStart = words.count
      if let last = marks.indices.last, marks[last].line != mark.line {
        marks[last].isGlued = false
      }
    }
    pending = .none
    words.append(vocabulary.number(of: letters))
    marks.append(mark)
  }

  /// Reads the word at `at` into `letters`; whether it begins with a capital or a digit.
  private mutating func readWord(_ bytes: [UInt8], _ at: inout Int) -> Bool {
    letters.removeAll(keepingCapacity: true)
    let first = bytes[at]
    var initials = true
    loop: while at < bytes.count {
      let (kind, length) = Self.kind(bytes, at)
      let following = at + length < bytes.count ? Self.kind(bytes, at + length).0 : .space
      switch kind {
      case .letter:
        if length == 1 {
          let byte = bytes[at]
          letters.append(byte >= 65 && byte <= 90 ? byte | 32 : byte)
        } else {
          letters += bytes[at..<(at + length)]
          // Capital letters of Latin-1 have small ones 32 further on.
          if bytes[at] == 0xC3, bytes[at + 1] >= 0x80, bytes[at + 1] <= 0x9E {
            letters[letters.count - 1] += 0x20
          }
        }
      case .apostrophe where following == .letter: break
      case .stop where following == .letter && isInside(bytes, at, initials):
        if let last = letters.last, last >= 48, last <= 57 { letters.append(bytes[at]) }
      case .other where bytes[at] == UInt8(ascii: ",") && isInNumber(bytes, at): break
      case .nothing: break
      default: break loop
      }
      if kind == .letter, letters.count > 1, at > 0, bytes[at - 1] != UInt8(ascii: ".") {
        initials = false
      }
      at += length
    }
    return (first >= 65 && first <= 90) || (first >= 48 && first <= 57) || first >= 128
  }

  /// The point of "U.S." or of "3.5".
  private func isInside(_ bytes: [UInt8], _ at: Int, _ initials: Bool) -> Bool {
    bytes[at] == UInt8(ascii: ".") && (initials || isInNumber(bytes, at))
  }

  private func isInNumber(_ bytes: [UInt8], _ at: Int) -> Bool {
    func isDigit(_ place: Int) -> Bool {
      bytes.indices.contains(place) && bytes[place] >= 48 && bytes[place] <= 57
    }
    return isDigit(at - 1) && isDigit(at + 1)
  }

  /// What stands at a byte, and how many bytes it takes.
  private static func kind(_ bytes: [UInt8], _ at: Int) -> (Kind, Int) {
    let byte = bytes[at]
    switch byte {
    case 48...57, 65...90, 97...122: return (.letter, 1)
    case 0...32: return (.space, 1)
    case UInt8(ascii: "'"), UInt8(ascii: "`"): return (.apostrophe, 1)
    case UInt8(ascii: "-"): return (.hyphen, 1)
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): return (.stop, 1)
    case 33...127: return (.other, 1)
    default: break
    }
    let wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    let length = Swift.min(wanted, bytes.count - at)
    guard length == wanted else { return (.other, length) }
    switch (byte, bytes[at + 1]) {
    case (0xC2, 0xA0): return (.space, 2)
    case (0xC2, 0xAD): return (.nothing, 2)
    case (0xC2, _): return (.other, 2)
    case (0xE2, 0x80):
      switch bytes[at + 2] {
      case 0x80...0x8A, 0xAF: return (.space, 3)
      case 0x8B...0x8F: return (.nothing, 3)
      case 0x98, 0x99: return (.apostrophe, 3)
      case 0x90, 0x91: return (.hyphen, 3)
      default: return (.other, 3)
      }
    case (0xE2, 0x81...0xAF), (0xEF, 0xBF), (0xEF, 0x80...0x83): return (.other, 3)
    default: return (.letter, length)
    }
  }
}
