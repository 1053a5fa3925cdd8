// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// The account that `merge` ends with.
package struct MergeAccount: Sendable {
  package var shards = 0
  /// Files that came into the case, and those that were in it already.
  package var files = 0
  package var known = 0
  package var pages = 0
  package var messages = 0
  package var rows = 0
  package var events = 0
  /// Originals that were copied; the others are the shards' own, under one more name.
  package var copied = 0
  package var failures: [(source: String, failure: Failure)] = []
  /// Until everything that was read was in the case, and until all was done.
  package var takingSeconds = 0.0
  package var seconds = 0.0
}

extension OpenCase {
  /// Puts what the shards read into this case, and works out what follows from all of it.
  ///
  /// The case is then what one `add` of all the files would have made of it. What people decided
  /// stays. An interrupted merge is completed by running it again.
  package func merge(
    _ set: ShardSet, workers: Int, progress: Progress
  ) throws -> MergeAccount {
    let clock = ContinuousClock.now
    if let own = try store.shard() {
      throw CaseworkError(
        "\(folder.path) is \(own.title) itself; name another folder for the whole case")
    }
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    try take(set.settings)
    var account = MergeAccount(shards: set.members.count)
    progress("comparing", 0, "shards")
    let plan = try MergePlan(set)
    let known = Set(try store.sources().filter(\.isRead).map(\.source.id))
    account.known = plan.entries.keys.count { known.contains($0) }
    account.files = plan.entries.count - account.known
    account.copied = try enter(plan, known: known, progress: progress)
    let unread = Set(try store.sources().filter { !$0.isRead }.map(\.source.id))
    var copier = ReadingsCopier(store: store, plan: plan, unread: unread)
    for index in set.members.indices {
      try copier.copy(from: index, progress: progress)
    }
    try copier.finishPortions()
    _ = try read([], workers: workers, progress: progress)
    account.takingSeconds = Self.seconds(from: clock, to: .now)
    try derive(progress: progress)
    try note(set)
    try summarize(Set(plan.entries.keys).subtracting(known), in: &account)
    try store.checkpoint()
    account.seconds = Self.seconds(from: clock, to: .now)
    return account
  }

  /// A case that has read nothing reads as its shards did; another must read so already.
  private func take(_ settings: ReadingSettings) throws {
    let own = try store.readingSettings()
    let isSame =
      own.languages == settings.languages && Set(own.passwords) == Set(settings.passwords)
    if isSame { return }
    guard try store.sources().isEmpty else {
      let what = own.languages == settings.languages ? "passwords" : "languages"
      throw CaseworkError(
        "\(folder.path) reads files with other \(what) than the shards were read with: give it "
          + "theirs with `brightline add \(folder.path) --languages … --password …`, or read the "
          + "shards again")
    }
    try store.set(settings)
    try store.log(entry(of: settings))
  }

  /// Copies or links the originals, and enters every name of every file.
  ///
  /// - Returns: how many were copied.
  private func enter(
    _ plan: MergePlan, known: Set<SourceID>, progress: Progress
  ) throws -> Int {
    var copied = 0
    for start in stride(from: 0, to: plan.names.count, by: Self.together) {
      progress("taking originals", start, "files", of: plan.names.count)
      let batch = plan.names[start..<min(start + Self.together, plan.names.count)]
      let missing = Set(batch.map(\.source)).subtracting(known).sorted()
      copied += try plan.keepOriginals(of: missing, in: Originals(in: folder))
      let time = OpenCase.now()
      _ = try store.admit(batch.compactMap { plan.source($0, added: time) }, who: who)
    }
    return copied
  }

  /// Files entered together.
  private static let together = 4_000

  /// An entry of the log for each shard, once.
  private func note(_ set: ShardSet) throws {
    let noted = Set(try store.activities().filter { $0.did == "merge" }.map(\.object))
    for member in set.members {
      guard let content = member.shard.content, !noted.contains(content) else { continue }
      try store.log(
        Activity(
          time: OpenCase.now(), who: who, did: "merge", object: content,
          detail: "\(member.shard.title) of list \(member.shard.list)"))
    }
  }

  private func summarize(_ sources: Set<SourceID>, in account: inout MergeAccount) throws {
    for (source, counts) in try store.counts() where sources.contains(source) {
      account.pages += counts.pages
      account.messages += counts.messages
      account.rows += counts.rows
    }
    account.events = try store.eventCount()
    let failures = try store.failures()
    for stored in try store.sources() where sources.contains(stored.source.id) {
      account.failures += (failures[stored.source.id] ?? []).map { (stored.source.name, $0) }
    }
  }
}
