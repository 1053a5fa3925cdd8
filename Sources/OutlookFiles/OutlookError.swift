// SPDX-License-Identifier: Apache-2.0

/// Why something of Outlook's could not be read, as a sentence.
package struct OutlookError: Error, Hashable {
  package enum Reason: Sendable { case damaged, unsupported, tooLarge }

  package var reason: Reason
  package var detail: String

  package init(_ reason: Reason, _ detail: String) { (self.reason, self.detail) = (reason, detail) }

  static func damaged(_ what: String) -> OutlookError { OutlookError(.damaged, what) }
}

/// Reading numbers, the low byte first, from bytes that may end too early.
struct ByteCursor {
  let bytes: ArraySlice<UInt8>
  /// Counted from the first of `bytes`.
  private(set) var offset = 0

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  var left: Int { bytes.count - offset }

  mutating func take(_ count: Int) throws(OutlookError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= left else { throw .damaged("It is cut or damaged.") }
    let start = bytes.startIndex + offset
    offset += count
    return bytes[start..<(start + count)]
  }

  mutating func number(_ count: Int) throws(OutlookError) -> Int {
    var value: UInt64 = 0
    for (place, byte) in try take(count).enumerated() { value |= UInt64(byte) << (8 * place) }
    return Int(truncatingIfNeeded: value)
  }

  /// To the next multiple of `unit`, or to the end.
  mutating func align(_ unit: Int) {
    let rest = offset % unit
    if rest > 0 { offset = min(bytes.count, offset + unit - rest) }
  }

  mutating func seek(_ place: Int) throws(OutlookError) {
    guard place >= 0, place <= bytes.count else { throw .damaged("It is cut or damaged.") }
    offset = place
  }
}
