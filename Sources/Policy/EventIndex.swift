// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The events of a record by their action: among which "there was" looks.
public struct EventIndex: Sendable {
  let events: [Event]
  /// Numbers of events that are, or may be, of the action; in lower case.
  private var byAction: [String: [Int]] = [:]
  /// Those that may be of any action.
  private var anyAction: [Int] = []

  /// Rejected suggestions are no events and are left out.
  public init(_ events: [Event]) {
    self.events = events.filter { $0.status != .rejected }
    for (number, event) in self.events.enumerated() {
      let actions = event.facts[.action]?.value ?? event.facts[.action]?.unknown?.candidates ?? []
      if actions.isEmpty { anyAction.append(number) }
      for action in Set(actions.map { $0.lowercased() }) {
        byAction[action, default: []].append(number)
      }
    }
  }

  /// In order, each once.
  func candidates(for actions: Set<String>) -> [Int] {
    var found = Set(anyAction)
    for action in actions { found.formUnion(byAction[action, default: []]) }
    return found.sorted()
  }
}
