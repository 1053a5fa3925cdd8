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
    let source = try FileHandle(forReadingFrom: file)
    defer { try? source.close() }
    let first = try source.read(upToCount: Self.piece) ?? Data()
    // Most files of a mail directory are one piece.
    if first.count < Self.piece { return try keep(Array(first)) }
    let part = try Part(folder.path + "/incoming.part")
    var hasher = SHA256()
    var kept = Kept(id: SourceID(hex: ""), bytes: 0, head: Array(first.prefix(4_096)))
    var piece = first
    while !piece.isEmpty {
      hasher.update(data: piece)
      try part.write(Array(piece))
      kept.bytes += piece.count
      piece = try source.read(upToCount: Self.piece) ?? Data()
    }
    kept.id = SourceID(hex: hasher.finalize().hex)
    try part.become(url(of: kept.id))
    return kept
  }

  private static let piece = 1 << 20

  /// Keeps a file that was found in another; as `keep(_:)` does.
  package func keep(_ bytes: [UInt8]) throws -> Kept {
    let kept = Kept(
      id: SourceID(hex: SHA256.hash(data: bytes).hex), bytes: bytes.count,
      head: Array(bytes.prefix(4_096)))
    let target = url(of: kept.id)
    if access(target.path, F_OK) == 0 { return kept }
    // Beside its place: file systems are slow to make very many files in one folder.
    let part = try Part(target.path + ".part")
    try part.write(bytes)
    try part.become(target)
    return kept
  }

  /// The file that is being written, until it has its name. One process at a time writes in a case.
  private final class Part {
    private let path: String
    private var descriptor: Int32

    init(_ path: String) throws {
      self.path = path
      let flags = O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC
      descriptor = open(path, flags, 0o444)
      if descriptor < 0 {
        // What an interrupted run left is read-only; and a folder is made with its first file.
        if errno == EEXIST { unlink(path) } else { try Self.makeFolder(of: path) }
        descriptor = open(path, flags, 0o444)
      }
      guard descriptor >= 0 else { throw Self.failure(path) }
    }

    private static func makeFolder(of path: String) throws {
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    }

    deinit {
      guard descriptor >= 0 else { return }
      close(descriptor)
      unlink(path)
    }

    func write(_ bytes: [UInt8]) throws {
      try bytes.withUnsafeBytes { buffer in
        var rest = buffer[...]
        while !rest.isEmpty {
          let count = Foundation.write(
            descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { throw Self.failure(path) }
          rest = rest.dropFirst(count)
        }
      }
    }

    func become(_ target: URL) throws {
      guard close(descriptor) == 0 else {
        descriptor = -1
        throw Self.failure(path)
      }
      descriptor = -1
      if rename(path, target.path) == 0 { return }
      try Self.makeFolder(of: target.path)
      guard rename(path, target.path) == 0 else { throw Self.failure(target.path) }
    }

    private static func failure(_ path: String) -> CaseFileError {
      let reason = String(cString: strerror(errno))
      return CaseFileError(
        "cannot write \(path): \(reason); is the disk full, or the folder read-only?")
    }
  }

  /// Takes over a file that another case keeps, without a copy where both lie on one file system.
  ///
  /// - Returns: false where it could not be linked, and must be copied.
  /// - Throws: where its bytes are not those of `source`.
  package func link(_ file: URL, as source: SourceID) throws -> Bool {
    let target = url(of: source)
    if access(target.path, F_OK) == 0 { return true }
    guard try Self.identify(file).id == source else {
      throw CaseFileError("\(file.path) was changed: it no longer has the hash it is named by")
    }
    if Foundation.link(file.path, target.path) == 0 { return true }
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    return Foundation.link(file.path, target.path) == 0 || errno == EEXIST
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
