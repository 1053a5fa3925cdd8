// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Policy

/// `Editors/vscode`: the grammar knows the words of the language and cuts blocks as the program does.
struct EditorGrammarTests {
  private struct Grammar: Decodable {
    struct Pattern: Decodable {
      struct Capture: Decodable { var name: String }

      var name: String?
      var match: String
      var captures: [String: Capture]?
    }

    var scopeName: String
    var patterns: [Pattern]
  }

  private let grammar: Grammar
  private let expressions: [NSRegularExpression]

  init() throws {
    let url = CaseFile.root.appending(path: "Editors/vscode/syntaxes/policy.tmLanguage.json")
    grammar = try JSONDecoder().decode(Grammar.self, from: Data(contentsOf: url))
    expressions = try grammar.patterns.map {
      try NSRegularExpression(pattern: $0.match, options: .anchorsMatchLines)
    }
  }

  /// The scope of the first character at each place of a line where one begins: the pattern that
  /// matches first wins, among equals the earlier one.
  private func scopes(_ line: String) -> [(range: NSRange, scope: String)] {
    var found: [(NSRange, String)] = []
    var at = 0
    let whole = (line as NSString).length
    while at < whole {
      var best: (match: NSTextCheckingResult, pattern: Int)?
      for (number, expression) in expressions.enumerated() {
        let rest = NSRange(location: at, length: whole - at)
        guard
          let match = expression.firstMatch(
            in: line, options: [.withTransparentBounds, .withoutAnchoringBounds], range: rest),
          match.range.length > 0
        else { continue }
        if best.map({ match.range.location < $0.match.range.location }) ?? true {
          best = (match, number)
        }
      }
      guard let best else { break }
      let pattern = grammar.patterns[best.pattern]
      if let name = pattern.name { found.append((best.match.range, name)) }
      for (number, capture) in pattern.captures ?? [:] {
        guard let number = Int(number), number < best.match.numberOfRanges else { continue }
        let range = best.match.range(at: number)
        if range.location != NSNotFound { found.append((range, capture.name)) }
      }
      at = NSMaxRange(best.match.range)
    }
    return found
  }

  @Test func `every keyword of the language has a colour`() {
    var words = Keywords.declarations.union(Keywords.reserved).union(Keywords.phraseEnds)
    words.formUnion(Keywords.prepositions.union(Keywords.fillers))
    words.formUnion(Keywords.clauses + Keywords.verdicts)
    for word in words.sorted() {
      let scope = scopes(word).first?.scope ?? "none"
      #expect(
        scope.hasPrefix("keyword.") || scope.hasPrefix("constant.language"),
        "'\(word)' is \(scope)")
    }
    for verb in ActWords.all {
      let scope = scopes(verb).first?.scope ?? "none"
      #expect(!scope.hasPrefix("variable."), "the verb '\(verb)' is \(scope)")
    }
  }

  @Test(arguments: CaseFile.shipped)
  func `a shipped policy is cut into the same words as the program reads`(file: CaseFile) {
    let lines = file.text.components(separatedBy: "\n")
    for block in Parser(file.text, file: "a").outline {
      for token in block.tokens where token.kind != .end {
        let line = lines[token.spot.line - 1]
        let start = line.unicodeScalars.prefix(token.spot.column - 1).reduce(0) {
          $0 + ($1.value > 0xFFFF ? 2 : 1)
        }
        let scope =
          scopes(line).first { NSLocationInRange(start, $0.range) }?.scope ?? "none"
        let expected: String? =
          switch token.kind {
          case .string: "string.quoted"
          case .date: "constant.numeric.date"
          case .word where Keywords.reserved.contains(token.folded): "keyword."
          case .word, .number, .symbol, .end: nil
          }
        #expect(
          expected.map(scope.hasPrefix) ?? (scope != "none" && scope != "invalid.illegal.policy"),
          "\(file):\(token.spot.line):\(token.spot.column): \(token.shown) is \(scope)")
      }
    }
  }
}
