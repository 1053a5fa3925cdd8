// SPDX-License-Identifier: Apache-2.0

import Crypto
import Evidence
import Foundation

/// The released files of a case, byte for byte, each under its SHA-256.
package struct Originals: Sendable {
  let folder: URL

  package init(in caseFolder: URL) { folder = caseFolder.appending(path: "originals") }

  package func url(of source: SourceID) -> URL {
    folder.appending(path: String(source.hex.prefix(2))).appending(path: source.hex)
  }

  /// SHA-256 and length of a file, read in pieces.
  package static func identify(_ file: URL) throws -> (id: SourceID, bytes: Int) {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    var hasher = SHA256()
    var bytes = 0
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      hasher.update(data: piece)
      bytes += piece.count
    }
    return (SourceID(hex: hasher.finalize().hex), bytes)
  }

  /// A file that was copied in.
  package struct Kept: Sendable {
    package var id: SourceID
    package var bytes: Int
    /// Its first 4,096 bytes, to tell its kind by.
    package var head: [UInt8]
  }

  /// Copies `file` in, in one reading. The copy appears under its hash only when it is whole, so a
  /// killed program never leaves half a file; what it leaves under `.part` is written over.
  package func keep(_ file: URL) throws -> Kept {
    let files = FileManager.default
    let source = try FileHandle(forReadingFrom: file)
    defer { try? source.close() }
    let part = folder.appending(path: "incoming.part")
    try? files.removeItem(at: part)
    guard files.createFile(atPath: part.path, contents: nil) else {
      throw CaseFileError(
        "cannot write in \(folder.path): is the disk full, or the folder read-only?")
    }
    let copy = try FileHandle(forWritingTo: part)
    var hasher = SHA256()
    var kept = Kept(id: SourceID(hex: ""), bytes: 0, head: [])
    while let piece = try source.read(upToCount: 1 << 20), !piece.isEmpty {
      hasher.update(data: piece)
      try copy.write(contentsOf: piece)
      if kept.head.isEmpty { kept.head = Array(piece.prefix(4_096)) }
      kept.bytes += piece.count
    }
    try copy.close()
    kept.id = SourceID(hex: hasher.finalize().hex)
    let target = url(of: kept.id)
    if files.fileExists(atPath: target.path) {
      try files.removeItem(at: part)
      return kept
    }
    try files.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: part.path)
    try files.moveItem(at: part, to: target)
    return kept
  }

  /// Keeps a file that was found in another; as `keep(_:)` does.
  package func keep(_ bytes: [UInt8]) throws -> Kept {
    let kept = Kept(
      id: SourceID(hex: SHA256.hash(data: bytes).hex), bytes: bytes.count,
      head: Array(bytes.prefix(4_096)))
    let files = FileManager.default
    let target = url(of: kept.id)
    if files.fileExists(atPath: target.path) { return kept }
    let part = folder.appending(path: "incoming.part")
    try? files.removeItem(at: part)
    try Data(bytes).write(to: part)
    try files.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: part.path)
    try files.moveItem(at: part, to: target)
    return kept
  }

  /// The first 4,096 bytes of a kept file.
  package func head(of source: SourceID) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: url(of: source))
    defer { try? handle.close() }
    return Array(try handle.read(upToCount: 4_096) ?? Data())
  }

  /// Sees to it that what was kept so far is on disk before the case says that it has it: once for
  /// many files, because waiting for each takes longer than reading it.
  package func settle() { sync() }
}
