// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Documents
import Evidence
import Foundation

/// Enters the files found within other files, each as a source of its own with its parent.
struct Unpacking {
  /// Files in files in files: beyond this the innermost stay where they are.
  static let deepest = 8
  /// One archive may claim to hold anything. Counted for each file that was released, with what is in
  /// the files in it.
  static let mostFiles = 200_000
  static let mostBytes = 16 << 30

  private let store: CaseStore
  private let originals: Originals
  private let who: String
  private var depths: [SourceID: Int] = [:]
  /// The file that was released, of one found in it.
  private var outermost: [SourceID: SourceID] = [:]
  private var taken: [SourceID: (files: Int, bytes: Int)] = [:]
  private(set) var found: [(source: Source, admission: CaseStore.Admission)] = []

  init(store: CaseStore, who: String) throws {
    (self.store, self.who) = (store, who)
    originals = Originals(in: store.folder)
    let parents = Dictionary(
      try store.sources().map { ($0.source.id, $0.source.parent) }, uniquingKeysWith: { a, _ in a })
    for source in parents.keys {
      var (depth, above) = (0, parents[source] ?? nil)
      while let parent = above, depth < Self.deepest {
        depth += 1
        outermost[source] = parent
        above = parents[parent] ?? nil
      }
      depths[source] = depth
    }
  }

  /// Keeps the files and returns those that are new to the case, and what keeps the rest out.
  mutating func admit(
    _ entries: [UnpackReply.Entry], of parent: StoredSource
  ) throws -> (new: [StoredSource], refused: Failure?) {
    guard !entries.isEmpty else { return ([], nil) }
    let depth = (depths[parent.source.id] ?? 0) + 1
    guard depth <= Self.deepest else {
      let detail = "holds files at depth \(depth) of archives in archives; they stay in it unread"
      return ([], Failure(reason: .outputLimit, detail: detail))
    }
    let whole = outermost[parent.source.id] ?? parent.source.id
    var sum = taken[whole, default: (0, 0)]
    sum.files += entries.count
    sum.bytes += entries.reduce(0) { $0 + $1.bytes.count }
    taken[whole] = sum
    guard sum.files <= Self.mostFiles, sum.bytes <= Self.mostBytes else {
      let detail =
        "holds more than \(Self.mostFiles) files or \(Self.mostBytes >> 30) GiB; the rest stays in "
        + "it unread: unpack it and add the parts you need"
      return ([], Failure(reason: .outputLimit, detail: detail))
    }
    var sources: [Source] = []
    for entry in entries {
      let kept = try originals.keep(entry.bytes)
      sources.append(
        Source(
          id: kept.id, name: "\(parent.source.name)/\(entry.name)",
          kind: FileKind.sniff(kept.head, name: entry.name), bytes: kept.bytes,
          parent: parent.source.id, added: OpenCase.now()))
    }
    originals.settle()
    var new: [StoredSource] = []
    for (source, admission) in zip(sources, try store.admit(sources, who: who)) {
      found.append((source, admission))
      guard admission == .new else { continue }
      (depths[source.id], outermost[source.id]) = (depth, whole)
      new.append(StoredSource(pending: source))
    }
    return (new, nil)
  }

  /// What to say of a file that is not read.
  func advice(_ stored: StoredSource) -> String {
    let head = (try? originals.head(of: stored.source.id)) ?? []
    return FileKind.advice(head, name: stored.source.name)
  }
}
