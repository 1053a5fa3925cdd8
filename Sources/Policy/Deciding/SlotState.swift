// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the record says of one slot as it stands there: what a state is looked up by.
enum RawState: Hashable, Sendable {
  case known([String])
  case among([String])
  case open
  /// What the act itself says, where the record does not.
  case implied(String)

  init(_ slot: Slot, of event: Event, implied: String?) {
    switch event.facts[slot] {
    case .known(let values)?: self = .known(values)
    case .unknown(let unknown)? where !unknown.candidates.isEmpty: self = .among(unknown.candidates)
    case .unknown?, nil: self = implied.map { .implied($0) } ?? .open
    }
  }
}

/// What the record says of one slot of one event, in lower case.
enum SlotState: Hashable, Sendable {
  /// The ways it can be where all are listed: one for a known value, several for a vague one.
  case known([[String]])
  /// One or more of these.
  case among([String])
  case open

  /// An absent slot is unknown, unless the act itself says what it holds.
  init(_ slot: Slot, of event: Event, domain: Domain) {
    let action = event.facts[.action]?.value
    let implied = Self.implied(slot, by: action?.count == 1 ? action?.first : nil)
    self.init(RawState(slot, of: event, implied: implied), of: slot, domain: domain)
  }

  init(_ raw: RawState, of slot: Slot, domain: Domain) {
    switch raw {
    case .known(let values): self = Self.read(values, of: slot, domain: domain)
    case .implied(let value): self = .known([[value]])
    case .open: self = .open
    case .among(let candidates):
      let values = candidates.flatMap { Self.members($0, of: slot) ?? [domain.canonical($0)] }
      var seen: Set<String> = []
      self = .among(values.filter { seen.insert($0).inserted })
    }
  }

  static func implied(_ slot: Slot, by action: String?) -> String? {
    guard let action, let implied = ActWords.implied[action], implied.slot == slot else {
      return nil
    }
    return implied.value
  }

  /// `ICE-unspecified` is one of ERO and HSI, not known which.
  private static func members(_ value: String, of slot: Slot) -> [String]? {
    guard slot == .recipient || slot == .actor else { return nil }
    return ActorWords.receivers[value.lowercased()].map { group in
      group.filter { ActorWords.vague[$0] == nil }.map { $0.lowercased() }
    }
  }

  private static func read(_ values: [String], of slot: Slot, domain: Domain) -> SlotState {
    var ways: [[String]] = [[]]
    for value in values {
      let folded = value.lowercased()
      if domain == .number, let bound = NumberWords.bound(folded), bound.comparison != .equal {
        // "under-18" in a row: a number below 18, not known which. Only alone; a list of such
        // words is left as it stands and compares with nothing.
        if values.count == 1 { return .among([folded]) }
      }
      let choices = members(folded, of: slot) ?? [domain.canonical(value)]
      if ways.count * choices.count <= 64 {
        ways = ways.flatMap { way in choices.map { way + [$0] } }
      } else {
        ways = ways.map { $0 + [folded] }
      }
    }
    return .known(ways.map { Set($0).sorted() })
  }
}
