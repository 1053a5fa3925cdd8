// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Raster {
  /// Draws a frame around `box` (in points), a point and a half thick and as far away, so that it
  /// hides nothing.
  package mutating func outline(_ box: Box, grey: UInt8) {
    let (near, far) = (box.grown(by: 1.5), box.grown(by: 3))
    let sides = [
      Box(x0: far.x0, y0: far.y0, x1: far.x1, y1: near.y0),
      Box(x0: far.x0, y0: near.y1, x1: far.x1, y1: far.y1),
      Box(x0: far.x0, y0: far.y0, x1: near.x0, y1: far.y1),
      Box(x0: near.x1, y0: far.y0, x1: far.x1, y1: far.y1),
    ]
    for side in sides { fill(side, grey: grey) }
  }
}
