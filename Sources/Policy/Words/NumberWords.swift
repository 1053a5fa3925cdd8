// SPDX-License-Identifier: Apache-2.0

/// Words that are numbers or bounds of numbers: `17`, `under-18`, `over-65`.
enum NumberWords {
  static func bound(_ word: String) -> (comparison: Comparison, number: Double)? {
    if let number = number(word) { return (.equal, number) }
    for (start, comparison) in [
      ("under-", Comparison.less), ("below-", .less), ("over-", .more), ("at-least-", .atLeast),
      ("at-most-", .atMost),
    ] where word.hasPrefix(start) {
      if let number = number(String(word.dropFirst(start.count))) { return (comparison, number) }
    }
    return nil
  }

  /// A number as it is written here, so that `3` and `3.0` are one; other words as they stand.
  static func canonical(_ word: String) -> String {
    guard let number = number(word) else { return word }
    return text(number)
  }

  static func text(_ number: Double) -> String {
    Int64(exactly: number).map { String($0) } ?? String(number)
  }

  /// A finite number; not the words `nan` and `infinity`, which `Double` would read.
  static func number(_ word: String) -> Double? {
    guard word.utf8.contains(where: { (48...57).contains($0) }), let number = Double(word),
      number.isFinite
    else { return nil }
    return number
  }
}
