// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence

/// What a case holds, in numbers.
package struct CaseStatus: Sendable {
  package var name: String
  package var zone: String
  package var place: String?
  /// In the order in which to print them; keys as in JSON.
  package var counts: [(key: String, value: Int)]
  package var isAudited: Bool
  /// The same for any two cases of the same files.
  package var content: String
}

extension OpenCase {
  package func status() throws -> CaseStatus {
    let sources = try store.sources()
    let events = try store.events()
    let counts = try store.counts().values
    let mappingFailures = try store.failures().values.reduce(0) { $0 + $1.count }
    let messages = try store.messages()
    let mappedTables = Set(
      events.filter { $0.status == .logged }.flatMap { $0.citations.map(\.source) })
    let tables = sources.filter { [.csv, .jsonl, .xlsx].contains($0.source.kind) }
    func number(_ status: Event.Status) -> Int { events.count { $0.status == status } }
    return CaseStatus(
      name: settings.name, zone: settings.zone, place: settings.place,
      counts: [
        ("sources", sources.count),
        ("unread_sources", sources.count { !$0.isRead }),
        ("pages", counts.reduce(0) { $0 + $1.pages }),
        ("messages", messages.count),
        ("messages_known_from_quotes", messages.count { !$0.released }),
        ("people", try store.people().count),
        ("rows", counts.reduce(0) { $0 + $1.rows }),
        ("tables_without_mapping", tables.count { !mappedTables.contains($0.source.id) }),
        ("failures", mappingFailures),
        ("suggested_events", number(.suggested)),
        ("confirmed_events", number(.confirmed)),
        ("rejected_events", number(.rejected)),
        ("logged_events", number(.logged)),
        ("instruments", try instruments().count),
        ("findings", try store.isAudited() ? store.findings().count : 0),
      ],
      isAudited: try store.isAudited(), content: try store.contentDigest())
  }
}
