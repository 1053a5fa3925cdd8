// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// Which shard's reading of each file counts, and in which order the files are entered.
struct MergePlan {
  struct Entry {
    /// As the shard has it whose reading counts.
    var stored: StoredSource
    /// The place of that shard in the set.
    var member: Int
    /// The shards that hold portions of it, where none has read it as a whole.
    var portions: [Int] = []

    fileprivate var rank: (isFound: Int, failures: Int, digest: String)

    fileprivate static func < (a: Entry, b: Entry) -> Bool { a.rank < b.rank }
  }

  let set: ShardSet
  private(set) var entries: [SourceID: Entry] = [:]
  /// Every name of every file: files that were named first, then those found within others, each
  /// behind the file it was found in.
  let names: [SourceName]

  init(_ set: ShardSet) throws {
    self.set = set
    var names: Set<SourceName> = []
    var candidates: [SourceID: [Entry]] = [:]
    for (index, member) in set.members.enumerated() {
      let store = try ShardSet.open(member.folder)
      let failures = try store.failures().mapValues(\.count)
      for stored in try store.sources() {
        let id = stored.source.id
        candidates[id, default: []].append(
          Entry(
            stored: stored, member: index,
            rank: (stored.source.parent == nil ? 0 : 1, failures[id] ?? 0, stored.digest ?? "")))
      }
      names.formUnion(try store.sourceNames())
    }
    for (id, all) in candidates { entries[id] = try Self.choose(id, among: all, in: set) }
    self.names = Self.inOrder(names, set, entries)
  }

  private static func choose(
    _ id: SourceID, among all: [Entry], in set: ShardSet
  ) throws -> Entry? {
    func portion(_ entry: Entry) -> Portion? { set.members[entry.member].shard.portion(of: id) }
    let whole = all.filter { $0.stored.isRead && portion($0) == nil }
    if let best = whole.min(by: <) { return best }
    let parts = all.filter { portion($0) != nil }
    let open = parts.filter { !$0.stored.isRead }
    // Where it could not be opened at all, every shard has closed it with the same failure.
    guard var best = (open.isEmpty ? parts : open).min(by: <) else { return all.min(by: <) }
    let read = parts.compactMap(portion)
    let of = read[0].of
    let missing = Set(0..<of).subtracting(read.flatMap(\.own))
    guard missing.isEmpty, read.allSatisfy({ $0.of == of }) else {
      throw CaseworkError(
        "\(best.stored.source.name) was not the same file for all shards: \(missing.count) of "
          + "\(of) portions of it are missing; read the shards again that had another")
    }
    best.portions = open.map(\.member)
    return best
  }

  private static func inOrder(
    _ names: Set<SourceName>, _ set: ShardSet, _ entries: [SourceID: Entry]
  ) -> [SourceName] {
    var places: [SourceID: Int] = [:]
    for member in set.members {
      for (source, place) in member.shard.places { places[SourceID(hex: source)] = place }
    }
    var parents: [SourceID: Set<SourceID>] = [:]
    for name in names {
      if let parent = name.parent { parents[name.source, default: []].insert(parent) }
    }
    let given = Set(names.lazy.filter { $0.parent == nil }.map(\.source))
    var depths: [SourceID: Int] = [:]
    func depth(_ source: SourceID) -> Int {
      if let known = depths[source] { return known }
      // No file holds itself; a damaged shard might say so.
      depths[source] = 0
      let above = (parents[source] ?? []).map { given.contains($0) ? 0 : depth($0) }.max()
      let own = above.map { $0 + 1 } ?? 0
      depths[source] = own
      return own
    }
    func rank(_ name: SourceName) -> (Int, Int, String, SourceID) {
      let row = name.parent == nil ? 0 : depth(name.source)
      return (row, places[name.source] ?? -1, name.name, name.source)
    }
    return names.map { (rank($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// A name as a source to enter.
  func source(_ name: SourceName, added: Int64) -> Source? {
    entries[name.source].map { entry in
      Source(
        id: name.source, name: name.name, kind: entry.stored.source.kind,
        bytes: entry.stored.source.bytes, parent: name.parent, added: added)
    }
  }

  /// Links or copies originals, each with its hash looked at.
  ///
  /// - Returns: how many were copied.
  func keepOriginals(of sources: [SourceID], in originals: Originals) throws -> Int {
    let files = sources.compactMap { id in
      entries[id].map { (id, Originals(in: set.members[$0.member].folder).url(of: id), $0.member) }
    }
    let linked = try AtOnce.map(files, atLeast: 8) { id, url, member in
      do { return try originals.link(url, as: id) } catch { throw unusable(member, error) }
    }
    var copied = 0
    for ((id, url, member), isLinked) in zip(files, linked) where !isLinked {
      guard try originals.keep(url).id == id else {
        throw unusable(member, CaseworkError("\(url.path) changed while it was copied"))
      }
      copied += 1
    }
    originals.settle()
    return copied
  }

  private func unusable(_ member: Int, _ error: any Error) -> CaseworkError {
    let member = set.members[member]
    let reason = (error as? CaseFileError)?.description ?? error.localizedDescription
    return CaseworkError(
      "\(member.title) lacks an original as it was released: \(reason); \(ShardSet.again(member))")
  }
}
