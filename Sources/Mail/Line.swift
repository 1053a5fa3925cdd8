// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A place within a line where the words are covered.
struct Cover: Sendable {
  var box: Box
  var code: String?
}

/// One line as mail is read from: of a printed page, or of a mail file's text.
///
/// Blank lines are lines too: in a file they stand there, on a page they are gaps.
struct Line: Sendable {
  /// Stands in `bytes` for each covered stretch, so that a header value never looks complete
  /// when a part of it is hidden.
  static let mark: UInt8 = 0

  /// The words in UTF-8, with a `mark` for each of `covers`.
  var bytes: [UInt8]
  /// One for each mark, left to right.
  var covers: [Cover] = []
  var page: Int?
  var box: Box?
  var words: Range<Int>?
  /// Begins here only because the line before it was full.
  var wraps = false
  /// Left edge in points; in a file the number of leading spaces.
  var indent: Double = 0
  /// Far more than a space follows its first word, as where values stand in a column of their own.
  var tabbed = false
  /// Recognized from an image rather than read from the file.
  var recognized = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  static func blank(page: Int?) -> Line {
    var line = Line(bytes: [])
    line.page = page
    return line
  }

  var isBlank: Bool { bytes.allSatisfy(\.isSpace) }

  /// The readable words.
  var text: String { Line.readable(bytes[...]) }

  static func readable(_ bytes: Bytes) -> String {
    guard bytes.contains(mark) else { return bytes.string }
    return bytes.filter { $0 != mark }[...].squeezed()[...].string
  }

  /// The covers whose marks stand in `range` of the bytes.
  func covers(in range: Range<Int>) -> ArraySlice<Cover> {
    if covers.isEmpty { return [] }
    let before = bytes[..<range.lowerBound].count { $0 == Line.mark }
    let within = bytes[range].count { $0 == Line.mark }
    return covers[min(before, covers.count)..<min(before + within, covers.count)]
  }
}

/// A line seen from within a quote: without the prefix of the quotes around it.
struct View {
  /// Index of the line in the message's lines.
  var line: Int
  var bytes: Bytes
  var wraps: Bool
  var indent: Double
  var isBlank: Bool

  init(line: Int, bytes: Bytes, wraps: Bool, indent: Double) {
    (self.line, self.bytes, self.wraps, self.indent) = (line, bytes, wraps, indent)
    isBlank = bytes.allSatisfy(\.isSpace)
  }

  static func all(_ lines: [Line]) -> [View] {
    lines.indices.map { index in
      let line = lines[index]
      return View(
        line: index, bytes: line.bytes[...], wraps: line.wraps, indent: line.indent)
    }
  }

  /// Whether the first thing on the line is covered, so that a prefix may be hidden with it.
  var startsCovered: Bool { bytes.first { !$0.isSpace } == Line.mark }

  /// The line without one quoting ">"; nil where it has none.
  func unquoted() -> View? {
    var at = bytes.startIndex
    var spaces = 0
    while at < bytes.endIndex, bytes[at].isSpace, spaces < 4 {
      at += 1
      spaces += 1
    }
    guard at < bytes.endIndex else { return nil }
    if bytes[at] == UInt8(ascii: ">") || bytes[at] == UInt8(ascii: "|") {
      at += 1
    } else if bytes[at...].starts(with: [0xC2, 0xBB]) {
      at += 2
    } else if bytes[at...].starts(with: [0xE2, 0x80, 0xBA]) {
      at += 3
    } else {
      return nil
    }
    if at < bytes.endIndex, bytes[at] == .space { at += 1 }
    return View(line: line, bytes: bytes[at...], wraps: wraps, indent: indent)
  }
}
