// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation

/// The turn between a leaning page and the same page straight, about its middle.
struct Turn {
  /// Rise in y to the right of the leaning page's lines.
  let slope: Double
  /// In points.
  let midX: Double
  let midY: Double
  let cosine: Double
  let sine: Double

  init(slope: Double, midX: Double, midY: Double) {
    (self.slope, self.midX, self.midY) = (slope, midX, midY)
    cosine = 1 / (1 + slope * slope).squareRoot()
    sine = slope * cosine
  }

  /// The box of the same sides about the place its centre takes on the straight page.
  func straight(_ box: Box) -> Box {
    let (x, y) = (box.midX - midX, box.midY - midY)
    return moved(box, toX: midX + x * cosine + y * sine, toY: midY + y * cosine - x * sine)
  }

  func back(_ box: Box) -> Box {
    let (x, y) = (box.midX - midX, box.midY - midY)
    return moved(box, toX: midX + x * cosine - y * sine, toY: midY + y * cosine + x * sine)
  }

  private func moved(_ box: Box, toX x: Double, toY y: Double) -> Box {
    Box(
      x0: x - box.width / 2, y0: y - box.height / 2, x1: x + box.width / 2, y1: y + box.height / 2)
  }
}
