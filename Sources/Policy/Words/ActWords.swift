// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The verbs of rules and the acts of the vocabulary that they mean. The table of
/// `docs/POLICY-LANGUAGE.md` says the same.
enum ActWords {
  /// One action a verb covers; with `value`, only where the slot holds it.
  struct Sense: Hashable, Sendable {
    var action: String
    var slot: Slot?
    var value: String?

    init(_ action: String, _ slot: Slot? = nil, _ value: String? = nil) {
      (self.action, self.slot, self.value) = (action, slot, value)
    }
  }

  private static let telling = [Sense("disclosure"), Sense("release-notification")]
  private static let holding = [Sense("detention-hold")]
  private static let asking = [Sense("status-inquiry"), Sense("information-request")]
  private static let answering = [
    Sense("disclosure"), Sense("release-notification"), Sense("contact-other"),
  ]

  static let verbs: [String: [Sense]] = [
    "disclose": telling, "share": telling, "provide": telling, "give": telling, "tell": telling,
    "send": telling,
    "notify-release": [
      Sense("release-notification"), Sense("disclosure", .information, "release-date"),
    ],
    "detain": holding, "hold": holding,
    "honor-detainer": [Sense("detention-hold", .basis, "immigration-detainer")],
    "inquire": asking, "ask": asking,
    "contact": contacting, "communicate": contacting,
    "respond": answering, "answer-request": answering,
    "grant-access": [Sense("access-grant")],
    "query": [Sense("database-query")], "search": [Sense("database-query")],
    "transfer": [Sense("custody-transfer")],
    "refer": [Sense("referral")],
    "assist": [Sense("operation-assistance")],
    "depart": [Sense("transport")], "departure": [Sense("transport")],
    "request-hold": [Sense("hold-request")],
    "request-transfer": [Sense("transfer-request")],
    "request-interview": [Sense("interview-request")],
    "request-notification": [Sense("notification-request")],
    "request-information": [Sense("information-request")],
  ]

  private static let contacting =
    [Sense("contact-other")] + asking + telling + [Sense("referral")]

  /// Verbs whose event answers the event judged.
  static let answers: Set<String> = ["respond", "answer-request"]

  /// Verbs of duties that a log states in the row of the event itself.
  static let attaching: Set<String> = ["assign", "document", "record", "state", "obtain"]

  /// Values that say the thing is not there.
  static let absent: Set<String> = ["no", "none", "blank", "missing"]

  /// Acts that are about nobody, and so are not linked by person.
  static let aboutNobody: Set<String> = [
    "agreement", "contract", "training", "declaration", "policy", "memorandum",
  ]

  /// Requests are made to the one who must act on them.
  static let requests: Set<String> = [
    "status-inquiry", "information-request", "notification-request", "hold-request",
    "transfer-request", "interview-request",
  ]

  /// What an act says of a slot when the event does not.
  static let implied: [String: (slot: Slot, value: String)] = [
    "release-notification": (.information, "release-date")
  ]

  /// The verb as the tables have it, without the ending of "discloses" or "searches"; nil if none.
  static func senses(of verb: String) -> [Sense]? {
    for stem in stems(verb) {
      if let found = verbs[stem] { return found }
      if let action = actions[stem] { return [Sense(action)] }
    }
    return nil
  }

  private static let actions = Dictionary(
    Vocabulary.actions.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

  static func stems(_ verb: String) -> [String] {
    let word = verb.lowercased()
    var stems = [word]
    // "honors-detainer", "grants-access": the verb is the first part.
    let parts = word.split(separator: "-", maxSplits: 1)
    let rest = parts.count == 2 ? "-" + parts[1] : ""
    let head = String(parts.first ?? "")
    if head.hasSuffix("ies") { stems.append(head.dropLast(3) + "y" + rest) }
    if head.hasSuffix("es") { stems.append(head.dropLast(2) + rest) }
    if head.hasSuffix("s") { stems.append(head.dropLast() + rest) }
    return stems
  }

  static let all: [String] =
    (Array(verbs.keys) + Vocabulary.actions + Array(attaching)).sorted()
}
