// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The middle of some numbers.
package enum Middle {
  /// The median; of an even count the mean of the middle two; nil of none.
  package static func median(_ values: [Int]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1
      ? Double(sorted[half]) : (Double(sorted[half - 1]) + Double(sorted[half])) / 2
  }

  /// Two of the values between which the true median lies with at least 95 %, however they are
  /// distributed: the k-th from either end, k from the binomial distribution with p = 1/2. Nil for
  /// fewer than six values, where no two are far enough apart.
  package static func interval(_ values: [Int]) -> [Double]? {
    let n = values.count
    guard n >= 6 else { return nil }
    let sorted = values.sorted()
    // The largest k with P(fewer than k of n below the median) at most 2.5 %; in logarithms,
    // because 2^-n vanishes for large n.
    var logTerm = -Double(n) * 0.6931471805599453
    var tail = 0.0
    var k = 0
    while k < n / 2 {
      tail += exp(logTerm)
      if tail > 0.025 { break }
      k += 1
      logTerm += log(Double(n - k + 1)) - log(Double(k))
    }
    guard k > 0 else { return nil }
    return [Double(sorted[k - 1]), Double(sorted[n - k])]
  }
}
