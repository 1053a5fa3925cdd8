// SPDX-License-Identifier: Apache-2.0

import CaseFile
import Crypto
import Evidence
import Foundation

/// Logs of a case that were read once, each a file of columns in the case's cache.
///
/// What is here can be thrown away at any time: a log is then read from its original again.
package struct LogCache: Sendable {
  private let folder: URL

  package init(in case: URL) { folder = `case`.appending(path: "cache/logs") }

  /// What a reading depends on.
  struct Key {
    /// The same for all readings of one table by mappings of one name.
    fileprivate let series: String
    fileprivate let name: String

    init(_ identity: LogSource.Identity, zone: TimeZone, place: String?) {
      let program = ProcessInfo.processInfo.arguments.first.map { URL(filePath: $0) }
      let text = [
        identity.mapping.hex, zone.identifier, place ?? "", ProgramFiles.version,
        program.flatMap(Self.changed) ?? "",
      ].joined(separator: "\n")
      series = String(identity.table.hex.prefix(32)) + "-" + String(identity.mapping.hex.prefix(16))
      name = series + "-" + String(SHA256.hash(data: Data(text.utf8)).hex.prefix(16)) + ".columns"
    }

    /// A program built anew may read otherwise under the same version.
    private static func changed(_ program: URL) -> String? {
      let values = try? program.resolvingSymlinksInPath().resourceValues(
        forKeys: [.contentModificationDateKey, .fileSizeKey])
      guard let values, let time = values.contentModificationDate else { return nil }
      return "\(values.fileSize ?? 0) \(time.timeIntervalSince1970)"
    }
  }

  /// Nil where it is not there, or not as it was written.
  func load(_ key: Key) -> LogReading? {
    guard
      let data = try? Data(
        contentsOf: folder.appending(path: key.name), options: .alwaysMapped)
    else { return nil }
    return try? LogReading(columnsFile: data)
  }

  /// Keeps a reading in place of others of its table and mapping.
  func save(_ reading: LogReading, as key: Key) throws {
    let files = FileManager.default
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    let target = folder.appending(path: key.name)
    let draft = folder.appending(path: "\(key.name).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try reading.writeColumnsFile(to: draft)
      for name in try files.contentsOfDirectory(atPath: folder.path)
      where name.hasPrefix(key.series) && name.hasSuffix(".columns") && name != key.name {
        try? files.removeItem(at: folder.appending(path: name))
      }
      guard rename(draft.path, target.path) == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      try? files.removeItem(at: draft)
      throw error
    }
  }
}
