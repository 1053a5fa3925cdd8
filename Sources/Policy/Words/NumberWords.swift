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

  /// A finite number; not the words `nan` and `infinity`, which `Double` would read.
  static func number(_ word: String) -> Double? {
    guard word.utf8.contains(where: { (48...57).contains($0) }), let number = Double(word),
      number.isFinite
    else { return nil }
    return number
  }
}
