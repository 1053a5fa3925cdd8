// SPDX-License-Identifier: Apache-2.0

import CZip

/// One entry of an archive while it is read, front to back.
package final class ZipStream {
  package let name: String
  /// Unpacked, as the archive says.
  package let size: Int
  private let file: OpaquePointer
  private let packed: Int
  private let archive: ZipArchive
  private var total = 0
  /// Why reading ended before the end.
  package private(set) var failure: ZipError?

  init(file: OpaquePointer, name: String, size: Int, packed: Int, archive: ZipArchive) {
    (self.file, self.name, self.size) = (file, name, size)
    (self.packed, self.archive) = (packed, archive)
  }

  deinit { zip_fclose(file) }

  /// The number of bytes read into `buffer`, 0 at the end, -1 after which `failure` says why.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let got = Int(zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count)))
    if got < 0 {
      failure = .damaged("\(name) is damaged: its packed data cannot be read")
      return -1
    }
    total += got
    failure = archive.spend(got, total: total, packed: packed, name: name)
    return failure == nil ? got : -1
  }
}
