// SPDX-License-Identifier: Apache-2.0

/// Cuts one policy block into tokens. What it cannot read it reports and leaves out; what was
/// plainly meant by a slip of the pen or of a word processor it reports and reads as meant.
struct Lexer {
  let text: [UInt8]
  let end: Int
  private let file: String
  private(set) var at: Int
  private var line: Int
  private var column = 1
  private var startsLine = true
  /// Something of this line was left out since the last token.
  private var leftOut = false
  /// The line on which a single quotation mark was reported last.
  private var quoted = 0
  private(set) var tokens: [Token] = []
  /// In the order of the block; read by nobody but who writes the block anew.
  private(set) var comments: [Comment] = []
  private(set) var diagnostics: [Diagnostic] = []

  struct Comment: Sendable {
    /// From `--` to the end of the line.
    var text: String
    var line: Int
    /// The token that it stands before; the line of the one before that may be its own.
    var next: Int
  }

  /// Bytes a name may have. Far above what anybody writes, and messages that quote it stay short.
  static let longestWord = 200

  init(_ text: [UInt8], block: PolicyBlocks.Block, file: String) {
    (self.text, self.end, self.file) = (text, block.bytes.upperBound, file)
    (at, line) = (block.bytes.lowerBound, block.line)
    while at < end { step() }
    tokens.append(
      Token(
        kind: .end, text: "", spot: Spot(line: line, column: column), bytes: at..<at,
        startsLine: true, isDamaged: leftOut))
  }

  private mutating func step() {
    let byte = text[at]
    switch byte {
    case UInt8(ascii: "\n"):
      at += 1
      (line, column, startsLine, leftOut) = (line + 1, 1, true, false)
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      advance(1)
    case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
      comment()
    case UInt8(ascii: "\""):
      string(opening: 1)
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "="):
      add(.symbol, length: 1)
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      add(.symbol, length: peek(1) == UInt8(ascii: "=") ? 2 : 1)
    case 0x80...:
      beyondASCII(scalar(at))
    default:
      if Self.isWordByte(byte) { word() } else { stray() }
    }
  }

  private mutating func beyondASCII(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "“", "”", "„", "«":
      // Quotation marks as word processors set them.
      string(opening: scalar.utf8.count)
    case "≤": add(.symbol, length: 3, text: "<=")
    case "≥": add(.symbol, length: 3, text: ">=")
    case "—":
      report(
        "'—' has no meaning here: a comment begins with two hyphens", length: 3, hint: "--")
      comment()
    case "‘", "’", "‚", "»", "≠": stray()
    default:
      if scalar.isBlank { advance(scalar.utf8.count) } else { word() }
    }
  }

  /// Bytes of a word: letters, digits, `-`, `_`, `.`, `/`.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private func peek(_ distance: Int) -> UInt8? { at + distance < end ? text[at + distance] : nil }

  /// The scalar whose first byte stands at `index`.
  private func scalar(_ index: Int) -> Unicode.Scalar {
    var decoder = UTF8()
    var bytes = text[index..<end].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return "\u{FFFD}" }
    return scalar
  }

  private mutating func advance(_ count: Int) {
    for _ in 0..<count where at < end {
      // Bytes that continue a character do not move the column.
      if text[at] & 0xC0 != 0x80 { column += 1 }
      at += 1
    }
  }

  private func spot(_ length: Int) -> Spot {
    let scalars = text[at..<min(end, at + length)].count { $0 & 0xC0 != 0x80 }
    return Spot(line: line, column: column, length: max(1, scalars))
  }

  private mutating func report(_ message: String, length: Int, hint: String? = nil) {
    diagnostics.append(Diagnostic(message, in: file, at: spot(length), hint: hint))
  }

  private mutating func add(
    _ kind: Token.Kind, length: Int, text given: String? = nil, isDamaged: Bool = false
  ) {
    let range = at..<at + length
    tokens.append(
      Token(
        kind: kind, text: given ?? String(decoding: text[range], as: UTF8.self),
        spot: spot(length), bytes: range, startsLine: startsLine,
        isDamaged: isDamaged || leftOut))
    (startsLine, leftOut) = (false, false)
    advance(length)
  }

  // MARK: Comments

  private mutating func comment() {
    let start = at
    let line = line
    defer {
      let whole = String(decoding: text[start..<at], as: UTF8.self)
      comments.append(Comment(text: whole.trimmedAtEnd, line: line, next: tokens.count))
    }
    while at < end, text[at] != UInt8(ascii: "\n") {
      if text[at] >= 0x80, scalar(at).turnsText {
        report(Self.turning(scalar(at)), length: 1)
      }
      advance(1)
    }
  }

  private static func turning(_ scalar: Unicode.Scalar) -> String {
    "\(scalar.code) makes the line read differently from what it says: delete it"
  }

  // MARK: Words

  private mutating func word() {
    var stop = at
    var fixed = String.UnicodeScalarView()
    var unseen: Unicode.Scalar?
    var dash: Unicode.Scalar?
    while stop < end {
      if text[stop] < 0x80 {
        guard Self.isWordByte(text[stop]) else { break }
        fixed.append(Unicode.Scalar(text[stop]))
        stop += 1
        continue
      }
      let next = scalar(stop)
      if next.isBlank || next.endsWord { break }
      if next.isTreacherous {
        unseen = unseen ?? next
      } else if next.isDash {
        dash = dash ?? next
        fixed.append("-")
      } else {
        fixed.append(next)
      }
      stop += next.utf8.count
    }
    // A full stop that ends a sentence is not part of the name before it.
    var dots = 0
    while fixed.last == ".", fixed.index(after: fixed.startIndex) != fixed.endIndex {
      fixed.removeLast()
      dots += 1
    }
    let length = stop - at - dots
    var word = String(fixed)
    if let unseen {
      report("\(unseen.code), which does not show, stands in this word: delete it", length: length)
    }
    if word.utf8.allSatisfy({ !Self.isNamed($0) }) {
      if unseen == nil { return punctuation(word, length: stop - at) }
      return leaveOut(stop - at)
    }
    if let dash {
      report(
        "'\(dash)' is no hyphen: names and dates are written with '-'", length: length, hint: word)
    }
    if word.utf8.count > Self.longestWord {
      report("a name of \(word.utf8.count) bytes: expected at most \(Self.longestWord)", length: 1)
      word = String(decoding: word.utf8.prefix(Self.longestWord), as: UTF8.self)
    }
    let kind: Token.Kind =
      CivilDay(word) != nil ? .date : (Self.isNumber(word) ? .number : .word)
    add(kind, length: length, text: word)
    advance(dots)
  }

  /// A letter or a digit, in any script.
  private static func isNamed(_ byte: UInt8) -> Bool {
    isWordByte(byte) && !"-_./".utf8.contains(byte) || byte >= 0x80
  }

  /// "//", "-", "…": marks that stand alone.
  private mutating func punctuation(_ word: String, length: Int) {
    let isComment = word.hasPrefix("//")
    report(
      isComment
        ? "'//' has no meaning here: a comment begins with two hyphens"
        : "'\(word.clipped(to: 20))' has no meaning here: \(Strays.expected)", length: length,
      hint: isComment ? "--" : nil)
    if isComment { return comment() }
    leaveOut(length)
  }

  private mutating func leaveOut(_ length: Int) {
    leftOut = true
    if let last = tokens.indices.last, tokens[last].spot.line == line {
      tokens[last].isDamaged = true
    }
    advance(length)
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

  // MARK: Texts

  private mutating func string(opening length: Int) {
    let start = at + length
    let opening = scalar(at)
    var stop = start
    var closing = 0
    var second: (at: Int, length: Int)?
    while stop < end, text[stop] != UInt8(ascii: "\n") {
      let next = text[stop] < 0x80 ? Unicode.Scalar(text[stop]) : scalar(stop)
      if Strays.closes(next, opening: opening) {
        closing = next.utf8.count
        break
      }
      if second == nil, Strays.mayClose(next, opening: opening) { second = (stop, next.utf8.count) }
      // Looks for the better mark no further than a long sentence.
      if let second, stop - second.at > 2_000 { break }
      stop += next.utf8.count
    }
    if closing == 0, let second { (stop, closing) = second }
    if closing == 0, stop > start, text[stop - 1] == UInt8(ascii: "\r") { stop -= 1 }
    var contents = String(decoding: text[start..<stop], as: UTF8.self)
    if closing == 0 {
      report(
        "this text is not closed: expected a quotation mark before the line ends",
        length: stop - at)
    } else if let bad = contents.unicodeScalars.first(where: { $0.turnsText || $0.isControl }) {
      report(
        bad.turnsText ? Self.turning(bad) : "\(bad.code) cannot stand in a text: delete it",
        length: stop + closing - at)
      contents = contents.harmless
    }
    add(
      .string, length: stop + closing - at, text: contents, isDamaged: closing == 0)
  }

  // MARK: What has no meaning

  /// Reports a run of marks once.
  private mutating func stray() {
    var stop = at
    var shown = ""
    var only: Unicode.Scalar?
    while stop < end {
      let next = text[stop] < 0x80 ? Unicode.Scalar(text[stop]) : scalar(stop)
      guard Strays.isStray(next), stop - at < 400 else { break }
      only = stop == at ? next : (only == next ? next : nil)
      if shown.utf8.count < 24 { shown += next.isTreacherous ? next.code : String(next) }
      stop += next.utf8.count
    }
    let isQuote = only.map { "'`‘’‚".unicodeScalars.contains($0) } == true
    // Of a pair of quotation marks the first is enough.
    if isQuote, quoted == line { return leaveOut(stop - at) }
    if isQuote { quoted = line }
    let (why, hint) = only.flatMap { Strays.meant[$0] } ?? (Strays.expected, nil)
    report("'\(shown)' has no meaning here: \(why)", length: stop - at, hint: hint)
    leaveOut(stop - at)
  }
}
