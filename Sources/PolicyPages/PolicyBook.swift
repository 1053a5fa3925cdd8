// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy

/// The files of a page, looked up in all directions.
struct PolicyBook {
  /// Those with something to say where and when the page is asked for.
  let outlines: [PolicyOutline]
  /// Of all files.
  let instruments: [String: Instrument]
  /// In the order of the files.
  let questions: [PolicyOutline.Question]
  /// What each example gave, by its file and line.
  let results: [ExamplePlace: [ExampleResult]]
  /// Those in force where and when the page is asked for; nil where it is not.
  let inForce: Set<String>?
  private let terms: [TermPlace: String]
  private let declared: [(file: Int, declaration: PolicyOutline.Declaration)]
  private let rules: [String: PolicyOutline.Rule]
  /// The instruments that stand on the page.
  let shown: Set<String>

  struct ExamplePlace: Hashable {
    var file: String
    var line: Int
  }

  private struct TermPlace: Hashable {
    var file: Int
    var instrument: String?
    var term: String
  }

  /// Where a text stands: what its names mean.
  struct Scope {
    var file: Int
    var instrument: String?
  }

  init(
    _ outlines: [PolicyOutline], _ instruments: [Instrument], _ results: [ExampleResult],
    inForce: Set<String>?
  ) {
    let outlines = outlines.filter { Self.isShown($0, inForce) }
    (self.outlines, self.inForce) = (outlines, inForce)
    self.instruments = Dictionary(instruments.map { ($0.id, $0) }) { first, _ in first }
    self.results = Dictionary(grouping: results) { ExamplePlace(file: $0.file, line: $0.line) }
    var questions: [PolicyOutline.Question] = []
    var terms: [TermPlace: String] = [:]
    var rules: [String: PolicyOutline.Rule] = [:]
    var shown: Set<String> = []
    let declared = outlines.enumerated().flatMap { file, outline in
      outline.declarations.map { (file: file, declaration: $0) }
    }
    for (file, declaration) in declared {
      switch declaration.content {
      case .question(let question): questions.append(question)
      case .instrument(let instrument): shown.insert(instrument.id)
      case .rule(let rule): rules[rule.id] = rule
      case .definition(let definition):
        let place = TermPlace(
          file: file, instrument: definition.instrument, term: definition.term)
        if terms[place] == nil { terms[place] = "term-\(file + 1)-\(declaration.line)" }
      default: break
      }
    }
    (self.questions, self.terms, self.rules) = (questions, terms, rules)
    (self.declared, self.shown) = (declared, shown)
  }

  private static func isShown(_ outline: PolicyOutline, _ inForce: Set<String>?) -> Bool {
    guard let inForce else { return true }
    var hasInstrument = false
    for declaration in outline.declarations {
      guard case .instrument(let instrument) = declaration.content else { continue }
      if inForce.contains(instrument.id) { return true }
      hasInstrument = true
    }
    // A file that only puts the rules of others in order: if both are in force.
    func isInForce(_ name: String) -> Bool {
      inForce.contains { name == $0 || name.hasPrefix($0 + ".") }
    }
    return !hasInstrument
      && outline.declarations.contains { declaration in
        guard case .precedence(let precedence) = declaration.content else { return false }
        return isInForce(precedence.winner) && isInForce(precedence.loser)
      }
  }

  func question(_ id: String) -> PolicyOutline.Question? { questions.first { $0.id == id } }

  /// Where a term is explained; nil for a word that is none.
  func anchor(ofTerm term: String, in scope: Scope) -> String? {
    terms[TermPlace(file: scope.file, instrument: scope.instrument, term: term)]
      ?? terms[TermPlace(file: scope.file, instrument: nil, term: term)]
  }

  /// The rule that a file means by its label or by its whole name.
  func rule(_ name: String, in instrument: String?) -> PolicyOutline.Rule? {
    instrument.flatMap { rules["\($0).\(name)"] } ?? rules[name]
  }

  // MARK: Examples

  func result(_ example: PolicyOutline.Example, in file: Int) -> [ExampleResult] {
    results[ExamplePlace(file: outlines[file].file, line: example.line)] ?? []
  }

  /// The examples that show a rule, in the order of the files.
  func examples(of rule: String) -> [(example: PolicyOutline.Example, result: ExampleResult)] {
    declared.compactMap { file, declaration in
      guard case .example(let example) = declaration.content else { return nil }
      return result(example, in: file).first { result in
        result.rule == rule
          || result.rule == nil
            && Reasons(result).findings.contains { $0.rule == rule }
      }.map { (example, $0) }
    }
  }

  // MARK: Questions

  /// What a question decides: directly, through a term, or by an order of rules.
  func hanging(on question: String) -> [Hanging] {
    var found: [Hanging] = []
    for (file, declaration) in declared {
      switch declaration.content {
      case .rule(let rule):
        let scope = Scope(file: file, instrument: rule.instrument)
        let texts = [rule.condition].compactMap { $0 } + rule.exceptions.map(\.condition)
        if texts.contains(where: { asks($0, question, in: scope) }) { found.append(.rule(rule)) }
      case .precedence(let precedence):
        let scope = Scope(file: file, instrument: precedence.instrument)
        if let condition = precedence.condition, asks(condition, question, in: scope) {
          found.append(.precedence(precedence))
        }
      case .instrument(let outline):
        guard let instrument = instruments[outline.id] else { continue }
        for contest in instrument.contests where contest.question == question {
          found.append(.instrument(instrument, contest))
        }
      case .example(let example):
        let isOpen = result(example, in: file).contains { result in
          result.got == .undetermined && result.explanation.contains("answer \(question) ")
        }
        if isOpen { found.append(.example(example)) }
      default: continue
      }
    }
    return found
  }

  enum Hanging {
    case rule(PolicyOutline.Rule)
    case precedence(PolicyOutline.Precedence)
    case instrument(Instrument, Instrument.Contest)
    case example(PolicyOutline.Example)
  }

  /// Whether a condition asks the question, itself or through terms; those cannot go in circles.
  private func asks(_ text: String, _ question: String, in scope: Scope, depth: Int = 0) -> Bool {
    let words = PlainWords.words(text)
    for (index, word) in words.enumerated() {
      if word == question, index > 0, words[index - 1].lowercased() == "answer" { return true }
      guard depth < 8, let anchor = anchor(ofTerm: word, in: scope) else { continue }
      let isAsked = declared.contains { file, declaration in
        guard case .definition(let definition) = declaration.content, definition.term == word,
          file == scope.file,
          anchor
            == self.anchor(
              ofTerm: word, in: Scope(file: file, instrument: definition.instrument))
        else { return false }
        return asks(
          definition.condition, question,
          in: Scope(file: file, instrument: definition.instrument), depth: depth + 1)
      }
      if isAsked { return true }
    }
    return false
  }
}
