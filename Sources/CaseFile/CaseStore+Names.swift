// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

extension CaseStore {
  /// Names what was found in other files after the first name of the file it was found in.
  ///
  /// The same file may lie in several others, and is unpacked once: which of its names was known
  /// then is a matter of chance, and none of the names of what is in it may be.
  package func settleNames() throws {
    let all = try sourceNames()
    guard all.contains(where: { $0.parent != nil }) else { return }
    var names = SettledNames(all)
    let changed = names.changed()
    guard !changed.isEmpty else { return }
    try pool.write { db in
      for source in changed.keys.sorted() {
        try db.execute(sql: "DELETE FROM source_names WHERE source = ?", arguments: [source.hex])
        for (name, parent) in changed[source] ?? [:] {
          try db.execute(
            sql: "INSERT INTO source_names (source, name, parent) VALUES (?, ?, ?)",
            arguments: [source.hex, name, parent?.hex])
        }
      }
    }
  }
}

/// The names of the sources of a case, each found file under the first name of its parent.
private struct SettledNames {
  private let known: [SourceID: [SourceName]]
  private var settled: [SourceID: [String: SourceID?]] = [:]

  init(_ all: [SourceName]) { known = Dictionary(grouping: all, by: \.source) }

  /// Those that are not named so yet: their names with the parent of each.
  mutating func changed() -> [SourceID: [String: SourceID?]] {
    var out: [SourceID: [String: SourceID?]] = [:]
    for (source, entries) in known where entries.contains(where: { $0.parent != nil }) {
      let now = names(of: source)
      let before = Dictionary(entries.map { ($0.name, $0.parent) }, uniquingKeysWith: { a, _ in a })
      if now != before { out[source] = now }
    }
    return out
  }

  private mutating func names(of source: SourceID) -> [String: SourceID?] {
    if let done = settled[source] { return done }
    // No file holds itself; a damaged case might say so.
    settled[source] = [:]
    var out: [String: SourceID?] = [:]
    for entry in known[source] ?? [] {
      let name = entry.parent.map { self.name(of: entry, in: $0) } ?? entry.name
      guard let other = out[name] else {
        out.updateValue(entry.parent, forKey: name)
        continue
      }
      if let parent = entry.parent, let other, other < parent { continue }
      if entry.parent != nil && other == nil { continue }
      out.updateValue(entry.parent, forKey: name)
    }
    settled[source] = out
    return out
  }

  private mutating func name(of entry: SourceName, in parent: SourceID) -> String {
    let held = (known[parent] ?? []).map { $0.name + "/" }.filter(entry.name.hasPrefix)
    guard let prefix = held.max(by: { $0.utf8.count < $1.utf8.count }),
      let first = names(of: parent).keys.min()
    else { return entry.name }
    return first + "/" + entry.name.dropFirst(prefix.count)
  }
}
