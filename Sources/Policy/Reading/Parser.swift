// SPDX-License-Identifier: Apache-2.0

/// Reads the declarations of a file, block by block. After an error it goes on with the next
/// declaration, so that one run reports everything.
struct Parser {
  struct Failure: Error { var diagnostic: Diagnostic }

  let file: String
  let source: [UInt8]
  var tokens: [Token] = []
  var at = 0
  var result: PolicyFile
  var diagnostics: [Diagnostic] = []
  /// How deep conditions are nested; a bound keeps hostile input off the stack.
  var depth = 0
  static let deepest = 60
  /// What the block at hand declares, and where it begins.
  var declared: [PolicyOutline.Declaration] = []
  var blockStart = 0

  init(_ text: String, file: String) {
    self.file = file
    source = Array(text.utf8)
    result = PolicyFile(name: file)
    let found = PolicyBlocks(source)
    let blocks = found.blocks.map { Lexer(source, block: $0, file: file) }
    var outlines: [[PolicyOutline.Declaration]] = []
    for (block, place) in zip(blocks, found.blocks) {
      diagnostics += block.diagnostics
      (tokens, at) = (block.tokens, 0)
      (declared, blockStart) = ([], place.bytes.lowerBound)
      declarations()
      outlines.append(declared)
    }
    result.outline = outline(found.blocks, outlines)
    if let line = found.unclosed {
      diagnostics.append(
        Diagnostic(
          severity: .error, file: file, line: line, column: 1,
          message: "this block is never closed: expected a line of ``` below it"))
    }
    if blocks.isEmpty {
      diagnostics.append(
        Diagnostic(
          severity: .warning, file: file, line: 1, column: 1,
          message: "no block fenced as ```policy: the file says nothing to the program"))
    }
  }

  // MARK: Tokens

  var token: Token { tokens[at] }
  var following: Token { tokens[min(at + 1, tokens.count - 1)] }

  mutating func take() -> Token {
    let taken = token
    if at < tokens.count - 1 { at += 1 }
    return taken
  }

  mutating func takes(_ word: String) -> Bool {
    guard token.isWord(word) else { return false }
    at += 1
    return true
  }

  mutating func takes(symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    at += 1
    return true
  }

  func fail(_ message: String, at spot: Spot? = nil, hint: String? = nil) -> Failure {
    let spot = spot ?? token.spot
    return Failure(
      diagnostic: Diagnostic(
        severity: .error, file: file, line: spot.line, column: spot.column, message: message,
        hint: hint))
  }

  func expected(_ what: String, hint words: [String] = []) -> Failure {
    let hint = token.kind == .word ? Nearest.word(to: token.folded, among: words) : nil
    return fail("expected \(what), found \(token.shown)", hint: hint)
  }

  mutating func expect(_ word: String) throws(Failure) {
    guard takes(word) else { throw expected("'\(word)'", hint: [word]) }
  }

  mutating func expect(symbol: String, _ why: String) throws(Failure) {
    guard takes(symbol: symbol) else { throw expected("'\(symbol)' \(why)") }
  }

  /// A name of any kind: labels such as `4` and `2019-02-26` are names too.
  mutating func name(_ what: String) throws(Failure) -> Name {
    switch token.kind {
    case .word where !Keywords.reserved.contains(token.folded), .number, .date: return take().name
    case .word, .string, .symbol, .end: throw expected(what)
    }
  }

  mutating func string(_ what: String) throws(Failure) -> String {
    guard token.kind == .string else { throw expected("\(what) in quotation marks") }
    return take().text
  }

  mutating func date() throws(Failure) -> CivilDay {
    guard token.kind == .date, let day = CivilDay(token.text) else {
      throw expected("a day such as 2019-02-26")
    }
    at += 1
    return day
  }

  /// The tokens from `start` up to here, as one line of text.
  func text(since start: Int) -> String {
    var line = ""
    for token in tokens[start..<at] {
      let glued = token.kind == .symbol && [":", ",", ")"].contains(token.text)
      if !line.isEmpty, !glued, line.utf8.last != UInt8(ascii: "(") { line += " " }
      line += token.kind == .string ? "\"\(token.text)\"" : token.text
    }
    return line
  }

  /// The file's own characters from the token `start` up to here.
  func verbatim(since start: Int) -> String {
    guard at > start else { return "" }
    return String(
      decoding: source[tokens[start].bytes.lowerBound..<tokens[at - 1].bytes.upperBound],
      as: UTF8.self)
  }

  // MARK: Declarations

  /// Whether a new declaration begins here.
  var beginsDeclaration: Bool {
    if token.kind == .end { return true }
    if following.isWord("prevails") { return true }
    guard token.kind == .word, Keywords.declarations.contains(token.folded) else { return false }
    switch following.kind {
    case .word, .number, .date: return !following.isWord("is")
    case .string: return token.isWord("example")
    case .symbol, .end: return token.startsLine
    }
  }

  private mutating func declarations() {
    while token.kind != .end {
      let start = at
      do throws(Failure) {
        try declaration()
        note(since: start)
        if !beginsDeclaration {
          throw expected(Keywords.afterDeclaration, hint: Keywords.clauses)
        }
      } catch {
        diagnostics.append(error.diagnostic)
        if at == start { at += 1 }
        while !beginsDeclaration || (token.kind == .word && !token.startsLine) { at += 1 }
      }
    }
  }

  private mutating func declaration() throws(Failure) {
    if following.isWord("prevails") { return try precedence() }
    switch token.kind == .word ? token.folded : "" {
    case "place": try place()
    case "slot": try slot()
    case "act": try act()
    case "calendar": try calendar()
    case "instrument": try instrument()
    case "define": try definition()
    case "question": try question()
    case "rule": try rule()
    case "example": try example()
    default:
      throw expected(
        "a declaration: \(Keywords.declarations.sorted().joined(separator: ", ")) or "
          + "REF prevails over REF", hint: Array(Keywords.declarations))
    }
  }
}
