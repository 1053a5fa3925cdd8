// SPDX-License-Identifier: Apache-2.0

extension Parser {
  /// Notes the declaration that was just read in the outline of the file.
  mutating func note(since start: Int) {
    guard at > start, let content = content(since: start) else { return }
    declared.append(
      PolicyOutline.Declaration(
        notes: comments(above: start), line: tokens[start].spot.line, text: verbatim(since: start),
        content: content))
  }

  private func content(since start: Int) -> PolicyOutline.Content? {
    if tokens[min(start + 1, tokens.count - 1)].isWord("prevails") {
      return result.precedences.last.map { .precedence(outlined(of: $0)) }
    }
    let above = result.instruments.last
    switch tokens[start].folded {
    case "instrument":
      return above.map {
        .instrument(
          PolicyOutline.Instrument(
            id: $0.name.text, binds: $0.binds.map(\.text), replaces: $0.replaces?.text))
      }
    case "define":
      guard let definition = above?.definitions.last ?? result.definitions.last else { return nil }
      let head = "define \(definition.name.text)"
      let from = definition.from.map { " from \($0)" } ?? ""
      return .definition(
        PolicyOutline.Definition(
          term: definition.name.text, from: definition.from,
          condition: text(since: start, without: "\(head)\(from) as "),
          instrument: above?.name.text))
    case "question":
      return result.questions.last.map { question in
        .question(
          PolicyOutline.Question(
            id: question.name.text, text: question.text,
            answer: question.settled.map {
              PolicyOutline.Question.Answer(isYes: $0.answer, by: $0.by, from: $0.from)
            }))
      }
    case "rule":
      guard let above, let rule = above.rules.last else { return nil }
      return .rule(outlined(of: rule, in: above.name.text))
    case "example":
      guard let above, let example = above.examples.last else { return nil }
      return .example(outlined(of: example, in: above.name.text))
    default:
      return .vocabulary
    }
  }

  /// The tokens from `start` on as one line, without what every such line begins with. Keywords are
  /// read without regard to case, so that letters are dropped by their number.
  private func text(since start: Int, without head: String) -> String {
    String(text(since: start).dropFirst(head.count))
  }

  private func outlined(of rule: Syntax.Rule, in instrument: String) -> PolicyOutline.Rule {
    func clauses(_ head: String) -> [String] {
      rule.clauses.filter { $0.lowercased().hasPrefix(head) }
    }
    let exceptions = zip(rule.exceptions, clauses("unless ")).map { exception, text in
      PolicyOutline.Rule.Exception(
        name: exception.label.text,
        condition: String(text.dropFirst("unless \(exception.label.text): ".count)))
    }
    return PolicyOutline.Rule(
      instrument: instrument, label: rule.label.text, who: rule.who.map(\.text),
      modal: PolicyOutline.Rule.Modal(rawValue: rule.modal.rawValue) ?? .must,
      act: rule.act.text, condition: clauses("if ").first.map { String($0.dropFirst(3)) },
      deadline: rule.deadline.map { (rule.isEndless ? "at any time " : "") + $0.text },
      exceptions: exceptions, cite: rule.cite,
      rests: rule.rests.map {
        Instrument.Rest(
          words: $0.words, source: $0.source, page: $0.page, line: $0.spot.line,
          column: $0.spot.column)
      })
  }

  private func outlined(of precedence: Syntax.Precedence) -> PolicyOutline.Precedence {
    let loser = (precedence.isInstrument ? "any rule of " : "") + precedence.loser.text
    let head = "\(precedence.winner.text) prevails over \(loser) if "
    return PolicyOutline.Precedence(
      winner: precedence.winner.text, loser: precedence.loser.text,
      isAnyRule: precedence.isInstrument,
      condition: precedence.condition == nil
        ? nil : String(precedence.text.dropFirst(head.count)),
      instrument: precedence.instrument)
  }

  private func outlined(of example: Syntax.Example, in instrument: String) -> PolicyOutline.Example
  {
    PolicyOutline.Example(
      instrument: instrument, name: example.name, line: example.spot.line,
      who: example.who.map(\.text), act: example.act.text, details: example.details,
      expected: example.expected.map {
        PolicyOutline.Example.Expectation(verdict: $0.verdict, rule: $0.rule?.text)
      })
  }

  /// What stands in comments between the declaration before and this one.
  private func comments(above start: Int) -> [String] {
    let from = start > 0 ? tokens[start - 1].bytes.upperBound : blockStart
    let gap = source[min(from, tokens[start].bytes.lowerBound)..<tokens[start].bytes.lowerBound]
    return gap.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let text = String(decoding: line, as: UTF8.self).split { $0.isWhitespace }
        .joined(separator: " ")
      guard text.hasPrefix("--") else { return nil }
      let note = text.drop { $0 == "-" }.drop { $0 == " " }
      return note.isEmpty ? nil : String(note)
    }
  }

  /// Puts the prose between the blocks, with what each declares.
  func fileOutline(_ blocks: [PolicyBlocks.Block], _ declared: [[PolicyOutline.Declaration]])
    -> PolicyOutline
  {
    var outline = PolicyOutline(file: file)
    var (at, line) = (source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, 1)
    func prose(to end: Int) {
      guard at < end else { return }
      let text = String(decoding: source[at..<end], as: UTF8.self)
      if text.contains(where: { !$0.isWhitespace }) {
        outline.parts.append(.prose(text, line: line))
      }
    }
    for (block, declarations) in zip(blocks, declared) {
      // The line above a block is its fence, and so is the one below.
      var fence = max(at, block.bytes.lowerBound - 1)
      while fence > at, source[fence - 1] != UInt8(ascii: "\n") { fence -= 1 }
      prose(to: fence)
      outline.parts.append(.block(declarations))
      at = block.bytes.upperBound
      while at < source.count, source[at] != UInt8(ascii: "\n") { at += 1 }
      at = min(at + 1, source.count)
      line = block.line + source[block.bytes.lowerBound..<at].count { $0 == UInt8(ascii: "\n") }
    }
    prose(to: source.count)
    return outline
  }
}
