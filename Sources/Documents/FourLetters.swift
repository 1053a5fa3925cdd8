// SPDX-License-Identifier: Apache-2.0

/// Groups of four letters to look for in text, whatever their case: a quick look that rules out
/// nearly all words before they are taken apart.
struct FourLetters: Sendable {
  private let keys: [UInt32]

  /// - Parameter groups: four ASCII characters each, small letters among them.
  init(_ groups: String...) { keys = groups.map { $0.utf8.reduce(0, Self.push) } }

  /// Whether any of the groups stands anywhere in a text.
  func occur(in text: String) -> Bool {
    var last: UInt32 = 0
    for byte in text.utf8 {
      last = Self.push(last, byte)
      // Compared one by one: they are few.
      for key in keys where key == last { return true }
    }
    return false
  }

  private static func push(_ last: UInt32, _ byte: UInt8) -> UInt32 {
    let isCapital = byte >= 0x41 && byte <= 0x5a
    return last << 8 | UInt32(isCapital ? byte | 0x20 : byte)
  }
}
