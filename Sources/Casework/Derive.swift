// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Correspondence
import Events
import Evidence
import Foundation
import Releases

extension OpenCase {
  /// Works out messages, people, threads, replies and events anew from everything that was read.
  func derive(progress: Progress) throws {
    try store.replace(derivation(progress: progress))
  }

  /// A function of what was read, of the mapping files and guides in force, of what reviewers
  /// decided of who is who, and of nothing else.
  func derivation(progress: Progress) throws -> Derivation {
    var out = Derivation()
    progress("threading", 0, "messages")
    let guides = try guides()
    let redactions = try store.redactionsByPage()
    out.failures = guides.failures
    let (mail, copies) = try AtOnce.both {
      try deriveMail(guides: guides, redactions: redactions, progress: progress)
    } and: {
      try pageCopies()
    }
    (out.links, out.people, out.replies, out.events) = (
      mail.links, mail.people, mail.replies, mail.events
    )
    out.copies = copies
    try deriveLogs(into: &out, progress: progress)
    for diagnostic in try policies().errors {
      guard let stored = try store.sources().first(where: { $0.source.name == diagnostic.file })
      else { continue }
      out.failures[stored.source.id, default: []].append(
        Failure(row: diagnostic.line, reason: .damaged, detail: diagnostic.description))
    }
    return out
  }

  private func pageCopies() throws -> [PageCopy] {
    var index = PageCopies.Index()
    try store.forEachPage { index.add($0) }
    return try index.copies { try store.page($0.number, of: $0.source) }
  }

  /// What the production numbers tell.
  func batesReport(copies: [PageCopy]) throws -> BatesReport {
    var numbers: [(PageName, bates: String?)] = []
    try store.forEachPageNumber { numbers.append(($0, $1)) }
    return BatesRuns.examine(numbers, copies: copies)
  }

  private func deriveLogs(into out: inout Derivation, progress: Progress) throws {
    let sources = try store.sources()
    var mappings: [(source: Source, mapping: Mapping)] = []
    for stored in sources.current(.mapping) {
      do {
        let text = try originalText(of: stored.source.id)
        mappings.append(
          (stored.source, try Mapping(yaml: text, file: stored.source.name)))
      } catch let error as MappingError {
        out.failures[stored.source.id, default: []].append(
          Failure(row: error.line, reason: .badHeader, detail: error.description))
      }
    }
    for stored in sources where [.csv, .jsonl, .xlsx].contains(stored.source.kind) && stored.isRead
    {
      progress("mapping", out.events.count, "events", item: stored.source.name)
      let matching = mappings.filter { entry in
        stored.names.contains { entry.mapping.matches(sourceName: $0) }
      }
      if matching.isEmpty { continue }
      let sheets = try store.sheets(of: stored.source.id)
      for (_, mapping) in matching {
        let mapped = mapping.events(
          in: sheets, source: stored.source.id, zone: zone, place: settings.place)
        out.events += mapped.events
        out.coverage += mapped.coverage
        out.failures[stored.source.id, default: []] += mapped.failures
      }
    }
  }

  /// The text of a kept original; bytes that are no UTF-8 become replacement characters.
  func originalText(of source: SourceID) throws -> String {
    let url = Originals(in: folder).url(of: source)
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }
}

extension [StoredSource] {
  /// The sources of one kind that are in force: where a name was added again with other bytes, the
  /// one added last.
  func current(_ kind: SourceKind) -> [StoredSource] {
    var latest: [String: StoredSource] = [:]
    for stored in self where stored.source.kind == kind {
      let name = stored.source.name
      if let other = latest[name], other.order > stored.order { continue }
      latest[name] = stored
    }
    return filter { latest[$0.source.name]?.source.id == $0.source.id && $0.source.kind == kind }
  }
}
