// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

extension OpenCase {
  /// Recomputes everything that can be: hashes, digests, the log's chain, and what follows from the
  /// files. Names each thing that differs; empty when nothing does.
  package func verify(progress: Progress) throws -> [String] {
    let shard = try store.shard()
    // What a shard reads in portions stays pending.
    let parted = Set((shard?.portions.keys ?? [:].keys).map { SourceID(hex: $0) })
    var faults = try store.faults(pending: parted) { progress("hashing", 0, "files", item: $0) }
    guard faults.isEmpty else { return faults }
    if let shard {
      // Nothing is worked out from it yet.
      let isAsRead = try shard.content == store.readingsDigest()
      return isAsRead ? [] : ["\(shard.title): is not what was read; read it again"]
    }
    let derived = try derivation(progress: progress)
    func compare<Value: Hashable>(
      _ what: String, _ kept: [Value], _ again: [Value], id: (Value) -> String
    ) {
      let keptByID = Dictionary(kept.map { (id($0), $0) }, uniquingKeysWith: { a, _ in a })
      let againByID = Dictionary(again.map { (id($0), $0) }, uniquingKeysWith: { a, _ in a })
      for name in Set(keptByID.keys).union(againByID.keys).sorted()
      where keptByID[name] != againByID[name] {
        let how =
          againByID[name] == nil
          ? "does not follow from the files"
          : keptByID[name] == nil ? "is missing" : "is not what the files give"
        faults.append("\(what) \(name): \(how)")
      }
    }
    compare("message", try store.links(), derived.links.map(\.links)) { $0.message }
    compare("person", try store.people(), derived.people) { $0.id }
    compare("reply", try store.replies(), derived.replies) { $0.message + " " + $0.inReplyTo }
    compare("pages", try store.pageCopies(), derived.copies) { copy in
      [copy.first, copy.second].map { "\($0.source.short):\($0.number)" }
        .joined(separator: " and ")
    }
    compare("event", try store.madeEvents(), derived.events) { $0.id }
    return faults
  }
}
