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
    let events = try store.eventCounts()
    let counts = try store.counts().values
    let mappingFailures = try store.failures().values.reduce(0) { $0 + $1.count }
    let messages = try store.messageCounts()
    let mappedTables = try store.mappedSources()
    let tables = sources.filter { [.csv, .jsonl, .xlsx].contains($0.source.kind) }
    func number(_ status: Event.Status) -> Int { events[status] ?? 0 }
    return CaseStatus(
      name: settings.name, zone: settings.zone, place: settings.place,
      counts: [
        ("sources", sources.count),
        ("unread_sources", sources.count { !$0.isRead }),
        ("pages", counts.reduce(0) { $0 + $1.pages }),
        ("messages", messages.all),
        ("messages_known_from_quotes", messages.quoted),
        ("people", try store.people().count),
        ("rows", counts.reduce(0) { $0 + $1.rows }),
        ("tables_without_mapping", tables.count { !mappedTables.contains($0.source.id) }),
        ("failures", mappingFailures),
        ("suggested_events", number(.suggested)),
        ("confirmed_events", number(.confirmed)),
        ("rejected_events", number(.rejected)),
        ("logged_events", number(.logged)),
        ("instruments", try instruments().count),
        ("findings", try store.isAudited() ? store.findingCount() : 0),
      ],
      isAudited: try store.isAudited(), content: try store.contentDigest())
  }
}
