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
  /// The declaration being read, once its name is known.
  var declaring: Declaring?
  /// Misspelt keywords of declarations, which are no fault of the declaration before.
  var mends = 0
  /// The blocks with their tokens, and where in them declarations and their clauses begin.
  var outline: [BlockOutline] = []
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
      outline.append(BlockOutline(tokens: block.tokens, comments: block.comments))
      (declared, blockStart) = ([], place.bytes.lowerBound)
      declarations()
      outlines.append(declared)
    }
    result.outline = fileOutline(found.blocks, outlines)
    if let spot = found.unclosed {
      diagnostics.append(
        Diagnostic(
          "this block is never closed: expected a line of ``` below it", in: file, at: spot))
    }
    for slip in found.slips {
      diagnostics.append(
        Diagnostic(
          slip.message, .warning, in: file, at: slip.spot, hint: slip.hint,
          notes: slip.inside.map { [Diagnostic.Note("that begins here", in: file, at: $0)] } ?? []))
    }
    if blocks.isEmpty, found.slips.isEmpty {
      diagnostics.append(
        Diagnostic(
          "no block fenced as ```policy: the file says nothing to the program", .warning, in: file,
          at: Spot(line: 1, column: 1)))
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

  func fail(
    _ message: String, at spot: Spot? = nil, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) -> Failure {
    Failure(
      diagnostic: Diagnostic(message, in: file, at: spot ?? token.spot, hint: hint, notes: notes))
  }

  func expected(_ what: String, hint words: [String] = []) -> Failure {
    let hint = token.kind == .word ? Nearest.word(to: token.folded, among: words) : nil
    guard hint == nil, token.startsLine, token.kind != .end, at > 0, beginsDeclaration else {
      return fail("expected \(what), found \(token.shown)", hint: hint)
    }
    // What is missing at the end of a declaration is missing there, not where the next begins.
    let last = tokens[at - 1].spot
    return fail(
      "expected \(what), found the next declaration",
      at: Spot(line: last.line, column: last.column + last.length))
  }

  mutating func expect(_ word: String) throws(Failure) {
    if takes(word) { return }
    // A slip of the pen; the word it looks like is the only one that can stand here.
    let failure = expected("'\(word)'", hint: [word])
    guard failure.diagnostic.hint != nil else { throw failure }
    report(failure)
    at += 1
  }

  /// A name of any kind: labels such as `4` and `2019-02-26` are names too.
  mutating func name(_ what: String) throws(Failure) -> Name {
    if token.startsLine, beginsKeyword { throw expected(what) }
    switch token.kind {
    case .word where !Keywords.reserved.contains(token.folded), .number, .date: return take().name
    case .word, .string, .symbol, .end: throw expected(what)
    }
  }

  /// The tokens from `start` up to here, as one line of text; words of the language in lower case,
  /// as which they are read.
  func text(since start: Int) -> String {
    var line = ""
    for token in tokens[start..<at] {
      let glued = token.kind == .symbol && [":", ",", ")"].contains(token.text)
      if !line.isEmpty, !glued, line.utf8.last != UInt8(ascii: "(") { line += " " }
      switch token.kind {
      case .string: line += "\"\(token.text)\""
      case .word where Keywords.reserved.contains(token.folded): line += token.folded
      case .word, .number, .date, .symbol, .end: line += token.text
      }
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

  /// Remembers that a clause of the declaration begins here.
  mutating func beginClause() {
    let (block, last) = (outline.count - 1, outline[outline.count - 1].declarations.count - 1)
    outline[block].declarations[last].clauses.append(at)
  }

  /// Whether a new declaration begins here.
  var beginsDeclaration: Bool {
    if token.kind == .end { return true }
    return following.isWord("prevails") || beginsKeyword
  }

  private var beginsKeyword: Bool {
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
      let errors = diagnostics.count - mends
      declaring = nil
      outline[outline.count - 1].declarations.append(BlockOutline.Declaration(start: at))
      do throws(Failure) {
        try declaration()
        note(since: start)
        mendDeclaration()
        if !beginsDeclaration { throw afterDeclaration() }
      } catch {
        // What follows from something that could not even be cut into words is not said again.
        if !tokens[start...at].contains(where: \.isDamaged) { report(error) }
        isolate(failed: true)
        if at == start { at += 1 }
        while !beginsDeclaration || (token.kind == .word && !token.startsLine) {
          mendDeclaration()
          if !beginsDeclaration || (token.kind == .word && !token.startsLine) { at += 1 }
        }
        continue
      }
      let isWhole =
        diagnostics.count - mends == errors && !tokens[start..<at].contains(where: \.isDamaged)
      if !isWhole { isolate(failed: false) }
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
