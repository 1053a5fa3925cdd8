// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the record says of one slot of one event, in lower case.
enum SlotState: Hashable, Sendable {
  /// The ways it can be where all are listed: one for a known value, several for a vague one.
  case known([[String]])
  /// One or more of these.
  case among([String])
  case open

  /// An absent slot is unknown, unless the act itself says what it holds.
  init(_ slot: Slot, of event: Event, domain: Domain) {
    guard let fact = event.facts[slot] else {
      self = Self.implied(slot, event) ?? .open
      return
    }
    switch fact {
    case .known(let values): self = Self.read(values, of: slot, domain: domain)
    case .unknown(let unknown) where unknown.candidates.isEmpty:
      self = Self.implied(slot, event) ?? .open
    case .unknown(let unknown):
      let values = unknown.candidates.flatMap { Self.members($0, of: slot) ?? [$0.lowercased()] }
      var seen: Set<String> = []
      self = .among(values.filter { seen.insert($0).inserted })
    }
  }

  private static func implied(_ slot: Slot, _ event: Event) -> SlotState? {
    guard let action = event.facts[.action]?.value, action.count == 1, let only = action.first,
      let implied = ActWords.implied[only], implied.slot == slot
    else { return nil }
    return .known([[implied.value]])
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
      let choices = members(folded, of: slot) ?? [folded]
      if ways.count * choices.count <= 64 {
        ways = ways.flatMap { way in choices.map { way + [$0] } }
      } else {
        ways = ways.map { $0 + [folded] }
      }
    }
    return .known(ways.map { Set($0).sorted() })
  }
}
