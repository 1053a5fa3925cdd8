// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Imaging

@Suite struct RasterTests {
  @Test func `A box in points paints its pixels and no others`() {
    var raster = Raster(
      width: 300, height: 200, dpi: 144, pixels: [UInt8](repeating: 255, count: 60_000))
    raster.fill(Box(x0: 10, y0: 20, x1: 30, y1: 25), grey: 0)
    #expect(raster.pixels.count { $0 == 0 } == 40 * 10)
    #expect(raster.pixels[40 * 300 + 20] == 0 && raster.pixels[49 * 300 + 59] == 0)
    raster.fill(Box(x0: -50, y0: -50, x1: 9_000, y1: 9_000), grey: 7)
    #expect(raster.pixels.allSatisfy { $0 == 7 })
  }
}
