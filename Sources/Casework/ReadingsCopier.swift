// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// Copies what shards read into a case, as if the case's own readers had just sent it.
struct ReadingsCopier {
  let store: CaseStore
  let plan: MergePlan
  /// What the case has not read to the end.
  let unread: Set<SourceID>
  /// Of mailbox files that were read in portions: what came besides messages, so far.
  private var parted: [SourceID: SourceContent] = [:]
  private var pages = 0

  init(store: CaseStore, plan: MergePlan, unread: Set<SourceID>) {
    (self.store, self.plan, self.unread) = (store, plan, unread)
  }

  /// Files larger than this, or with more pages, are copied a stretch at a time.
  private static let largest = 16 << 20
  private static let mostPages = 1_000
  /// Files copied together, and their bytes at most.
  private static let together = 4_000
  private static let held = 32 << 20
  private static let pageStretch = 512
  private static let messageStretch = 4_000

  /// Some files as a whole.
  private struct Batch: Sendable {
    var pages: [PageReading] = []
    var contents: [(source: SourceID, content: SourceContent)] = []
    var pageCounts: [SourceID: Int] = [:]
  }

  mutating func copy(from index: Int, progress: Progress) throws {
    let member = plan.set.members[index]
    let shard = try ShardSet.open(member.folder)
    let lock = try shard.lock()
    defer { withExtendedLifetime(lock) {} }
    let own = plan.entries.filter { unread.contains($0.key) }
    var small: [StoredSource] = []
    for (_, entry) in own.sorted(by: { $0.key < $1.key }) {
      if entry.portions.contains(index) {
        try copyPortion(of: entry.stored, from: shard, member)
      } else if entry.portions.isEmpty, entry.member == index, entry.stored.isRead {
        let isLarge =
          entry.stored.source.bytes > Self.largest
          || entry.stored.pageCount ?? 0 > Self.mostPages
        if isLarge {
          try copyLarge(entry.stored, from: shard, member, progress: progress)
        } else {
          small.append(entry.stored)
        }
      }
    }
    try copy(small, from: shard, member, progress: progress)
  }

  /// Closes the mailbox files that were read in portions. Documents are closed by a reader, which
  /// works out what only all pages tell.
  mutating func finishPortions() throws {
    for source in parted.keys.sorted() {
      try store.finish([(source, parted[source] ?? SourceContent())])
    }
    parted = [:]
  }

  // MARK: Whole files

  private mutating func copy(
    _ sources: [StoredSource], from shard: CaseStore, _ member: ShardSet.Member,
    progress: Progress
  ) throws {
    var rest = sources[...]
    var ready = Batch()
    let store = store
    repeat {
      let next = Self.takeBatch(&rest)
      // One batch is written while the next one is looked at.
      let (_, loaded) = try AtOnce.both { [ready] in
        try store.setPageCounts(ready.pageCounts)
        try store.save(ready.pages)
        try store.finish(ready.contents)
      } and: {
        try Self.load(next, from: shard, member, into: store)
      }
      pages += ready.pages.count
      try Self.check(ready, of: sources, in: store)
      progress("merging", pages, "pages", item: member.title)
      ready = loaded
    } while !rest.isEmpty || !ready.contents.isEmpty
  }

  private static func takeBatch(_ rest: inout ArraySlice<StoredSource>) -> [StoredSource] {
    var (out, bytes): ([StoredSource], Int) = ([], 0)
    while let next = rest.first, out.count < together, bytes < held {
      out.append(next)
      bytes += next.source.bytes
      rest.removeFirst()
    }
    return out
  }

  private static func load(
    _ sources: [StoredSource], from shard: CaseStore, _ member: ShardSet.Member,
    into store: CaseStore
  ) throws -> Batch {
    let all = try reading(member) {
      try AtOnce.map(sources, atLeast: 4) { stored -> (pages: [PageReading], SourceContent) in
        try check(stored, in: shard, member)
        let id = stored.source.id
        var content = try shard.contentBesidesMessages(of: id)
        content.messages = try shard.packedMessages(of: id, after: "", limit: Int(Int32.max))
          .map { try message($0.bytes) }
        let pages = try shard.pageReadings(of: id, after: 0, limit: Int(Int32.max))
        // An interrupted run may have left some.
        let settled = pages.isEmpty ? [] : try store.settledPages(of: id)
        return (pages.filter { !settled.contains($0.number) }.map(\.reading), content)
      }
    }
    return Batch(
      pages: all.flatMap(\.pages), contents: zip(sources, all).map { ($0.source.id, $1.1) },
      pageCounts: counts(sources))
  }

  private mutating func copyLarge(
    _ stored: StoredSource, from shard: CaseStore, _ member: ShardSet.Member, progress: Progress
  ) throws {
    let id = stored.source.id
    try Self.reading(member) { try Self.check(stored, in: shard, member) }
    try copyPages(of: id, from: shard, member) { progress("merging", $0, "pages") }
    try copyMessages(of: id, from: shard, member)
    let content = try Self.reading(member) { try shard.contentBesidesMessages(of: id) }
    try store.setPageCounts(Self.counts([stored]))
    let batch = Batch(contents: [(id, content)])
    try store.finish(batch.contents)
    try Self.check(batch, of: [stored], in: store)
  }

  // MARK: Stretches

  /// Pages that the case has already, from an interrupted run or another portion, stay.
  private mutating func copyPages(
    of source: SourceID, from shard: CaseStore, _ member: ShardSet.Member,
    progress: (Int) -> Void
  ) throws {
    let settled = try store.settledPages(of: source)
    var last = 0
    while true {
      let found = try Self.reading(member) {
        try shard.pageReadings(of: source, after: last, limit: Self.pageStretch)
      }
      guard let end = found.map(\.number).max() else { return }
      try store.save(found.filter { !settled.contains($0.number) }.map(\.reading))
      pages += found.count
      last = end
      progress(pages)
    }
  }

  private func copyMessages(
    of source: SourceID, from shard: CaseStore, _ member: ShardSet.Member
  ) throws {
    var last = ""
    while true {
      let (end, messages) = try Self.reading(member) {
        let found = try shard.packedMessages(
          of: source, after: last, limit: Self.messageStretch)
        return (
          found.last?.id, try AtOnce.map(found, atLeast: 64) { try Self.message($0.bytes) }
        )
      }
      guard let end else { return }
      try store.save(messages, of: source)
      last = end
    }
  }

  private mutating func copyPortion(
    of stored: StoredSource, from shard: CaseStore, _ member: ShardSet.Member
  ) throws {
    let id = stored.source.id
    guard stored.source.kind != .pdf else {
      return try copyPages(of: id, from: shard, member) { _ in }
    }
    try copyMessages(of: id, from: shard, member)
    let content = try Self.reading(member) { try shard.contentBesidesMessages(of: id) }
    parted[id, default: SourceContent()].add(content)
  }

  private static func counts(_ sources: [StoredSource]) -> [SourceID: Int] {
    Dictionary(
      sources.compactMap { stored in stored.pageCount.map { (stored.source.id, $0) } },
      uniquingKeysWith: { a, _ in a })
  }

  // MARK: Whether it is what was read

  private static func message(_ bytes: [UInt8]) throws -> ReadMessage {
    var message = ReadMessage(try MessagePacking.unpack(bytes))
    message.packed = bytes
    return message
  }

  private static func check(
    _ stored: StoredSource, in shard: CaseStore, _ member: ShardSet.Member
  ) throws {
    if try shard.digest(of: stored.source.id) == stored.digest { return }
    throw CaseworkError(
      "what was read of \(stored.source.name) was changed in \(member.title); "
        + ShardSet.again(member))
  }

  private static func check(
    _ batch: Batch, of sources: [StoredSource], in store: CaseStore
  ) throws {
    guard !batch.contents.isEmpty else { return }
    let expected = Dictionary(
      sources.map { ($0.source.id, $0.digest) }, uniquingKeysWith: { a, _ in a })
    for (source, _) in batch.contents {
      guard try store.recordedDigest(of: source) == expected[source] else {
        throw CaseworkError(
          "\(source.short)… is not in the case as the shard read it: an interrupted run of the case "
            + "had read pages of it otherwise. Merge again to go on with what the case has of it")
      }
    }
  }

  /// What a shard cannot give is the shard's fault, and no other's.
  private static func reading<Value>(
    _ member: ShardSet.Member, _ body: () throws -> Value
  ) throws -> Value {
    do { return try body() } catch let error as CaseworkError { throw error } catch {
      throw CaseworkError("\(member.title) is damaged (\(error)); \(ShardSet.again(member))")
    }
  }
}
