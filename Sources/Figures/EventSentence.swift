// SPDX-License-Identifier: Apache-2.0
import Evidence

/// An event told in a sentence, with what is not known said to be not known.
package enum EventSentence {
  /// "Dana Wills (sheriff) tells ICE-ERO: release-date, about a person in custody."
  package static func sentence(_ event: Event) -> String {
    let actor = party(event, .actor, or: "Someone")
    let recipient =
      event.facts[.recipient] == nil && event.parties[.recipient] == nil
      ? nil : party(event, .recipient, or: "someone")
    let verb = verbs[event.action ?? ""]
    var out: String
    if let verb {
      out = actor + " " + verb.0
      if let recipient { out += " \(verb.1) \(recipient)" }
    } else {
      let action: String =
        switch event.facts[.action] {
        case .known(let values)?: values.joined(separator: ", ")
        case .unknown(let unknown)?: "an act that is \(words(unknown))"
        case nil: "an act that is not stated"
        }
      out = "\(actor): \(action)"
      if let recipient { out += ", towards \(recipient)" }
    }
    if let information = fact(event, .information) { out += "; information: \(information)" }
    if let subject = fact(event, .subject) { out += "; about: \(subject)" }
    if let purpose = fact(event, .purpose) { out += "; purpose: \(purpose)" }
    if let basis = fact(event, .basis) { out += "; basis: \(basis)" }
    if let outcome = fact(event, .outcome) { out += "; outcome: \(outcome)" }
    return out + "."
  }

  /// What someone does, and the word that leads to the other side.
  private static let verbs: [String: (String, String)] = [
    "status-inquiry": ("inquires about immigration status", "with"),
    "information-request": ("asks for information", "from"),
    "notification-request": ("asks to be notified", "by"),
    "hold-request": ("asks to hold a person", "to"),
    "transfer-request": ("asks for a transfer", "from"),
    "interview-request": ("asks for an interview", "from"),
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

  private static func party(_ event: Event, _ slot: Slot, or nobody: String) -> String {
    let kind: String? =
      switch event.facts[slot] {
      case .known(let values)?: values.joined(separator: " and ")
      case .unknown(let unknown)?: words(unknown)
      case nil: nil
      }
    guard let name = event.parties[slot], !name.isEmpty else {
      guard let kind else { return nobody }
      return event.facts[slot]?.value == nil ? "\(nobody) (\(kind))" : kind
    }
    return kind.map { "\(name) (\($0))" } ?? name
  }

  private static func fact(_ event: Event, _ slot: Slot) -> String? {
    switch event.facts[slot] {
    case .known(let values)?: values.isEmpty ? nil : values.joined(separator: ", ")
    case .unknown(let unknown)?: words(unknown)
    case nil: nil
    }
  }

  /// "redacted, (b)(6)"; "not stated"; "redacted: one of civil-immigration-warrant, …".
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
      out += ", one of \(unknown.candidates.joined(separator: ", "))"
    }
    return out
  }
}
