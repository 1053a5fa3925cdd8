// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import Policy
import Templates

/// What a block declares, as cards.
struct Cards {
  let book: PolicyBook
  let file: Int
  /// Of their headings.
  let level: Int

  static let kinds = ["instrument", "definition", "question", "rule", "order", "examples", "words"]

  func views(_ declarations: [PolicyOutline.Declaration]) -> [View] {
    var cards: [View] = []
    var examples: [View] = []
    var words: [View] = []
    func add(_ kind: String, _ value: Any) {
      var card: View = [:]
      for other in Self.kinds { card[other] = false }
      card[kind] = value
      cards.append(card)
    }
    func flush() {
      if !examples.isEmpty { add("examples", ["level": String(level), "list": examples] as View) }
      if !words.isEmpty { add("words", ["list": words] as View) }
      (examples, words) = ([], [])
    }
    for declaration in declarations {
      switch declaration.content {
      case .example(let example):
        if examples.isEmpty { flush() }
        examples.append(view(example, declaration.notes))
        continue
      case .vocabulary:
        if words.isEmpty { flush() }
        let text = declaration.text.split { $0.isWhitespace }
        words.append([
          "kind": PlainWords.sentence(text.first.map { $0.lowercased() } ?? ""),
          "text": text.dropFirst().joined(separator: " "),
          "notes": Self.note(declaration.notes),
        ])
        continue
      default: flush()
      }
      switch declaration.content {
      case .instrument(let instrument): add("instrument", view(instrument, declaration.notes))
      case .definition(let definition): add("definition", view(definition, declaration))
      case .question(let question): add("question", view(question, declaration.notes))
      case .rule(let rule): add("rule", view(rule, declaration.notes))
      case .precedence(let precedence): add("order", view(precedence, declaration.notes))
      case .example, .vocabulary: continue
      }
    }
    flush()
    return cards
  }

  /// What comments say; false where there are none.
  private static func note(_ lines: [String]) -> Any {
    lines.isEmpty ? false : lines.joined(separator: " ")
  }

  private func pieces(_ text: String, in instrument: String?) -> [View] {
    Pieces(book: book, scope: PolicyBook.Scope(file: file, instrument: instrument)).views(text)
  }

  // MARK: Instruments

  private func view(_ outline: PolicyOutline.Instrument, _ notes: [String]) -> View {
    guard let instrument = book.instruments[outline.id] else { return [:] }
    var view = Overview.view(of: instrument, binds: outline.binds, book)
    view["level"] = String(level)
    view["notes"] = Self.note(notes)
    view["replaces"] =
      outline.replaces.map { Overview.link(instrument: $0, book) as Any } ?? false
    return view
  }

  private func view(
    _ definition: PolicyOutline.Definition, _ declaration: PolicyOutline.Declaration
  ) -> View {
    [
      "id": "term-\(file + 1)-\(declaration.line)", "term": PlainWords.word(definition.term),
      "from": definition.from.map { PlainWords.day($0) as Any } ?? false,
      "pieces": pieces(definition.condition, in: definition.instrument),
      "notes": Self.note(declaration.notes),
    ]
  }

  private func view(_ question: PolicyOutline.Question, _ notes: [String]) -> View {
    var view = Overview.view(of: question, book)
    view["level"] = String(level)
    view["notes"] = Self.note(notes)
    return view
  }

  // MARK: Rules

  private func view(_ rule: PolicyOutline.Rule, _ notes: [String]) -> View {
    let instrument = book.instruments[rule.instrument]
    let isIdle = book.inForce.map { !$0.contains(rule.instrument) } ?? false
    return [
      "id": "rule-\(rule.id)", "name": rule.id, "label": rule.label, "level": String(level),
      "kind": rule.modal.rawValue.replacing(" ", with: "-"), "modal": rule.modal.rawValue,
      "who": PlainWords.subject(rule.who), "act": PlainWords.act(rule.act),
      "condition": rule.condition.map { pieces($0, in: rule.instrument) } ?? [],
      "hasCondition": rule.condition != nil,
      "deadline": rule.deadline.map { PlainWords.text($0) as Any } ?? false,
      "exceptions": rule.exceptions.map { exception -> View in
        [
          "name": PlainWords.word(exception.name),
          "condition": pieces(exception.condition, in: rule.instrument),
        ]
      },
      "cite": rule.cite ?? instrument?.cite ?? rule.instrument,
      "rests": rule.rests.map { rest -> View in
        [
          "words": rest.words,
          "source": rest.source.map { source -> Any in
            rest.page.map { "\(source), page \($0)" } ?? source
          } ?? false,
        ]
      },
      "examples": book.examples(of: rule.id).map { example, result -> View in
        [
          "href": Self.anchor(example, file: index(of: result.file)), "name": example.name,
          "verdict": PlainWords.verdict(result.got), "class": result.got.rawValue,
          "isFailed": !result.passed,
        ]
      },
      "isIdle": isIdle, "notes": Self.note(notes),
    ]
  }

  private func index(of file: String) -> Int {
    book.outlines.firstIndex { $0.file == file } ?? self.file
  }

  private func view(_ precedence: PolicyOutline.Precedence, _ notes: [String]) -> View {
    let loser =
      precedence.isAnyRule
      ? Overview.link(instrument: precedence.loser, book)
      : Overview.link(rule: precedence.loser, in: precedence.instrument, book)
    return [
      "winner": Overview.link(rule: precedence.winner, in: precedence.instrument, book),
      "loser": loser, "isAnyRule": precedence.isAnyRule,
      "hasCondition": precedence.condition != nil,
      "condition": precedence.condition.map { pieces($0, in: precedence.instrument) } ?? [],
      "notes": Self.note(notes),
    ]
  }

  // MARK: Examples

  static func anchor(_ example: PolicyOutline.Example, file: Int) -> String {
    "#example-\(file + 1)-\(example.line)"
  }

  private func view(_ example: PolicyOutline.Example, _ notes: [String]) -> View {
    let results = book.result(example, in: file)
    return [
      "id": String(Self.anchor(example, file: file).dropFirst()),
      "name": PlainWords.sentence(example.name),
      "sentence": ExampleSentence(book: book, example: example).text,
      "notes": Self.note(notes),
      "results": results.map { result -> View in
        [
          "verdict": PlainWords.verdict(result.got), "class": result.got.rawValue,
          "isFailed": !result.passed, "expected": PlainWords.verdict(result.expected),
          "reasons": reasons(result),
        ]
      },
    ]
  }

  private func reasons(_ result: ExampleResult) -> [View] {
    var findings = Reasons(result).findings
    if findings.isEmpty, let rule = result.rule {
      findings = [
        Reasons.Finding(
          rule: rule, verdict: result.got.rawValue, why: ["the rule does not speak of it"],
          until: [])
      ]
    }
    return findings.map { finding in
      let rule = finding.rule.flatMap { book.rule($0, in: nil) }
      let why = finding.why.compactMap { Self.own($0, rule) }
      return [
        "rule": finding.rule.map { Overview.link(rule: $0, in: nil, book) as Any } ?? false,
        "why": why.map { ["pieces": reason($0, in: rule?.instrument)] as View },
        "until": finding.until.map { until -> View in
          let parts = until.components(separatedBy: " → ")
          return [
            "pieces": reason(parts[0], in: rule?.instrument),
            "settles": parts.count > 1 ? PlainWords.text(parts[1]) : "",
          ]
        },
      ]
    }
  }

  private func reason(_ text: String, in instrument: String?) -> [View] {
    Pieces(
      book: book, scope: PolicyBook.Scope(file: file, instrument: instrument), marksJoints: false
    ).views(text)
  }

  /// A reason without the rule's own sentence, which its card has; nil where it says no more.
  private static func own(_ reason: String, _ rule: PolicyOutline.Rule?) -> String? {
    guard let rule else { return reason }
    let sentence = "\(rule.modal.rawValue) \(rule.act)"
    if reason == sentence { return nil }
    return reason.hasPrefix(sentence + ": ")
      ? String(reason.dropFirst(sentence.count + 2)) : reason
  }
}
