// SPDX-License-Identifier: Apache-2.0

import Evidence
import Zip

/// A file within another file.
package struct ContainedFile: Sendable, Hashable {
  /// A relative path without "..", empty steps or control characters; unique within its container.
  package var name: String
  /// Its size as the container has it, which may not be true.
  package var bytes: Int

  package init(name: String, bytes: Int) { (self.name, self.bytes) = (name, bytes) }
}

/// The files of a ZIP archive. Archives within it come back as bytes; who asks decides how deep to
/// go.
package struct ZipContainer {
  /// Beyond these a file, or the archive as a whole, is refused.
  package static let fileLimit = 256 << 20
  package static let totalLimit = 4 << 30
  package static let countLimit = 100_000

  /// The files in the order of the archive's directory, without folders and without what Macintosh
  /// and Windows add for themselves. An index into these is what `bytes` takes.
  package let entries: [ContainedFile]
  private let archive: ZipArchive
  /// The place of each file in the archive's directory.
  private let places: [Int]

  /// - Throws: `damaged` for no archive or a cut one, `outputLimit` for one that says it holds more
  ///   than the limits.
  package init(_ path: String) throws(ReadingError) {
    var limits = ZipLimits()
    limits.entries = Self.countLimit
    // Each file is bounded by itself; many of them are read from one archive.
    limits.expandedBytes = .max
    do throws(ZipError) { archive = try ZipArchive(path: path, limits: limits) } catch {
      throw ReadingError(error)
    }
    let files = Self.files(of: archive)
    let total = files.reduce(0) { $0 + min($1.bytes, 1 << 40) }
    guard total <= Self.totalLimit else {
      throw ReadingError(
        .outputLimit,
        "The archive unpacks to more than \(Self.totalLimit >> 30) GB: unpack it first.")
    }
    places = files.map(\.index)
    entries = zip(files, SafeNames.unique(files.map(\.name))).map {
      ContainedFile(name: $1, bytes: $0.bytes)
    }
  }

  /// One file, unpacked.
  ///
  /// - Parameter index: into `entries`.
  /// - Throws: `outputLimit` where it is, or says it is, larger than the limit or unpacks to more
  ///   than 250 times its size, `encrypted` under a password, `damaged`.
  package func bytes(of index: Int) throws(ReadingError) -> [UInt8] {
    guard places.indices.contains(index) else {
      throw ReadingError(.damaged, "The archive has no file \(index + 1).")
    }
    do throws(ZipError) {
      return try archive.bytes(of: places[index], limit: Self.fileLimit)
    } catch { throw ReadingError(error) }
  }

  private static func files(of archive: ZipArchive) -> [(index: Int, name: String, bytes: Int)] {
    archive.entries().enumerated().compactMap { index, entry in
      let steps = entry.name.split { $0 == "/" || $0 == "\\" }
      guard !entry.isFolder, let last = steps.last, steps.first != "__MACOSX",
        last != ".DS_Store", last.lowercased() != "thumbs.db"
      else { return nil }
      return (index, entry.name, entry.bytes)
    }
  }
}

extension ReadingError {
  init(_ error: ZipError) {
    let sentence = error.detail.prefix(1).uppercased() + error.detail.dropFirst() + "."
    switch error {
    case .damaged: self.init(.damaged, sentence)
    case .encrypted: self.init(.encrypted, sentence + " Ask for it without.")
    case .tooLarge: self.init(.outputLimit, sentence)
    }
  }
}
