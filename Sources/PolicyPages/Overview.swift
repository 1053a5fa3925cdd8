// SPDX-License-Identifier: Apache-2.0

import Evidence
import Policy
import Templates

/// The head of the page: the versions with their days, the open questions, how the examples do.
struct Overview {
  let book: PolicyBook

  func view() -> View {
    let declarations = book.outlines.flatMap(\.declarations)
    var instruments: [View] = []
    var questions: [PolicyOutline.Question] = []
    for declaration in declarations {
      switch declaration.content {
      case .instrument(let outline):
        if let instrument = book.instruments[outline.id] {
          instruments.append(Self.view(of: instrument, binds: outline.binds, book))
        }
      case .question(let question): questions.append(question)
      default: continue
      }
    }
    let files = Set(book.outlines.map(\.file))
    let results = book.results.filter { files.contains($0.key.file) }.flatMap(\.value)
    let open = questions.filter { $0.answer == nil }
    let used = Verdict.allCases.filter { verdict in results.contains { $0.got == verdict } }
    return [
      "instruments": instruments, "hasInstruments": !instruments.isEmpty,
      "hasEnacted": instruments.contains { !($0["enacted"] is Bool) },
      "hasContests": instruments.contains { !(($0["contests"] as? [View])?.isEmpty ?? true) },
      "openQuestions": open.map { Self.view(of: $0, book) }, "hasOpen": !open.isEmpty,
      "hasExamples": !results.isEmpty, "examples": Self.counted(results.count, "verdict"),
      "failed": results.count { !$0.passed }, "hasFailed": results.contains { !$0.passed },
      "areOrIs": results.count { !$0.passed } == 1 ? "comes" : "come",
      "verdicts": used.map { verdict -> View in
        [
          "verdict": PlainWords.verdict(verdict), "class": verdict.rawValue,
          "meaning": PlainWords.meaning(verdict),
        ]
      },
    ]
  }

  static func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  // MARK: Instruments

  static func view(of instrument: Instrument, binds: [String], _ book: PolicyBook) -> View {
    let isIdle = book.inForce.map { !$0.contains(instrument.id) } ?? false
    return [
      "id": instrument.id, "cite": instrument.cite,
      "isNamed": instrument.cite != instrument.id, "place": PlainWords.place(instrument.place),
      "binds": PlainWords.sentence(
        binds.isEmpty ? spokenOf(instrument, book) : PlainWords.who(binds)),
      "saysWhom": !binds.isEmpty,
      "enacted": instrument.enacted.map { PlainWords.day($0) as Any } ?? false,
      "from": PlainWords.day(instrument.from),
      "to": instrument.to.map { PlainWords.day($0) as Any } ?? false,
      "contests": instrument.contests.map { contest -> View in
        [
          "from": PlainWords.day(contest.from),
          "to": contest.to.map { PlainWords.day($0) as Any } ?? false,
          "question": book.question(contest.question)?.text ?? contest.question,
          "href": book.question(contest.question).map { "#question-\($0.id)" as Any } ?? false,
        ]
      },
      "rules": counted(instrument.rules.count, "rule"), "isIdle": isIdle,
    ]
  }

  /// Whom its rules speak of, where it does not say itself whom it binds.
  private static func spokenOf(_ instrument: Instrument, _ book: PolicyBook) -> String {
    var names: [String] = []
    for rule in instrument.rules {
      for name in book.rule(rule.ref, in: instrument.id)?.who ?? [] where !names.contains(name) {
        names.append(name)
      }
    }
    return names.map { PlainWords.word($0) }.joined(separator: ", ")
  }

  // MARK: Questions

  static func view(of question: PolicyOutline.Question, _ book: PolicyBook) -> View {
    var rules: [View] = []
    var versions: [View] = []
    var orders: [View] = []
    var examples: [View] = []
    for hanging in book.hanging(on: question.id) {
      switch hanging {
      case .rule(let rule): rules.append(link(rule: rule.id, in: nil, book))
      case .precedence(let precedence):
        orders.append([
          "winner": link(rule: precedence.winner, in: precedence.instrument, book),
          "loser": precedence.isAnyRule
            ? link(instrument: precedence.loser, book)
            : link(rule: precedence.loser, in: precedence.instrument, book),
          "isAnyRule": precedence.isAnyRule,
        ])
      case .instrument(let instrument, let contest):
        var version = link(instrument: instrument.id, book)
        version["from"] = PlainWords.day(contest.from)
        version["to"] = contest.to.map { PlainWords.day($0) as Any } ?? false
        versions.append(version)
      case .example(let example):
        let file = book.outlines.firstIndex { outline in
          outline.declarations.contains { $0.content == .example(example) }
        }
        examples.append([
          "href": Cards.anchor(example, file: file ?? 0), "text": example.name,
        ])
      }
    }
    return [
      "id": question.id, "text": question.text, "isOpen": question.answer == nil,
      "answer": question.answer.map { answer -> Any in
        [
          "word": answer.isYes ? "yes" : "no", "by": answer.by,
          "from": PlainWords.day(answer.from),
        ] as View
      } ?? false,
      "rules": rules, "versions": versions, "orders": orders, "examples": examples,
      "hasRules": !rules.isEmpty, "hasExamples": !examples.isEmpty,
      "hangsNothing": rules.isEmpty && versions.isEmpty && orders.isEmpty && examples.isEmpty,
    ]
  }

  // MARK: Links

  static func link(rule name: String, in instrument: String?, _ book: PolicyBook) -> View {
    let rule = book.rule(name, in: instrument)
    return [
      "text": rule?.id ?? name, "href": rule.map { "#rule-\($0.id)" as Any } ?? false,
    ]
  }

  static func link(instrument id: String, _ book: PolicyBook) -> View {
    let instrument = book.instruments[id]
    return [
      "text": instrument?.cite ?? id,
      "href": book.shown.contains(id) ? "#instrument-\(id)" as Any : false,
    ]
  }
}
