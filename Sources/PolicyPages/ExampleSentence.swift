// SPDX-License-Identifier: Apache-2.0

import Policy

/// The facts of a worked case as a sentence.
struct ExampleSentence {
  let book: PolicyBook
  let example: PolicyOutline.Example

  var text: String {
    let subject = PlainWords.subject(example.who)
    let act = Self.conjugated(example.act, isPlural: Self.isPlural(example.who))
    var when: [String] = []
    var more: [String] = []
    for detail in example.details {
      let words = PlainWords.words(detail)
      switch words.first?.lowercased() {
      case "on" where words.count > 1 && words[1] == "unknown": when.append("on an unknown day")
      case "on", "between", "in": when.append(PlainWords.text(detail))
      default: more.append(clause(detail, words))
      }
    }
    let head = ([subject, act] + when).joined(separator: " ")
    return ([head] + more).joined(separator: "; ") + "."
  }

  private func clause(_ detail: String, _ words: [String]) -> String {
    switch words.first?.lowercased() {
    case "record": return "the record is \(words.dropFirst().joined(separator: " "))"
    case "answer" where words.count >= 4:
      let text = book.question(words[1])?.text ?? words[1]
      return "the question “\(text)” is answered \(words[3])"
    case "there": return PlainWords.text(detail)
    default:
      let rest = PlainWords.text(words.dropFirst().joined(separator: " "))
        .replacing("is unknown among", with: "is not known, but is")
        .replacing("is unknown", with: "is not known")
      return "the \(PlainWords.word(words.first ?? "")) \(rest)"
    }
  }

  // MARK: Who

  private static func isPlural(_ who: [String]) -> Bool {
    who.last.map { $0.lowercased().hasSuffix("police") } ?? false
  }

  // MARK: What

  /// Acts of the vocabulary that are names of things: one makes them.
  private static let things: Set<String> = [
    "status-inquiry", "information-request", "notification-request", "hold-request",
    "transfer-request", "interview-request", "disclosure", "release-notification",
    "database-query", "access-grant", "detention-hold", "custody-transfer",
    "operation-assistance", "referral", "departure",
  ]

  private static func conjugated(_ act: String, isPlural: Bool) -> String {
    let verb = act.split(separator: " ").first.map { $0.lowercased() } ?? ""
    if things.contains(verb) {
      let make = isPlural ? "make" : "makes"
      let article = "aeiou".contains(verb.prefix(1)) ? "an" : "a"
      return "\(make) \(article) \(PlainWords.act(act))"
    }
    let plain = PlainWords.act(act)
    if isPlural { return plain }
    let first = plain.prefix { $0 != " " }
    return third(String(first)) + plain.dropFirst(first.count)
  }

  /// The verb as it follows "she".
  private static func third(_ verb: String) -> String {
    if ["s", "sh", "ch", "x"].contains(where: verb.hasSuffix) { return verb + "es" }
    if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) {
      return verb.dropLast() + "ies"
    }
    return verb + "s"
  }
}
