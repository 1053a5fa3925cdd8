// SPDX-License-Identifier: Apache-2.0

import CGsf

/// Why a compound file could not be opened, as a sentence.
package struct CompoundFileError: Error, Hashable {
  package var detail: String

  package init(detail: String) { self.detail = detail }
}

/// A compound file (OLE2, MS-CFB): storages within storages, with streams of bytes in them.
///
/// Reads from memory only. Not for several threads at once.
package final class CompoundFile {
  /// In bytes: of one stream, and of all streams read from one file.
  package static let streamLimit = 256 << 20
  package static let totalLimit = 1 << 30
  /// Names of one storage beyond these are not listed.
  package static let namesLimit = 65_536

  package let root: CompoundStorage

  package init(_ bytes: [UInt8]) throws(CompoundFileError) {
    guard !bytes.isEmpty else { throw CompoundFileError(detail: "The file is empty.") }
    gsf_init()
    // libgsf frees the copy with the last part of the file that is in use.
    let copy = g_malloc(gsize(bytes.count))
    bytes.withUnsafeBytes { from in
      if let copy, let start = from.baseAddress {
        copy.copyMemory(from: start, byteCount: from.count)
      }
    }
    let input = gsf_input_memory_new(
      copy?.assumingMemoryBound(to: guint8.self), gsf_off_t(bytes.count), 1)
    defer { cgsf_release(input) }
    guard let input, let file = gsf_infile_msole_new(input, nil) else {
      throw CompoundFileError(detail: "The file is no compound file, or its directory is damaged.")
    }
    root = CompoundStorage(file, budget: CompoundBudget(Self.totalLimit))
  }
}

/// How many bytes may still be read from one file.
final class CompoundBudget {
  private var left: Int
  init(_ bytes: Int) { left = bytes }

  func take(_ bytes: Int) -> Bool {
    guard bytes <= left else { return false }
    left -= bytes
    return true
  }
}
