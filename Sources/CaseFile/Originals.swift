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

  /// Copies `file` in. The copy appears under its name only when it is whole and on disk, so a
  /// killed program never leaves half a file; what it leaves under `.part` is swept at the next copy.
  package func keep(_ file: URL, as source: SourceID) throws {
    let target = url(of: source)
    let files = FileManager.default
    if files.fileExists(atPath: target.path) { return }
    try files.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    let part = folder.appending(path: source.hex + ".part")
    try? files.removeItem(at: part)
    try files.copyItem(at: file, to: part)
    let handle = try FileHandle(forUpdating: part)
    try handle.synchronize()
    try handle.close()
    let copied = try Originals.identify(part)
    guard copied.id == source else {
      try? files.removeItem(at: part)
      throw CaseFileError("\(file.path) changed while it was being copied; add it again")
    }
    try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: part.path)
    try files.moveItem(at: part, to: target)
  }
}
