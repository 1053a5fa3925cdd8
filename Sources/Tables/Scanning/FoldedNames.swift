// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers names without regard to case; the first, 0, is the blank one.
package struct FoldedNames: ~Copyable {
  private let codes = ByteCodes()

  package init() { _ = codes.code(UnsafeBufferPointer(start: nil, count: 0)) }

  package func number(of name: String) -> UInt32 {
    var name = name
    let plain = name.withUTF8 { bytes -> Int? in
      var high: UInt8 = 0
      for byte in bytes { high |= byte }
      if high >= 0x80 { return nil }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { folded in
        for (index, byte) in bytes.enumerated() {
          folded.initializeElement(at: index, to: 0x41...0x5A ~= byte ? byte | 0x20 : byte)
        }
        return codes.code(UnsafeBufferPointer(folded)).code
      }
    }
    if let plain { return UInt32(plain) }
    var folded = Self.folded(name)
    return UInt32(folded.withUTF8 { codes.code($0).code })
  }

  /// One way of writing for names that are the same: in lower case, marks on letters as one with them.
  static func folded(_ name: String) -> String {
    name.lowercased().precomposedStringWithCanonicalMapping
  }

  /// By number, in lower case.
  package var names: [String] {
    (0..<codes.count).map { String(decoding: codes.bytes($0), as: UTF8.self) }
  }
}
