// SPDX-License-Identifier: Apache-2.0

/// Intervals for shares that were counted.
package enum Interval {
  /// The 97.5 % point of the normal distribution.
  static let z = 1.959963984540054

  /// The 95 % score interval of `successes` out of `n` as shares, lower bound first.
  ///
  /// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
  /// of the American Statistical Association 22 (1927). Nothing counted says nothing: 0…1. Numbers
  /// outside 0…n are taken as the nearest that makes sense.
  package static func wilson(successes: Int, of n: Int) -> [Double] {
    guard n > 0 else { return [0, 1] }
    let total = Double(n)
    let share = Double(min(max(successes, 0), n)) / total
    let square = z * z
    let middle = (share + square / (2 * total)) / (1 + square / total)
    let half =
      z / (1 + square / total)
      * (share * (1 - share) / total + square / (4 * total * total)).squareRoot()
    // At the ends the exact bound is 0 or 1; rounding must not put it on the other side.
    let low = successes <= 0 ? 0 : max(0, middle - half)
    let high = successes >= n ? 1 : min(1, middle + half)
    return [low, high]
  }
}
