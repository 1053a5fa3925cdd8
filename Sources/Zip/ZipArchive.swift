// SPDX-License-Identifier: Apache-2.0

import CZip
import Glibc

/// A ZIP archive that is read only, under limits. Not for several threads at once.
package final class ZipArchive {
  /// What the directory of the archive says of one entry. None of it can be trusted.
  package struct Entry: Sendable, Hashable {
    /// As the archive has it: it may hold "..", begin with "/" or repeat another's.
    package var name: String
    /// Unpacked.
    package var bytes: Int
    package var isEncrypted: Bool

    package var isFolder: Bool { name.utf8.last == UInt8(ascii: "/") }
  }

  let handle: OpaquePointer
  private let limits: ZipLimits
  private var expanded = 0

  /// - Throws: `damaged` for what is no archive, `tooLarge` for one with too many entries.
  package convenience init(
    path: String, limits: ZipLimits = ZipLimits()
  ) throws(ZipError) {
    var code: Int32 = 0
    guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw Self.unopened(&error)
    }
    try self.init(handle: handle, limits: limits)
  }

  /// Reads from a copy of `bytes`.
  package convenience init(
    _ bytes: [UInt8], limits: ZipLimits = ZipLimits()
  ) throws(ZipError) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    // libzip frees the copy with the source.
    let copy = malloc(max(1, bytes.count))
    bytes.withUnsafeBytes { from in
      if let copy, let start = from.baseAddress { memcpy(copy, start, from.count) }
    }
    guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &error) else {
      free(copy)
      throw Self.unopened(&error)
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Self.unopened(&error)
    }
    try self.init(handle: handle, limits: limits)
  }

  private init(handle: OpaquePointer, limits: ZipLimits) throws(ZipError) {
    (self.handle, self.limits) = (handle, limits)
    if count > limits.entries {
      throw .tooLarge("the archive has more than \(limits.entries) entries")
    }
  }

  deinit { zip_discard(handle) }

  private static func unopened(_ error: inout zip_error_t) -> ZipError {
    .damaged("the archive cannot be opened: \(String(cString: zip_error_strerror(&error)))")
  }

  /// How many entries there are, folders among them.
  package var count: Int { max(0, Int(clamping: zip_get_num_entries(handle, 0))) }

  /// The entries in the order of the archive's directory.
  package func entries() -> [Entry] {
    (0..<count).map { index in
      let stat = self.stat(index)
      let name = zip_get_name(handle, zip_uint64_t(index), 0).map { String(cString: $0) }
      return Entry(
        name: name ?? "", bytes: Int(clamping: stat?.size ?? 0),
        isEncrypted: stat.map { $0.encryption_method != UInt16(ZIP_EM_NONE) } ?? false)
    }
  }

  /// The index of the first entry of that name in any case of its letters.
  package func index(of name: String) -> Int? {
    let index = zip_name_locate(handle, name, zip_flags_t(ZIP_FL_NOCASE))
    return index >= 0 ? Int(index) : nil
  }

  /// One entry unpacked.
  ///
  /// - Throws: `tooLarge` where it says that it is, or turns out to be, larger than `limit` bytes.
  package func bytes(of index: Int, limit: Int) throws(ZipError) -> [UInt8] {
    let stream = try stream(of: index)
    guard stream.size <= limit else {
      throw .tooLarge("\(stream.name) is larger than \(limit >> 20) MB")
    }
    var out: [UInt8] = []
    // What it says of its size is a claim: room for the most of it is made as it comes.
    out.reserveCapacity(min(stream.size, 1 << 20))
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = piece.withUnsafeMutableBytes { stream.read(into: $0) }
      if let failure = stream.failure { throw failure }
      if got <= 0 { return out }
      guard out.count + got <= limit else {
        throw .tooLarge("\(stream.name) is larger than \(limit >> 20) MB")
      }
      out += piece[..<got]
    }
  }

  /// One entry, to be read front to back.
  package func stream(of index: Int) throws(ZipError) -> ZipStream {
    guard index >= 0, index < count, let stat = stat(index) else {
      throw .damaged("the archive has no entry \(index)")
    }
    let name = zip_get_name(handle, zip_uint64_t(index), 0).map { String(cString: $0) } ?? ""
    if stat.encryption_method != UInt16(ZIP_EM_NONE) { throw .encrypted(name) }
    guard let file = zip_fopen_index(handle, zip_uint64_t(index), 0) else {
      throw .damaged("\(name) cannot be unpacked: \(String(cString: zip_strerror(handle)))")
    }
    return ZipStream(
      file: file, name: name, size: Int(clamping: stat.size), packed: Int(clamping: stat.comp_size),
      archive: self)
  }

  private func stat(_ index: Int) -> zip_stat_t? {
    var stat = zip_stat_t()
    zip_stat_init(&stat)
    return zip_stat_index(handle, zip_uint64_t(index), 0, &stat) == 0 ? stat : nil
  }

  /// Counts what was unpacked; the reason when it is too much.
  func spend(_ bytes: Int, total: Int, packed: Int, name: String) -> ZipError? {
    expanded += bytes
    if expanded > limits.expandedBytes {
      return .tooLarge("it unpacks to more than \(limits.expandedBytes >> 20) MB")
    }
    if total > limits.ratioFrom, total / max(1, packed) > limits.ratio {
      return .tooLarge("\(name) unpacks to more than \(limits.ratio) times its size")
    }
    return nil
  }
}
