// SPDX-License-Identifier: Apache-2.0

import Evidence
import Imaging

/// Finds words that stand in the place of others: "[REDACTED]", "[name withheld]", "(b)(6)",
/// "XXXXX", "████".
///
/// Mails about redaction use the same words. What tells the two apart is the place: in brackets
/// and not before the name of a document; after a label, alone in a cell or a line, in the place
/// of an address; for a code in a sentence, that the page says nothing else about exemptions.
package enum TextMarks {
  /// One mark: words of the page that follow one another on a line.
  struct Mark {
    var words: Range<Int>
    var codes: [String]
    var confidence: Double
  }

  /// Boxes in the page's own, unrotated points, in reading order. What already lies on or right
  /// beside a redaction of the page is its label, not another.
  package static func redactions(in page: Page) -> [Redaction] {
    guard page.words.contains(where: { mayMark($0.text) }) else { return [] }
    let space = PageSpace(width: page.width, height: page.height, rotation: page.rotation)
    var marks: [Mark] = []
    let lines = MarkedLine.lines(of: page, space)
    for line in lines { marks += BracketMarks(line: line).find() }
    marks += CodeMarks(lines: lines, stamps: page.stamps).find(beside: marks)
    for line in lines { marks += BlankedWords(line: line).find() }
    return marks.sorted { $0.words.lowerBound < $1.words.lowerBound }.reduce(into: []) {
      out, mark in
      let box = page.words[mark.words].boundingBox
      let isKnown = (page.redactions + out).contains { other in
        other.box.grown(by: other.kind == .text ? 0 : 8).contains(x: box.midX, y: box.midY)
          || other.box.intersection(box.grown(by: 4)).area > 0.2 * box.area
      }
      if isKnown { return }
      out.append(
        Redaction(
          box: box, kind: .text, codes: mark.codes, textUnder: .none, confidence: mark.confidence))
    }
  }

  /// A quick look that rules out nearly all words of nearly all pages.
  private static func mayMark(_ word: String) -> Bool {
    var (exes, last, count) = (0, UInt8(0), 0)
    for byte in word.utf8 {
      count += 1
      let low = byte < 0x80 ? byte | 0x20 : byte
      switch low {
      case UInt8(ascii: "b"), UInt8(ascii: "j"), UInt8(ascii: "k"):
        if last == UInt8(ascii: "(") { return true }
      case UInt8(ascii: "x") where byte != low:
        exes += 1
        if exes >= 3 { return true }
      case 0x31...0x39 where last == UInt8(ascii: "b") && count == 2: return true
      // Blocks and squares, U+2580 … U+25FF.
      case 0x96, 0x97:
        if last == 0xe2 { return true }
      case UInt8(ascii: "["), UInt8(ascii: "{"): if count == 1 { return true }
      default: break
      }
      last = low
    }
    return count >= 7 && sayings.occur(in: word)
  }

  /// Of "redacted", "withheld", "removed", "deleted" and "omitted".
  private static let sayings = FourLetters("dact", "ithh", "emov", "elet", "mitt")
}

/// The words of one segment of a page, furniture left out.
struct MarkedLine {
  /// Trimmed of spaces only.
  var words: [String]
  /// Lower case, without punctuation at either end.
  var plain: [String]
  /// The number of the first in the page's words.
  var first: Int
  /// Other segments stand on the same line.
  var isCell: Bool

  static func lines(of page: Page, _ space: PageSpace) -> [MarkedLine] {
    let segments = Furniture.segments(of: page, space)
    var onLine: [Int: Int] = [:]
    for segment in segments { onLine[segment.line, default: 0] += 1 }
    return segments.compactMap { segment in
      let words = page.words[segment.words]
      let box = words.boundingBox
      if page.furniture.contains(where: { $0.grown(by: 1).contains(x: box.midX, y: box.midY) }) {
        return nil
      }
      let texts = words.map(\.text)
      return MarkedLine(
        words: texts, plain: texts.map(trimmed), first: segment.words.lowerBound,
        isCell: onLine[segment.line, default: 0] > 1)
    }
  }

  /// Lower case, from the first letter or digit to the last.
  static func trimmed(_ word: String) -> String {
    var word = word
    if let plain = word.withUTF8(trimmedASCII) { return plain }
    func counts(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    guard let start = word.firstIndex(where: counts), let end = word.lastIndex(where: counts)
    else { return "" }
    return word[start...end].lowercased()
  }

  /// The same for plain ASCII, which nearly all words are; nil for other text.
  private static func trimmedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    func counts(_ byte: UInt8) -> Bool {
      (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a)
    }
    guard !bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    guard let start = bytes.firstIndex(where: counts), let end = bytes.lastIndex(where: counts)
    else { return "" }
    return String(unsafeUninitializedCapacity: end - start + 1) { out in
      for index in start...end {
        let byte = bytes[index]
        out[index - start] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      }
      return end - start + 1
    }
  }

  /// Names of things that are redacted as a whole: after "redacted", they are spoken of.
  static let documents: Set<String> = [
    "copy", "copies", "version", "versions", "document", "documents", "report", "reports", "file",
    "files", "pdf", "record", "records", "email", "emails", "e-mail", "e-mails", "draft", "video",
    "videos", "footage", "pages", "portions", "materials", "material", "invoice", "contract",
    "release", "text", "form", "log", "logs", "list", "set", "transcript", "public",
  ]
}

extension ArraySlice<Word> {
  /// The box about all of them.
  var boundingBox: Box {
    dropFirst().reduce(first?.box ?? .nowhere) { $0.union($1.box) }
  }
}
