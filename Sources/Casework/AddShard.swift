// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Evidence
import Foundation

/// Which of how many shards: "2/5".
package struct ShardNumber: Sendable, Hashable {
  /// Counted from 1.
  package var part: Int
  package var of: Int

  /// More than anybody has machines, and few enough to keep a list of.
  private static let most = 100_000

  /// Nil where `text` is not K/N with K from 1 to N.
  package init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let part = numbers[0], let of = numbers[1], part >= 1, part <= of,
      of <= Self.most
    else { return nil }
    (self.part, self.of) = (part, of)
  }
}

extension OpenCase {
  /// The case that one shard is read into, made where there is none yet. What is worked out from all
  /// files needs a zone and a place; a shard works out nothing.
  package static func shard(at folder: URL, who: String) throws -> OpenCase {
    let database = folder.appending(path: "case.sqlite")
    if FileManager.default.fileExists(atPath: database.path) {
      return try OpenCase.open(at: folder, who: who)
    }
    return try OpenCase.create(at: folder, name: nil, zone: "UTC", place: nil, who: who)
  }

  /// Reads those of the files that fall to one of several machines, for `merge` to put together.
  ///
  /// - Parameters: as for `add` and `readWith`.
  package func add(
    _ paths: [URL], shard number: ShardNumber, languages: String?, passwords: [String],
    workers: Int, progress: Progress
  ) throws -> AddAccount {
    let files = try FileWalk.files(in: paths)
    guard !files.isEmpty else {
      throw CaseworkError(
        "no files are named: every shard is told of all files, and reads its own of them")
    }
    try begin(number, SharePlan.digest(of: files), languages: languages)
    try readWith(languages: languages, passwords: passwords)
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    guard var shard = try store.shard() else {
      throw CaseworkError("\(folder.path) was changed meanwhile; try again")
    }
    let clock = ContinuousClock.now
    if try isComplete(shard) { return try unchanged() }
    shard.content = nil
    try store.set(shard)
    progress("sharing out", 0, "files")
    let shares = SharePlan(files, shards: number.of).shares(of: number.part)
    var reading = try read(shares, workers: workers, progress: progress)
    for (source, portion) in reading.portions { shard.portions[source.hex] = portion }
    for stored in try store.sources() where Self.isRanked(stored.source.kind) {
      if let place = reading.places[stored.source.id] { shard.places[stored.source.id.hex] = place }
    }
    shard.content = try store.readingsDigest()
    try store.set(shard)
    try store.log(
      Activity(
        time: OpenCase.now(), who: who, did: "read-shard", object: shard.content ?? "",
        detail: "\(shard.title) of list \(shard.list)"))
    try store.checkpoint()
    try summarize(reading.sources, in: &reading.account)
    reading.account.seconds = Self.seconds(from: clock, to: .now)
    return reading.account
  }

  /// Whether the order of adding tells which of two files of this kind under one name is in force.
  static func isRanked(_ kind: SourceKind) -> Bool {
    [.mapping, .policy, .guide].contains(kind)
  }

  /// Makes this case the shard it is to be, or sees to it that it is that and no other.
  private func begin(_ number: ShardNumber, _ list: String, languages: String?) throws {
    let known = try store.readingSettings().languages
    let reader = try ReaderOrigin(files: files, languages: languages ?? known)
    func refuse(_ reason: String) -> CaseworkError {
      CaseworkError(
        "\(folder.path) \(reason): name another folder, or remove this one to read it anew")
    }
    guard let old = try store.shard() else {
      guard try store.sources().isEmpty else { throw refuse("is a case with files of its own") }
      let lock = try store.lock()
      defer { withExtendedLifetime(lock) {} }
      return try store.set(Shard(part: number.part, of: number.of, list: list, reader: reader))
    }
    guard (old.part, old.of) == (number.part, number.of) else {
      throw refuse("is \(old.title), not \(number.part) of \(number.of)")
    }
    guard old.list == list else {
      throw refuse("was begun with other files: all shards are told of the same ones")
    }
    if let languages, languages != known, try !store.sources().isEmpty {
      throw refuse("was begun with the languages \(known)")
    }
    if let difference = old.reader.difference(from: reader) {
      throw refuse("was begun with \(difference)")
    }
  }

  /// Whether all that falls to this shard was read, with every password that is known now.
  private func isComplete(_ shard: Shard) throws -> Bool {
    guard shard.content != nil else { return false }
    return try store.sources().allSatisfy {
      $0.isRead || shard.portion(of: $0.source.id) != nil
    }
  }

  private func unchanged() throws -> AddAccount {
    var account = AddAccount()
    account.files = try store.sources().map {
      AddedFile(name: $0.source.name, outcome: .alreadyThere)
    }
    return account
  }
}
