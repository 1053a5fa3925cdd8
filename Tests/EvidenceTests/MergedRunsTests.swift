// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Evidence

/// Runs merged on all cores are what sorting makes of the whole.
struct MergedRunsTests {
  @Test(arguments: 1...60) func `any runs come to the order of all`(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    var values: [Int] = []
    for _ in 0..<random.below(9) {
      var next = random.below(50)
      for _ in 0..<random.below(40) {
        values.append(next)
        next += random.below(3)
      }
    }
    let order = MergedRuns.order(of: values.count) { a, b in
      values[a] != values[b] ? values[a] < values[b] : a < b
    }
    let sorted = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    if sorted == Array(values.indices) {
      #expect(order == nil)
    } else {
      #expect(order?.map(Int.init) == sorted)
    }
  }
}
