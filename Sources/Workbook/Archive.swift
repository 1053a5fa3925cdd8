// SPDX-License-Identifier: Apache-2.0

import CZip

/// The parts of a ZIP archive in memory, read as streams under limits.
///
/// Only valid inside the closure of `withArchive`.
final class Archive {
  private let handle: OpaquePointer
  private let limits: WorkbookLimits
  private var expanded = 0

  private init(handle: OpaquePointer, limits: WorkbookLimits) {
    (self.handle, self.limits) = (handle, limits)
  }

  static func withArchive<Result>(
    _ bytes: [UInt8], limits: WorkbookLimits,
    _ body: (Archive) throws(WorkbookError) -> Result
  ) throws(WorkbookError) -> Result {
    try bytes.withUnsafeBufferPointer { (buffer) throws(WorkbookError) -> Result in
      var error = zip_error_t()
      zip_error_init(&error)
      defer { zip_error_fini(&error) }
      guard
        let source = zip_source_buffer_create(
          buffer.baseAddress, zip_uint64_t(buffer.count), 0, &error)
      else { throw .damaged(String(cString: zip_error_strerror(&error))) }
      guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
        zip_source_free(source)
        throw .damaged(
          "the archive cannot be opened: " + String(cString: zip_error_strerror(&error)))
      }
      defer { zip_discard(handle) }
      return try body(Archive(handle: handle, limits: limits))
    }
  }

  func contains(_ name: String) -> Bool {
    zip_name_locate(handle, name, zip_flags_t(ZIP_FL_NOCASE)) >= 0
  }

  /// A part by its name, in any case, as some writers have it.
  func part(_ name: String) throws(WorkbookError) -> Part {
    let index = zip_name_locate(handle, name, zip_flags_t(ZIP_FL_NOCASE))
    guard index >= 0 else { throw .damaged("the part \(name) is missing") }
    var stat = zip_stat_t()
    zip_stat_init(&stat)
    guard zip_stat_index(handle, zip_uint64_t(index), 0, &stat) == 0 else {
      throw .damaged("the part \(name) cannot be found")
    }
    if stat.encryption_method != UInt16(ZIP_EM_NONE) { throw .encrypted }
    guard let file = zip_fopen_index(handle, zip_uint64_t(index), 0) else {
      throw .damaged(
        "the part \(name) cannot be unpacked: " + String(cString: zip_strerror(handle)))
    }
    return Part(file: file, name: name, packed: Int(clamping: stat.comp_size), archive: self)
  }

  /// Counts what was unpacked; the reason when it is too much.
  fileprivate func spend(_ bytes: Int, total: Int, packed: Int, name: String) -> WorkbookError? {
    expanded += bytes
    if expanded > limits.expandedBytes {
      return .tooLarge("it unpacks to more than \(limits.expandedBytes >> 20) MB")
    }
    if total > limits.ratioFrom, total / max(1, packed) > limits.ratio {
      return .tooLarge("\(name) unpacks to more than \(limits.ratio) times its size")
    }
    return nil
  }

  /// One part while it is read, front to back.
  final class Part {
    let name: String
    private let file: OpaquePointer
    private let packed: Int
    private let archive: Archive
    private var total = 0
    private(set) var failure: WorkbookError?

    fileprivate init(file: OpaquePointer, name: String, packed: Int, archive: Archive) {
      (self.file, self.name, self.packed, self.archive) = (file, name, packed, archive)
    }

    deinit { zip_fclose(file) }

    /// The number of bytes read into `buffer`, 0 at the end, -1 after which `failure` says why.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) -> Int {
      let got = Int(zip_fread(file, buffer, zip_uint64_t(count)))
      if got < 0 {
        failure = .damaged("\(name) is damaged: its packed data cannot be read")
        return -1
      }
      total += got
      failure = archive.spend(got, total: total, packed: packed, name: name)
      return failure == nil ? got : -1
    }
  }
}
