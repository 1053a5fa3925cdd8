// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Boxes by the stretch of the page's height that they cross, so that few are asked about a point.
struct Bands {
  private var bands: [[Int]] = []
  private static let height = 24.0

  init(_ boxes: [Box]) {
    for (index, box) in boxes.enumerated() {
      let first = Self.band(box.y0)
      let last = max(first, Self.band(box.y1))
      while bands.count <= last { bands.append([]) }
      for band in first...last { bands[band].append(index) }
    }
  }

  /// The boxes that may hold a point at height `y`.
  func at(_ y: Double) -> [Int] {
    let band = Self.band(y)
    return band < bands.count ? bands[band] : []
  }

  private static func band(_ y: Double) -> Int {
    y > 0 ? Int(min(y, 200_000) / height) : 0
  }
}
