// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// What the faces list, as values or as the objects of the contract.
extension OpenCase {
  package func messages() throws -> [Message] { try store.messages() }
  package func people() throws -> [Person] { try store.people() }
  package func replies() throws -> [Reply] { try store.replies() }
  package func activities() throws -> [Activity] { try store.activities() }

  /// Today's date in the case's zone, as ISO 8601.
  package var today: String {
    let now = Moment(seconds: OpenCase.now(), in: zone)
    return Moment(year: now.year, month: now.month, day: now.day, precision: .day).iso
  }

  package func sourceObjects() throws -> [JSONObject] {
    let counts = try store.counts()
    let failures = try store.failures()
    let archives = try store.archiveAccounts()
    return try store.sources().map { stored in
      let source = stored.source
      let count = counts[source.id] ?? (0, 0, 0)
      return source.object(
        pages: count.pages, messages: count.messages, rows: count.rows,
        failures: failures[source.id] ?? [], account: archives[source.id],
        added: Moment(seconds: source.added, in: zone).iso)
    }
  }

  /// The sources that a name, the end of a path, or the first digits of an id mean.
  package func sources(named name: String) throws -> [SourceID] {
    let found = try store.sources().filter { $0.isMeant(by: name) }
    guard !found.isEmpty else {
      throw CaseworkError("no source is called “\(name)”; `brightline sources` lists them")
    }
    return found.map(\.source.id)
  }

  /// All pages, or those of the sources that `name` means.
  package func pages(of name: String?) throws -> [Page] {
    let sources = try name.map(sources(named:)) ?? store.sources().map(\.source.id)
    return try sources.flatMap { try store.pages(of: $0) }
  }
}

extension StoredSource {
  /// Whether a name, the end of a path, or at least six digits of an id mean this source.
  func isMeant(by name: String) -> Bool {
    (name.count >= 6 && source.id.hex.hasPrefix(name))
      || names.contains { $0 == name || $0.hasSuffix("/" + name) }
  }
}
