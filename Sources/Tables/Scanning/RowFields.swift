// SPDX-License-Identifier: Apache-2.0

/// The fields of one record where they lie in memory, without the spaces around them.
struct RowFields {
  let base: UnsafePointer<UInt8>
  let fields: UnsafeBufferPointer<CSVScanner.Field>

  /// - Parameter scratch: holds a field whose doubled quotes are taken out.
  @inline(__always)
  func bytes(_ column: Int, _ scratch: inout [UInt8]) -> UnsafeBufferPointer<UInt8> {
    guard column < fields.count else { return UnsafeBufferPointer(start: base, count: 0) }
    let field = fields[column]
    var (start, end) = (field.start, field.end)
    while start < end, Self.isSpace(base[start]) { start += 1 }
    while end > start, Self.isSpace(base[end - 1]) { end -= 1 }
    guard field.form == .doubled else {
      return UnsafeBufferPointer(start: base + start, count: end - start)
    }
    scratch.removeAll(keepingCapacity: true)
    var at = start
    while at < end {
      scratch.append(base[at])
      at += base[at] == 0x22 && at + 1 < end && base[at + 1] == 0x22 ? 2 : 1
    }
    // The buffer is not written to again before the next field is asked for.
    return scratch.withUnsafeBufferPointer { $0 }
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
