// SPDX-License-Identifier: Apache-2.0

/// A small generator that gives the same numbers in every run (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014).
package struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// One of `options`, which must not be empty.
  package mutating func pick<Element>(_ options: [Element]) -> Element {
    options[Int.random(in: 0..<options.count, using: &self)]
  }

  /// True about so often, 0…1.
  package mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < share
  }

  /// A number from 0 up to, not including, `n`.
  package mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
}
