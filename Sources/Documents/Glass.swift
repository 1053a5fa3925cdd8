// SPDX-License-Identifier: Apache-2.0

import Evidence
import PDFium

/// Fills that let through what lies under them.
///
/// A marker pen leaves paper light. A fill that leaves it darker than a mid grey, or that washes
/// dark letters out to less than half their strength, was meant to hide: it is called a veil.
enum Glass {
  /// - Parameter strength: how much of what lies under it the fill takes away, 0…1.
  static func mayVeil(_ color: PDFColor, strength: Double) -> Bool {
    guard strength < 1 else { return false }
    let paper = 255 * (1 - strength) + Double(color.luma) * strength
    let low = min(color.red, color.green, color.blue)
    let high = max(color.red, color.green, color.blue)
    // A coloured fill is a marker until it is very dark.
    let isGrey = high - low < 40
    return paper < (isGrey ? 150 : 100) || (color.luma > 200 && strength >= 0.6)
  }
}
