// SPDX-License-Identifier: Apache-2.0

/// A grey image as it goes into and comes out of the library.
package struct GreyImage: Sendable {
  package var width: Int
  package var height: Int
  /// Dots per inch; 0 where the file states none.
  package var resolution: Int
  /// The same down the image, where it differs.
  package var resolutionDown: Int
  /// Row-major, one byte a pixel, 0 black … 255 white.
  package var pixels: [UInt8]

  package init(
    width: Int, height: Int, resolution: Int, resolutionDown: Int? = nil, pixels: [UInt8]
  ) {
    (self.width, self.height, self.resolution) = (width, height, resolution)
    self.resolutionDown = resolutionDown ?? resolution
    self.pixels = pixels
  }
}
