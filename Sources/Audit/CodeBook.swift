// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Numbers things that several workers meet, each thing once.
///
/// The order of the numbers hangs on which worker comes first: nothing that is shown may.
final class CodeBook<Key: Hashable & Sendable>: Sendable {
  private let known = Mutex<(numbers: [Key: UInt32], keys: [Key])>(([:], []))

  func number(_ key: Key) -> UInt32 {
    known.withLock { known in
      if let number = known.numbers[key] { return number }
      let next = UInt32(known.keys.count)
      known.numbers[key] = next
      known.keys.append(key)
      return next
    }
  }

  /// By number.
  var keys: [Key] { known.withLock { $0.keys } }

  /// What one worker has asked already.
  struct Reader {
    private let book: CodeBook
    private var seen: [Key: UInt32] = [:]

    init(_ book: CodeBook) { self.book = book }

    mutating func number(_ key: Key) -> UInt32 {
      if let known = seen[key] { return known }
      let number = book.number(key)
      seen[key] = number
      return number
    }
  }
}
