// SPDX-License-Identifier: Apache-2.0

import CPDFium

/// The bytes of a file, to be searched. Mapped: the file must not change meanwhile.
package final class MappedFile {
  private let start: UnsafeRawPointer
  package let count: Int

  /// Nil where the file cannot be read or is empty.
  package init?(path: String) {
    var length = 0
    guard let start = cpdfium_map(path, &length) else { return nil }
    (self.start, count) = (start, length)
  }

  deinit { cpdfium_unmap(start, count) }

  /// Where `text` first stands at or after an offset.
  package func first(_ text: String, from offset: Int = 0) -> Int? {
    guard offset >= 0, offset <= count else { return nil }
    let found = cpdfium_find(start + offset, count - offset, text, text.utf8.count)
    return found < 0 ? nil : offset + found
  }

  /// Every place of `text`, at most `limit`.
  package func all(_ text: String, limit: Int = 1_000) -> [Int] {
    var places: [Int] = []
    var next = first(text)
    while let place = next, places.count < limit {
      places.append(place)
      next = first(text, from: place + text.utf8.count)
    }
    return places
  }

  package static func has(_ text: String, in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { raw in
      raw.baseAddress.map { cpdfium_find($0, raw.count, text, text.utf8.count) >= 0 } ?? false
    }
  }

  package func bytes(_ range: Range<Int>) -> [UInt8] {
    let range = range.clamped(to: 0..<count)
    return Array(UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count))
  }
}

extension PDFLibrary {
  /// Opens the first `count` bytes of a file as a document: an earlier state of it.
  package func open(
    _ file: MappedFile, first count: Int, password: String?
  ) throws(PDFError) -> PDFDocument {
    try open(file.bytes(0..<count), password: password)
  }
}
