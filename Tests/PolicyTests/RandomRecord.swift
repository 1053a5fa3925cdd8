// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import TestSupport

/// Random policies as text, and random records, over a small world: invented places, few values,
/// whole hours of January 2020.
struct RandomRecord {
  var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  static let hour: Int64 = 3_600
  /// 2020-01-01T00:00Z.
  static let start: Int64 = 1_577_836_800
  static let places = ["Fairview", "Fairview", "Fairview", "MarlowCounty", "Oldport"]
  static let source = SourceID(hex: String(repeating: "b", count: 64))

  // MARK: Policies

  mutating func policy() -> String {
    var text = """
      ```policy
      place Fairview within MarlowCounty within Northland
      place Oldport within Northland
      slot color: red, green, blue
      slot kin: ann, bob, cal
      slot sib: ann, bob, cal
      slot size: number
      question q1 "May it?" open
      question q2 "Must it?" settled \(random.pick(["yes", "no"])) by "a court" from 2020-01-0\(random.pick([3, 5]))

      """
    let count = random.pick([1, 2, 2, 3])
    var ids: [String] = []
    for number in 0..<count {
      let id = "I\(number)"
      let place = random.pick(["Fairview", "MarlowCounty", "Northland", "any-facility"])
      text += "instrument \(id) for \(place) in force 2020-01-0\(random.pick([1, 2, 4]))"
      if random.chance(0.2) { text += " to 2020-01-0\(random.pick([5, 6]))" }
      if number > 0, random.chance(0.15) {
        // Versions must follow each other: the last is from a later day.
        text += "\ninstrument \(id)v for \(place) in force 2020-01-08 replaces \(id)\n"
        text += rule("r0", terms: false)
      } else {
        text += "\n"
      }
      text +=
        "define warm\(number) as \(random.pick(["color is red or green", "not color is blue"]))\n"
      text +=
        "define civil\(number) as basis is immigration-detainer or civil-immigration-warrant\n"
      if random.chance(0.5) {
        text += "define turn\(number) as color is red\n"
        text += "define turn\(number) from 2020-01-04 as color is blue\n"
      } else {
        text += "define turn\(number) as size > 3\n"
      }
      for label in 1...random.pick([1, 2, 2, 3]) {
        text += rule("r\(label)", terms: true, number)
        ids.append("\(id).r\(label)")
      }
    }
    // From earlier to later rules only, so that no circle can arise.
    for (number, winner) in ids.enumerated() {
      for loser in ids[(number + 1)...] where random.chance(0.25) && !text.contains("replaces") {
        text += "\(winner) prevails over \(loser)"
        if random.chance(0.7) { text += " if \(condition(terms: nil, depth: 1))" }
        text += "\n"
      }
    }
    return text + "```\n"
  }

  private mutating func rule(_ label: String, terms: Bool, _ number: Int = 0) -> String {
    let scope = terms ? number : nil
    let who = random.pick(["agency", "jail", "county", "police", "sheriff or records-clerk"])
    var text = "rule \(label): \(who) "
    switch random.pick([0, 0, 0, 1, 1, 2, 3]) {
    case 0: text += "must not \(act())"
    case 1: text += "may \(act())"
    case 2:
      text +=
        "must \(random.pick(["release person", "respond", "refer person"])) "
        + random.pick([
          "within 4 hours of detain", "within 2 days after detain", "before disclose",
          "within 6 hours before disclose", "within 8 hours of information-request",
        ])
    default: text += "must document color for \(random.pick(["detain", "disclose"]))"
    }
    if random.chance(0.7) { text += " if \(condition(terms: scope, depth: 2))" }
    for exception in 0..<random.pick([0, 1, 1, 2]) {
      text += "\n  unless e\(exception): \(condition(terms: scope, depth: 2))"
    }
    return text + "\n"
  }

  private mutating func act() -> String {
    random.pick([
      "disclose to ICE", "disclose release-date to DHS", "notify-release to ICE-ERO",
      "detain person",
      "contact ICE", "honor-detainer", "disclose or detain",
    ])
  }

  private mutating func condition(terms: Int?, depth: Int) -> String {
    if depth > 0, random.chance(0.4) {
      let (a, b) = (
        condition(terms: terms, depth: depth - 1), condition(terms: terms, depth: depth - 1)
      )
      return "(\(a) \(random.pick(["and", "or"])) \(b))"
    }
    if random.chance(0.15) { return "not (\(condition(terms: terms, depth: 0)))" }
    var leaves = [
      "color is red", "color is not red or blue", "tone is loud", "tone is loud or soft",
      "size > 3", "size <= 5", "size is under-4", "kin is the same as sib",
      "kin is not the same as sib", "kin is ann", "recipient is ICE-ERO", "recipient is not CBP",
      "basis is consent", "every basis is immigration-detainer or consent", "answer q1",
      "answer q2", "purpose is criminal-investigation", "information is release-date",
      "every information is not release-date",
    ]
    if let terms {
      leaves += ["(warm\(terms))", "(turn\(terms))", "every basis is civil\(terms)"]
      leaves += searches
    }
    return random.pick(leaves)
  }

  private let searches = [
    "there was showing where color is red before this",
    "there was showing where color is red or tone is loud within 5 hours before this",
    "there was showing where color is green or blue within 2 days before this",
    "there was showing where tone is loud within 5 hours after this",
    "there was showing where kin is the same as sib within 1 day of this",
    "there was disclose by jail within 1 day before this",
    "there was agreement within 2 days before this",
    "there was detain by jail within 3 hours of this",
    "there was showing about any person with the same color within 1 day after this",
    "count of disclose to ICE within 1 day before this >= 2",
    "count of showing within 12 hours before this = 1",
    "distinct color of showing within 2 days before this > 1",
  ]

  // MARK: Records

  mutating func events() -> [Event] { (0..<random.pick([3, 4, 6])).map { event($0) } }

  private mutating func event(_ number: Int) -> Event {
    var facts: [Slot: Fact<[String]>] = [:]
    facts[.action] = fact(
      [
        "disclosure", "detention-hold", "detention-hold", "showing", "showing", "showing",
        "release-notification", "agreement", "release",
      ], unknown: 0.05, absent: 0.01)
    facts[.actor] = fact(
      ["jail-corrections", "sheriff", "sheriff", "municipal-police", "ICE-ERO"], unknown: 0.1,
      absent: 0.05)
    facts[.recipient] = fact(
      ["ICE-ERO", "ICE-HSI", "ICE-unspecified", "CBP", "sheriff"], unknown: 0.15, absent: 0.1)
    facts[.capacity] = fact(["records-clerk", "analyst"], unknown: 0.2, absent: 0.4)
    facts[.basis] = list(["immigration-detainer", "civil-immigration-warrant", "consent"])
    facts[.information] = list(["release-date", "employment", "custody-status"])
    facts[.purpose] = fact(
      ["criminal-investigation", "unstated"], unknown: 0.2, absent: 0.2)
    facts["color"] = fact(["red", "green", "blue", "none"], unknown: 0.2, absent: 0.2)
    facts["tone"] = fact(["loud", "soft", "flat"], unknown: 0.2, absent: 0.2)
    facts["kin"] = fact(["ann", "bob", "cal"], unknown: 0.2, absent: 0.2)
    facts["sib"] = fact(["ann", "bob", "cal"], unknown: 0.2, absent: 0.2)
    facts["size"] = fact(
      ["2", "3", "4", "7", "under-4", "over-5", "large"], unknown: 0.2, absent: 0.2)
    facts["person"] = fact(["p1", "p2"], unknown: 0.1, absent: 0.1)
    let from = Self.start + Int64.random(in: 0..<120, using: &random) * Self.hour
    let width = random.pick([1, 1, 1, Self.hour, 5 * Self.hour, 50 * Self.hour])
    var event = Event(
      id: "e\(number)", facts: facts,
      time: random.chance(0.04) ? nil : TimeSpan(from: from, to: from + width),
      place: random.chance(0.08) ? nil : random.pick(Self.places), status: .logged,
      origin: "random", citations: [])
    if number > 0, random.chance(0.15) {
      event.answers = "e\(Int.random(in: 0..<number, using: &random))"
    }
    return event
  }

  private mutating func fact(
    _ values: [String], unknown: Double, absent: Double
  ) -> Fact<[String]>? {
    if random.chance(absent) { return nil }
    if random.chance(unknown) {
      if random.chance(0.4) { return .notStated }
      return .unknown(
        Unknown(.redacted, candidates: Array(values.shuffled(using: &random).prefix(2))))
    }
    return .known([random.pick(values)])
  }

  /// Never open without candidates: a vocabulary of twelve has 4,095 sets.
  private mutating func list(_ values: [String]) -> Fact<[String]> {
    let some = Array(values.shuffled(using: &random).prefix(random.pick([1, 1, 2, 3])))
    return random.chance(0.3) ? .unknown(Unknown(.redacted, candidates: some)) : .known(some)
  }

  mutating func coverage() -> [Coverage] {
    (0..<random.pick([0, 1, 3])).map { _ in
      let from = Self.start - Self.hour * random.pick([0, 24, 500])
      let gap = Self.start + Self.hour * Int64.random(in: 0..<200, using: &random)
      return Coverage(
        source: Self.source,
        actions: ["showing", "agreement", "disclosure", "release-notification", "detention-hold"]
          + ["release", "referral", "contact-other"],
        actors: random.chance(0.3) ? ["jail-corrections", "sheriff"] : [],
        span: TimeSpan(from: from, to: Self.start + Self.hour * random.pick([100, 300, 900])),
        gaps: random.chance(0.4) ? [TimeSpan(from: gap, to: gap + 3 * Self.hour)] : [])
    }
  }
}
