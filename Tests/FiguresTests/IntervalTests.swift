// SPDX-License-Identifier: Apache-2.0
import Figures
import Testing

@Suite struct IntervalTests {
  @Test func `a share's interval is the published one for 6 of 375`() {
    // 0.74 % to 3.45 %: the worked value for six citizens in a sample of 375 arrests.
    let interval = Interval.wilson(successes: 6, of: 375)
    #expect(abs(interval[0] - 0.00735) < 0.00005)
    #expect(abs(interval[1] - 0.03448) < 0.00005)
  }

  @Test func `all and none stay inside 0 and 1 and hold the share`() {
    for n in 1...60 {
      for k in 0...n {
        let interval = Interval.wilson(successes: k, of: n)
        let share = Double(k) / Double(n)
        #expect(0 <= interval[0] && interval[0] <= share && share <= interval[1])
        #expect(interval[1] <= 1)
        let mirrored = Interval.wilson(successes: n - k, of: n)
        #expect(abs(1 - mirrored[1] - interval[0]) < 1e-12)
      }
    }
    #expect(Interval.wilson(successes: 0, of: 0) == [0, 1])
  }
}
