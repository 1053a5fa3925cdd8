// SPDX-License-Identifier: Apache-2.0

/// Cuts one policy block into tokens. What it cannot read it reports and leaves out.
struct Lexer {
  private let text: [UInt8]
  private let end: Int
  private let file: String
  private var at: Int
  private var line: Int
  private var column = 1
  private var startsLine = true
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: [UInt8], block: PolicyBlocks.Block, file: String) {
    (self.text, self.end, self.file) = (text, block.bytes.upperBound, file)
    (at, line) = (block.bytes.lowerBound, block.line)
    while at < end { step() }
    tokens.append(
      Token(
        kind: .end, text: "", spot: Spot(line: line, column: column), bytes: at..<at,
        startsLine: true))
  }

  private mutating func step() {
    let byte = text[at]
    switch byte {
    case UInt8(ascii: "\n"):
      at += 1
      (line, column, startsLine) = (line + 1, 1, true)
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      advance(1)
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
      while at < end, text[at] != UInt8(ascii: "\n") { advance(1) }
    case UInt8(ascii: "\""):
      string(opening: 1)
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "="):
      add(.symbol, length: 1)
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      add(.symbol, length: peek(1) == UInt8(ascii: "=") ? 2 : 1)
    case 0xE2 where isCurlyQuote(at):
      // Quotation marks as word processors set them.
      string(opening: 3)
    case 0xE2 where peek(1) == 0x89 && (peek(2) == 0xA4 || peek(2) == 0xA5):
      let symbol = peek(2) == 0xA4 ? "<=" : ">="
      add(.symbol, length: 3, text: symbol)
    case 0xC2 where peek(1) == 0xA0:
      advance(2)
    default:
      if Self.isWordByte(byte) { word() } else { stray() }
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "/"), 0x80...:
      true
    default: false
    }
  }

  private func peek(_ distance: Int) -> UInt8? { at + distance < end ? text[at + distance] : nil }

  private func isCurlyQuote(_ index: Int) -> Bool {
    index + 2 < end && text[index] == 0xE2 && text[index + 1] == 0x80
      && (text[index + 2] == 0x9C || text[index + 2] == 0x9D)
  }

  private mutating func advance(_ count: Int) {
    for _ in 0..<count where at < end {
      // Bytes that continue a character do not move the column.
      if text[at] & 0xC0 != 0x80 { column += 1 }
      at += 1
    }
  }

  private mutating func add(_ kind: Token.Kind, length: Int, text given: String? = nil) {
    let spot = Spot(line: line, column: column)
    let range = at..<at + length
    tokens.append(
      Token(
        kind: kind, text: given ?? String(decoding: text[range], as: UTF8.self), spot: spot,
        bytes: range, startsLine: startsLine))
    startsLine = false
    advance(length)
  }

  private mutating func word() {
    var stop = at
    while stop < end, Self.isWordByte(text[stop]), !isCurlyQuote(stop) {
      if text[stop] == 0xC2, stop + 1 < end, text[stop + 1] == 0xA0 { break }
      stop += 1
    }
    let written = stop - at
    // A full stop that ends a sentence is not part of the name before it.
    while stop > at + 1, text[stop - 1] == UInt8(ascii: ".") { stop -= 1 }
    let word = String(decoding: text[at..<stop], as: UTF8.self)
    let kind: Token.Kind =
      CivilDay(word) != nil ? .date : (Self.isNumber(word) ? .number : .word)
    let length = stop - at
    add(kind, length: length)
    advance(written - length)
  }

  private static func isNumber(_ word: String) -> Bool {
    var digits = false
    for (place, byte) in word.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits = true
      case UInt8(ascii: "."): continue
      case UInt8(ascii: "-") where place == 0: continue
      default: return false
      }
    }
    return digits && Double(word) != nil
  }

  private mutating func string(opening length: Int) {
    let spot = Spot(line: line, column: column)
    let start = at + length
    var stop = start
    var closing = 0
    while stop < end, text[stop] != UInt8(ascii: "\n") {
      if text[stop] == UInt8(ascii: "\"") && length == 1 { closing = 1 }
      if isCurlyQuote(stop) && length == 3 { closing = 3 }
      if closing > 0 { break }
      stop += 1
    }
    if closing == 0 {
      diagnostics.append(
        Diagnostic(
          severity: .error, file: file, line: spot.line, column: spot.column,
          message: "this text is not closed: expected a quotation mark before the line ends"))
    }
    var contents = String(decoding: text[start..<stop], as: UTF8.self)
    if contents.hasSuffix("\r") { contents.removeLast() }
    tokens.append(
      Token(
        kind: .string, text: contents, spot: spot, bytes: at..<stop + closing,
        startsLine: startsLine))
    startsLine = false
    advance(stop + closing - at)
  }

  private mutating func stray() {
    var stop = at + 1
    while stop < end, text[stop] & 0xC0 == 0x80 { stop += 1 }
    diagnostics.append(
      Diagnostic(
        severity: .error, file: file, line: line, column: column,
        message: "'\(String(decoding: text[at..<stop], as: UTF8.self))' has no meaning here: "
          + "expected words, numbers, texts in quotation marks or one of : , ( ) < > ="))
    startsLine = false
    advance(stop - at)
  }
}
