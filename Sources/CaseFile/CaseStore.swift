// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import GRDB

/// What a case is told once, when it is made.
package struct CaseSettings: Sendable, Codable, Hashable {
  package var name: String
  /// IANA name of the zone in which times without one are read.
  package var zone: String
  /// The place whose instruments bind the agencies of this case, unless a mapping says otherwise.
  package var place: String?

  package init(name: String, zone: String, place: String?) {
    (self.name, self.zone, self.place) = (name, zone, place)
  }
}

/// What keeps a case from being opened, with what to do about it.
package struct CaseFileError: Error, Sendable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// The store of one case: `case.sqlite`, `originals/` and the activity log.
///
/// Reads may run on any thread. Writes are transactions of one writer; a case is changed by one
/// process at a time, which `lock` sees to.
package final class CaseStore: Sendable {
  package let folder: URL
  let pool: DatabasePool

  private init(folder: URL, pool: DatabasePool) {
    (self.folder, self.pool) = (folder, pool)
  }

  /// The database comes to its name once everything of it is written: a run that is killed leaves no
  /// case, or a whole one.
  package static func create(at folder: URL, settings: CaseSettings, who: String, at time: Int64)
    throws -> CaseStore
  {
    let files = FileManager.default
    let database = folder.appending(path: "case.sqlite")
    guard !files.fileExists(atPath: database.path) else {
      throw CaseFileError("\(folder.path) is a case already; `brightline add` adds files to it")
    }
    guard try isFree(folder) else {
      throw CaseFileError("\(folder.path) is not empty; name a folder that does not exist yet")
    }
    for name in parts {
      try files.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    let draft = folder.appending(path: draftName)
    for left in [draft.path, draft.path + "-journal"] where files.fileExists(atPath: left) {
      try files.removeItem(atPath: left)
    }
    try write(settings, who: who, at: time, to: draft)
    try files.moveItem(at: draft, to: database)
    return CaseStore(folder: folder, pool: try openPool(database))
  }

  /// The folders of a case.
  private static let parts = ["originals", "cache"]
  private static let draftName = "case.sqlite.new"

  /// Whether nothing is in a folder but what an interrupted `create` leaves.
  private static func isFree(_ folder: URL) throws -> Bool {
    let files = FileManager.default
    guard files.fileExists(atPath: folder.path) else { return true }
    return try files.contentsOfDirectory(atPath: folder.path).allSatisfy { name in
      if name.hasPrefix(draftName) { return true }
      return try parts.contains(name)
        && files.contentsOfDirectory(atPath: folder.appending(path: name).path).isEmpty
    }
  }

  private static func write(
    _ settings: CaseSettings, who: String, at time: Int64, to database: URL
  ) throws {
    let queue = try DatabaseQueue(path: database.path)
    try Schema.migrator.migrate(queue)
    try queue.write { db in
      for (key, value) in [
        ("name", settings.name), ("zone", settings.zone), ("place", settings.place),
      ] {
        guard let value else { continue }
        try db.execute(
          sql: "INSERT INTO settings (key, value) VALUES (?, ?)", arguments: [key, value])
      }
      try ActivityLog.append(
        Activity(time: time, who: who, did: "new", object: settings.name), to: db)
    }
    try queue.close()
  }

  /// - Parameter upgrading: whether a case of an older version is brought to this one; it is refused
  ///   otherwise.
  package static func open(at folder: URL, upgrading: Bool = true) throws -> CaseStore {
    let database = folder.appending(path: "case.sqlite")
    guard FileManager.default.fileExists(atPath: database.path) else {
      throw CaseFileError(
        "\(folder.path) is not a case (it has no case.sqlite); make one with `brightline new`")
    }
    do {
      let pool = try openPool(database)
      let newer = try pool.read { try Schema.migrator.hasBeenSuperseded($0) }
      if newer {
        throw CaseFileError(
          "\(folder.path) was made by a newer Brightline; update this one to open it")
      }
      if try !upgrading && !pool.read(Schema.migrator.hasCompletedMigrations) {
        throw CaseFileError("\(folder.path) was made by an older Brightline")
      }
      try Schema.migrator.migrate(pool)
      return CaseStore(folder: folder, pool: pool)
    } catch let error as DatabaseError {
      throw CaseFileError(
        "\(database.path) cannot be read as a case: \(error.message ?? "damaged"). "
          + "The originals are in \(folder.path)/originals; a new case can be made from them")
    }
  }

  private static func openPool(_ database: URL) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      // SQLite's own two megabytes would be written out and read in again all the time; and moving
      // the log into the database is cheaper a good deal at a time.
      try db.execute(sql: "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384")
    }
    return try DatabasePool(path: database.path, configuration: configuration)
  }

  package func settings() throws -> CaseSettings {
    try pool.read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT key, value FROM settings")
      let values = Dictionary(
        uniqueKeysWithValues: rows.map { ($0["key"] as String, $0["value"] as String) })
      return CaseSettings(
        name: values["name"] ?? folder.lastPathComponent, zone: values["zone"] ?? "UTC",
        place: values["place"])
    }
  }

  /// A setting that other rooms keep with the case.
  package func setting(_ key: String) throws -> String? {
    try pool.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM settings WHERE key = ?", arguments: [key])
    }
  }

  package func setSetting(_ key: String, _ value: String) throws {
    try pool.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", arguments: [key, value])
    }
  }

  /// Holds the case for one changing process; released when the result goes away.
  package func lock() throws -> CaseLock {
    try CaseLock(path: folder.appending(path: "case.lock").path)
  }

  /// Writes everything in the write-ahead log into `case.sqlite`, so that the one file is whole.
  package func checkpoint() throws {
    try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
  }
}

/// An advisory lock on a case: the kernel drops it when its process ends, however it ends.
package final class CaseLock: Sendable {
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = Foundation.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw CaseFileError("cannot write in this case: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Foundation.close(descriptor)
      throw CaseFileError("another brightline is changing this case; wait until it is done")
    }
  }

  deinit { Foundation.close(descriptor) }
}
