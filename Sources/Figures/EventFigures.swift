// SPDX-License-Identifier: Apache-2.0
import Evidence

/// What was done, by action; the four states of an event are never added up.
enum EventFigures {
  static func figures(of record: CaseRecord) -> [Figure] {
    var counts: [Event.Status: [String: Int]] = [:]
    var totals: [Event.Status: Int] = [:]
    for event in record.events {
      totals[event.status, default: 0] += 1
      guard event.status != .rejected else { continue }
      counts[event.status, default: [:]][event.action ?? "", default: 0] += 1
    }
    var out: [Figure] = []
    for status in [Event.Status.confirmed, .suggested, .logged, .rejected] {
      guard let total = totals[status] else { continue }
      let isStatus = #".status == "\#(status.rawValue)""#
      out.append(
        .count(
          "events.\(status.rawValue)", "Events \(words(status))", total, unit: "events",
          status: status, query: Query.list("events", where: isStatus)))
      let known = Vocabulary.actions.filter { counts[status]?[$0] != nil }
      let others = (counts[status] ?? [:]).keys.filter { !known.contains($0) }.sorted()
      for action in known + others {
        let count = counts[status]?[action] ?? 0
        let named = action.isEmpty ? "whose action is not known" : "of the action “\(action)”"
        let isAction =
          action.isEmpty ? #".action | type != "string""# : ".action == \(Query.literal(action))"
        out.append(
          .share(
            "events.\(status.rawValue).\(action.isEmpty ? "unknown" : action)",
            "Events \(words(status)) \(named), of all events \(words(status))", count, of: total,
            status: status, query: Query.list("events", where: "\(isStatus) and (\(isAction))")))
      }
    }
    return out
  }

  static func words(_ status: Event.Status) -> String {
    switch status {
    case .suggested: "that the program suggests and nobody has confirmed"
    case .confirmed: "that a reviewer confirmed"
    case .rejected: "that a reviewer rejected and no other figure counts"
    case .logged: "that are rows of a log"
    }
  }
}
