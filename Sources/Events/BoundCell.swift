// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One row's cells, blank ones as nil.
struct RowCells {
  var cells: [String?]

  /// The text of a column without the spaces at its ends; nil if nothing is there.
  subscript(_ column: Int) -> String? {
    guard column < cells.count, let text = cells[column] else { return nil }
    return Self.trimmed(text)
  }

  static func trimmed(_ text: String) -> String? {
    let bytes = text.utf8
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
    guard let first = bytes.first, let last = bytes.last else { return nil }
    if !isSpace(first), !isSpace(last) { return text }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }),
      let end = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    return String(text[start...end])
  }
}

/// Remembers what was made of a text: tables repeat the same few.
struct Memo<Value> {
  private var known: [String: Value] = [:]
  /// A column in which every cell differs is not worth remembering.
  private static var limit: Int { 20_000 }

  subscript(_ text: String) -> Value? { known[text] }

  mutating func keep(_ value: Value, for text: String) {
    if known.count < Self.limit { known[text] = value }
  }
}

/// Texts that stand where something was taken out: those that agencies write, and the mapping's.
struct WithheldTexts: Sendable {
  let globs: [Glob]

  func contains(_ text: String) -> Bool {
    WithheldCell.code(text) != nil || globs.contains { $0.matches(text) }
  }
}

/// A value tied to the columns of one sheet.
struct BoundCell {
  let columns: [Int]
  let value: CellValue
  let withheld: WithheldTexts
  private var memo = Memo<SlotFact>()
  private var expressions: [String: Regex<AnyRegexOutput>] = [:]

  init(_ value: CellValue, columns: [Int], withheld: [Glob]) {
    (self.value, self.columns) = (value, columns)
    self.withheld = WithheldTexts(globs: withheld)
    if case .patterns(let patterns) = value.reading {
      for case (.regex(let text), _) in patterns.rules {
        expressions[text] = CellMatcher.compiled(text)
      }
    }
  }

  /// The cells' own text, joined.
  func text(_ row: RowCells) -> String? {
    if columns.count == 1 { return row[columns[0]] }
    let parts = columns.compactMap { row[$0] }
    return parts.isEmpty ? nil : parts.joined(separator: value.join)
  }

  mutating func fact(_ row: RowCells) -> SlotFact {
    guard let text = text(row) else { return value.blank ?? .notStated }
    if case .text = value.reading, value.split == nil { return read(text) }
    if let found = memo[text] { return found }
    let made = read(text)
    memo.keep(made, for: text)
    return made
  }

  private func read(_ text: String) -> SlotFact {
    if let code = WithheldCell.code(text) {
      return .unknown(Unknown(.redacted, code: code.isEmpty ? nil : code))
    }
    if withheld.contains(text) { return .unknown(Unknown(.redacted)) }
    guard let split = value.split else { return meaning(text) }
    var all: [String] = []
    for part in text.split(separator: split) {
      guard let part = RowCells.trimmed(String(part)) else { continue }
      switch meaning(part) {
      case .known(let values): all += values.filter { !all.contains($0) }
      case .unknown(let unknown): return .unknown(unknown)
      }
    }
    return all.isEmpty ? value.blank ?? .notStated : .known(all)
  }

  private func meaning(_ text: String) -> SlotFact {
    switch value.reading {
    case .text: return .known([text])
    case .words(let words):
      if let word = words[MappingParser.folded(text)] { return .known([word]) }
      return value.otherwise ?? .unknown(Unknown(.illegible))
    case .table(let table):
      if let fact = table.exact[text.lowercased()] { return fact }
      if let found = table.globs.first(where: { $0.glob.matches(text) }) { return found.fact }
      return value.otherwise ?? table.otherwise ?? .unknown(Unknown(.illegible))
    case .patterns(let patterns):
      let normal = PhrasePattern.normal(text)
      let words = normal.split(separator: 0x20)
      for rule in patterns.rules {
        let isFound =
          switch rule.test {
          case .says(let phrases): phrases.contains { $0.isFound(in: words) }
          case .exactly(let phrases): phrases.contains { $0.isWhole(words) }
          case .regex(let pattern): CellMatcher.isFound(expressions[pattern], in: text)
          case .always: value.otherwise == nil
          }
        if isFound { return rule.fact }
      }
      return value.otherwise ?? .notStated
    }
  }
}

/// A condition tied to one column.
struct CellMatcher {
  private let test: CellTest
  private let expressions: [String: Regex<AnyRegexOutput>]
  private var memo = Memo<Bool>()
  private let ofBlank: Bool

  init(_ test: CellTest) {
    self.test = test
    var found: [String: Regex<AnyRegexOutput>] = [:]
    Self.compile(test, &found)
    expressions = found
    ofBlank = Self.holds(test, nil, [:])
  }

  mutating func holds(_ text: String?) -> Bool {
    guard let text else { return ofBlank }
    if let found = memo[text] { return found }
    let made = Self.holds(test, text, expressions)
    memo.keep(made, for: text)
    return made
  }

  private static func compile(_ test: CellTest, _ into: inout [String: Regex<AnyRegexOutput>]) {
    switch test {
    case .regex(let text): into[text] = compiled(text)
    case .not(let inner): compile(inner, &into)
    case .any(let tests), .all(let tests): for inner in tests { compile(inner, &into) }
    default: break
    }
  }

  private static func holds(
    _ test: CellTest, _ text: String?, _ expressions: [String: Regex<AnyRegexOutput>]
  ) -> Bool {
    switch test {
    case .glob(let glob): return text.map { glob.matches($0) } ?? false
    case .says(let phrases):
      guard let text else { return false }
      let normal = PhrasePattern.normal(text)
      let words = normal.split(separator: 0x20)
      return phrases.contains { $0.isFound(in: words) }
    case .regex(let pattern): return text.map { isFound(expressions[pattern], in: $0) } ?? false
    case .blank(let wanted): return (text == nil) == wanted
    case .atLeast(let bound): return text.flatMap(number).map { $0 >= bound } ?? false
    case .atMost(let bound): return text.flatMap(number).map { $0 <= bound } ?? false
    case .not(let inner): return !holds(inner, text, expressions)
    case .any(let tests): return tests.contains { holds($0, text, expressions) }
    case .all(let tests): return tests.allSatisfy { holds($0, text, expressions) }
    }
  }

  private static func number(_ text: String) -> Double? {
    Double(text.filter { $0 != "," && $0 != "$" })
  }

  /// Nil for an expression that was refused when the mapping was read.
  static func compiled(_ text: String) -> Regex<AnyRegexOutput>? {
    try? Regex(text).ignoresCase()
  }

  /// Only the beginning of a long text is searched, so that no expression takes for ever.
  static func isFound(_ expression: Regex<AnyRegexOutput>?, in text: String) -> Bool {
    guard let expression else { return false }
    return text.prefix(2_000).firstMatch(of: expression) != nil
  }
}
