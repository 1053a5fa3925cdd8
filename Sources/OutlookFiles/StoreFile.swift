// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The bytes of an archive: read where they are wanted, as archives are larger than memory.
final class StoreFile {
  private enum Place {
    case memory([UInt8])
    case file(FileHandle)
  }

  private let place: Place
  let size: Int

  init(_ bytes: [UInt8]) { (place, size) = (.memory(bytes), bytes.count) }

  init(path: String) throws(OutlookError) {
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      size = Int(clamping: try file.seekToEnd())
      place = .file(file)
    } catch { throw .damaged("The file cannot be opened.") }
  }

  func read(at offset: Int, count: Int) throws(OutlookError) -> [UInt8] {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
      throw .damaged("The file is cut: it ends at \(size), and byte \(offset) is asked for.")
    }
    switch place {
    case .memory(let bytes): return Array(bytes[offset..<(offset + count)])
    case .file(let file):
      do {
        try file.seek(toOffset: UInt64(offset))
        if let data = try file.read(upToCount: count), data.count == count { return Array(data) }
      } catch {}
      throw .damaged("The file cannot be read at byte \(offset).")
    }
  }
}
