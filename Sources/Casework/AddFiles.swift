// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Documents
import Evidence
import Foundation
import Workers

/// What became of one file that was named.
package struct AddedFile: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case added, alreadyThere
    /// The same bytes are in the case under another name.
    case alias(of: String)
    /// Entered by an earlier run that was interrupted; read to the end now.
    case completed
    case notReadable(String)
  }

  package var name: String
  package var outcome: Outcome
}

/// The account that `add` ends with.
package struct AddAccount: Sendable {
  package var files: [AddedFile] = []
  /// What this run read.
  package var sources = 0
  package var pages = 0
  package var messages = 0
  package var rows = 0
  package var events = 0
  package var failures: [(source: String, failure: Failure)] = []
  /// What became of everything in each mail file, archive and portfolio of this run.
  package var archives: [(source: String, account: ArchiveAccount)] = []
  /// Files found within other files.
  package var unpacked = 0
  /// Until every page was read and could be searched, and until all was done.
  package var readingSeconds = 0.0
  /// Until every message was there, with its zones and the messages quoted in it.
  package var messageSeconds = 0.0
  package var seconds = 0.0
}

/// What one run of reading did.
struct FilesRead {
  var account = AddAccount()
  /// What was read, with what was found in it.
  var sources: Set<SourceID> = []
  /// The files that were read in part only.
  var portions: [SourceID: Portion] = [:]
  /// Where each file stands in the list of those that were named; of the same bytes the first.
  var places: [SourceID: Int] = [:]
}

extension OpenCase {
  /// Copies files and folders into the case and reads them, along with whatever an interrupted
  /// earlier run left unread.
  ///
  /// - Parameters:
  ///   - paths: files, or folders that are walked to the bottom; hidden files are left out.
  ///   - workers: how many processes read at once; the result is the same for any number.
  package func add(_ paths: [URL], workers: Int, progress: Progress) throws -> AddAccount {
    if let shard = try store.shard() {
      throw CaseworkError(
        "\(folder.path) is \(shard.title): add to it with --shard \(shard.part)/\(shard.of), or "
          + "merge it into a case with `brightline merge`")
    }
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let clock = ContinuousClock.now
    let files = try FileWalk.files(in: paths).enumerated().map {
      SharePlan.Share(file: $1, place: $0)
    }
    let reading = try read(files, workers: workers, progress: progress)
    try derive(progress: progress)
    var account = reading.account
    try summarize(reading.sources, in: &account)
    account.events = try store.eventCount()
    try store.checkpoint()
    account.seconds = Self.seconds(from: clock, to: .now)
    return account
  }

  /// Copies files into the case and reads them, along with what an interrupted run left unread.
  /// Nothing is worked out from them yet.
  func read(
    _ files: [SharePlan.Share], workers: Int, progress: Progress
  ) throws -> FilesRead {
    let clock = ContinuousClock.now
    var out = FilesRead()
    // They start while files are copied.
    let readers = WorkerPool(
      count: workers, command: [self.files.executable.path, "worker"],
      limits: ReadingWorker.limits, early: true)
    defer { readers.close() }
    let unread = Set(try store.sources().filter { !$0.isRead }.map(\.source.id))
    for start in stride(from: 0, to: files.count, by: Self.batch) {
      progress("copying", start, "files", of: files.count, item: files[start].file.name)
      let batch = Array(files[start..<min(start + Self.batch, files.count)])
      try admit(batch, into: &out)
    }
    for stored in try store.sources() where unread.contains(stored.source.id) {
      out.account.files.removeAll { $0.name == stored.source.name && $0.outcome == .alreadyThere }
      out.account.files.append(AddedFile(name: stored.source.name, outcome: .completed))
    }
    let reading = try store.sources().filter { !$0.isRead }
    out.sources = Set(reading.map(\.source.id))
    if !reading.isEmpty {
      var intake = try Intake(
        store: store, sources: reading, portions: out.portions,
        settings: try store.readingSettings(), readers: readers, atOnce: workers, who: who,
        progress: progress)
      try intake.run()
      out.account.unpacked = intake.found.count
      for (source, admission) in intake.found where admission == .new {
        out.sources.insert(source.id)
      }
      out.account.readingSeconds = Self.seconds(from: clock, to: intake.searchable)
      out.account.messageSeconds = Self.seconds(from: clock, to: .now)
    }
    // An interrupted run may have left that to do, too.
    try store.settleNames()
    return out
  }

  static func seconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Double {
    Double((end - start) / .milliseconds(1)) / 1_000
  }

  /// What the sources of this run hold.
  func summarize(_ sources: Set<SourceID>, in account: inout AddAccount) throws {
    account.sources = sources.count
    for (source, counts) in try store.counts() where sources.contains(source) {
      account.pages += counts.pages
      account.messages += counts.messages
      account.rows += counts.rows
    }
    let archives = try store.archiveAccounts()
    let failures = try store.failures()
    for stored in try store.sources() where sources.contains(stored.source.id) {
      account.failures += (failures[stored.source.id] ?? []).map { (stored.source.name, $0) }
      if let held = archives[stored.source.id] {
        account.archives.append((stored.source.name, held))
      }
    }
  }

  /// Files that are copied and entered together.
  private static let batch = 200

  private func admit(
    _ files: [SharePlan.Share], into out: inout FilesRead
  ) throws {
    let originals = Originals(in: folder)
    var sources: [Source] = []
    for share in files {
      let file = share.file
      do {
        let kept = try originals.keep(file.url)
        if let portion = share.portion { out.portions[kept.id] = portion }
        out.places[kept.id] = min(share.place, out.places[kept.id] ?? share.place)
        sources.append(
          Source(
            id: kept.id, name: file.name, kind: FileKind.sniff(kept.head, name: file.name),
            bytes: kept.bytes, added: OpenCase.now()))
      } catch let error as CocoaError {
        out.account.files.append(
          AddedFile(name: file.name, outcome: .notReadable(error.localizedDescription)))
      }
    }
    originals.settle()
    for (source, admission) in zip(sources, try store.admit(sources, who: who)) {
      let outcome: AddedFile.Outcome =
        switch admission {
        case .new: .added
        case .known: .alreadyThere
        case .alias(let other): .alias(of: other)
        }
      out.account.files.append(AddedFile(name: source.name, outcome: outcome))
    }
  }
}
