// SPDX-License-Identifier: Apache-2.0

import Testing

/// How a sheet is scanned: leaning by `slope`, with grain of `noise` levels of grey.
struct Scan: Sendable, CustomTestStringConvertible {
  var dpi: Double
  var slope: Double
  var noise: Int
  var seed: UInt64
  var testDescription: String { "\(dpi) dpi, slope \(slope), noise \(noise), seed \(seed)" }
}
