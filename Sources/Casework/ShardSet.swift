// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// All shards of one list of files, each read to its end in the same way.
package struct ShardSet: Sendable {
  struct Member: Sendable {
    var folder: URL
    var shard: Shard

    /// "shards/2.case (shard 2 of 5)".
    var title: String { "\(folder.path) (\(shard.title))" }
  }

  /// By their numbers.
  let members: [Member]
  /// How all of them were read.
  let settings: ReadingSettings

  /// Looks at the shards in `folders`, in any order.
  ///
  /// - Throws: `CaseworkError` where one is missing, unfinished, changed, named twice, or does not go
  ///   with the others. Nothing is written.
  package init(_ folders: [URL], files: ProgramFiles = .current()) throws {
    var members: [Member] = []
    var settings: [(folder: URL, settings: ReadingSettings)] = []
    for folder in folders {
      let store = try Self.open(folder)
      guard let shard = try store.shard() else {
        throw CaseworkError(
          "\(folder.path) is no shard; `brightline add --shard K/N` makes shards")
      }
      members.append(Member(folder: folder, shard: shard))
      settings.append((folder, try store.readingSettings()))
      try Self.check(members[members.count - 1], store)
    }
    guard let first = members.first else { throw CaseworkError("no shards are named") }
    for member in members.dropFirst() { try Self.check(member, with: first) }
    self.members = members.sorted { $0.shard.part < $1.shard.part }
    try Self.checkComplete(self.members)
    self.settings = try Self.common(settings)
    try Self.check(first, ReaderOrigin(files: files, languages: self.settings.languages))
  }

  /// Opens a shard as it is: none is brought to another version.
  static func open(_ folder: URL) throws -> CaseStore {
    do { return try CaseStore.open(at: folder, upgrading: false) } catch let error as CaseFileError
    {
      throw CaseworkError("\(error.description); as a shard it must be read again")
    }
  }

  private static func check(_ member: Member, _ store: CaseStore) throws {
    guard let content = member.shard.content else {
      throw CaseworkError(
        "\(member.title) was not read to the end; run its `brightline add --shard "
          + "\(member.shard.part)/\(member.shard.of)` again")
    }
    let found: String
    do { found = try store.readingsDigest() } catch {
      throw CaseworkError("\(member.title) is damaged (\(error)); \(again(member))")
    }
    guard found == content else {
      throw CaseworkError("\(member.title) was changed since it was read; \(again(member))")
    }
  }

  static func again(_ member: Member) -> String {
    "remove it and read it again with `brightline add --shard "
      + "\(member.shard.part)/\(member.shard.of)`"
  }

  private static func check(_ member: Member, with first: Member) throws {
    let (a, b) = (first.shard, member.shard)
    guard a.list == b.list else {
      throw CaseworkError(
        "\(first.folder.path) and \(member.folder.path) are shards of other lists of files: merge "
          + "the shards of one list, then those of the other")
    }
    guard a.of == b.of else {
      throw CaseworkError(
        "\(first.title) and \(member.title) come from two ways to share out the same files: merge "
          + "those of one of them")
    }
    if let difference = b.reader.difference(from: a.reader) {
      throw CaseworkError(
        "\(member.title) was read with \(difference) as \(first.title) was; \(again(member))")
    }
  }

  /// - Parameter members: by their numbers.
  private static func checkComplete(_ members: [Member]) throws {
    for (one, next) in zip(members, members.dropFirst()) where one.shard.part == next.shard.part {
      throw CaseworkError(
        "\(one.folder.path) and \(next.folder.path) are both \(one.shard.title): name one of them")
    }
    let of = members[0].shard.of
    let missing = Set(1...of).subtracting(members.map(\.shard.part)).sorted()
    guard missing.isEmpty else {
      let shown = missing.prefix(20).map(String.init).joined(separator: ", ")
      let more = missing.count > 20 ? " and \(missing.count - 20) more" : ""
      throw CaseworkError(
        "\(missing.count) of \(of) shards \(missing.count == 1 ? "is" : "are") missing: "
          + "\(shown)\(more). Name all, or read the missing first with "
          + "`brightline add --shard K/\(of)`")
    }
  }

  private static func common(
    _ all: [(folder: URL, settings: ReadingSettings)]
  ) throws -> ReadingSettings {
    let first = all[0]
    for other in all.dropFirst() {
      guard other.settings.languages == first.settings.languages else {
        throw CaseworkError(
          "\(first.folder.path) was read with the languages \(first.settings.languages), "
            + "\(other.folder.path) with \(other.settings.languages): read one of them again")
      }
      guard Set(other.settings.passwords) == Set(first.settings.passwords) else {
        throw CaseworkError(
          "\(first.folder.path) and \(other.folder.path) were read with other passwords: run the "
            + "`add --shard` of each again with all of them")
      }
    }
    return first.settings
  }

  /// What the shards leave to do, this program does: it must read as theirs did.
  private static func check(_ first: Member, _ own: ReaderOrigin) throws {
    let theirs = first.shard.reader
    guard (theirs.program, theirs.pdfium) == (own.program, own.pdfium) else {
      let difference = theirs.difference(from: own) ?? ""
      throw CaseworkError(
        "the shards were read with \(difference) as here: merge them with the program that read "
          + "them, or read them again with this one")
    }
  }
}
