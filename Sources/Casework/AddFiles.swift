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

extension OpenCase {
  /// Copies files and folders into the case and reads them, along with whatever an interrupted
  /// earlier run left unread.
  ///
  /// - Parameters:
  ///   - paths: files, or folders that are walked to the bottom; hidden files are left out.
  ///   - workers: how many processes read at once; the result is the same for any number.
  package func add(_ paths: [URL], workers: Int, progress: Progress) throws -> AddAccount {
    let lock = try store.lock()
    defer { withExtendedLifetime(lock) {} }
    let clock = ContinuousClock.now
    var account = AddAccount()
    // They start while files are copied.
    let readers = WorkerPool(
      count: workers, command: [files.executable.path, "worker"], limits: ReadingWorker.limits,
      early: true)
    defer { readers.close() }
    let unread = Set(try store.sources().filter { !$0.isRead }.map(\.source.id))
    let found = try FileWalk.files(in: paths)
    for start in stride(from: 0, to: found.count, by: Self.batch) {
      progress("copying", start, "files", of: found.count, item: found[start].name)
      try admit(Array(found[start..<min(start + Self.batch, found.count)]), in: &account)
    }
    for stored in try store.sources() where unread.contains(stored.source.id) {
      account.files.removeAll { $0.name == stored.source.name && $0.outcome == .alreadyThere }
      account.files.append(AddedFile(name: stored.source.name, outcome: .completed))
    }
    let reading = try store.sources().filter { !$0.isRead }
    var read = Set(reading.map(\.source.id))
    if !reading.isEmpty {
      var intake = try Intake(
        store: store, sources: reading, settings: try store.readingSettings(), readers: readers,
        atOnce: workers, who: who, progress: progress)
      try intake.run()
      account.unpacked = intake.found.count
      for (source, admission) in intake.found where admission == .new {
        read.insert(source.id)
      }
      account.readingSeconds = Self.seconds(from: clock, to: intake.searchable)
      account.messageSeconds = Self.seconds(from: clock, to: .now)
      readers.close()
    }
    try derive(progress: progress)
    try summarize(read, in: &account)
    try store.checkpoint()
    account.seconds = Self.seconds(from: clock, to: .now)
    return account
  }

  private static func seconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Double {
    Double((end - start) / .milliseconds(1)) / 1_000
  }

  /// What the sources of this run hold.
  private func summarize(_ sources: Set<SourceID>, in account: inout AddAccount) throws {
    account.sources = sources.count
    for (source, counts) in try store.counts() where sources.contains(source) {
      account.pages += counts.pages
      account.messages += counts.messages
      account.rows += counts.rows
    }
    let archives = try store.archiveAccounts()
    account.events = try store.events().count
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

  private func admit(_ files: [FileWalk.File], in account: inout AddAccount) throws {
    let originals = Originals(in: folder)
    var sources: [Source] = []
    for file in files {
      do {
        let kept = try originals.keep(file.url)
        sources.append(
          Source(
            id: kept.id, name: file.name, kind: FileKind.sniff(kept.head, name: file.name),
            bytes: kept.bytes, added: OpenCase.now()))
      } catch let error as CocoaError {
        account.files.append(
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
      account.files.append(AddedFile(name: source.name, outcome: outcome))
    }
  }
}

/// The files that some paths name.
enum FileWalk {
  struct File: Sendable {
    var url: URL
    /// The path from the folder that was named, or the file's own name.
    var name: String
  }

  /// In a fixed order: as the paths were given, each folder sorted by path.
  static func files(in paths: [URL]) throws -> [File] {
    var out: [File] = []
    let manager = FileManager.default
    for path in paths {
      let path = path.resolvingSymlinksInPath()
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: path.path, isDirectory: &isFolder) else {
        throw CaseworkError("\(path.path) does not exist")
      }
      guard isFolder.boolValue else {
        out.append(File(url: path, name: path.lastPathComponent))
        continue
      }
      guard let walk = manager.enumerator(atPath: path.path) else {
        throw CaseworkError("\(path.path) cannot be read")
      }
      var names: [String] = []
      while let name = walk.nextObject() as? String {
        if isHidden(name) { continue }
        // A link to a file stands for the file; links to folders are not followed: they may go round.
        if isFile(path.path + "/" + name) { names.append(name) }
      }
      out += names.sorted().map { File(url: path.appending(path: $0), name: $0) }
    }
    return out
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Folders of mail directories begin with a dot as well (".Sent/cur/…"), and are not hidden.
  private static func isHidden(_ name: String) -> Bool {
    let steps = name.split(separator: "/")
    return steps.indices.contains { index in
      guard steps[index].hasPrefix(".") else { return false }
      let isMailFolder = index + 3 == steps.count && ["cur", "new"].contains(steps[index + 1])
      return !isMailFolder
    }
  }
}
