// SPDX-License-Identifier: Apache-2.0
import Evidence

/// An event told in a sentence, with what is not known said to be not known.
package enum EventSentence {
  /// "Dana Wills (sheriff) tells of a release to ICE-ERO; information: release date; basis: not
  /// stated."
  package static func sentence(_ event: Event) -> String {
    let rest = details(event).map { "; \($0.name): \($0.value)" }.joined()
    return clause(event) + rest + "."
  }

  /// Who did what to whom: "Dana Wills (sheriff) tells of a release to ICE-ERO".
  package static func clause(_ event: Event) -> String {
    let actor = party(event, .actor) ?? "Someone"
    let recipient = party(event, .recipient)
    if let verb = verbs[event.action ?? ""] {
      return capitalized(actor) + " " + verb.0 + (recipient.map { " \(verb.1) \($0)" } ?? "")
    }
    let action: String =
      switch event.facts[.action] {
      case .known(let values)?: values.map(term).joined(separator: ", ")
      case .unknown(let unknown)?: "an act that is \(words(unknown))"
      case nil: "an act that is not stated"
      }
    return capitalized(actor) + ": " + action + (recipient.map { ", towards \($0)" } ?? "")
  }

  /// The other fields, those the vocabulary names first: ("information", "release date").
  package static func details(_ event: Event) -> [(name: String, value: String)] {
    let told: Set<Slot> = [.action, .actor, .recipient, .direction]
    let order: [Slot] = [
      .information, .subject, .purpose, .basis, .outcome, .capacity, .isPublic,
    ]
    let others = event.facts.keys.filter { !told.contains($0) && !order.contains($0) }.sorted()
    return (order + others).compactMap { slot in
      guard let value = fact(event, slot) else { return nil }
      let name =
        slot == .subject ? "about" : slot == .isPublic ? "publicly available" : slot.rawValue
      return (name, value)
    }
  }

  /// What someone does, and the word that leads to the other side.
  private static let verbs: [String: (String, String)] = [
    "status-inquiry": ("inquires about immigration status", "with"),
    "information-request": ("asks for information", "from"),
    "notification-request": ("asks to be notified", "by"),
    "hold-request": ("asks for a person to be held", "by"),
    "transfer-request": ("asks for a transfer", "by"),
    "interview-request": ("asks for an interview", "through"),
    "disclosure": ("gives information", "to"),
    "release-notification": ("tells of a release", "to"),
    "database-query": ("queries a database", "of"),
    "access-grant": ("grants access", "to"),
    "stop": ("stops a person", "with"),
    "arrest": ("arrests a person", "with"),
    "detention-hold": ("holds a person", "for"),
    "release": ("releases a person", "to"),
    "custody-transfer": ("hands a person over", "to"),
    "operation-assistance": ("assists in an operation", "of"),
    "transport": ("transports a person", "for"),
    "referral": ("refers a person", "to"),
    "contact-other": ("is in other contact", "with"),
  ]

  /// "Dana Wills (sheriff)", "sheriff", "someone (redacted under (b)(6))"; nil where the event has
  /// neither a name nor such a field.
  private static func party(_ event: Event, _ slot: Slot) -> String? {
    let name = event.parties[slot].flatMap { $0.isEmpty ? nil : $0 }
    switch event.facts[slot] {
    case .known(let values)?:
      let kind = values.map(term).joined(separator: " and ")
      return name.map { kind.isEmpty ? $0 : "\($0) (\(kind))" } ?? kind
    case .unknown(let unknown)?: return name ?? "someone (\(words(unknown)))"
    case nil: return name
    }
  }

  private static func fact(_ event: Event, _ slot: Slot) -> String? {
    switch event.facts[slot] {
    case .known(let values)?:
      values.isEmpty ? nil : values.map(term).joined(separator: ", ")
    case .unknown(let unknown)?: words(unknown)
    case nil: nil
    }
  }

  /// A term of the vocabulary as words: "release-date" → "release date"; anything else as it is.
  package static func term(_ value: String) -> String {
    let isTerm = value.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }
    guard isTerm else { return value }
    return value.split(separator: "-").joined(separator: " ")
  }

  /// "redacted under (b)(6)"; "not stated"; "redacted, one of civil immigration warrant, …".
  package static func words(_ unknown: Unknown) -> String {
    var out: String =
      switch unknown.reason {
      case .redacted: "redacted"
      case .notStated: "not stated"
      case .illegible: "illegible"
      case .disagree: "sources disagree"
      }
    if let code = unknown.code { out += " under \(code)" }
    if !unknown.candidates.isEmpty {
      out += ", one of \(unknown.candidates.map(term).joined(separator: ", "))"
    }
    return out
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
