// SPDX-License-Identifier: Apache-2.0

import Evidence

/// For whom somebody who wrote or received a message acts.
struct Standing {
  var side: Person.Side
  /// The value of `actor` or `recipient`.
  var agency: SlotFact
  var label: String?
  /// Withheld by the agency, and not merely missing.
  var isRedacted: Bool
}

/// Tells standings by the people of the case, by addresses, names and signatures.
struct StandingGuide {
  private let agencies: [Cues.Agency]
  private let people: [String: Person]
  private let byAddress: [String: Person]
  private var signatures: [String: String] = [:]
  private let known = Known()

  /// Standings told before: the people of a case are few, and their messages are many.
  private final class Known {
    var standings: [Party: Standing] = [:]
  }

  private static let signatureLines = 12
  private static let federal = Vocabulary.recipients.filter {
    !["vendor-ALPR", "out-of-state-agency", "public"].contains($0)
  }

  init(cues: Cues, people: [Person], signatures all: some Sequence<MailEvents.Signature>) {
    agencies = cues.agencies
    self.people = Dictionary(people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var addresses: [String: Person] = [:]
    for person in people {
      for address in person.addresses where addresses[address.lowercased()] == nil {
        addresses[address.lowercased()] = person
      }
    }
    byAddress = addresses
    for (writer, lines) in all where !lines.isEmpty {
      guard let key = Self.key(writer), signatures[key] == nil else { continue }
      signatures[key] = lines.prefix(Self.signatureLines).joined(separator: " ")
    }
  }

  private static func key(_ party: Party) -> String? {
    party.person ?? party.address?.lowercased() ?? party.name
  }

  func standing(_ fact: Fact<Party>) -> Standing {
    switch fact {
    case .unknown(let unknown):
      return Standing(
        side: .unknown, agency: .unknown(Unknown(unknown.reason, code: unknown.code)), label: nil,
        isRedacted: unknown.reason == .redacted)
    case .known(let party): return standing(party)
    }
  }

  private func standing(_ party: Party) -> Standing {
    if let standing = known.standings[party] { return standing }
    let standing = tell(party)
    known.standings[party] = standing
    return standing
  }

  private func tell(_ party: Party) -> Standing {
    let person =
      party.person.flatMap { people[$0] } ?? party.address.flatMap { byAddress[$0.lowercased()] }
    var side = person?.side ?? .unknown
    let addresses = ([party.address].compactMap(\.self) + (person?.addresses ?? []))
      .map { $0.lowercased() }
    let names =
      [party.organization, person?.organization, party.name, person?.role]
      .compactMap(\.self) + (person?.aliases ?? [])
    let signature = Self.key(party).flatMap { signatures[$0] } ?? ""
    let label = person?.name ?? (party.label.isEmpty ? nil : party.label)

    // Agencies stand in the order in which they are to be told apart, the particular first.
    func find(_ matches: (Cues.Agency) -> Bool) -> Int? {
      agencies.firstIndex { agency in
        (side == .unknown || agency.side == side) && matches(agency)
      }
    }
    let byDomain = find { agency in
      agency.domains.contains { domain in
        addresses.contains { address in
          address.split(separator: "@").last.map { domain.matches(String($0)) } ?? false
        }
      }
    }
    if side == .unknown, let byDomain { side = agencies[byDomain].side }
    let byName = find { Self.says($0, in: names) }
    if side == .unknown, let byName { side = agencies[byName].side }
    // A signature may name others too, so it does not tell the side.
    let bySignature = side == .unknown ? nil : find { Self.says($0, in: [signature]) }
    let found = [byDomain, byName, bySignature].compactMap(\.self).min().map { agencies[$0] }
    return Standing(side: side, agency: Self.fact(found, side), label: label, isRedacted: false)
  }

  private static func says(_ agency: Cues.Agency, in texts: [String]) -> Bool {
    texts.contains { text in
      let normal = PhrasePattern.normal(text)
      let words = normal.split(separator: 0x20)
      return agency.phrases.contains { $0.isFound(in: words) }
    }
  }

  private static func fact(_ agency: Cues.Agency?, _ side: Person.Side) -> SlotFact {
    if let agency {
      if !agency.actor.isEmpty { return .known([agency.actor]) }
      return .unknown(Unknown(.notStated, candidates: agency.candidates))
    }
    switch side {
    case .local: return .unknown(Unknown(.notStated, candidates: Vocabulary.localActors))
    case .federal: return .unknown(Unknown(.notStated, candidates: federal))
    case .other, .unknown: return .notStated
    }
  }
}
