// SPDX-License-Identifier: Apache-2.0

/// One piece of a query, with its place in bytes.
struct QueryToken: Hashable {
  enum Kind: Hashable {
    case open, close, minus, tilde, and, or, not
    /// `NEAR`, or `NEAR/5` with its number.
    case near(Int)
    /// A name with the colon after it.
    case field(String)
    /// A word, without the stars at its end.
    case word(String, isPrefix: Bool)
    case quoted(String, isPrefix: Bool)
    case end
  }

  var kind: Kind
  var range: Range<Int>
}

/// Cuts a query into tokens, one at a time: a value after a colon is cut by other rules than words.
struct QueryLexer {
  let query: String
  let bytes: [UInt8]
  private(set) var at = 0

  init(_ query: String) {
    self.query = query
    bytes = Array(query.utf8)
  }

  /// How far two words of a bare `NEAR` may be apart.
  static let defaultDistance = 10
  static let distances = 1...1_000

  mutating func next() throws(QueryError) -> QueryToken {
    skipSpaces()
    let start = at
    guard let byte = peek() else { return QueryToken(kind: .end, range: start..<start) }
    switch byte {
    case UInt8(ascii: "("): return one(.open)
    case UInt8(ascii: ")"): return one(.close)
    // Minus and tilde belong to what they touch; alone they are signs like any other.
    case UInt8(ascii: "-") where touches(start + 1): return one(.minus)
    case UInt8(ascii: "~") where touches(start + 1): return one(.tilde)
    default: break
    }
    if isQuote(at: start) { return try quoted() }
    while at < bytes.count, !endsWord(at: at) {
      if bytes[at] == UInt8(ascii: ":"), at > start, isName(start..<at) {
        let name = text(start..<at).lowercased()
        at += 1
        return QueryToken(kind: .field(name), range: start..<at)
      }
      at += 1
    }
    return try word(start..<at)
  }

  /// What stands right after a colon, for fields whose values are no words: up to a space or a
  /// parenthesis that was not opened in it, or between quotation marks. Nil where nothing does.
  mutating func value() throws(QueryError) -> (text: String, range: Range<Int>)? {
    let start = at
    if isQuote(at: start) {
      let token = try quoted()
      guard case .quoted(let text, _) = token.kind else { return nil }
      return (text, token.range)
    }
    var depth = 0
    while let byte = peek(), !Self.isSpace(byte), !isQuote(at: at) {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      at += 1
    }
    return start < at ? (text(start..<at), start..<at) : nil
  }

  /// Whether what comes next touches what was just read.
  var isAttached: Bool { touches(at) }

  mutating func rewind(to offset: Int) { at = offset }

  private mutating func quoted() throws(QueryError) -> QueryToken {
    let start = at
    at += quoteLength(at: at)
    var content: [UInt8] = []
    while at < bytes.count {
      guard isQuote(at: at) else {
        content.append(bytes[at])
        at += 1
        continue
      }
      let width = quoteLength(at: at)
      // A plain quotation mark written twice stands for itself.
      if width == 1, at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
        content.append(UInt8(ascii: "\""))
        at += 2
        continue
      }
      at += width
      return QueryToken(
        kind: .quoted(String(decoding: content, as: UTF8.self), isPrefix: stars()),
        range: start..<at)
    }
    throw QueryError(
      query: query, offset: start, length: quoteLength(at: start), found: text(start..<at),
      problem: "These quotation marks are not closed.", allowed: ["a second \" after the phrase"])
  }

  private func word(_ range: Range<Int>) throws(QueryError) -> QueryToken {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "*") { end -= 1 }
    let content = text(range.lowerBound..<end)
    let isPrefix = end < range.upperBound
    func token(_ kind: QueryToken.Kind) -> QueryToken { QueryToken(kind: kind, range: range) }
    if !isPrefix {
      switch content {
      case "AND": return token(.and)
      case "OR": return token(.or)
      case "NOT": return token(.not)
      case "NEAR": return token(.near(Self.defaultDistance))
      default: break
      }
      if content.hasPrefix("NEAR/") {
        guard let distance = Int(content.dropFirst(5)), Self.distances.contains(distance) else {
          throw QueryError(
            query: query, offset: range.lowerBound, length: range.count, found: content,
            problem: "NEAR/ takes the most words that may stand between, 1 to 1000.",
            allowed: ["NEAR/5", "NEAR"])
        }
        return token(.near(distance))
      }
    }
    return token(.word(content, isPrefix: isPrefix))
  }

  private mutating func stars() -> Bool {
    let start = at
    while peek() == UInt8(ascii: "*") { at += 1 }
    return at > start
  }

  private mutating func one(_ kind: QueryToken.Kind) -> QueryToken {
    at += 1
    return QueryToken(kind: kind, range: (at - 1)..<at)
  }

  private func peek() -> UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpaces() {
    while let byte = peek(), Self.isSpace(byte) { at += 1 }
  }

  private func touches(_ offset: Int) -> Bool {
    offset < bytes.count && !Self.isSpace(bytes[offset]) && bytes[offset] != UInt8(ascii: ")")
  }

  private func endsWord(at offset: Int) -> Bool {
    let byte = bytes[offset]
    return Self.isSpace(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
      || isQuote(at: offset)
  }

  private func isName(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 }
  }

  private func isQuote(at offset: Int) -> Bool { quoteLength(at: offset) > 0 }

  /// 1 for `"`, 3 for `“` and `”`, which word processors put in its place, 0 for anything else.
  private func quoteLength(at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    if bytes[offset] == UInt8(ascii: "\"") { return 1 }
    guard offset + 2 < bytes.count, bytes[offset] == 0xE2, bytes[offset + 1] == 0x80 else {
      return 0
    }
    return (0x9C...0x9F).contains(bytes[offset + 2]) ? 3 : 0
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
